/**
 * Presence of users at one node, and the forced logout with code 255 that follows its loss: at once when the client
 * said goodbye or its connection broke, after up to 120 s when it merely fell silent, and then 60 s of grace (Finesse
 * developer site, Desktop Presence and Forced Logout; Administration Guide 11.6(1), ch. 13, Desktop Behavior).
 *
 * The documents speak of a node in service. One that is not, when presence is lost or when the grace ends, forces
 * nobody out: else each outage of CTI would end with the logout of all who had moved to the other node meanwhile.
 */
import { AgentState } from '../domain/agent-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import type { Micros } from '../kernel/time.ts'
import { compileMachine } from '../machines/compile.ts'
import { presence as machine } from '../machines/presence.ts'
import type { FinesseNode } from './node.ts'
import { submit } from './operations.ts'
import type { FinesseUser } from './users.ts'

const table = compileMachine(machine)
type PresenceEvent = (typeof table.events)[number]

export const UNAVAILABLE = table.stateOf('UNAVAILABLE')
const SILENT = table.stateOf('SILENT')
const CALL_GOES_ON = table.stateOf('CALL_GOES_ON')

/** Takes a step, and ends the delay of the state before. */
function step(node: FinesseNode, user: FinesseUser, event: PresenceEvent): boolean {
  const to = table.next(user.presence, table.eventOf(event))
  if (to < 0) return false
  user.presence = to
  if (user.presenceTimer >= 0) node.env.cancel(user.presenceTimer)
  user.presenceTimer = -1
  return true
}

/** `<presence/>` came. */
export function available(node: FinesseNode, user: FinesseUser): void {
  const { env, profile, options } = node
  user.heardAt = env.now()
  if (!(options.defects['grace-not-cancelled'] && user.presenceTimer >= 0)) step(node, user, 'presence.available')
  user.present = true
  env.fact(Fact.presence, user.index, 1)
  node.maintenance.arrived(user)
  if (options.playsPings) lookIn(node, user, profile.crashDetectionUs)
}

/** The client is gone; `said`: it took its leave, rather than that its connection broke. */
export function unavailable(node: FinesseNode, user: FinesseUser, said: boolean): void {
  if (!user.present) return
  const { env, profile, options } = node
  user.present = false
  user.tookLeave = said
  env.fact(Fact.presence, user.index, 0, said ? 1 : 0)
  if (!node.inService) {
    step(node, user, 'presence.unavailable.out-of-service')
    return
  }
  step(node, user, 'presence.unavailable')
  if (user.state === AgentState.LOGOUT) step(node, user, 'user.signed-out')
  else {
    const graceUs = options.defects['forced-logout-without-grace'] ? 0 : profile.forcedLogoutGraceUs
    user.presenceTimer = env.after(graceUs, M.graceEnded, user.index)
  }
}

/** One who was told to move for maintenance is at the other node, or nothing will be heard of it any more. */
export function moved(node: FinesseNode, user: FinesseUser): void {
  if (!user.present) step(node, user, 'user.moved')
}

function lookIn(node: FinesseNode, user: FinesseUser, us: Micros): void {
  if (user.presenceTimer >= 0) node.env.cancel(user.presenceTimer)
  user.presenceTimer = node.env.after(us, M.silenceNoticed, user.index)
}

/** Pings have stopped coming. The last was some part of their interval ago; it counts from there. */
export function fellSilent(node: FinesseNode, user: FinesseUser): void {
  if (node.options.playsPings || !step(node, user, 'client.fell-silent')) return
  const { pingExpectedUs, pingUs } = node.profile
  const isOthers = node.options.directory.users[user.index]!.client === 'third-party'
  const ago = Math.floor(node.phases.next() * (isOthers ? pingExpectedUs : pingUs))
  lookIn(node, user, node.profile.crashDetectionUs - ago)
}

export function heard(node: FinesseNode, user: FinesseUser): void {
  user.heardAt = node.env.now()
  if (user.presence === SILENT) step(node, user, 'client.heard-again')
}

/** Time to look whether a client was heard of; true when it was not for so long that it is taken for gone. */
export function isGone(node: FinesseNode, user: FinesseUser): boolean {
  user.presenceTimer = -1
  const { env, profile, options } = node
  if (!user.present) return false
  if (!options.playsPings) return user.presence === SILENT
  const left = user.heardAt + profile.crashDetectionUs - env.now()
  if (left > 0) lookIn(node, user, left)
  return left <= 0
}

/** Nobody came back. Of one who was lost without a word a call is left to end first. */
export function graceEnded(node: FinesseNode, index: number): void {
  const user = node.users[index]!
  user.presenceTimer = -1
  if (!node.inService) {
    step(node, user, 'grace.ended.out-of-service')
    return
  }
  const talks = user.state === AgentState.TALKING || user.state === AgentState.HOLD
  const waits = talks && !user.tookLeave && node.options.defects['forced-logout-during-call'] !== true
  if (step(node, user, waits ? 'grace.ended.on-call' : 'after.forcedLogoutGrace') && !waits) forceLogout(node, user)
}

/** The state of an absent user changed. */
export function absentUserChanged(node: FinesseNode, user: FinesseUser): void {
  if (user.state === AgentState.LOGOUT) step(node, user, 'user.signed-out')
  else if (user.presence === CALL_GOES_ON && user.state !== AgentState.TALKING && user.state !== AgentState.HOLD) {
    if (step(node, user, node.inService ? 'call.ended' : 'call.ended.out-of-service') && node.inService) {
      forceLogout(node, user)
    }
  }
}

/** The PG is told to log the user out, and decides by LOAD what that means; `asked`: by the desktop itself. */
export function forceLogout(node: FinesseNode, user: FinesseUser, asked = false): void {
  const { defects } = node.options
  if (user.state === AgentState.LOGOUT || defects['forced-logout-never']) return
  for (let times = defects['forced-logout-twice'] ? 2 : 1; times > 0; times--) {
    node.env.fact(Fact.forcedLogout, user.index, node.options.number, asked ? 1 : 0)
    send(node, user.index)
  }
}

function send(node: FinesseNode, index: number): void {
  submit(node, {
    user: index,
    asker: index,
    requestId: 0,
    kind: M.setAgentStateReq,
    request: {
      agent: index,
      state: AgentState.LOGOUT,
      reason: Reason.PRESENCE_LOST,
      extension: '',
      mobile: undefined,
      forced: true,
      supervisor: -1,
    },
    state: AgentState.LOGOUT,
    expects: -1,
    actor: index,
    call: 0,
  })
}

/** The Notification Service has stopped: nobody is present, and nobody is missed. */
export function notificationStopped(node: FinesseNode): void {
  for (const user of node.users) {
    if (user.present) node.env.fact(Fact.presence, user.index, 0)
    user.present = false
    step(node, user, 'notification.stopped')
  }
}

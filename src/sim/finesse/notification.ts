/**
 * The Notification Service (XMPP publish-subscribe) as functions: streams, presence, subscriptions. Own feeds need
 * no subscription; events start with presence. A user who goes without signing out is given 60 s, then a forced
 * logout with code 255 goes to CTI (Finesse developer site, Desktop Presence and Forced Logout).
 */
import { AgentState } from '../domain/agent-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import { type StreamOpen, Topic } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import { submit } from './operations.ts'
import type { FinesseUser } from './users.ts'

export interface Subscription {
  readonly topic: number
  readonly of: number
}

export function streamOpen(node: FinesseNode, index: number, open: StreamOpen, link: number): void {
  node.authentication.check(open.user, open.password, (result) => {
    if (result === 'broken') {
      node.env.send(link ^ 1, M.connectionReset, index, 'stream')
      return
    }
    if (result !== 'granted') {
      node.env.send(link ^ 1, M.streamRefused, index, { condition: 'not-authorized' })
      return
    }
    const user = node.users[open.user]!
    if (user.stream >= 0 && user.stream !== (link ^ 1) && user.resource === open.resource) {
      node.env.send(user.stream, M.streamClosed, index, { condition: 'conflict' })
    }
    // With its stream a session is unavailable, until the new one sends its presence.
    if (user.present) unavailable(node, user)
    user.stream = link ^ 1
    user.resource = open.resource
    user.number = 0
    user.present = false
    node.env.send(user.stream, M.streamOpened, index)
  })
}

/** `<presence/>` or its unavailable kind. */
export function presence(node: FinesseNode, index: number, { available }: { available: boolean }, link: number): void {
  const user = node.users[index]!
  if (user.stream !== (link ^ 1)) return
  if (available) {
    user.present = true
    if (user.graceTimer >= 0) {
      node.env.cancel(user.graceTimer)
      user.graceTimer = -1
    }
    node.env.fact(Fact.presence, index, 1)
  } else if (user.present) unavailable(node, user)
}

export function streamClose(node: FinesseNode, index: number, _body: unknown, link: number): void {
  const user = node.users[index]!
  if (user.stream !== (link ^ 1)) return
  if (user.present) unavailable(node, user)
  user.stream = -1
  for (const team of node.teamWatchers) forget(team, index)
  for (const queue of node.queueWatchers) forget(queue, index)
}

function unavailable(node: FinesseNode, user: FinesseUser): void {
  user.present = false
  node.env.fact(Fact.presence, user.index, 0)
  if (user.state !== AgentState.LOGOUT) {
    user.graceTimer = node.env.after(node.profile.forcedLogoutGraceUs, M.graceEnded, user.index)
  }
}

/** Nobody came back: the PG is told to log the user out, and decides by LOAD what that means. */
export function graceEnded(node: FinesseNode, index: number): void {
  const user = node.users[index]!
  user.graceTimer = -1
  if (user.state === AgentState.LOGOUT || !node.inService) return
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

export function subscribe(node: FinesseNode, index: number, subscription: Subscription, link: number): void {
  const { supervises } = node.options.directory.users[index]!
  if (subscription.topic === Topic.TEAM_USERS && !supervises.includes(subscription.of)) {
    node.env.send(link ^ 1, M.subscribed, index, { ...subscription, condition: 'forbidden' })
    return
  }
  const watchers = watchersOf(node, subscription)
  if (watchers !== undefined && !watchers.includes(index)) watchers.push(index)
  node.env.send(link ^ 1, M.subscribed, index, subscription)
}

export function unsubscribe(node: FinesseNode, index: number, subscription: Subscription): void {
  forget(watchersOf(node, subscription) ?? [], index)
}

function watchersOf(node: FinesseNode, { topic, of }: Subscription): number[] | undefined {
  if (topic === Topic.TEAM_USERS) return node.teamWatchers[of]
  return topic === Topic.QUEUE ? node.queueWatchers[of] : undefined
}

function forget(watchers: number[], index: number): void {
  const at = watchers.indexOf(index)
  if (at >= 0) watchers.splice(at, 1)
}

export function ping(node: FinesseNode, index: number, body: unknown, link: number): void {
  node.env.send(link ^ 1, M.pong, index, body)
}

import { AgentState } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { Reason } from '../../sim/domain/reason-codes.ts'
import { clockText, MILLISECOND, type Micros, SECOND } from '../../sim/kernel/time.ts'
import { OpenCalls } from './open-calls.ts'
import type { Oracle } from './oracle.ts'
import { isAt, OtherFaults } from './other-faults.ts'

const NONE = -1
/** A request to CTI may wait for its turn at a busy node. */
const SLACK_US: Micros = 2 * SECOND
/** So soon after its agent was forced out does a call end that was ended for it. */
const WITH_IT_US: Micros = 50 * MILLISECOND
const OTHER_SIDE = 2

/** Source: Finesse Administration Guide 11.6(1), ch. 13, p. 124; Unified ICM, peripheral configuration parameter LOAD. */
export const loadDecides: Oracle = {
  name: 'LOAD decides what a forced logout does',
  says: 'With LOAD 0 who is forced out is Not Ready with 50002, after the call if there is one; with LOAD 1 signed out with 50002 at once, and on CCX with 255 always, while a call goes on.',
  behaviours: ['DESK-15', 'DESK-16', 'DESK-17', 'DESK-18', 'DESK-19', 'REASON-04', 'REASON-05'],
  watch(watch) {
    const { users, outages, finesseOf } = watch
    const { deployment, desk } = watch.workload
    // Nobody is forced out of an ordinary day.
    if (!watch.faults && desk.sso === undefined) return undefined
    const isCcx = deployment === 'ccx'
    const logsOut = isCcx || desk.load === 1
    const reasonDue: number = isCcx ? Reason.PRESENCE_LOST : Reason.CONNECTION_FAILURE
    const setting = isCcx ? 'CCX' : `LOAD ${desk.load}`
    const calls = new OpenCalls(watch, true)
    const links = new OtherFaults(watch, (deed) => isAt(deed, 'cti'))
    const states = new Uint8Array(users).fill(AgentState.LOGOUT)
    /** Since when a forced logout is under way, or was put off until a call ends; or NONE. */
    const forcedAt = new Float64Array(users).fill(NONE)
    const forcedBy = new Uint8Array(users)
    /** Last time the agent was busy, so that the order may have been put off. */
    const busyAt = new Float64Array(users).fill(NONE)
    /** Of each agent who was forced out in a call: when, until the call is over. */
    const outInCallAt = new Float64Array(users).fill(NONE)
    const contactOf = new Map<number, number>()
    let endedWithIt = 0

    const isBusy = (state: number): boolean =>
      state === AgentState.TALKING || state === AgentState.HOLD || state === AgentState.RESERVED

    /** Another failure has come between. */
    const isExcused = (user: number): boolean =>
      links.since(forcedAt[user]!) ||
      outages.wasPgOut(forcedAt[user]!) ||
      outages.wasNodeOut(forcedBy[user]!, forcedAt[user]!)

    /** What should have become of it by now has not. */
    const judgeLate = (user: number, at: Micros): void => {
      const since = forcedAt[user]!
      if (since === NONE || at - since <= SLACK_US) return
      const putOff = !logsOut && (isBusy(states[user]!) || at - busyAt[user]! <= SLACK_US)
      if (putOff) return
      const excused = isExcused(user)
      forcedAt[user] = NONE
      if (excused) return
      watch.judged++
      const why = `was forced out at ${clockText(since)}, and with ${setting} that has led to nothing`
      watch.violate(at, watch.user(user), why)
    }

    watch.on(Fact.forcedLogout, (at, user, _number, _asked, where) => {
      judgeLate(user, at)
      if (states[user] === AgentState.LOGOUT || forcedAt[user] !== NONE) return
      forcedAt[user] = at
      forcedBy[user] = Math.max(0, finesseOf[where]!)
    })
    watch.on(Fact.truthAgentState, (at, user, state, reason) => {
      judgeLate(user, at)
      const before = states[user]!
      const since = forcedAt[user]!
      states[user] = state
      if (isBusy(before)) busyAt[user] = at
      if (since === NONE || isBusy(state)) return
      if (isExcused(user)) {
        forcedAt[user] = NONE
        return
      }
      const isDone = reason === Reason.CONNECTION_FAILURE || reason === Reason.PRESENCE_LOST
      if (state === AgentState.LOGOUT) {
        forcedAt[user] = NONE
        // Signed out for a reason of its own: by a supervisor, for the phone.
        if (!isDone) return
        watch.judged++
        if (!logsOut) watch.violate(at, watch.user(user), `was signed out by force, with ${setting}`)
        else if (reason !== reasonDue) {
          watch.violate(at, watch.user(user), `was signed out by force with ${reason}, and not with ${reasonDue}`)
        } else if (calls.count(user) > 0) outInCallAt[user] = at
      } else if (state === AgentState.NOT_READY && isDone) {
        forcedAt[user] = NONE
        watch.judged++
        if (logsOut) watch.violate(at, watch.user(user), `is Not Ready after a forced logout, with ${setting}`)
        else if (reason !== reasonDue) {
          watch.violate(at, watch.user(user), `is Not Ready with ${reason}, and not with ${reasonDue}`)
        } else if (calls.count(user) > 0 && isBusy(before)) {
          watch.violate(at, watch.user(user), `was made Not Ready in the middle of a call, with ${setting}`)
        }
      } else if (before === AgentState.RESERVED && state === AgentState.NOT_READY) forcedAt[user] = NONE
    })

    watch.on(Fact.contactAnswered, (_at, contact, agent) => contactOf.set(contact, agent))
    watch.on(Fact.contactEnded, (at, contact, side) => {
      const agent = contactOf.get(contact)
      contactOf.delete(contact)
      if (agent === undefined || outInCallAt[agent] === NONE) return
      const isWithIt = side === OTHER_SIDE && at - outInCallAt[agent]! <= WITH_IT_US
      outInCallAt[agent] = NONE
      watch.judged++
      // Once may be chance: the talk was over in that moment.
      if (isWithIt && ++endedWithIt > 1) watch.violate(at, watch.user(agent), 'lost the call with the sign-in')
    })
    return (now) => {
      for (let user = 0; user < users; user++) judgeLate(user, now)
    }
  },
}

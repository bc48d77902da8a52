/**
 * Dialogs as a desktop shows them. Source of the table: Cisco Finesse Web Services Developer Guide 12.5(1), "Dialog
 * API parameters: state and actions of a participant", p. 125-127.
 */
import { ParticipantState, type ParticipantStateName, participantStateNames } from '../../sim/domain/dialog-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { clockText } from '../../sim/kernel/time.ts'
import { phoneAgent } from '../../sim/machines/phone-agent.ts'
import { FIRST_CALL, grown } from '../grown.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'
import { UserCalls } from './user-calls.ts'

/** How a dialog may first be shown. In a conference or a barge-in one is ACTIVE at once. */
const first: readonly ParticipantStateName[] = ['INITIATING', 'INITIATED', 'ALERTING', 'ACTIVE', 'HELD', 'FAILED']

const table: { readonly [From in ParticipantStateName]: readonly ParticipantStateName[] } = {
  INITIATING: ['INITIATED', 'FAILED', 'DROPPED'],
  INITIATED: ['ACTIVE', 'FAILED', 'DROPPED'],
  ALERTING: ['ACTIVE', 'FAILED', 'DROPPED'],
  ACTIVE: ['HELD', 'WRAP_UP', 'DROPPED'],
  HELD: ['ACTIVE', 'WRAP_UP', 'DROPPED'],
  FAILED: ['DROPPED'],
  WRAP_UP: ['DROPPED'],
  DROPPED: [],
}

const phoneStates = Object.keys(phoneAgent.states)
const SIGNED_OUT = phoneStates.indexOf('SIGNED_OUT')
const EXITED = phoneStates.indexOf('EXITED')

const bitsOf = (names: readonly ParticipantStateName[]) =>
  names.reduce((bits, name) => bits | (1 << ParticipantState[name]), 0)

export const dialogsRunTheirCourse: Oracle = {
  name: 'dialogs run their course',
  says: 'A dialog on a desktop moves as documented until it is DROPPED, and none outlives its call.',
  behaviours: ['DIALOG-01', 'DIALOG-02', 'DIALOG-03', 'DIALOG-04', 'DIALOG-08'],
  watch(watch) {
    const allowed = participantStateNames.map((name) => bitsOf(table[name]))
    const firsts = bitsOf(first)
    // What a desktop missed while it was out, it does not show step by step.
    const jumps = (user: number, at: number) => watch.faults && watch.outages.wasOutFor(user, at - SETTLED_US)
    const open = new UserCalls(watch.users)
    /** When each call was over for CTI; 0 while it goes on. */
    let overAt = new Float64Array(1 << 12)

    watch.on(Fact.desktopDialog, (at, user, call, state) => {
      const slot = open.find(user, call)
      if (slot < 0) {
        // The last update says DROPPED, and so does the removal that follows it.
        if (state === ParticipantState.DROPPED) return
        watch.judged++
        if (((firsts >> state) & 1) === 0 && !jumps(user, at)) {
          watch.violate(at, watch.user(user), `call ${call} is first shown as ${participantStateNames[state]}`)
        }
        if (!open.add(user, call, state)) watch.violate(at, watch.user(user), `call ${call} is one dialog too many`)
        return
      }
      const before = open.state(slot)
      if (before === state) return
      watch.judged++
      if (((allowed[before]! >> state) & 1) === 0 && !jumps(user, at)) {
        const why = `call ${call} went from ${participantStateNames[before]} to ${participantStateNames[state]}`
        watch.violate(at, watch.user(user), why)
      }
      if (state === ParticipantState.DROPPED) open.remove(user, slot)
      else open.change(slot, state)
    })
    const end = (at: number, call: number) => {
      const index = call - FIRST_CALL
      if (index >= overAt.length) overAt = grown(overAt, index)
      overAt[index] = at
    }
    watch.on(Fact.truthCallEnded, (at, call) => end(at, call))
    watch.on(Fact.truthCallMerged, (at, _call, gone) => end(at, gone))
    watch.on(Fact.signedOut, (at, user) => {
      if (!watch.faults) {
        for (const call of open.of(user))
          watch.violate(at, watch.user(user), `signed out with call ${call} still shown`)
      }
      open.clear(user)
    })
    const leave = (_at: number, user: number) => {
      if (watch.outages.isDeskBlank(user)) open.clear(user)
    }
    watch.on(Fact.desktopSession, leave)
    watch.on(Fact.phoneAgent, leave)

    // An IP phone that shows its sign-in screen shows no calls.
    watch.on(Fact.phoneAgent, (_at, user, state) => {
      if (state === SIGNED_OUT || state === EXITED) open.clear(user)
    })

    return (now) => {
      for (let user = 0; user < watch.users; user++) {
        // That it is still out is another oracle's business.
        if (watch.outages.isDeskOut(user) || watch.outages.isDeskClosed(user)) continue
        for (const call of open.of(user)) {
          const over = overAt[call - FIRST_CALL] ?? 0
          const code = open.state(open.find(user, call))
          // Wrap-up may last as long as its timer.
          const grace = code === ParticipantState.WRAP_UP ? watch.workload.desk.workTimerUs : 0
          if (over === 0 || over > now - grace - SETTLED_US) continue
          const state = participantStateNames[code]
          watch.violate(
            now,
            watch.user(user),
            `call ${call} is still shown as ${state}, though it was over at ${clockText(over)}`,
          )
        }
      }
    }
  },
}

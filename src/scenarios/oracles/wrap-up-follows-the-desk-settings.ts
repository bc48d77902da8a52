import { AgentState, agentStateName } from '../../sim/domain/agent-state.ts'
import { ParticipantState } from '../../sim/domain/dialog-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { MILLISECOND, SECOND } from '../../sim/kernel/time.ts'
import type { Oracle } from './oracle.ts'

const ROUTED = 1
const PLACED = 2
const OTHER = 4
const { TALKING, HOLD, WORK, WORK_READY, READY, NOT_READY, LOGOUT } = AgentState

/** Sources: Cisco Finesse Administration Guide 11.6(1), ch. 6 "Wrap-Up Reasons", p. 71; developer guide p. 42-50. */
export const wrapUpFollowsTheDeskSettings: Oracle = {
  name: 'wrap-up follows the desk settings',
  says: 'Wrap-up comes after routed calls where it is required, never where it is not allowed or after own calls, and ends at the timer.',
  behaviours: ['WRAP-03', 'WRAP-04', 'WRAP-05', 'AGENT-09'],
  watch(watch) {
    const { desk, deployment } = watch.workload
    const required = desk.wrapUpOnIncoming === 'REQUIRED' || desk.wrapUpOnIncoming === 'REQUIRED_WITH_WRAP_UP_DATA'
    const never = desk.wrapUpOnIncoming === 'NOT_ALLOWED'
    const states = new Uint8Array(watch.users).fill(LOGOUT)
    const since = new Float64Array(watch.users)
    /** What kinds of calls the agent had in the present spell of talking. */
    const had = new Uint8Array(watch.users)
    const placed = new Int32Array(watch.users)

    watch.on(Fact.contactAnswered, (_at, _contact, agent) => {
      had[agent]! |= ROUTED
    })
    watch.on(Fact.truthParty, (_at, call, agent, state) => {
      if (agent < 0) return
      if (state === ParticipantState.INITIATING || state === ParticipantState.INITIATED) {
        had[agent]! |= PLACED
        placed[agent] = call
      } else if (state === ParticipantState.ALERTING) had[agent]! |= OTHER
      // Joined in a call that others had: a transfer, a conference, a barge-in.
      else if (state === ParticipantState.ACTIVE && had[agent] === PLACED && placed[agent] !== call)
        had[agent]! |= OTHER
    })
    watch.on(Fact.truthAgentState, (at, agent, state, reason) => {
      const before = states[agent]!
      if (before === state) return
      const began = since[agent]!
      states[agent] = state
      since[agent] = at
      if (before === WORK || before === WORK_READY) leaves(at, agent, before, state, at - began)
      if (before === TALKING || before === HOLD) {
        if (state !== TALKING && state !== HOLD) {
          ends(at, agent, state, reason)
          had[agent] = 0
        }
      } else if (state === READY || state === NOT_READY || state === LOGOUT) had[agent] = 0
    })

    function ends(at: number, agent: number, state: number, reason: number): void {
      if (state === LOGOUT) return
      watch.judged++
      const kinds = had[agent]!
      const wrapsUp = state === WORK || state === WORK_READY
      if (wrapsUp && never) {
        watch.violate(at, watch.user(agent), `went to ${agentStateName(state)}, but wrap-up is not allowed`)
      } else if (wrapsUp && kinds === PLACED && !watch.faults) {
        watch.violate(at, watch.user(agent), `went to ${agentStateName(state)} after a call of the agent's own`)
      } else if (!wrapsUp && required && (kinds & ROUTED) !== 0 && !(watch.faults && reason !== 0)) {
        watch.violate(at, watch.user(agent), `went to ${agentStateName(state)} without wrap-up, which is required`)
      }
    }

    function leaves(at: number, agent: number, from: number, to: number, spent: number): void {
      if (to === LOGOUT) return
      watch.judged++
      const late = spent - desk.workTimerUs
      if (late > MILLISECOND) {
        const why = `stayed ${agentStateName(from)} for ${spent / SECOND} s, past the timer of ${desk.workTimerUs / SECOND} s`
        watch.violate(at, watch.user(agent), why)
      } else if (late === 0 && deployment === 'cce' && to !== (from === WORK ? NOT_READY : READY)) {
        watch.violate(at, watch.user(agent), `the timer led from ${agentStateName(from)} to ${agentStateName(to)}`)
      }
    }
    return undefined
  },
}

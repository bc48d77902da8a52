import { AgentState, agentStateName } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { Reason } from '../../sim/domain/reason-codes.ts'
import { OpenCalls } from './open-calls.ts'
import type { Oracle } from './oracle.ts'
import { systemReasons } from './system-reasons.ts'

const { TALKING, HOLD, WORK, WORK_READY, READY, NOT_READY, LOGOUT } = AgentState
const NONE = 0

/** Source: Cisco Finesse Web Services Developer Guide 12.5(1), p. 42-50; Administration Guide 11.6(1), ch. 6, p. 61, 71. */
export const pendingStatesWaitForTheEnd: Oracle = {
  name: 'pending states wait for the end',
  says: 'A call ends in the state chosen during it, or in the one before it, by way of wrap-up or not, and never before it is over.',
  behaviours: ['AGENT-06', 'AGENT-07', 'AGENT-08', 'AGENT-09', 'WRAP-07'],
  watch(watch) {
    const system = systemReasons(watch.workload.deployment)
    const isCce = watch.workload.deployment === 'cce'
    const calls = new OpenCalls(watch, false)
    const states = new Uint8Array(watch.users).fill(LOGOUT)
    /** READY or NOT_READY: what the agent was before the call. */
    const home = new Uint8Array(watch.users).fill(NOT_READY)
    /** What it was before a handset was lifted, in the same event as the call is placed, or without one. */
    const homeBefore = new Uint8Array(watch.users)
    const placedAt = new Float64Array(watch.users).fill(-1)
    const pending = new Uint8Array(watch.users)
    const pendingReason = new Int32Array(watch.users)
    /** A pending state may be taken off in the same event that applies it. */
    const cleared = new Uint8Array(watch.users)
    const clearedAt = new Float64Array(watch.users).fill(-1)
    /** The state left TALKING while a call was open; the call may still end in the same event. */
    const early = new Uint8Array(watch.users)
    const earlyAt = new Float64Array(watch.users)
    const earlyCall = new Int32Array(watch.users)

    const checkEarly = (at: number, agent: number, call = 0) => {
      if (early[agent] === 0) return
      const open = earlyCall[agent]!
      const isOpen = call === open || calls.of(agent).includes(open)
      if (at === earlyAt[agent] && (call === open || isOpen)) {
        if (!calls.of(agent).includes(open)) early[agent] = 0
        return
      }
      const state = agentStateName(early[agent]!)
      early[agent] = 0
      if (isOpen) watch.violate(at, watch.user(agent), `went to ${state} while still in call ${open}`)
    }

    // After the listeners of the open calls: a party that left is gone already.
    watch.on(Fact.truthParty, (at, call, agent) => {
      if (agent >= 0) checkEarly(at, agent, call)
    })
    watch.on(Fact.truthPendingState, (at, agent, state, reason) => {
      if (state === NONE) {
        if (pending[agent] !== NONE) {
          cleared[agent] = pending[agent]!
          clearedAt[agent] = at
        }
        pending[agent] = NONE
        return
      }
      const now = states[agent]!
      if (isCce && (now === READY || now === NOT_READY || now === LOGOUT)) {
        const why = `${agentStateName(state)} is pending although the agent is ${agentStateName(now)}, not in a call`
        watch.violate(at, watch.user(agent), why)
      }
      pending[agent] = state
      pendingReason[agent] = reason
    })
    watch.on(Fact.truthAgentState, (at, agent, state, reason) => {
      checkEarly(at, agent)
      const before = states[agent]!
      if (state !== before && (before === TALKING || before === HOLD) && state !== TALKING && state !== HOLD) {
        if (state !== LOGOUT) leaves(at, agent, state, reason)
        if (pending[agent] !== NONE && state !== WORK && state !== WORK_READY) pending[agent] = NONE
      }
      states[agent] = state
      // After a failover of the PG an agent comes by way of NOT_READY to what he was.
      const isForgotten = reason === Reason.PG_RESET || reason === Reason.REINITIALIZED
      if (before === LOGOUT && state === NOT_READY && !isForgotten && watch.outages.wasPgOut(at)) return
      // From READY a call is placed by way of NOT_READY (12.5 and later); what the agent was before is READY all the same.
      // The first NOT_READY after CTI had no client has the reason for that instead.
      if (state === NOT_READY && (reason === Reason.CALL_FROM_READY || reason === Reason.CONNECTION_FAILURE)) {
        homeBefore[agent] = home[agent]!
        placedAt[agent] = at
      } else if (state === TALKING && placedAt[agent] === at) home[agent] = homeBefore[agent]!
      if (state === READY || state === NOT_READY) home[agent] = state
    })

    function leaves(at: number, agent: number, state: number, reason: number): void {
      watch.judged++
      if (calls.count(agent) > 0 && isCce) {
        early[agent] = state
        earlyAt[agent] = at
        earlyCall[agent] = calls.of(agent)[0]!
      }
      const chosen = pending[agent] !== NONE ? pending[agent]! : clearedAt[agent] === at ? cleared[agent]! : NONE
      const isWrapUp = state === WORK || state === WORK_READY
      if (chosen === WORK || chosen === WORK_READY) {
        if (!isWrapUp)
          watch.violate(at, watch.user(agent), `chose wrap-up during the call but went to ${agentStateName(state)}`)
        return
      }
      const target = chosen === NONE ? home[agent]! : chosen
      const reached = !isWrapUp ? state : isCce ? (state === WORK_READY ? READY : NOT_READY) : target
      if (reached !== target) {
        // The system has its own reasons to park an agent.
        if (state === NOT_READY && system.isForNotReady(reason)) return
        const wish =
          chosen === NONE
            ? `was ${agentStateName(target)} before the call`
            : `${agentStateName(chosen)} was chosen during it`
        watch.violate(at, watch.user(agent), `went to ${agentStateName(state)} at the end of a call, but ${wish}`)
      } else if (chosen === NOT_READY && state === NOT_READY && reason !== pendingReason[agent]) {
        if (system.isForNotReady(reason)) return
        watch.violate(at, watch.user(agent), `is NOT_READY with reason ${reason}, but chose ${pendingReason[agent]}`)
      }
    }
    return (now) => {
      for (let agent = 0; agent < watch.users; agent++) checkEarly(now, agent)
    }
  },
}

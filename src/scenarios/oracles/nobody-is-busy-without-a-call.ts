import { AgentState, agentStateName } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { clockText, SECOND } from '../../sim/kernel/time.ts'
import { OpenCalls } from './open-calls.ts'
import { GLARE_US, type Oracle, SETTLED_US } from './oracle.ts'

const BUSY =
  (1 << AgentState.RESERVED) |
  (1 << AgentState.TALKING) |
  (1 << AgentState.HOLD) |
  (1 << AgentState.RESERVED_OUTBOUND) |
  (1 << AgentState.RESERVED_OUTBOUND_PREVIEW)
const WORKING = (1 << AgentState.WORK) | (1 << AgentState.WORK_READY)

export const nobodyIsBusyWithoutACall: Oracle = {
  name: 'nobody is busy without a call',
  says: 'An agent leaves RESERVED, TALKING and HOLD when the last call is over, and wrap-up at the timer; after the calm nobody is left there.',
  behaviours: ['AGENT-08', 'AGENT-09', 'REASON-09'],
  watch(watch) {
    const calls = new OpenCalls(watch, true)
    const states = new Uint8Array(watch.users).fill(AgentState.LOGOUT)
    const since = new Float64Array(watch.users)

    watch.on(Fact.truthAgentState, (at, agent, state) => {
      const before = states[agent]!
      if (before === state) return
      if (((BUSY >> before) & 1) === 1) {
        watch.judged++
        const over = calls.lastLeftAt[agent]!
        if (at - over > GLARE_US && calls.hasLeft(agent, since[agent]!)) {
          const why = `stayed ${agentStateName(before)} for ${(at - over) / SECOND} s after the last call was over`
          watch.violate(at, watch.user(agent), why)
        }
      }
      states[agent] = state
      since[agent] = at
    })

    return (now) => {
      for (let agent = 0; agent < watch.users; agent++) {
        const state = states[agent]!
        const when = since[agent]!
        const isBusy = ((BUSY >> state) & 1) === 1 && calls.count(agent) === 0 && when <= now - SETTLED_US
        const isWorking = ((WORKING >> state) & 1) === 1 && when <= now - watch.workload.desk.workTimerUs - SETTLED_US
        if (!isBusy && !isWorking) continue
        watch.violate(
          now,
          watch.user(agent),
          `is left ${agentStateName(state)} since ${clockText(when)}, without a call`,
        )
      }
    }
  },
}

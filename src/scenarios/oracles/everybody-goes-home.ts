import { AgentState, agentStateName } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { clockText, MINUTE, type Micros } from '../../sim/kernel/time.ts'
import { OpenCalls } from './open-calls.ts'
import type { Oracle } from './oracle.ts'

/** An agent may finish a call first; a calm shorter than this proves nothing. */
const TIME_TO_LEAVE_US: Micros = MINUTE

export const everybodyGoesHome: Oracle = {
  name: 'everybody goes home',
  says: 'Once all shifts are over, nobody is left signed in but who still has a call.',
  behaviours: ['AGENT-03'],
  watch(watch) {
    const calls = new OpenCalls(watch, true)
    const states = new Uint8Array(watch.users).fill(AgentState.LOGOUT)
    const since = new Float64Array(watch.users).fill(-1)
    watch.on(Fact.truthAgentState, (at, agent, state) => {
      if (states[agent] === state) return
      states[agent] = state
      since[agent] = at
    })

    return (now) => {
      const { shifts } = watch.workload
      if (shifts.length === 0) return
      const lastEnd = Math.max(...shifts.map(({ endUs }) => endUs))
      if (now < lastEnd + TIME_TO_LEAVE_US) return
      // Without a node that serves nobody can sign out, however often they try.
      const nodes = Array.from({ length: watch.workload.topology.finesseNodes }, (_, node) => node)
      if (nodes.every((node) => watch.outages.isNodeOut(node))) return
      for (let user = 0; user < watch.users; user++) {
        if (since[user]! < 0) continue
        // Whoever shut the browser and never opened it again, or has no server, cannot sign out.
        if (watch.outages.isDeskClosed(user) || watch.outages.isDeskOut(user)) continue
        watch.judged++
        const state = states[user]!
        // Wrap-up has a timer of its own, and whoever has just come off a call is on the way out.
        const isLeaving = since[user]! > now - TIME_TO_LEAVE_US || calls.count(user) > 0
        if (state === AgentState.LOGOUT || state === AgentState.WORK || state === AgentState.WORK_READY || isLeaving) {
          continue
        }
        const still = `is still ${agentStateName(state)} since ${clockText(since[user]!)}`
        watch.violate(now, watch.user(user), `${still}, though the last shift ended at ${clockText(lastEnd)}`)
      }
    }
  },
}

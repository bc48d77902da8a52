import { AgentState, agentStateName } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { GLARE_US, type Oracle } from './oracle.ts'
import { systemReasons } from './system-reasons.ts'

const { LOGOUT, NOT_READY, READY } = AgentState

export const signOutAsDocumented: Oracle = {
  name: 'sign-in and sign-out as documented',
  says: 'Agents sign in to NOT_READY and out of NOT_READY (on CCX of READY too) unless forced, and no routed call reaches a signed-out agent.',
  behaviours: ['AGENT-01', 'AGENT-03', 'REASON-22', 'REASON-23'],
  watch(watch) {
    const system = systemReasons(watch.workload.deployment)
    const isCcx = watch.workload.deployment === 'ccx'
    const states = new Uint8Array(watch.users).fill(LOGOUT)
    const since = new Float64Array(watch.users).fill(Number.NEGATIVE_INFINITY)

    watch.on(Fact.truthAgentState, (at, agent, state, reason) => {
      const before = states[agent]!
      if (before === state) return
      if (state === LOGOUT) {
        watch.judged++
        const mayLeave = before === NOT_READY || (isCcx && before === READY)
        if (!mayLeave && !system.isForLogout(reason)) {
          const why = `signed out of ${agentStateName(before)} with reason ${reason}, which is no forced sign-out`
          watch.violate(at, watch.user(agent), why)
        }
      } else if (before === LOGOUT) {
        watch.judged++
        // After a failover of the PG an agent is what he was before, reason included.
        const isRestored = watch.outages.wasPgOut(at)
        if (state !== NOT_READY || (reason !== 0 && !isRestored && !system.isForNotReady(reason))) {
          const why = `signed in to ${agentStateName(state)} with reason ${reason} instead of NOT_READY without one`
          watch.violate(at, watch.user(agent), why)
        }
      }
      states[agent] = state
      since[agent] = at
    })
    watch.on(Fact.contactRinging, (at, contact, _call, agent) => {
      if (states[agent] === LOGOUT && at - since[agent]! > GLARE_US && !watch.outages.wasPgOut(at - GLARE_US)) {
        watch.violate(at, watch.user(agent), `contact ${contact} rings, but the agent is signed out`)
      }
    })
    return undefined
  },
}

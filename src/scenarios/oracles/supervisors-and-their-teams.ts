import { AgentState, agentStateName } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { supervisorActs } from '../../sim/domain/workload.ts'
import { MINUTE, type Micros } from '../../sim/kernel/time.ts'
import type { Oracle } from './oracle.ts'
import { systemReasons } from './system-reasons.ts'

const FORCE_READY = supervisorActs.indexOf('force-ready')
const FORCE_NOT_READY = supervisorActs.indexOf('force-not-ready')
const FORCE_LOGOUT = supervisorActs.indexOf('force-logout')

/** A wish has its effect within this, or was refused. */
const EFFECT_US: Micros = MINUTE

export const supervisorsAndTheirTeams: Oracle = {
  name: 'supervisors act on their teams',
  says: 'A supervisor acts on members of own teams only, and a state forced by one carries the reason of supervisors, which nothing else does.',
  behaviours: ['SUP-01', 'REASON-21', 'REASON-22', 'AUTH-02'],
  watch(watch) {
    const system = systemReasons(watch.workload.deployment)
    const { users } = watch.directory
    const forcedAt = new Float64Array(watch.users).fill(Number.NEGATIVE_INFINITY)
    const forcedTo = new Uint8Array(watch.users)
    const states = new Uint8Array(watch.users).fill(AgentState.LOGOUT)
    const reasons = new Int32Array(watch.users)

    watch.on(Fact.supervisorAct, (at, supervisor, agent, act) => {
      watch.judged++
      const name = supervisorActs[act] ?? `act ${act}`
      if (!users[supervisor]!.supervises.includes(users[agent]!.team)) {
        watch.violate(
          at,
          watch.user(supervisor),
          `${name} on ${watch.user(agent)}, who is in no team of this supervisor`,
        )
      }
      if (act !== FORCE_READY && act !== FORCE_NOT_READY && act !== FORCE_LOGOUT) return
      forcedAt[agent] = at
      forcedTo[agent] =
        act === FORCE_LOGOUT ? AgentState.LOGOUT : act === FORCE_READY ? AgentState.READY : AgentState.NOT_READY
    })
    watch.on(Fact.truthAgentState, (at, agent, state, reason) => {
      const isNew = states[agent] !== state || reasons[agent] !== reason
      states[agent] = state
      reasons[agent] = reason
      if (!isNew) return
      const isForced =
        (state === AgentState.NOT_READY && reason === system.supervisorNotReady) ||
        (state === AgentState.LOGOUT && reason === system.supervisorLogout)
      if (!isForced) return
      watch.judged++
      if (at - forcedAt[agent]! <= EFFECT_US && forcedTo[agent] === state) return
      const why = `is ${agentStateName(state)} with reason ${reason}, but no supervisor asked for it`
      watch.violate(at, watch.user(agent), why)
    })
    return undefined
  },
}

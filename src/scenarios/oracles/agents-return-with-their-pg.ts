import { AgentState } from '../../sim/domain/agent-state.ts'
import { PgStatus } from '../../sim/domain/cti.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { Reason } from '../../sim/domain/reason-codes.ts'
import { clockText, type Micros } from '../../sim/kernel/time.ts'
import { GLARE_US, type Oracle } from './oracle.ts'

/** Source: Unified CCE reporting documentation, "Other Possible Points of Failover". */
export const agentsReturnWithTheirPg: Oracle = {
  name: 'agents return with their PG',
  says: 'Without its phones the PG gets no calls from the router, and whoever was logged out for it is signed in again once they are back.',
  behaviours: ['CTI-17', 'AGENT-04'],
  watch(watch) {
    /** When an agent was logged out with this reason, which other losses have as well; -1 for whoever was not. */
    const cutOffAt = new Float64Array(watch.users).fill(-1)
    let outSince: Micros = -1
    // Where the public link is in trouble, the router goes by what was true a while ago.
    const knowsLate = watch.workload.faults.some(
      ({ deed }) =>
        (deed.kind === 'trouble' && [deed.from, deed.to].includes('router')) ||
        (deed.kind === 'command' && deed.command.what === 'public-link'),
    )

    watch.on(Fact.truthAgentState, (at, agent, state, reason) => {
      cutOffAt[agent] = state === AgentState.LOGOUT && reason === Reason.CONNECTION_FAILURE ? at : -1
    })
    watch.on(Fact.pgStatus, (at, _about, status) => {
      if ((status & PgStatus.PERIPHERAL_OFFLINE) !== 0) {
        if (outSince < 0) outSince = at
        return
      }
      if (outSince < 0) return
      for (let agent = 0; agent < watch.users; agent++) {
        watch.judged++
        if (cutOffAt[agent]! < outSince) continue
        const why = `was logged out when the PG lost its phones at ${clockText(outSince)}, and not signed in again`
        watch.violate(at, watch.user(agent), why)
        cutOffAt[agent] = -1
      }
      outSince = -1
    })
    watch.on(Fact.contactRouted, (at, contact, agent) => {
      if (outSince < 0 || at - outSince <= GLARE_US || knowsLate) return
      const why = `contact ${contact} was routed there, though the PG has no phones since ${clockText(outSince)}`
      watch.violate(at, watch.user(agent), why)
    })
    return undefined
  },
}

import { AgentState } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import type { Deed } from '../../sim/domain/fault.ts'
import { Reason } from '../../sim/domain/reason-codes.ts'
import { pgMaintenance } from '../../sim/machines/pg-maintenance.ts'
import type { Oracle } from './oracle.ts'
import { finesseStatusNames, IN_SERVICE } from './service-status.ts'

const states = Object.keys(pgMaintenance.states)
const PG = 0
/** From the first question to the clients until the old side is down. */
const running = new Set(['CHECKING', 'ASKING', 'CONTINUING', 'SWITCHING'].map((name) => states.indexOf(name)))
const FAILED = states.indexOf('FAILED')
const UNAVAILABLE = 503

/** The order, what its clients are told to make of it, and the start of the side that was stopped by an earlier one. */
function isPartOfIt(deed: Deed): boolean {
  if (deed.kind !== 'command') return false
  const { command } = deed
  return command.what === 'pg-side' ? command.up : quiet.has(command.what)
}
const quiet: ReadonlySet<string> = new Set(['pg-maintenance', 'pg-maintenance-consent', 'cti-test-connection'])

/** Source: Cisco Finesse Administration Guide 15.0(1), Agent PG maintenance; CTI guide, protocol version 24. */
export const maintenanceIsNotNoticed: Oracle = {
  name: 'nobody notices PG maintenance',
  says: 'While an agent PG moves to its other side as planned, no node leaves service, no request is refused for it, and nobody is logged out.',
  behaviours: ['PGMM-07', 'PGMM-03', 'PGMM-05', 'PGMM-06'],
  watch(watch) {
    let moves = false
    let others = 0
    const states = new Uint8Array(watch.users).fill(AgentState.LOGOUT)

    watch.on(Fact.maintenance, (_at, about, state) => {
      if (about !== PG) return
      // When it fails, an ordinary failover takes over.
      moves = running.has(state) && state !== FAILED
      if (moves) watch.judged++
    })
    const { faults } = watch.workload
    const excuses = new Set(faults.filter(({ deed }) => !isPartOfIt(deed)).map(({ entry }) => entry))
    watch.on(Fact.fault, (_at, entry, begins) => {
      if (excuses.has(entry)) others += begins === 1 ? 1 : -1
    })
    watch.on(Fact.finesseStatus, (at, _about, status, _side, where) => {
      if (!moves || others > 0 || status === IN_SERVICE || watch.finesseOf[where]! < 0) return
      watch.violate(at, watch.nameOf(where), `is ${finesseStatusNames[status]} while the PG moves as planned`)
    })
    watch.on(Fact.requestAnswered, (at, user, id, status) => {
      if (!moves || others > 0 || status !== UNAVAILABLE) return
      watch.violate(at, watch.user(user), `request ${id} was answered 503 while the PG moves as planned`)
    })
    watch.on(Fact.truthAgentState, (at, agent, state, reason) => {
      const before = states[agent]!
      states[agent] = state
      if (!moves || others > 0 || state !== AgentState.LOGOUT || before === AgentState.LOGOUT) return
      if (reason === Reason.CONNECTION_FAILURE) {
        watch.violate(at, watch.user(agent), 'was logged out with 50002 while the PG moves as planned')
      }
    })
    return undefined
  },
}

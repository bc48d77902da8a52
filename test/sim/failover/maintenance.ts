/** Scenes and readings of a planned move of the agent PG. */
import type { Command } from '../../../src/sim/domain/fault.ts'
import { moveProblems } from '../../../src/sim/domain/pg-maintenance.ts'
import { syslogMessages } from '../../../src/sim/domain/syslog.ts'
import { pgMaintenance } from '../../../src/sim/machines/pg-maintenance.ts'
import type { Simulation } from '../simulation.ts'
import { statuses } from './statuses.ts'

const states = Object.keys(pgMaintenance.states)

export function orderPg(sim: Simulation, command: Command): { readonly touched: number } {
  return sim.deed({ kind: 'command', to: 'gateway', command })
}

export function orderFinesse(sim: Simulation, node: 1 | 2, command: Command): { readonly touched: number } {
  return sim.deed({ kind: 'command', to: `finesse ${node}`, command })
}

export const maintain = (sim: Simulation) => orderPg(sim, { what: 'pg-maintenance' })

export function consent(sim: Simulation, node: 1 | 2, consents: boolean, afterUs = 0): void {
  orderFinesse(sim, node, { what: 'pg-maintenance-consent', consents, afterUs })
  sim.runUs(1)
}

/** `ASKING`, `IDLE simplex`: what the PG said of its maintenance since `from`. */
export function course(sim: Simulation, from = 0): string[] {
  return sim
    .facts('maintenance')
    .filter(({ about, at }) => about === 0 && at >= from)
    .map(({ x, y }) => (y === 0 ? states[x]! : `${states[x]} ${moveProblems[y]}`))
}

/** Names of the syslog messages of one node since `from`. */
export function syslog(sim: Simulation, node: 1 | 2, from: number): string[] {
  return sim
    .facts('syslog')
    .filter(({ about, at }) => about === node && at >= from)
    .map(({ x }) => syslogMessages[x]!)
}

/** Side of the active CTI link of each node, and whether it is in service. */
export const places = (sim: Simulation) =>
  sim.center.finesse.map(({ cti, inService }) => `${inService ? 'in' : 'out of'} service at ${'AB'[cti.side]}`)

export const sides = (sim: Simulation) => sim.center.gateway.pair.sides.map(({ machine }) => machine.name)

/** What a node said of its service since `from`; that it is as it was, at another side, is not counted. */
export const service = (sim: Simulation, node: 1 | 2, from: number): string[] =>
  statuses(sim, node, from)
    .map((one) => one.split(' ')[1]!)
    .filter((status, at, all) => status !== (all[at - 1] ?? 'IN_SERVICE'))

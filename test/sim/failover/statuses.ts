/** What a Finesse node said of its service. */
import { ctiLink } from '../../../src/sim/machines/cti-link.ts'
import { finesseService } from '../../../src/sim/machines/finesse-service.ts'
import type { Simulation } from '../simulation.ts'

const CONNECTING = Object.keys(ctiLink.states).indexOf('CONNECTING')
const names = Object.keys(finesseService.states)

/** `0.0 OUT_OF_SERVICE`: seconds since `from`, and the status. */
export function statuses(sim: Simulation, node: 1 | 2, from: number): string[] {
  return sim
    .facts('finesseStatus')
    .filter(({ about, at }) => about === node && at >= from)
    .map(({ at, x }) => `${((at - from) / 1e6).toFixed(1)} ${names[x]}`)
}

/** `5.0 B`: seconds since `from` at which a node tried to open a session, and the side. */
export function tries(sim: Simulation, node: 1 | 2, from: number): string[] {
  return sim
    .facts('ctiLink')
    .filter(({ about, at, y }) => about === node && at >= from && y === CONNECTING)
    .map(({ at, x }) => `${((at - from) / 1e6).toFixed(1)} ${x === 0 ? 'A' : 'B'}`)
}

/** Seconds from `from` until the node was in service again, or -1. */
export function backAfter(sim: Simulation, node: 1 | 2, from: number): number {
  const IN_SERVICE = names.indexOf('IN_SERVICE')
  const back = sim.facts('finesseStatus').find(({ about, at, x }) => about === node && at >= from && x === IN_SERVICE)
  return back === undefined ? -1 : (back.at - from) / 1e6
}

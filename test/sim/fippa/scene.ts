/** A small center whose agents sit at IP phones. */

import { notices } from '../../../src/sim/domain/notices.ts'
import { operationName, type RestRequest } from '../../../src/sim/domain/rest.ts'
import { compileMachine } from '../../../src/sim/machines/compile.ts'
import { phoneAgent } from '../../../src/sim/machines/phone-agent.ts'
import { type Options, type Simulation, simulation } from '../simulation.ts'

export const SECOND = 1_000_000
const { states } = compileMachine(phoneAgent)

/** Agents at phones from second 20 on; everybody is Ready at second 60, when the scene begins. */
export function onPhones(options: Options = {}): Simulation {
  const { topology, shift, ...rest } = options
  const sim = simulation({
    ...rest,
    topology: { phoneAgents: { share: 1 }, ...topology },
    shift: { startUs: 20 * SECOND, endUs: 100_000 * SECOND, ...shift },
  })
  sim.runUs(60 * SECOND - sim.now)
  return sim
}

/** What phones showed since second 60: `15.0 UNAVAILABLE`, with the seconds since then. */
export function screens(sim: Simulation, user = 0): string[] {
  return sim
    .facts('phoneAgent')
    .filter(({ about, at }) => about === user && at >= 60 * SECOND)
    .map(({ at, x }) => `${since(at)} ${states[x]}`)
}

/** What was told to the person since second 60. */
export function told(sim: Simulation, user = 0): string[] {
  return sim
    .facts('notice')
    .filter(({ about, at }) => about === user && at >= 60 * SECOND)
    .map(({ at, x }) => `${since(at)} ${notices[x]}`)
}

export const since = (at: number): string => (at / SECOND - 60).toFixed(1)

/** REST operations that phones sent to a node since second 60. */
export function asked(sim: Simulation, node: 1 | 2): string[] {
  return sim
    .messages('restRequest', 60 * SECOND)
    .filter(({ from, to }) => from.startsWith('ip-phone') && to === `finesse ${node}`)
    .map(({ body }) => operationName((body as RestRequest).operation)!)
}

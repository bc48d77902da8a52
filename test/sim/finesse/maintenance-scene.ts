/** A center whose desktops are all at node 1, which goes into maintenance. */
import { maintenanceEvents } from '../../../src/sim/domain/maintenance.ts'
import { notices } from '../../../src/sim/domain/notices.ts'
import { Syslog } from '../../../src/sim/domain/syslog.ts'
import { type Options, type Simulation, simulation } from '../simulation.ts'

export const SECOND = 1_000_000
/** Everybody is at work by then. */
export const START = 100 * SECOND

export function atNodeOne(options: Options = {}): Simulation {
  const { desk, shift, ...rest } = options
  const sim = simulation({
    agents: 20,
    ...rest,
    desk: { home: 1, ...desk },
    shift: { startUs: 20 * SECOND, endUs: 100_000 * SECOND, ...shift },
  })
  sim.runUs(START - sim.now)
  return sim
}

/** `utils finesse maintenance initiate`; how much it touched. */
export const initiate = (sim: Simulation, node: 1 | 2 = 1): { readonly touched: number } =>
  sim.deed({ kind: 'command', to: `finesse ${node}`, command: { what: 'finesse-maintenance' } })

/** What a node wrote to syslog of maintenance. */
export const logged = (sim: Simulation, node = 1): string[] =>
  sim
    .facts('syslog')
    .filter(({ about, x }) => about === node && x === Syslog.FINESSE_MAINTENANCE_MODE)
    .map(({ y }) => maintenanceEvents[y]!)

/** Notices of a user, with the time. */
export const told = (sim: Simulation, user: number): { readonly at: number; readonly what: string }[] =>
  sim
    .facts('notice')
    .filter(({ about, at }) => about === user && at >= START)
    .map(({ at, x }) => ({ at, what: notices[x]! }))

/** Sign-ins at the other node since the start: user and time. */
export const moved = (sim: Simulation): { readonly user: number; readonly at: number }[] =>
  sim
    .facts('signedIn')
    .filter(({ at, x }) => at >= START && x === 2)
    .map(({ about, at }) => ({ user: about, at }))

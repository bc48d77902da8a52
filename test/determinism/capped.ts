/** Every shipped scenario, made small enough to be run twice with each `npm test`; in full, the long suite has them. */
import { readdirSync, readFileSync } from 'node:fs'
import { loadScenario, nameOf, reading } from '../../src/scenarios/load.ts'
import type { RunOptions } from '../../src/scenarios/run-center.ts'
import type { Scenario } from '../../src/scenarios/scenario.ts'

const AGENTS_MOST = 60
const SUPERVISORS_MOST = 4
/** Long enough for a surge, a lunch or a silence of these scenarios to begin. */
const UNTIL = '40min'
/** How much there is to do depends on the size, and how long it takes; that all of it is right does not. */
const ANY_SIZE = /^(?:lostCalls|oracleViolations|signedInAfterCalm|maintenance:|outages:|syslog:)/

export const scenarioNames: readonly string[] = readdirSync('scenarios')
  .filter((file) => file.endsWith('.yaml'))
  .map(nameOf)
  .sort()

const read = reading((path) => readFileSync(path))

/** In the names of selftest scenarios there is a folder. */
const isOfSelftest = (name: string): boolean => name.includes('/')
const pathOf = (name: string): string => (isOfSelftest(name) ? `${name}.yaml` : `scenarios/${name}.yaml`)

export const whole = (name: string): Scenario => loadScenario(pathOf(name), { read })

const hasFaults = (name: string): boolean => whole(name).workload.faults.length > 0

/** Those in which something fails, or is maintained. */
export const failoverNames = (): readonly string[] => scenarioNames.filter(hasFaults)

/** Those that planted defects are hunted with; planted with none, they are failovers like any. */
export const selftestNames = (): readonly string[] =>
  readdirSync('selftest')
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `selftest/${nameOf(file)}`)
    .sort()

/** With few agents; where nothing fails, for a shorter time as well. Selftest scenarios are small as they are. */
export function capped(name: string): Scenario {
  if (isOfSelftest(name)) return whole(name)
  const { agents, supervisors } = whole(name).workload.topology
  const overrides = [
    ...(agents > AGENTS_MOST ? [`topology.agents=${AGENTS_MOST}`] : []),
    ...(supervisors > SUPERVISORS_MOST ? [`topology.supervisors=${SUPERVISORS_MOST}`] : []),
  ]
  const scenario = loadScenario(pathOf(name), {
    read,
    overrides,
    ...(hasFaults(name) ? {} : { until: UNTIL }),
  })
  return { ...scenario, expect: scenario.expect.filter(({ figure }) => ANY_SIZE.test(figure)) }
}

export function options(seed: string): RunOptions {
  return { seed, version: '0.0.0', nodeVersion: process.version, now: () => performance.now(), keepTables: false }
}

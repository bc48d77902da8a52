/** From a scenario to what a bundle for k6 carries: the clients' part of it, dealt over virtual users, and the options of k6. */
import type { Options } from 'k6/options'
import type { Scenario } from '../../scenarios/scenario.ts'
import { createDirectory, hasDesktop } from '../../sim/domain/directory.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import { SECOND } from '../../sim/kernel/time.ts'
import { type Shard, takesUser, WHOLE } from '../plan/shard.ts'
import { type PlanSummary, summarize } from '../plan/summary.ts'
import type { K6Load } from './load.ts'
import { tagNames } from './metric-names.ts'
import { thresholdsOf } from './thresholds.ts'

export interface PrepareOptions {
  readonly version: string
  readonly seed: string
  readonly shard?: Shard | undefined
  /** Desktops that one virtual user of k6 plays. They share its connections for requests. */
  readonly desktopsEach?: number | undefined
}

export interface Prepared {
  readonly load: K6Load
  readonly desktops: number
  /** What of the scenario k6 does not play, in words. */
  readonly leftOut: readonly string[]
}

/** How long everything may take beyond the plan. */
const SLACK_S = 60

export function prepare(
  scenario: Scenario,
  { version, seed, shard = WHOLE, desktopsEach = 1 }: PrepareOptions,
): Prepared {
  const workload = clientsOf(scenario.workload)
  const mine = createDirectory(workload.topology).users.filter(({ index }) => takesUser(shard, index))
  const desktops = mine.filter(hasDesktop).length
  const virtualUsers = Math.max(1, Math.ceil(mine.length / desktopsEach))
  const { whole, shard: part } = summarize(workload, seed, shard)
  const seconds = Math.ceil((workload.busyUs + workload.calmUs) / SECOND) + SLACK_S
  const plan = ({ hash, entries }: PlanSummary) => ({ hash, entries })
  return {
    desktops,
    leftOut: leftOut(scenario),
    load: {
      version,
      scenario: scenario.name,
      scenarioHash: scenario.hash,
      seed,
      workload,
      shard,
      virtualUsers,
      plan: plan(whole),
      part: plan(part),
      windows: scenario.windows ?? [],
      options: optionsOf(scenario, seed, virtualUsers, seconds),
    },
  }
}

/** Who calls, and what happens to servers, is the business of the target. */
function clientsOf(workload: Workload): Workload {
  return { ...workload, traffic: [], faults: [], topology: { ...workload.topology, keepalives: 'always' } }
}

function optionsOf(scenario: Scenario, seed: string, virtualUsers: number, seconds: number): Options {
  return {
    scenarios: {
      desktops: {
        executor: 'per-vu-iterations',
        vus: virtualUsers,
        iterations: 1,
        maxDuration: `${seconds}s`,
        gracefulStop: '10s',
      },
    },
    thresholds: thresholdsOf(scenario),
    summaryTrendStats: ['count', 'min', 'avg', 'med', 'p(95)', 'p(99)', 'p(99.9)', 'max'],
    // Whose samples these are: the importer asks.
    tags: { [tagNames.scenario]: scenario.name, [tagNames.hash]: scenario.hash, [tagNames.seed]: seed },
    userAgent: 'ccsim',
  }
}

function leftOut({ workload, timeline }: Scenario): string[] {
  const { topology, traffic } = workload
  const onPhones = createDirectory(topology).users.filter((user) => !hasDesktop(user)).length
  return [
    ...traffic.map(({ name }) => `callers "${name}": those of the target call its agents`),
    ...timeline.map(({ says }) => `${says}: done to the target by whoever runs it`),
    ...(onPhones === 0 ? [] : [`${onPhones} on IP phones: k6 plays desktops`]),
  ]
}

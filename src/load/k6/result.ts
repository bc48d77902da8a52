/**
 * From what k6 measured to a result as every run has one. k6 sees what clients see: oracles, queues and callers are not in it,
 * and nothing is said of them.
 */
import { collect } from '../../scenarios/collectors/collect.ts'
import { counterResults, latencyResult, operationResults } from '../../scenarios/collectors/operations/results.ts'
import { judgeExpectations } from '../../scenarios/expectations-judge.ts'
import { Listeners } from '../../scenarios/listeners.ts'
import { type HopResult, RESULT_SCHEMA, type RunResult, type RunTables } from '../../scenarios/result.ts'
import type { Expectation, Scenario } from '../../scenarios/scenario.ts'
import { formatToken } from '../../scenarios/token.ts'
import { createDirectory } from '../../sim/domain/directory.ts'
import { KINDS } from '../../sim/domain/facts.ts'
import { Trace } from '../../sim/kernel/trace.ts'
import { usualLimits } from '../generator/health.ts'
import type { Gathered } from './gather.ts'
import { judgeK6 } from './judge.ts'
import type { K6Load } from './load.ts'
import { phaseOf } from './thresholds.ts'

export interface ImportOptions {
  /** Of ccsim, and of Node. */
  readonly version: string
  readonly nodeVersion: string
  readonly overrides: readonly string[]
  /** The load that the samples are of: the scenario as a bundle has it. */
  readonly load: K6Load
  /** The command that makes the bundle anew. */
  readonly again: string
}

export function resultOf(
  scenario: Scenario,
  gathered: Gathered,
  options: ImportOptions,
): { readonly result: RunResult; readonly tables: RunTables } {
  const { version, nodeVersion, overrides, load, again } = options
  const { workload } = scenario
  const { topology, busyUs, calmUs } = workload
  const totalUs = busyUs + calmUs
  const { collected, tables } = nothingOf(scenario, totalUs)
  const hops = hopsOf(gathered)
  const counts = countsOf(gathered)
  const operations = operationResults(gathered.measured, totalUs)
  const measured = { ...collected, hops, counts, operations, oracles: [], faults: [] }
  const expectations = judgeExpectations(scenario.expect.filter(isOfClients), measured)
  const unhealthy = healthOf(gathered)
  const judgement = judgeK6({ gathered, load, expectations, unhealthy, expected: scenario.expect.length })
  const { seed } = load
  const { name, file, hash } = scenario
  const token = formatToken({
    version,
    scenario: name,
    file,
    hash,
    seed,
    overrides,
    until: undefined,
    wire: gathered.speed,
  })
  return {
    tables,
    result: {
      ...collected,
      schema: RESULT_SCHEMA,
      ccsim: version,
      node: nodeVersion,
      scenario: name,
      file,
      why: scenario.why,
      scenarioHash: hash,
      seed,
      release: workload.release,
      deployment: workload.deployment,
      world: 'wire',
      ...judgement,
      digest: '',
      token,
      replay: again,
      events: gathered.measured.counters.find(([counter]) => counter === 'events received')?.[1] ?? 0,
      records: gathered.samples,
      virtualSeconds: totalUs / 1e6,
      wallSeconds: gathered.wallSeconds,
      interruptedAt: undefined,
      busyUs,
      calmUs,
      overrides,
      wire: { speed: gathered.speed, unhealthy, by: 'k6' },
      size: {
        agents: topology.agents,
        supervisors: topology.supervisors,
        queues: topology.queues.length,
        finesseNodes: topology.finesseNodes,
      },
      assumed: [],
      oracles: [],
      expectations,
      faults: [],
      counts,
      hops,
      operations,
      generators: [],
    },
  }
}

/** Everything else that a scenario expects is about what clients do not see. */
const isOfClients = (expectation: Expectation): boolean =>
  phaseOf(expectation) !== undefined || expectation.figure.startsWith('operation:')

/** What collectors have that heard nothing. */
function nothingOf({ workload }: Scenario, totalUs: number) {
  const trace = new Trace(KINDS)
  const directory = createDirectory(workload.topology)
  const subject = { workload, directory, trace, nodes: 0, nameOf: () => '', faults: false }
  const collecting = collect(subject, new Listeners(), { totalUs, keepTables: false })
  return { collected: collecting.finish(0, false, []), tables: collecting.tables() }
}

function hopsOf({ phases, lag }: Gathered): HopResult[] {
  const hops = [
    latencyResult('schedule lag', 'How late the generator began what was planned.', lag.data, 3),
    ...[...phases]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([phase, { data }]) => latencyResult(`phase: ${phase}`, `The phase ${phase} of a desktop.`, data, 3)),
  ]
  return hops.filter(({ count }) => count > 0)
}

function countsOf({ measured, plan, began, finished, lost }: Gathered): RunResult['counts'] {
  const sum = (of: 'planned' | 'done' | 'failed'): number =>
    measured.operations.reduce((total, { total: cell }) => total + cell[of], 0)
  return [
    { name: 'operations planned', says: 'Wanted by the plan or by agents.', value: sum('planned') },
    { name: 'operations done', says: 'Of these.', value: sum('done') },
    { name: 'operations failed', says: 'Of these.', value: sum('failed') },
    { name: 'operations lost', says: 'Nobody saw them end: k6 was stopped.', value: lost },
    { name: 'plan entries', says: 'Of the plan, played here.', value: plan.entries },
    { name: 'virtual users', says: 'Of k6, that began.', value: began },
    { name: 'virtual users done', says: 'Of k6, that came to the end of the plan.', value: finished },
    ...counterResults(measured),
  ]
}

/** The one thing a script can tell of its generator. */
function healthOf({ lag }: Gathered): string[] {
  const late = lag.quantile(0.999) ?? 0
  const { lagP999Us } = usualLimits
  if (late <= lagP999Us) return []
  return [`k6: schedule lag p99.9 ${(late / 1000).toFixed(1)} ms, limit ${lagP999Us / 1000} ms`]
}

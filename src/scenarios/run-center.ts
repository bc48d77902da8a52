/** One run from a contact center at rest to its result: the clock is driven in slices, all else listens. */
import type { Measured } from '../load/measure/measured.ts'
import type { ContactCenter } from '../sim/contact-center.ts'
import type { Directory } from '../sim/domain/directory.ts'
import type { Kernel } from '../sim/kernel/kernel.ts'
import { clockText, type Micros, SECOND } from '../sim/kernel/time.ts'
import { type Collecting, collect } from './collectors/collect.ts'
import { isMeasured, meterOperations } from './collectors/operations/metering.ts'
import { counterResults, operationResults } from './collectors/operations/results.ts'
import { beyondLimits } from './documented-limits.ts'
import { judgeExpectations } from './expectations-judge.ts'
import { kneeOf } from './knee.ts'
import { Listeners } from './listeners.ts'
import { oracles } from './oracles/index.ts'
import { type Oracle, seat } from './oracles/oracle.ts'
import { type FaultResult, RESULT_SCHEMA, type RunResult, type RunTables, type WireResult } from './result.ts'
import type { GeneratorResult } from './result-of-load.ts'
import type { Scenario, TimelineEntry } from './scenario.ts'
import type { Subject } from './subject.ts'
import { formatToken, replayCommand } from './token.ts'
import { judge } from './verdict.ts'

/** What a run needs of a contact center. */
export interface Center {
  readonly kernel: Kernel
  readonly directory: Directory
  readonly assumed: RunResult['assumed']
  /** How many messages or parts the timeline's entry with this index touched. */
  readonly touched?: (entry: number) => number
}

export type Tap = (words: Int32Array, offset: number) => void

export interface Progress {
  readonly at: Micros
  readonly untilUs: Micros
  readonly events: number
  readonly wallMs: number
}

export interface RunOptions {
  readonly seed: string
  /** Of ccsim, and of Node. */
  readonly version: string
  readonly nodeVersion: string
  /** Wall clock in milliseconds: how long a run took is the one thing about it that is not simulated. */
  readonly now: () => number
  /** Where the busy time was made to end; named in the token. */
  readonly until?: Micros | undefined
  readonly overrides?: readonly string[] | undefined
  /** Codec mode: makes the messages of a new center cross its links as bytes. The result says so. */
  readonly byWire?: ((center: ContactCenter) => void) | undefined
  readonly progress?: ((progress: Progress) => void) | undefined
  readonly interrupted?: (() => boolean) | undefined
  /** One row for each change of an agent's state; true unless told. */
  readonly keepTables?: boolean | undefined
  /** Sees every record of the trace. */
  readonly tap?: Tap | undefined
  /** Other oracles than all of them. */
  readonly oracles?: readonly Oracle[] | undefined
  /** Things may fail although the timeline does not say so: others can do that as well. */
  readonly mayFail?: boolean | undefined
  /** Seats further listeners. */
  readonly listen?: ((listeners: Listeners, subject: Subject) => void) | undefined
}

/** What is needed of them by who does not drive the clock. */
export interface WatchOptions extends Omit<RunOptions, 'now' | 'progress' | 'interrupted'> {
  /** Over sockets: the moment it really is, as virtual time; things may have been meant for an earlier one. */
  readonly clock?: (() => Micros) | undefined
  /** Desktops are in other processes, which measure what these do. */
  readonly desktopsElsewhere?: boolean | undefined
}

export interface Run {
  readonly result: RunResult
  readonly tables: RunTables
}

const SLICE = 100_000
/** So many slices at one instant are a loop, not a busy moment. */
const STILL_SLICES = 100

/** Runs up to and including `until`. Says where it was interrupted, if it was. */
export function drive(
  kernel: Kernel,
  until: Micros,
  { now, progress, interrupted }: Pick<RunOptions, 'now' | 'progress' | 'interrupted'>,
): Micros | undefined {
  const startedAt = now()
  let still = 0
  while (kernel.next <= until) {
    if (interrupted?.() === true) return kernel.now
    const before = kernel.now
    kernel.run(until, SLICE)
    still = kernel.now === before ? still + 1 : 0
    if (still === STILL_SLICES) {
      throw new Error(`virtual time stands still at ${clockText(kernel.now)}: events without end, none later`)
    }
    progress?.({ at: kernel.now, untilUs: until, events: kernel.events, wallMs: now() - startedAt })
  }
  kernel.run(until, 0)
  return undefined
}

export function runCenter(center: Center, scenario: Scenario, options: RunOptions): Run {
  const watched = watchCenter(center, scenario, options)
  const startedAt = options.now()
  const interruptedAt = drive(center.kernel, watched.endUs, options)
  return watched.finish({ interruptedAt, wallSeconds: (options.now() - startedAt) / 1000 })
}

/** How a run went, by whoever drove it. */
export interface Course {
  readonly interruptedAt: Micros | undefined
  readonly wallSeconds: number
  /** Of a run on real sockets: how it was played, and how those fared that played it. */
  readonly wire?: WireResult | undefined
  readonly generators?: readonly GeneratorResult[] | undefined
  /** What other processes measured. */
  readonly measured?: readonly Measured[] | undefined
}

export interface Watched {
  /** When the calm is over. */
  readonly endUs: Micros
  finish(course: Course): Run
}

/** Seats everything that listens to a center at rest. The clock is somebody else's business. */
export function watchCenter(center: Center, scenario: Scenario, options: WatchOptions): Watched {
  const { kernel, directory } = center
  const { workload } = scenario
  const endUs = workload.busyUs + workload.calmUs
  const subject: Subject = {
    workload,
    directory,
    trace: kernel.trace,
    nodes: kernel.nodes,
    nameOf: (node) => kernel.nameOf(node),
    faults: options.mayFail ?? scenario.timeline.some((entry) => !shapesArrivals(entry)),
  }
  const listeners = new Listeners()
  const bench = seat(options.oracles ?? oracles, subject, listeners)
  const collecting = collect(subject, listeners, { totalUs: endUs, keepTables: options.keepTables ?? true })
  const { clock, desktopsElsewhere: elsewhere } = options
  const metering =
    clock !== undefined || elsewhere === true || isMeasured(scenario)
      ? meterOperations(scenario, subject, listeners, { totalUs: endUs, clock, elsewhere })
      : undefined
  options.listen?.(listeners, subject)
  listeners.attach(kernel.trace)
  if (options.tap !== undefined) kernel.trace.tap = options.tap

  const finish = ({ interruptedAt, wallSeconds, wire, generators, measured: others }: Course): Run => {
    const isComplete = interruptedAt === undefined
    if (isComplete) bench.atEnd(kernel.now)
    const oracleResults = bench.results()
    const violations = oracleResults.flatMap((oracle) => oracle.violations)
    const collected = collecting.finish(kernel.now, isComplete, violations)
    const load = metering?.finish(others)
    const operations = load && operationResults(load, endUs)
    const counts = [...collected.counts, ...(load === undefined ? [] : counterResults(load))]
    const knee = operations && kneeOf(scenario.windows ?? [], scenario.expect, operations)
    const faults = faultsOf(scenario, center, collecting)
    const measured = { ...collected, counts, faults, oracles: oracleResults, operations, knee }
    const expectations = judgeExpectations(scenario.expect, measured)
    const judgement = judge({
      oracles: oracleResults,
      expectations,
      faults,
      expectsContacts: expectsContacts(scenario),
      offered: collected.counts.find(({ name }) => name === 'calls offered')?.value ?? 0,
      interruptedAt: interruptedAt === undefined ? undefined : clockText(interruptedAt),
      unhealthy: wire?.unhealthy,
    })
    const overrides = options.overrides ?? []
    const codec = options.byWire === undefined ? undefined : true
    const token = formatToken({
      version: options.version,
      scenario: scenario.name,
      file: scenario.file,
      hash: scenario.hash,
      seed: options.seed,
      overrides,
      until: options.until,
      codec,
      wire: wire?.speed,
      workers: wire?.workers,
    })
    const { topology } = workload
    return {
      result: {
        schema: RESULT_SCHEMA,
        ccsim: options.version,
        node: options.nodeVersion,
        scenario: scenario.name,
        file: scenario.file,
        why: scenario.why,
        scenarioHash: scenario.hash,
        seed: options.seed,
        release: workload.release,
        deployment: workload.deployment,
        world: wire === undefined ? 'virtual' : 'wire',
        ...judgement,
        digest: kernel.trace.digest(),
        token,
        replay: replayCommand(token),
        events: kernel.events,
        records: kernel.trace.count,
        virtualSeconds: kernel.now / SECOND,
        wallSeconds,
        interruptedAt,
        busyUs: workload.busyUs,
        calmUs: workload.calmUs,
        overrides,
        codec,
        wire,
        generators,
        operations,
        knee,
        size: {
          agents: topology.agents,
          supervisors: topology.supervisors,
          queues: topology.queues.length,
          finesseNodes: topology.finesseNodes,
        },
        beyondLimits: beyondLimits(workload),
        assumed: center.assumed,
        oracles: oracleResults,
        expectations,
        faults,
        ...collected,
        counts,
      },
      tables: collecting.tables(),
    }
  }
  return { endUs, finish }
}

/** Entries of the timeline that are no faults: they only change who calls when. */
function shapesArrivals(entry: TimelineEntry): boolean {
  return entry.do === 'surge' || entry.do === 'silence'
}

function expectsContacts({ workload }: Scenario): boolean {
  return workload.traffic.some(
    ({ arrivals }) => arrivals.kind === 'every' || arrivals.steps.some(({ perHour }) => perHour > 0),
  )
}

function faultsOf(scenario: Scenario, center: Center, collecting: Collecting): FaultResult[] {
  return scenario.timeline.map((entry, index) => ({
    kind: shapesArrivals(entry) ? 'traffic' : 'fault',
    says: entry.says,
    at: entry.atUs,
    until: entry.forUs === undefined ? undefined : entry.atUs + entry.forUs,
    touched: shapesArrivals(entry) ? callersTouched(entry, scenario, collecting) : (center.touched?.(index) ?? 0),
  }))
}

/** A surge touches the callers who came in it. Those whom a silence kept away left no trace: their streams count. */
function callersTouched(entry: TimelineEntry, { workload }: Scenario, collecting: Collecting): number {
  const meant = [...workload.topology.queues.entries()].filter(
    ([, { name }]) => entry.what === 'all' || entry.what === name,
  )
  if (entry.do === 'silence') {
    const ids = new Set(meant.map(([, { id }]) => id))
    return workload.traffic.filter(({ queues }) => queues.some((id) => ids.has(id))).length
  }
  const until = entry.forUs === undefined ? workload.busyUs : entry.atUs + entry.forUs
  return collecting.offeredBetween(new Set(meant.map(([index]) => index)), entry.atUs, until)
}

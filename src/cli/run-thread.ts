/**
 * The thread that runs the simulation and writes its reports. A run never yields, so it cannot hear a signal itself:
 * the main thread does, and leaves a mark in memory that both share. Reports are written here because their long
 * tables are read from the run, row by row, and are never all in one place.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { ReportProblem } from '../report/report-problem.ts'
import { writeReports } from '../report/write-reports.ts'
import type { RunResult } from '../scenarios/result.ts'
import { checkDeterminism, runScenario } from '../scenarios/run.ts'
import type { Progress, Run, RunOptions } from '../scenarios/run-center.ts'
import { byWire } from './by-wire.ts'
import type { Assignment, Job, News, SeedOutcome } from './job.ts'
import { LiveCounts } from './live-counts.ts'

const NEWS_EVERY_MS = 100

const { job, stop } = workerData as Assignment
const tell = (news: News) => parentPort!.postMessage(news)
const wantsToStop = () => Atomics.load(stop, 0) !== 0

for (const [index, seed] of job.seeds.entries()) {
  if (index > 0 && wantsToStop()) break
  try {
    tell(await oneSeed(job, seed, index))
  } catch (error) {
    tell(failure(seed, error))
    break
  }
}

async function oneSeed(job: Job, seed: string, index: number): Promise<SeedOutcome> {
  const live = new LiveCounts(job.scenario.workload.topology.agents)
  const options: RunOptions = {
    seed,
    version: job.version,
    nodeVersion: process.version,
    now: () => performance.now(),
    until: job.until,
    overrides: job.overrides,
    byWire: job.codec ? byWire : undefined,
    interrupted: wantsToStop,
    keepTables: job.reports.includes('csv'),
    progress: reporting(seed, index, live),
    tap: job.watched ? live.tap : undefined,
  }
  const run = await played(job, options)
  const isCompared = job.checkDeterminism && run.result.verdict !== 'interrupted' && run.difference === undefined
  return {
    kind: 'seed',
    result: job.seeds.length === 1 ? run.result : slim(run.result),
    ...written(job, run),
    compared: isCompared ? run.result.records : undefined,
  }
}

async function played(
  { scenario, wire, checkDeterminism: isTwice }: Job,
  options: RunOptions,
): Promise<Run & { readonly difference?: unknown }> {
  if (wire === undefined) return isTwice ? checkDeterminism(scenario, options) : runScenario(scenario, options)
  // Servers and clients on sockets take their time to load, and a virtual run has no use for them.
  const { workers } = wire
  if (workers !== undefined) {
    const { runByCrew } = await import('../load/crew/conduct-crew.ts')
    return await runByCrew(scenario, { ...options, ...wire, workers })
  }
  const { runOnWire } = await import('../load/run-wire.ts')
  return await runOnWire(scenario, { ...options, ...wire })
}

/** Tells how far a run is. Time that goes back is the second run of a comparison. */
function reporting(seed: string, index: number, live: LiveCounts): (progress: Progress) => void {
  let pass = 1
  let last = 0
  let toldAt = Number.NEGATIVE_INFINITY
  return ({ at, untilUs, wallMs }) => {
    if (at < last) pass = 2
    last = at
    const now = performance.now()
    if (!job.watched || now - toldAt < NEWS_EVERY_MS) return
    toldAt = now
    tell({ kind: 'progress', seed, index, pass, at, untilUs, wallMs, calls: live.calls, states: live.states() })
  }
}

function written(job: Job, run: Run): Pick<SeedOutcome, 'files' | 'unwritten'> {
  if (job.reports.length === 0) return { files: [], unwritten: undefined }
  try {
    return { files: writeReports({ ...run, dir: job.dir, only: job.reports }), unwritten: undefined }
  } catch (error) {
    if (error instanceof ReportProblem) return { files: [], unwritten: error.message }
    throw error
  }
}

/** What a table over many seeds needs: ten thousand whole results would fill the memory. */
function slim(result: RunResult): RunResult {
  const nothing = { stepUs: result.stateSeries.stepUs, counts: [], states: [], queues: [], waiting: [] }
  const hops = result.hops.map((hop) => ({ ...hop, curve: [] }))
  return {
    ...result,
    hops,
    queueIntervals: [],
    stateSeries: nothing,
    queueSeries: nothing,
    desktopSeries: nothing,
    failovers: [],
    syslog: { lines: [], counts: result.syslog.counts },
    lanes: [],
    agents: [],
    calls: [],
    assumed: [],
  }
}

function failure(seed: string, error: unknown): News {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  return { kind: 'failure', seed, message, stack }
}

/**
 * Performs a run on a target, on the main thread: it spends its time waiting for sockets, so it hears Ctrl-C itself, and
 * signs out whom it signed in before it ends.
 */
import { runOnTarget } from '../load/run-target.ts'
import type { Fitted } from '../load/target/fit.ts'
import { Guard } from '../load/target/guard.ts'
import type { Target } from '../load/target/target.ts'
import { count, plural } from '../report/figures.ts'
import { ReportProblem } from '../report/report-problem.ts'
import { writeReports } from '../report/write-reports.ts'
import type { Run } from '../scenarios/run-center.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import type { Micros } from '../sim/kernel/time.ts'
import { UNREACHABLE, WRONG_INPUT } from './exit-codes.ts'
import { interruptible, leftBehind } from './interruption.ts'
import type { SeedOutcome } from './job.ts'
import { VERSION } from './package.ts'
import { ProgressLine } from './progress.ts'
import { checkPlace, parseReports } from './reports-option.ts'
import type { SharedOptions } from './run-options.ts'
import type { Terminal } from './terminal.ts'
import { outcomeText } from './verdict-text.ts'

export interface TargetPerformance {
  readonly scenario: Scenario
  readonly seed: string
  readonly overrides: readonly string[]
  readonly until: Micros | undefined
  readonly target: Target
  readonly fitted: Fitted
  readonly options: SharedOptions
}

const STOPPING = 'Stopping, and signing out who is in. Ctrl-C once more ends it at once.\n'

export async function performOnTarget(wanted: TargetPerformance, terminal: Terminal): Promise<number> {
  const { scenario, seed, overrides, until, target, fitted, options } = wanted
  const reports = parseReports(options.report)
  if (reports.length > 0) checkPlace(options.out)
  const guard = new Guard({ target, purpose: 'run' })
  const progress = new ProgressLine(terminal, 1)
  const last = (): string => leftBehind(guard.signedIn.map(({ user }) => user))
  const { run, unfit, departures } = await interruptible(terminal, STOPPING, last, (signal) =>
    runOnTarget(scenario, {
      guard,
      fitted,
      signal,
      seed,
      overrides,
      until,
      version: VERSION,
      nodeVersion: process.version,
      now: () => performance.now(),
      keepTables: reports.includes('csv'),
      progress: ({ at, untilUs, wallMs }) => {
        if (options.quiet === true) return
        progress.show({ kind: 'progress', seed, index: 0, pass: 1, at, untilUs, wallMs, calls: 0, states: [] })
      },
    }),
  )
  progress.clear()
  if (run === undefined) {
    terminal.err(`Nobody was signed in.\n${unfit.map(({ says }) => `  ${says}\n`).join('')}`)
    return UNREACHABLE
  }
  const outcome = written({ ...run, result: { ...run.result, replay: replayOf(wanted) } }, wanted, reports)
  terminal.out(outcomeText(outcome, terminal, options.quiet === true))
  if (outcome.unwritten !== undefined) terminal.err(`${outcome.unwritten}\n`)
  const { requests, streams, signIns, calls, waitedMs } = guard.account
  if (options.quiet !== true) {
    const parts = [plural(requests, 'request'), plural(streams, 'stream'), plural(signIns, 'sign-in')]
    const waited = `waited ${count(Math.round(waitedMs / 1000))} s for the caps, all together`
    terminal.out(`  Sent to the target: ${parts.join(', ')}, ${plural(calls, 'call')}; ${waited}.\n`)
    for (const { says } of fitted.notDone) terminal.out(`  not done: ${says}\n`)
  }
  const left = departures.filter(({ isOut }) => !isOut)
  for (const { says } of left) terminal.err(`${says}\n`)
  if (outcome.unwritten !== undefined) return WRONG_INPUT
  if (left.length > 0) return UNREACHABLE
  if (options.quiet !== true && departures.length > 0)
    terminal.out(`  ${plural(departures.length, 'user')} signed out in the end, and seen to be out.\n`)
  return run.result.exit
}

function written(run: Run, { options }: TargetPerformance, only: ReturnType<typeof parseReports>): SeedOutcome {
  const outcome = { kind: 'seed', result: run.result, files: [], unwritten: undefined, compared: undefined } as const
  if (only.length === 0) return outcome
  try {
    return { ...outcome, files: writeReports({ ...run, dir: options.out, only }) }
  } catch (error) {
    if (error instanceof ReportProblem) return { ...outcome, unwritten: error.message }
    throw error
  }
}

/** A token does not name a target: whoever repeats this has to have its file. */
function replayOf({ scenario, seed, overrides, target }: TargetPerformance): string {
  const sets = overrides.map((one) => ` --set ${one}`).join('')
  return `ccsim run ${scenario.file ?? scenario.name} --target ${target.file} --seed ${seed}${sets}`
}

/** Performs what `run` and `replay` decided on: from a compiled scenario to reports, a verdict and an exit code. */
import { appendStepSummary, summaryMarkdown } from '../report/markdown.ts'
import { ReportProblem } from '../report/report-problem.ts'
import { seedsTable } from '../report/terminal.ts'
import type { RunResult } from '../scenarios/result.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { formatToken, replayCommand } from '../scenarios/token.ts'
import { createDirectory, hasDesktop } from '../sim/domain/directory.ts'
import type { Micros } from '../sim/kernel/time.ts'
import { type Conducted, conduct } from './conduct.ts'
import { CCSIM_FAILED, INTERRUPTED, WORST_FIRST, WRONG_INPUT } from './exit-codes.ts'
import { failureText } from './failure.ts'
import { historyFile } from './history-option.ts'
import { InputProblem } from './input-problem.ts'
import type { Job, Wire } from './job.ts'
import { tooFewFiles } from './open-files.ts'
import { pasteable, VERSION } from './package.ts'
import { ProgressLine } from './progress.ts'
import { checkPlace, parseReports } from './reports-option.ts'
import type { SharedOptions } from './run-options.ts'
import type { Terminal } from './terminal.ts'
import { outcomeText, replayLine } from './verdict-text.ts'

export interface Performance {
  readonly scenario: Scenario
  readonly seeds: readonly string[]
  readonly overrides: readonly string[]
  readonly until: Micros | undefined
  readonly codec: boolean
  readonly wire: Wire | undefined
  readonly options: SharedOptions
}

export async function perform(wanted: Performance, terminal: Terminal): Promise<number> {
  const { scenario, seeds, overrides, until, codec, wire, options } = wanted
  if (wire !== undefined) checkSockets(scenario, wire, terminal)
  const reports = parseReports(options.report)
  if (reports.length > 0) checkPlace(options.out)
  const remember = await remembering(options)
  const progress = new ProgressLine(terminal, seeds.length)
  const job: Job = {
    scenario,
    seeds,
    overrides,
    until,
    version: VERSION,
    dir: options.out,
    reports,
    codec,
    wire,
    checkDeterminism: options.checkDeterminism === true,
    watched: options.quiet !== true,
  }
  const conducted = await conduct(job, {
    progress: (news) => progress.show(news),
    seedDone: () => progress.clear(),
    stopping: () => {
      progress.clear()
      terminal.err('Stopping, and writing down how far it came. Ctrl-C once more ends it at once.\n')
    },
  })
  progress.clear()
  show(conducted, wanted, terminal)
  remember?.(conducted)
  return exitOf(conducted, summarised(conducted, scenario, terminal))
}

/** Thousands of desktops need more sockets than many a machine allows a process; half of them would fail in the middle of a run. */
function checkSockets({ workload: { topology } }: Scenario, { workers }: Wire, terminal: Terminal): void {
  const desktops = createDirectory(topology).users.filter(hasDesktop)
  const few = tooFewFiles(desktops.length, workers)
  if (few?.isHopeless === true) throw new InputProblem(`--world wire: ${few.says}`)
  if (few !== undefined) terminal.err(`▲ ${few.says}\n`)
}

function show({ outcomes, ended }: Conducted, { scenario, seeds, ...wanted }: Performance, terminal: Terminal): void {
  const results = outcomes.map(({ result }) => result)
  if (seeds.length > 1 && results.length > 0) {
    terminal.out(`${scenario.name}\n${seedsTable(results, { width: terminal.width })}`)
    const worst = worstOf(results)
    if (worst.exit !== 0) terminal.out(`${worst.headline}\n${replayLine(worst.replay)}`)
  } else {
    for (const outcome of outcomes) terminal.out(outcomeText(outcome, terminal, wanted.options.quiet === true))
  }
  for (const { unwritten } of outcomes) if (unwritten !== undefined) terminal.err(`${unwritten}\n`)
  if (ended !== undefined) {
    const { name, file, hash } = scenario
    const { overrides, until, codec } = wanted
    const { seed } = ended
    const { speed: wire, workers } = wanted.wire ?? {}
    const run = { scenario: name, file, hash, seed, overrides, until, codec, wire, workers }
    const token = formatToken({ version: VERSION, ...run })
    terminal.err(failureText(ended, terminal.env, pasteable(replayCommand(token))))
  }
}

/**
 * What adds runs to the history, when that is asked for. The file is tried before a long run, not after it; SQLite is
 * loaded only here, as some versions of Node warn of it.
 */
async function remembering({ history, out }: SharedOptions): Promise<((conducted: Conducted) => void) | undefined> {
  if (history === undefined) return undefined
  const file = historyFile(history, out)
  const { HistoryFile, remember } = await import('../report/history/history-file.ts')
  new HistoryFile(file).close()
  return ({ outcomes }) => {
    const whole = outcomes.map(({ result }) => result).filter(({ verdict }) => verdict !== 'interrupted')
    if (whole.length > 0) remember(file, whole, new Date().toISOString())
  }
}

/** Of equally bad ones, the first. */
function worstOf(results: readonly RunResult[]): RunResult {
  const rank = ({ verdict }: RunResult) => WORST_FIRST.indexOf(verdict)
  return results.reduce((worst, result) => (rank(result) < rank(worst) ? result : worst))
}

/** Hands the verdict to the CI step, where there is one. False when that failed. */
function summarised({ outcomes }: Conducted, scenario: Scenario, terminal: Terminal): boolean {
  const results = outcomes.map(({ result }) => result)
  if (results.length === 0) return true
  const text =
    results.length === 1
      ? summaryMarkdown(results[0]!)
      : `## ${scenario.name}: ${results.length} seeds\n\n\`\`\`text\n${seedsTable(results)}\`\`\`\n`
  try {
    appendStepSummary(terminal.env, text)
    return true
  } catch (error) {
    if (!(error instanceof ReportProblem)) throw error
    terminal.err(`${error.message}\n`)
    return false
  }
}

function exitOf({ outcomes, ended, wasStopped }: Conducted, isSummarised: boolean): number {
  if (ended !== undefined) return CCSIM_FAILED
  if (outcomes.some(({ unwritten }) => unwritten !== undefined) || !isSummarised) return WRONG_INPUT
  // A run that was over before it could be stopped is what it is; seeds that were left out are not.
  if (outcomes.length === 0) return INTERRUPTED
  const worst = worstOf(outcomes.map(({ result }) => result)).exit
  return wasStopped && outcomes.length > 1 ? INTERRUPTED : worst
}

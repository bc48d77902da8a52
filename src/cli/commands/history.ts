/** `ccsim history [SCENARIO]`: how the figures of a scenario went from run to run. */
import type { Command } from 'commander'
import { fits } from '../../report/compare/tolerance.ts'
import type { HistoryFile, PastRun } from '../../report/history/history-file.ts'
import { scenariosText, type Trend, trendsOf, trendsText, trendText } from '../../report/history/history-text.ts'
import { suggestion } from '../../scenarios/nearest.ts'
import { historyFile } from '../history-option.ts'
import { InputProblem } from '../input-problem.ts'
import { wholeOf } from '../number-option.ts'
import type { Terminal } from '../terminal.ts'

interface Options {
  readonly out: string
  readonly file?: string
  readonly figure?: string
  readonly last: string
  readonly all?: true
  readonly json?: true
}

const EXAMPLES = `
Examples:
  ccsim run smoke --history                          run, and add the run to reports/history.db
  ccsim history                                      which scenarios it has runs of
  ccsim history smoke                                its figures over the last 30 runs
  ccsim history smoke --figure "REST request p95"    one figure, run by run
`

const RUNS_MOST = 100_000
/** Shown unless a figure is named or all are wanted. */
const USUAL = ['service level', 'abandoned', 'speed of answer', 'calls lost', '* p95', 'events per second']

export function addHistory(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('history')
    .summary('how figures went from run to run')
    .description(
      'Shows trends over the runs that were added to a history (ccsim run --history); without a scenario, which there are.',
    )
    .argument('[scenario]', 'name of a scenario')
    .option('--figure <name>', 'one figure run by run; with a star, those that fit, such as "sign-in*"')
    .option('--last <n>', 'so many runs', '30')
    .option('--all', 'all figures')
    .option('--out <dir>', 'folder of reports that has the history', 'reports')
    .option('--file <file>', 'the history itself, where it is elsewhere')
    .option('--json', 'print runs and figures as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (scenario: string | undefined, options: Options) => {
      // Loaded only here: some versions of Node warn of SQLite.
      const { HistoryFile } = await import('../../report/history/history-file.ts')
      const history = new HistoryFile(options.file ?? historyFile(true, options.out), { readOnly: true })
      try {
        terminal.out(scenario === undefined ? all(history, options) : one(history, scenario, options))
      } finally {
        history.close()
      }
      done(0)
    })
}

function all(history: HistoryFile, { json }: Options): string {
  const scenarios = history.scenarios()
  if (json === true) return `${JSON.stringify(scenarios, null, 2)}\n`
  return scenarios.length === 0 ? 'The history has no runs yet.\n' : scenariosText(scenarios)
}

function one(history: HistoryFile, scenario: string, options: Options): string {
  const last = wholeOf('--last', options.last, RUNS_MOST)
  if (last === 0) throw new InputProblem('--last: show one run at least')
  const runs = history.runs(scenario, last)
  if (runs.length === 0) {
    const known = history.scenarios().map((past) => past.scenario)
    throw new InputProblem(`the history has no run of "${scenario}"; ${suggestion(scenario, known)}`)
  }
  const trends = trendsOf(runs.map(({ id }) => history.figures(id)))
  const wanted = wantedOf(trends, options)
  if (options.json === true) return jsonText(runs, wanted)
  const isOne = options.figure !== undefined && wanted.length === 1
  return isOne ? trendText(scenario, runs, wanted[0]!) : trendsText(scenario, runs, wanted)
}

function wantedOf(trends: readonly Trend[], { figure, all, json }: Options): readonly Trend[] {
  if (figure === undefined) {
    return all === true || json === true
      ? trends
      : trends.filter(({ name }) => USUAL.some((pattern) => fits(pattern, name)))
  }
  const found = trends.filter(({ name }) => fits(figure, name))
  if (found.length > 0) return found
  const names = trends.map(({ name }) => name)
  throw new InputProblem(`--figure: no run has a figure "${figure}"; ${suggestion(figure, names)}`)
}

function jsonText(runs: readonly PastRun[], trends: readonly Trend[]): string {
  const figures = trends.map(({ name, unit, values }) => ({ name, unit, values: values.map((value) => value ?? null) }))
  return `${JSON.stringify({ schema: 'ccsim.history/1', runs, figures }, null, 2)}\n`
}

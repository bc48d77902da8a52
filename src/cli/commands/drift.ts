/** `ccsim drift SCENARIO`: one scenario in both worlds, side by side. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { runDrift } from '../../load/drift.ts'
import { driftMarkdown, driftText } from '../../report/drift-text.ts'
import { asReportProblem } from '../../report/report-problem.ts'
import { safeName } from '../../report/safe-name.ts'
import type { DriftResult } from '../../scenarios/drift/drift-result.ts'
import { nameOf } from '../../scenarios/load.ts'
import { InputProblem } from '../input-problem.ts'
import { interruptible } from '../interruption.ts'
import { DRIFT_DIR, VERSION } from '../package.ts'
import { ProgressLine } from '../progress.ts'
import { checkPlace } from '../reports-option.ts'
import { speedOf } from '../run-options.ts'
import { load } from '../scenario-file.ts'
import { parseSeed } from '../seeds.ts'
import type { Terminal } from '../terminal.ts'

interface Options {
  readonly seed: string
  readonly set?: readonly string[]
  readonly until?: string
  readonly speed?: string
  readonly out: string
  readonly json?: true
  readonly quiet?: true
}

const STOPPING = 'Stopping. Ctrl-C once more ends it at once.\n'

const EXAMPLES = `
Examples:
  ccsim drift login                        forty desktops sign in, in both worlds
  ccsim drift working-hour --speed 20      an hour in three minutes, if the machine keeps up
  ccsim drift my-center.yaml --until 5min  a scenario of your own

Exits 0 when the worlds agree, 1 when they differ without a reason, 4 when the machine could not keep up.
`

export function addDrift(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('drift')
    .summary('run a scenario in both worlds and compare them')
    .description(
      'Runs a scenario in the virtual world and over real sockets, and compares verdict, order of events at each\n' +
        'desktop, counts and phase times. What differs has a reason that the runs bear out, or is a defect.',
    )
    .argument('[scenario]', 'a scenario file, a shipped one, or one made for this (see below)')
    .option('--seed <seed>', 'seed of both runs', '1')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', collect)
    .option('--until <duration>', 'end the busy time early, such as 10min; the calm follows')
    .option('--speed <factor>', 'virtual time for one of the wall clock (default: 1)')
    .option('--out <dir>', 'folder for drift.json and drift.md', 'reports')
    .option('--json', 'print the comparison as JSON')
    .option('--quiet', 'no progress, and the outcome in a line')
    .addHelpText('after', () => `\nMade for it: ${driftNames().join(', ')}\n${EXAMPLES}`)
    .action(async (file: string | undefined, options: Options) => done(await drift(file, options, terminal)))
}

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value]

/** Scenarios that are small enough to be run in real time. */
export const driftNames = (): readonly string[] =>
  readdirSync(DRIFT_DIR)
    .filter((file) => file.endsWith('.yaml'))
    .map(nameOf)
    .sort()

async function drift(word: string | undefined, options: Options, terminal: Terminal): Promise<number> {
  if (word === undefined) throw new InputProblem(`Which scenario? Name a file, or one of: ${driftNames().join(', ')}`)
  const file = driftNames().includes(word) ? join(DRIFT_DIR, `${word}.yaml`) : word
  const scenario = await load({ file, overrides: options.set ?? [], until: options.until })
  const seed = parseSeed(options.seed)
  const speed = speedOf(options.speed)
  checkPlace(options.out)
  const progress = new ProgressLine(terminal, 1)
  const result = await interruptible(
    terminal,
    STOPPING,
    () => '',
    async (signal) =>
      runDrift(scenario, {
        seed,
        speed,
        version: VERSION,
        nodeVersion: process.version,
        now: () => performance.now(),
        overrides: options.set,
        keepTables: false,
        interrupted: () => signal.aborted,
        progress: ({ at, untilUs, wallMs }) => {
          if (options.quiet !== true) {
            progress.show({ kind: 'progress', seed, index: 0, pass: 2, at, untilUs, wallMs, calls: 0, states: [] })
          }
        },
      }),
  )
  progress.clear()
  write(result, options.out)
  if (options.json === true) terminal.out(`${JSON.stringify(result, null, 2)}\n`)
  else if (options.quiet === true) terminal.out(`${result.scenario}: ${result.headline}\n`)
  else terminal.out(driftText(result))
  return result.exit
}

function write(result: DriftResult, out: string): void {
  const dir = join(out, safeName(result.scenario), `drift-${safeName(result.seed)}`)
  try {
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'drift.json'), `${JSON.stringify(result, null, 2)}\n`)
    writeFileSync(join(dir, 'drift.md'), driftMarkdown(result))
  } catch (error) {
    throw asReportProblem(error, dir)
  }
}

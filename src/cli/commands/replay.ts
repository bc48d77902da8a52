/** `ccsim replay TOKEN`: the run that a token names, once more. */
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { parseToken, type Repro } from '../../scenarios/token.ts'
import { formatDuration } from '../../scenarios/units.ts'
import { InputProblem } from '../input-problem.ts'
import { VERSION } from '../package.ts'
import { perform } from '../perform.ts'
import { NEVER_THE_SAME, type SharedOptions, withSharedOptions } from '../run-options.ts'
import { load, shippedNames } from '../scenario-file.ts'
import type { Terminal } from '../terminal.ts'

interface ReplayOptions extends SharedOptions {
  readonly file: string | undefined
}

const HELP = `
A token stands in every report, and is printed at the end of every run that did not pass. It names the version of
ccsim, the scenario and its hash, the seed and all that was changed by options; the scenario itself must be here.
`

export function addReplay(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  const command = program
    .command('replay')
    .summary('repeat a run from the token in its report')
    .description('Repeats a run from the token in its report.')
    .argument('<token>', 'such as ccsim1.eyJ2…')
    .option('--file <file>', 'the scenario, where it is not in its old place')
  withSharedOptions(command)
    .addHelpText('after', HELP)
    .action(async (token: string, options: ReplayOptions) => done(await replay(token, options, terminal)))
}

async function replay(token: string, options: ReplayOptions, terminal: Terminal): Promise<number> {
  const parsed = parseToken(token)
  if (!parsed.ok) throw new InputProblem(parsed.problem)
  const { repro } = parsed
  const { version, hash, seed, overrides, until, codec = false, wire: speed, workers } = repro
  const file = options.file ?? fileOf(repro)
  const cut = until === undefined ? undefined : formatDuration(until)
  const scenario = await load({ file, overrides, until: cut })
  if (scenario.hash !== hash) {
    throw new InputProblem(
      `${scenario.file}: is not the scenario of this token: its hash was ${hash} and is ${scenario.hash}; ` +
        `bring back the file as it was, or run the new one: ccsim run ${file} --seed ${seed}`,
    )
  }
  if (version !== VERSION) {
    terminal.err(`The token is of ccsim ${version}, this is ${VERSION}: the run may differ from what it was.\n`)
  }
  const wire = speed === undefined ? undefined : { speed, carrier: undefined, workers }
  if (wire !== undefined && options.checkDeterminism === true) throw new InputProblem(NEVER_THE_SAME)
  return await perform({ scenario, seeds: [seed], overrides, until, codec, wire, options }, terminal)
}

/** Where the token says, or the shipped scenario of that name: the token may come from another machine. */
function fileOf({ file, scenario }: Repro): string {
  if (file !== undefined && existsSync(file)) return file
  if (shippedNames().includes(scenario)) return scenario
  const where = file === undefined ? 'it was written in TypeScript' : `there is no ${file} here`
  throw new InputProblem(`The scenario "${scenario}" is needed, but ${where}; name it with --file`)
}

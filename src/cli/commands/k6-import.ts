/** `ccsim k6 import FILE…`: what k6 measured, on one machine or many, as a result and reports. */
import type { Command } from 'commander'
import { checkSame, type Gathered, Gathering, type Identity, identityOf } from '../../load/k6/gather.ts'
import { prepare } from '../../load/k6/prepare.ts'
import { resultOf } from '../../load/k6/result.ts'
import { readSamples, SamplesProblem } from '../../load/k6/samples.ts'
import { verdictText } from '../../report/terminal.ts'
import { writeReports } from '../../report/write-reports.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { InputProblem } from '../input-problem.ts'
import { VERSION } from '../package.ts'
import { checkPlace, parseReports } from '../reports-option.ts'
import { load } from '../scenario-file.ts'
import type { Terminal } from '../terminal.ts'

interface Options {
  readonly scenario?: string
  readonly set?: readonly string[]
  readonly until: string | undefined
  readonly out: string
  readonly report?: string
}

const EXAMPLES = `
Examples:
  ccsim k6 import samples.json                       of a scenario that ships with ccsim
  ccsim k6 import samples.json.gz --scenario my.yaml
  ccsim k6 import shard-1.json shard-2.json          two machines, one result
`

export function addK6Import(group: Command, terminal: Terminal, done: (exit: number) => void): void {
  group
    .command('import')
    .summary('what k6 measured, as a report')
    .description(
      'Turns the samples of k6 (k6 run --out json=FILE) into a result and reports. Files of several machines add up; whether\n' +
        'all of them together played the whole plan is checked. Logs of pods may be given as they are.',
    )
    .argument('<files...>', 'what k6 wrote; .gz is unpacked')
    .option('--scenario <file>', 'the scenario, where it does not ship with ccsim')
    .option('--set <path=value>', 'as it was built with; repeatable', (value, earlier: string[] = []) => [
      ...earlier,
      value,
    ])
    .option('--until <duration>', 'as it was built with')
    .option('--out <dir>', 'folder for reports', 'reports')
    .option('--report <names>', 'reports to write, with commas; none for none (default: all)')
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], options: Options) => done(await run(files, options, terminal)))
}

async function run(files: readonly string[], options: Options, terminal: Terminal): Promise<number> {
  const only = parseReports(options.report)
  if (only.length > 0) checkPlace(options.out)
  const identity = await asking(() => firstIdentity(files))
  const overrides = options.set ?? []
  const scenario = await load({ file: options.scenario ?? identity.scenario, overrides, until: options.until })
  checkHash(scenario, identity, options)
  const gathered = await asking(() => gather(files, scenario, identity))
  const { load: own } = prepare(scenario, { version: VERSION, seed: identity.seed })
  const { result, tables } = resultOf(scenario, gathered, {
    version: VERSION,
    nodeVersion: process.version,
    overrides,
    load: own,
    again: `ccsim k6 build ${scenario.file ?? scenario.name} --seed ${identity.seed} --out load`,
  })
  const written = only.length === 0 ? [] : writeReports({ result, tables, dir: options.out, only })
  const html = written.find((file) => file.endsWith('.html'))
  terminal.out(verdictText(result, { colour: terminal.colour, width: terminal.width, html }))
  return result.exit
}

const NO_SAMPLE = 'no sample of a script of ccsim in it; run it by: k6 run --out json=samples.json script.js'

/** Reading ends with the first sample that says whose it is. */
async function firstIdentity(files: readonly string[]): Promise<Identity> {
  let known: Identity | undefined
  for (const file of files) {
    await readSamples(file, (sample) => {
      known = identityOf(sample, file)
      return false
    })
    if (known !== undefined) return known
  }
  throw new SamplesProblem(`${files.join(', ')}: ${NO_SAMPLE}`)
}

async function gather(files: readonly string[], { workload, windows }: Scenario, known: Identity): Promise<Gathered> {
  const gathering = new Gathering(workload.busyUs + workload.calmUs, windows)
  for (const file of files) {
    let count = 0
    await readSamples(file, (sample) => {
      checkSame(sample, known, file)
      gathering.take(sample)
      count++
      return true
    })
    if (count === 0) throw new SamplesProblem(`${file}: ${NO_SAMPLE}`)
  }
  return gathering.gathered
}

function checkHash({ name, hash }: Scenario, identity: Identity, { scenario }: Options): void {
  if (hash === identity.hash) return
  const remedy =
    scenario === undefined
      ? 'name the file it was built from by --scenario, and what was changed of it by --set and --until'
      : 'the file has changed since, or was built with other --set and --until'
  throw new InputProblem(
    `the samples are of ${identity.scenario} (${identity.hash}), this is ${name} (${hash}): ${remedy}`,
  )
}

async function asking<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof SamplesProblem) throw new InputProblem(error.message)
    throw error
  }
}

/** `ccsim plan SCENARIO`: who signs in when, which calls come when, as every world plays it; with a hash to compare. */
import { type Command, Option } from 'commander'
import type { LoadWindow } from '../../load/executors/executor.ts'
import { entryRow, type PlanEntry, planColumns } from '../../load/plan/entry.ts'
import { PeakSeeker, type Peaks } from '../../load/plan/peaks.ts'
import { planEntries } from '../../load/plan/plan.ts'
import { parseShard, type Shard, WHOLE } from '../../load/plan/shard.ts'
import { type PlanSummary, summarize } from '../../load/plan/summary.ts'
import { beyondText } from '../../report/beyond-text.ts'
import { clock, count, plural, span } from '../../report/figures.ts'
import { beyondLimits } from '../../scenarios/documented-limits.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { InputProblem } from '../input-problem.ts'
import { load } from '../scenario-file.ts'
import { parseSeed } from '../seeds.ts'
import { columns } from '../table.ts'
import type { Terminal } from '../terminal.ts'

interface Options {
  readonly seed: string
  readonly shard?: string
  readonly set?: readonly string[]
  readonly until: string | undefined
  readonly json?: true
  readonly csv?: true
}

const EXAMPLES = `
Examples:
  ccsim plan a-working-day                    what it comes to, and its hash
  ccsim plan a-working-day --shard 2/8        the part of the second of eight generators
  ccsim plan smoke --csv > plan.csv           every entry, times in microseconds since the start
`

export function addPlan(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('plan')
    .summary('who signs in when and which calls come when, before anything runs')
    .description(
      'Prints the plan of a scenario: sign-ins, breaks, calls with what they have to say. It is a function of scenario, ' +
        'seed and shard, and the same that a run plays.',
    )
    .argument('<file>', 'a scenario file, or the name of a shipped one (see: ccsim list)')
    .option('--seed <seed>', 'seed of the run', '1')
    .option('--shard <i/n>', 'the part of one of several generators, such as 2/8')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', (value, earlier: string[] = []) => [
      ...earlier,
      value,
    ])
    .option('--until <duration>', 'end the busy time early, such as 10min')
    .addOption(new Option('--json', 'print summary and entries as JSON').conflicts('csv'))
    .addOption(new Option('--csv', 'print the entries as CSV'))
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: Options) => {
      const { set: overrides = [], until } = options
      print(await load({ file, overrides, until }), options, terminal)
      done(0)
    })
}

/** Entries written in one go. */
const CHUNK = 2_000

function print(scenario: Scenario, options: Options, terminal: Terminal): void {
  const seed = parseSeed(options.seed)
  const shard = options.shard === undefined ? WHOLE : parseShard(options.shard)
  if (typeof shard === 'string') throw new InputProblem(`--shard: ${shard}`)
  const { workload } = scenario
  if (options.csv === true) {
    terminal.out(`${planColumns.join(',')}\n`)
    for (const lines of chunks(planEntries(workload, seed, shard), csvLine)) terminal.out(`${lines.join('\n')}\n`)
    return
  }
  const summary = summarize(workload, seed, shard)
  const about = { scenario: scenario.name, scenarioHash: scenario.hash, seed, shard: `${shard.part}/${shard.of}` }
  if (options.json === true) {
    const traffic = workload.traffic.map(({ name }) => name)
    const queues = workload.topology.queues.map(({ name }) => name)
    const head = JSON.stringify({
      schema: 'ccsim.plan/1',
      ...about,
      plan: summary.whole,
      own: summary.shard,
      traffic,
      queues,
      windows: scenario.windows ?? [],
      beyondLimits: beyondLimits(workload),
    })
    terminal.out(`${head.slice(0, -1)},"entries":[`)
    let separator = '\n'
    for (const lines of chunks(planEntries(workload, seed, shard), jsonLine)) {
      terminal.out(separator + lines.join(',\n'))
      separator = ',\n'
    }
    terminal.out('\n]}\n')
    return
  }
  const seeker = new PeakSeeker()
  const counted = (scenario.windows ?? []).map((window) => ({ window, signIns: 0, calls: 0 }))
  for (const entry of planEntries(workload, seed, shard)) {
    seeker.add(entry)
    for (const one of counted) {
      if (entry.at < one.window.fromUs || entry.at >= one.window.untilUs) continue
      if (entry.kind === 'sign-in') one.signIns++
      else if (entry.kind === 'call') one.calls++
    }
  }
  terminal.out(summaryText(scenario, seed, shard, summary, seeker.peaks, counted))
}

interface WindowCount {
  readonly window: LoadWindow
  readonly signIns: number
  readonly calls: number
}

const windowsText = (counted: readonly WindowCount[]): string =>
  columns(
    counted.map(({ window: { name, fromUs, untilUs }, signIns, calls }) => [
      `  ${name}`,
      `${clock(fromUs)} to ${clock(untilUs)}`,
      plural(signIns, 'sign-in'),
      plural(calls, 'call'),
    ]),
  ).join('\n')

const csvLine = (entry: PlanEntry): string =>
  entryRow(entry)
    .map((cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell))
    .join(',')

/** Waiting for ever is no number of JSON: it is left out. */
const jsonLine = (entry: PlanEntry): string =>
  JSON.stringify(entry, (_key, value: unknown) => (value === Infinity ? undefined : value))

function* chunks(entries: Iterable<PlanEntry>, line: (entry: PlanEntry) => string): Generator<string[]> {
  let lines: string[] = []
  for (const entry of entries) {
    lines.push(line(entry))
    if (lines.length < CHUNK) continue
    yield lines
    lines = []
  }
  if (lines.length > 0) yield lines
}

function summaryText(
  { name, workload }: Scenario,
  seed: string,
  shard: Shard,
  { shard: own, whole }: { readonly shard: PlanSummary; readonly whole: PlanSummary },
  { signInsPerSecond, callsPerMinute, signedIn }: Peaks,
  counted: readonly WindowCount[],
): string {
  const isWhole = shard.of === 1
  const { counts } = own
  const meanTalk = counts.call === 0 ? undefined : own.talkUs / counts.call
  const rows: (readonly [string, string, string])[] = [
    [
      'sign-ins',
      count(counts['sign-in']),
      `at most ${count(signInsPerSecond.count)} in a second, at ${clock(signInsPerSecond.atUs)}`,
    ],
    ['signed in', count(signedIn.count), `at most, at ${clock(signedIn.atUs)}`],
    ['breaks', count(counts.break), ''],
    ['sign-outs', count(counts['sign-out']), ''],
    [
      'calls',
      count(counts.call),
      `at most ${count(callsPerMinute.count)} in a minute, at ${clock(callsPerMinute.atUs)}; ${span(meanTalk)} of talk each`,
    ],
    ...workload.traffic.map((traffic, index) => [`  ${traffic.name}`, count(own.callsByTraffic[index]!), ''] as const),
    ['own calls', count(counts['own-call']), 'that agents want to place, and do if free'],
  ]
  const part = isWhole ? '' : `, shard ${shard.part} of ${shard.of}`
  const first = `${name} · seed ${seed}${part}`
  const hashes = isWhole ? [`plan   ${whole.hash}`] : [`shard  ${own.hash}`, `plan   ${whole.hash}  (of all shards)`]
  const windows = counted.length === 0 ? '' : `${windowsText(counted)}\n\n`
  const shown = rows.filter(([label, number]) => number !== '0' || label === 'calls')
  const beyond = beyondLimits(workload).map((one) => `  ▲ ${beyondText(one)}\n`)
  const limits = beyond.length === 0 ? '' : `  beyond documented limits\n${beyond.join('')}\n`
  return `${first}\n\n${columns(shown.map(([a, b, c]) => [`  ${a}`, b, c])).join('\n')}\n\n${windows}${limits}${hashes.join('\n')}\n`
}

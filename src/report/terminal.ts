/** The verdict as the last thing a terminal shows, and the table over many seeds. Both end in what to do next. */
import type { ExpectationResult, OracleResult, RunResult, Verdict } from '../scenarios/result.ts'
import { beyondText } from './beyond-text.ts'
import { clock, count, percent, plural, span } from './figures.ts'
import { generatorText } from './generator-text.ts'
import { kneeText, loadText } from './load-rows.ts'
import { summaryOf, titleOf } from './story.ts'
import { oracleSummary, type Tone, toneOf, totalsOf } from './totals.ts'
import { unsettled } from './unsettled.ts'

export interface VerdictTextOptions {
  readonly colour: boolean
  readonly width: number
  /** Path of report.html, when one was written. */
  readonly html?: string | undefined
}

type Paint = (text: string, style: 'good' | 'bad' | 'unsure' | 'bold' | 'dim') => string

const CODES = { good: '32', bad: '31', unsure: '33', bold: '1', dim: '2' } as const
const MARKS: Readonly<Record<Tone, string>> = { good: '✔', bad: '✖', unsure: '▲' }
const LABEL = 14
const VIOLATIONS_MAX = 3
const WIDTH_MIN = 40

const painter = (colour: boolean): Paint =>
  colour ? (text, style) => `\u001b[${CODES[style]}m${text}\u001b[0m` : (text) => text

export function verdictText(result: RunResult, options: VerdictTextOptions): string {
  const paint = painter(options.colour)
  const width = Math.max(options.width, WIDTH_MIN)
  const tone = toneOf(result.verdict)
  const lines = [
    paint('─'.repeat(Math.min(width, 100)), 'dim'),
    `${paint(`${MARKS[tone]} ${result.verdict.toUpperCase()}`, tone)}  ${paint(`${result.scenario} · seed ${result.seed}`, 'bold')}`,
    ...wrapped(result.headline, width, '  '),
    '',
    ...figureLines(result).flatMap(([label, words]) => labelled(label, words, width, paint)),
    ...failoverLines(result, width, paint),
    ...(result.beyondLimits ?? []).flatMap((one, index) =>
      labelled(index === 0 ? 'limits' : '', `${paint('▲', 'unsure')} ${beyondText(one)}`, width, paint),
    ),
    ...labelled('oracles', oracleWords(result), width, paint),
    ...result.oracles.filter((oracle) => oracle.violated > 0).flatMap((oracle) => violatedLines(oracle, width, paint)),
    ...expectationLines(result.expectations, width, paint),
    ...result.faults
      .filter((fault) => fault.touched === 0)
      .flatMap((fault) => labelled('', `${paint('▲', 'unsure')} touched nothing: ${fault.says}`, width, paint)),
    '',
    ...labelled('digest', generatorText(result)?.digest ?? result.digest, width, paint),
  ]
  // Neither a path nor a command is wrapped: both are there to be copied.
  if (options.html !== undefined) lines.push(label('report', paint) + options.html)
  if (result.exit !== 0) lines.push(label('replay', paint) + paint(result.replay, 'bold'))
  return `${lines.join('\n')}\n`
}

function figureLines(result: RunResult): (readonly [string, string])[] {
  const totals = totalsOf(result)
  const rate =
    result.wallSeconds > 0 ? ` (${count(Math.floor(result.virtualSeconds / result.wallSeconds))} × real time)` : ''
  const lines: (readonly [string, string])[] = [
    [
      'time',
      `${clock(result.virtualSeconds * 1e6)} in ${result.wallSeconds.toFixed(2)} s${rate}, ${plural(result.events, 'event')}`,
    ],
    ['agents', `${count(result.size.agents)}, occupancy ${percent(result.occupancy)}`],
  ]
  const played = generatorText(result)
  if (played !== undefined) {
    lines.push(['world', played.world], ...played.generators.map((line) => ['generator', line] as const))
  }
  const loaded = loadText(result)
  if (loaded !== undefined) lines.push(['load', loaded])
  const knee = kneeText(result)
  if (knee !== undefined) lines.push(['knee', knee])
  if (result.codec === true) lines.push(['codec mode', 'every message crossed its link as the bytes of the wire'])
  if (totals.offered > 0) {
    const abandoned = `${count(totals.abandoned)} abandoned (${percent(totals.abandonedShare)})`
    lines.push(
      ['calls', `${count(totals.offered)} offered, ${count(totals.handled)} handled, ${abandoned}`],
      [
        'service',
        `${percent(totals.serviceLevel)} in time, answer ${span(totals.asaUs)}, handle ${span(totals.ahtUs)}`,
      ],
    )
  }
  for (const hop of result.hops) {
    if (/^(phase|outage): /.test(hop.hop)) continue
    lines.push([
      hop.hop,
      `p50 ${span(hop.p50Us)}, p95 ${span(hop.p95Us)}, p99 ${span(hop.p99Us)}, max ${span(hop.maxUs)}`,
    ])
  }
  const phases = result.hops.filter(({ hop }) => hop.startsWith('phase: ') && hop !== 'phase: desktop-usable')
  const words = phases.map(({ hop, p95Us, maxUs }) => `${hop.slice(7)} ${span(p95Us)} (max ${span(maxUs)})`)
  if (words.length > 0) lines.push(['phases, p95', words.join(', ')])
  return lines
}

const FAILOVERS_MAX = 5

/** A block of two lines for each failover, and whom it left behind. */
function failoverLines(result: RunResult, width: number, paint: Paint): string[] {
  const { failovers, failoversLeft } = result
  const shown = failovers.slice(0, FAILOVERS_MAX)
  const left = failovers.length - shown.length + failoversLeft
  const { total } = unsettled(result)
  return [
    ...shown.flatMap((one, index) => [
      ...labelled(`failover ${index + 1}`, `${clock(one.at)}  ${paint(titleOf(one, result), 'bold')}`, width, paint),
      ...wrapped(summaryOf(one, result), width, ' '.repeat(LABEL + 2)),
    ]),
    ...(left > 0 ? wrapped(`and ${plural(left, 'more failover')} in the report`, width, ' '.repeat(LABEL + 2)) : []),
    ...(total > 0
      ? labelled('', `${paint('✖', 'bad')} ${count(total)} not come right when the calm was over`, width, paint)
      : []),
  ]
}

function oracleWords(result: RunResult): string {
  const { held, violated, idle } = oracleSummary(result)
  const parts = [`${held} held`]
  if (violated > 0) parts.push(`${violated} violated`)
  if (idle > 0) parts.push(`${idle} had nothing to judge`)
  return parts.join(', ')
}

function violatedLines(oracle: OracleResult, width: number, paint: Paint): string[] {
  const lines = labelled(
    '',
    `${paint('✖', 'bad')} ${oracle.name}: ${plural(oracle.violated, 'violation')}`,
    width,
    paint,
  )
  for (const one of oracle.violations.slice(0, VIOLATIONS_MAX)) {
    lines.push(...wrapped(`${clock(one.at)}  ${one.who}: ${one.why}`, width, ' '.repeat(LABEL + 4)))
  }
  return lines
}

function expectationLines(expectations: readonly ExpectationResult[], width: number, paint: Paint): string[] {
  const tones = { met: 'good', missed: 'bad', 'not reached': 'unsure' } as const
  return expectations.flatMap((one, index) => {
    const tone = tones[one.outcome]
    const words = `${paint(MARKS[tone], tone)} ${one.says}  ${one.outcome === 'not reached' ? 'not reached' : one.actual}`
    return labelled(index === 0 ? 'expectations' : '', words, width, paint)
  })
}

const label = (text: string, paint: Paint) => `  ${paint(text.padEnd(LABEL - 1), 'dim')} `

function labelled(name: string, words: string, width: number, paint: Paint): string[] {
  const indent = ' '.repeat(LABEL + 2)
  // A label longer than its column, such as a hop's name, gets the first line for itself.
  if (name.length >= LABEL) return [label(name, paint).trimEnd(), ...wrapped(words, width, indent)]
  const [first = '', ...rest] = wrapped(words, width, indent)
  return [label(name, paint) + first.trimStart(), ...rest]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes take no room on the line.
const COLOUR = /\u001b\[\d+m/g

/** Breaks at spaces. A word longer than the line stays whole, so that it can still be copied. */
function wrapped(words: string, width: number, indent: string): string[] {
  const lines: string[] = []
  let line = ''
  let length = 0
  for (const word of words.split(' ')) {
    const size = word.replace(COLOUR, '').length
    if (line !== '' && indent.length + length + 1 + size > width) {
      lines.push(indent + line)
      line = word
      length = size
      continue
    }
    length += size + (line === '' ? 0 : 1)
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, indent + line]
}

const FIXED_COLUMNS = 5

/** One line a seed, then how many came to each verdict. Shows the p95 of as many hops as fit the width. */
export function seedsTable(results: readonly RunResult[], { width = 140 }: { readonly width?: number } = {}): string {
  const hops = [...new Set(results.flatMap((result) => result.hops.map((hop) => hop.hop)))]
  const head = ['seed', 'verdict', 'digest', 'calls', 'abandoned', ...hops.map((hop) => `${hop} p95`)]
  const rows = results.map((result) => seedRow(result, hops))
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]!.length)))
  const fits = columnsThatFit(widths, width)
  const line = (cells: readonly string[]) =>
    cells
      .slice(0, fits)
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd()
  const rule = line(widths.map((one) => '─'.repeat(one)))
  const left = head.length - fits
  const more = left > 0 ? [`${plural(left, 'more hop')} in hops.csv of each seed`] : []
  return `${[line(head), rule, ...rows.map(line), rule, verdictCounts(results), ...more].join('\n')}\n`
}

function seedRow(result: RunResult, hops: readonly string[]): string[] {
  const totals = totalsOf(result)
  const abandoned = `${count(totals.abandoned)} (${percent(totals.abandonedShare)})`
  const p95 = hops.map((name) => span(result.hops.find((hop) => hop.hop === name)?.p95Us))
  return [result.seed, result.verdict, result.digest.slice(0, 12), count(totals.offered), abandoned, ...p95]
}

function columnsThatFit(widths: readonly number[], width: number): number {
  let used = -2
  for (const [column, one] of widths.entries()) {
    used += one + 2
    if (used > width && column >= FIXED_COLUMNS) return column
  }
  return widths.length
}

function verdictCounts(results: readonly RunResult[]): string {
  const counts = new Map<Verdict, number>()
  for (const result of results) counts.set(result.verdict, (counts.get(result.verdict) ?? 0) + 1)
  const parts = [...counts].map(([verdict, n]) => `${n} ${verdict}`)
  return `${plural(results.length, 'seed')}: ${parts.length === 0 ? 'none ran' : parts.join(', ')}`
}

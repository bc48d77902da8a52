/** A comparison for people: first what it comes to, then what became worse, better or other, in a table. */
import { count, plural } from '../figures.ts'
import type { FigureUnit } from './comparable.ts'
import type { Comparison, FigureComparison, Outcome, Side } from './compare.ts'
import { CONFIDENCE } from './confidence.ts'
import { value } from './value-text.ts'

export interface ComparisonTextOptions {
  readonly colour: boolean
  /** Also what is the same on both sides. */
  readonly all: boolean
}

const MARKS: Readonly<Record<Outcome, string>> = { worse: '✖', better: '✔', changed: '•', unclear: '?', same: ' ' }
const CODES: Readonly<Record<Outcome, string>> = { worse: '31', better: '32', changed: '0', unclear: '33', same: '2' }
const SHOWN: readonly Outcome[] = ['worse', 'better', 'unclear', 'changed', 'same']
const CHANCE = `${CONFIDENCE * 100} % between`

export function comparisonText(comparison: Comparison, { colour, all }: ComparisonTextOptions): string {
  const paint = (text: string, code: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
  const rows = shown(comparison, all)
  const cells = rows.map(({ name, unit, a, b, ...rest }) => [
    name,
    value(a, unit),
    value(b, unit),
    ...sides(rest, unit),
  ])
  const head = ['', 'A', 'B', 'change', CHANCE]
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')
  const table =
    rows.length === 0
      ? []
      : [
          '',
          `  ${line(head)}`,
          ...rows.map(({ outcome }, index) =>
            paint(`${MARKS[outcome]} ${line(cells[index]!)}`.trimEnd(), CODES[outcome]),
          ),
        ]
  const tone = comparison.regressed ? '31' : '32'
  const lines = [
    `${comparison.a.results[0]!.scenario}`,
    `  A  ${sideText(comparison.a)}`,
    `  B  ${sideText(comparison.b)}`,
    '',
    `${paint(comparison.regressed ? '✖ WORSE' : '✔ NOT WORSE', tone)}  ${summary(comparison)}`,
    ...table,
    ...notes(comparison, all).flatMap((note, index) => (index === 0 ? ['', note] : [note])),
  ]
  return `${lines.join('\n')}\n`
}

export function comparisonMarkdown(comparison: Comparison, all: boolean): string {
  const icon = comparison.regressed ? '❌' : '✅'
  const rows = shown(comparison, all).map(({ name, unit, a, b, outcome, ...rest }) => [
    outcome,
    name,
    value(a, unit),
    value(b, unit),
    ...sides(rest, unit),
  ])
  const cell = (text: string) => text.replaceAll('|', '\\|').trim()
  const table = (head: readonly string[]) =>
    [head, head.map((_, column) => (column < 2 ? '---' : '---:')), ...rows].map(
      (row) => `| ${row.map(cell).join(' | ')} |`,
    )
  const lines = [
    `## ${icon} ${comparison.a.results[0]!.scenario}: ${comparison.regressed ? 'worse' : 'not worse'}`,
    '',
    `- A: ${sideText(comparison.a)}`,
    `- B: ${sideText(comparison.b)}`,
    '',
    `**${summary(comparison)}**`,
    ...(rows.length === 0 ? [] : ['', ...table(['', 'figure', 'A', 'B', 'change', CHANCE])]),
    '',
    ...notes(comparison, all),
  ]
  return `${lines.join('\n')}\n`
}

function shown({ figures }: Comparison, all: boolean): readonly FigureComparison[] {
  const wanted = figures.filter(({ outcome, group }) => all || (outcome !== 'same' && group !== 'speed'))
  return wanted.toSorted((a, b) => SHOWN.indexOf(a.outcome) - SHOWN.indexOf(b.outcome))
}

function sideText({ label, results }: Side): string {
  const [first] = results as readonly [Side['results'][number]]
  const failed = results.filter(({ exit }) => exit !== 0).length
  const seeds =
    results.length === 1
      ? `seed ${first.seed}, ${first.verdict}`
      : `${results.length} seeds, ${failed === 0 ? 'all passed' : `${failed} not passed`}`
  return `${label}  (ccsim ${first.ccsim}, ${first.world}, ${seeds})`
}

function summary({ figures, verdict, sameDigests }: Comparison): string {
  const number = (outcome: Outcome) => figures.filter((figure) => figure.outcome === outcome).length
  const verdictWords =
    verdict.outcome === 'same' ? [] : [`the verdict is ${verdict.outcome}: ${tally(verdict.a)} → ${tally(verdict.b)}`]
  if (sameDigests) return 'Both sides are the same run, to the byte.'
  const parts = [
    ...verdictWords,
    `${plural(number('worse'), 'figure')} worse`,
    `${count(number('better'))} better`,
    `${count(number('changed'))} other`,
    `${count(number('unclear'))} unclear`,
    `${count(number('same'))} the same`,
  ]
  return `${parts.join(', ')}.`
}

function tally(verdicts: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const verdict of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  return [...counts].map(([verdict, n]) => (verdicts.length === 1 ? verdict : `${n} ${verdict}`)).join(', ')
}

function sides(
  { change, interval, how }: Pick<FigureComparison, 'change' | 'interval' | 'how'>,
  unit: FigureUnit,
): string[] {
  const between = interval === undefined ? how : `${signed(interval.low, unit)} … ${signed(interval.high, unit)}`
  return [change === undefined ? 'from none' : changeText(change), between]
}

function changeText(change: number): string {
  if (change === 0) return '='
  const size = Math.abs(change) * 100
  const digits = size >= 100 ? size.toFixed(0) : size >= 0.1 ? size.toFixed(1) : '< 0.1'
  return `${change > 0 ? '+' : '−'}${digits} %`
}

const signed = (difference: number, unit: FigureUnit): string =>
  `${difference < 0 ? '−' : '+'}${unit === 'share' ? `${(Math.abs(difference) * 100).toFixed(1)} pp` : value(Math.abs(difference), unit)}`

function notes({ figures, onlyA, onlyB, sameSeeds, sameDigests }: Comparison, all: boolean): string[] {
  if (sameDigests) return []
  const hows = [...new Set(figures.filter(({ interval }) => interval !== undefined).map(({ how }) => how))]
  const lines = hows.length === 0 ? [] : [`Intervals: ${hows.join('; ')}.`]
  if (sameSeeds) lines.push('The same seeds on both sides: the same callers came.')
  if (onlyA.length > 0) lines.push(`Only in A: ${onlyA.join(', ')}.`)
  if (onlyB.length > 0) lines.push(`Only in B: ${onlyB.join(', ')}.`)
  const unclear = figures.filter(({ outcome }) => outcome === 'unclear').length
  if (unclear > 0) lines.push('Unclear is what chance may have done; more seeds tell.')
  if (!all) lines.push('What is the same is left out; --all shows it.')
  return lines
}

/** The comparison as data: figures, intervals and outcomes, without the runs themselves. */
export function comparisonData({ a, b, verdict, ...rest }: Comparison) {
  const side = ({ label, results }: Side) => ({
    label,
    runs: results.map(({ seed, verdict, digest, ccsim, scenarioHash }) => ({
      seed,
      verdict,
      digest,
      ccsim,
      scenarioHash,
    })),
  })
  return {
    scenario: a.results[0]!.scenario,
    confidence: CONFIDENCE,
    a: side(a),
    b: side(b),
    verdict: verdict.outcome,
    ...rest,
  }
}

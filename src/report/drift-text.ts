/** The comparison of the two worlds: as a terminal shows it, and as Markdown for a pull request. */
import type { ComparedPhase, DriftResult, PhaseFigures } from '../scenarios/drift/drift-result.ts'
import { clock, count, NONE, plural, span } from './figures.ts'

const SHOWN_MOST = 20

/** Rows of a table, its head first. */
type Rows = readonly (readonly string[])[]

const sidesOf = ({ virtual, wire }: DriftResult): Rows => [
  ['', 'virtual', 'wire'],
  ['verdict', virtual.verdict, wire.verdict],
]

const countsOf = ({ counts }: DriftResult): Rows =>
  counts
    .filter(({ virtual, wire }) => virtual !== 0 || wire !== 0)
    .map(({ name, virtual, wire }) => [name, count(virtual), count(wire)])

const phaseText = (figures: PhaseFigures | undefined): string =>
  figures === undefined ? NONE : `${span(figures.p50Us)} / ${span(figures.p95Us)} (${count(figures.count)})`

const phasesOf = ({ phases }: DriftResult): Rows =>
  phases.map(({ name, virtual, wire }: ComparedPhase) => [`${name}, p50 / p95`, phaseText(virtual), phaseText(wire)])

function agentsText({ agents, slackUs }: DriftResult): string {
  const { all, same, explained, events, comparedUntil } = agents
  const other = all - same - explained
  const until = comparedUntil === undefined ? '' : `, compared until ${clock(comparedUntil)}`
  return [
    `${same} of ${plural(all, 'desktop')} showed the same in the same order (${plural(events, 'event')} in common${until})`,
    ...(explained > 0 ? [`${explained} did but for what has a reason`] : []),
    ...(other > 0 ? [`${other} did not`] : []),
    `what is less than ${span(slackUs)} apart may come in either order`,
  ].join('; ')
}

export function driftText(result: DriftResult): string {
  const rows = [...sidesOf(result), ...countsOf(result), ...phasesOf(result)]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: readonly string[]): string =>
    `  ${row[0]!.padEnd(widths[0]!)}  ${row[1]!.padStart(widths[1]!)}  ${row[2]!.padStart(widths[2]!)}`
  const lines = [
    `${result.agrees ? '✔' : '✖'} ${result.scenario}, seed ${result.seed}, ${result.speed} × real time`,
    `  ${result.headline}`,
    '',
    ...rows.map(line),
    '',
    `  desktops  ${agentsText(result)}`,
  ]
  const { differences } = result
  for (const { about, virtual, wire, reason } of differences.slice(0, SHOWN_MOST)) {
    lines.push(`  ${reason === undefined ? '✖' : '·'} ${about}: virtual ${virtual}; wire ${wire}`)
    lines.push(`      ${reason ?? 'no reason found: a defect'}`)
  }
  if (differences.length > SHOWN_MOST) lines.push(`  and ${differences.length - SHOWN_MOST} more in drift.json`)
  return `${lines.join('\n')}\n`
}

const escaped = (words: string): string => words.replace(/[\\`*_[\]<>|]/g, (mark) => `\\${mark}`)

function table(rows: Rows): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`
  const [head, ...others] = rows
  return [line(head!), `|${head!.map(() => ' --- ').join('|')}|`, ...others.map(line)].join('\n')
}

export function driftMarkdown(result: DriftResult): string {
  const { scenario, seed, speed, agrees, differences } = result
  const sections = [
    `## ${agrees ? '✅' : '❌'} ${escaped(scenario)}: both worlds`,
    `**${escaped(result.headline)}**`,
    table([...sidesOf(result), ...countsOf(result), ...phasesOf(result)]),
    `${escaped(agentsText(result))}.`,
  ]
  if (differences.length > 0) {
    const rows = differences.map(({ about, virtual, wire, reason }) => [about, virtual, wire, reason ?? '**a defect**'])
    sections.push(table([['what', 'virtual', 'wire', 'reason'], ...rows]))
  }
  return `${[...sections, `<sub>seed ${escaped(seed)} · ${speed} × real time</sub>`].join('\n\n')}\n`
}

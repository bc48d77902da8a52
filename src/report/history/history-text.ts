/** Trends for a terminal: a row a figure with a small chart, or one figure with a bar a run. */

import type { FigureUnit } from '../compare/comparable.ts'
import { value } from '../compare/value-text.ts'
import { NONE, plural } from '../figures.ts'
import type { PastFigure, PastRun, PastScenario } from './history-file.ts'

/** One figure over runs, the oldest first; a run without it has a gap. */
export interface Trend {
  readonly name: string
  readonly unit: FigureUnit
  readonly values: readonly (number | undefined)[]
}

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const
const GAP = ' '
const BAR = 40

export function trendsOf(figures: readonly (readonly PastFigure[])[]): readonly Trend[] {
  const units = new Map(figures.flatMap((of) => of.map(({ name, unit }) => [name, unit] as const)))
  const byRun = figures.map((of) => new Map(of.map(({ name, value }) => [name, value])))
  return [...units].map(([name, unit]) => ({ name, unit, values: byRun.map((of) => of.get(name)) }))
}

/** From the lowest to the highest that was there; all alike is a line at the bottom. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  return values
    .map((value) => {
      if (value === undefined) return GAP
      return high === low ? BLOCKS[0] : BLOCKS[Math.round(((value - low) / (high - low)) * (BLOCKS.length - 1))]
    })
    .join('')
}

export function scenariosText(scenarios: readonly PastScenario[]): string {
  const rows = scenarios.map(({ scenario, runs, last, verdict }) => [
    scenario,
    plural(runs, 'run'),
    `last ${day(last)}`,
    verdict,
  ])
  return aligned(rows)
}

export function trendsText(scenario: string, runs: readonly PastRun[], trends: readonly Trend[]): string {
  const rows = trends.map(({ name, unit, values }) => {
    const known = values.filter((value) => value !== undefined)
    const bounds = `${value(Math.min(...known), unit)} … ${value(Math.max(...known), unit)}`
    return [name, sparkline(values), value(known.at(-1), unit), bounds]
  })
  const verdicts = ['verdict', runs.map(({ exit }) => (exit === 0 ? '✔' : '✖')).join(''), runs.at(-1)!.verdict, '']
  return `${head(scenario, runs)}${aligned([['', 'oldest to newest', 'last', 'between'], verdicts, ...rows])}`
}

/** A bar a run, from nothing, so that lengths compare as the values do. */
export function trendText(scenario: string, runs: readonly PastRun[], { name, unit, values }: Trend): string {
  const most = Math.max(...values.map((one) => one ?? 0))
  const rows = runs.map(({ added, seed, ccsim, verdict }, index) => {
    const own = values[index]
    const bar = own === undefined || most <= 0 ? '' : '█'.repeat(Math.round((own / most) * BAR))
    return [day(added), `seed ${seed}`, ccsim, verdict, own === undefined ? NONE : value(own, unit), bar]
  })
  return `${head(scenario, runs)}${name}\n${aligned(rows)}`
}

function head(scenario: string, runs: readonly PastRun[]): string {
  const hashes = new Set(runs.map(({ scenarioHash }) => scenarioHash)).size
  const changed = hashes > 1 ? `, of ${plural(hashes, 'version')} of the scenario` : ''
  return `${scenario}: ${plural(runs.length, 'run')}${changed}, ${day(runs[0]!.added)} to ${day(runs.at(-1)!.added)}\n\n`
}

/** `2026-03-01 14:05`, UTC. */
const day = (added: string) => added.slice(0, 16).replace('T', ' ')

function aligned(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, [...cell].length)
  return rows
    .map(
      (row) =>
        `  ${row.map((cell, index) => cell + ' '.repeat(widths[index]! - [...cell].length)).join('  ')}`.trimEnd() +
        '\n',
    )
    .join('')
}

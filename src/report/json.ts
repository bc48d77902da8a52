/** result.json: the whole result, pretty, with its keys in one fixed order. Every other file can be derived from it. */
import type { RunResult } from '../scenarios/result.ts'
import type { Report } from './report.ts'

const WIDTH = 120

// The order of the file: who and what it came to first, the long series last.
const KEYS = [
  'schema',
  'scenario',
  'seed',
  'release',
  'deployment',
  'world',
  'verdict',
  'exit',
  'headline',
  'digest',
  'token',
  'replay',
  'events',
  'records',
  'virtualSeconds',
  'wallSeconds',
  'interruptedAt',
  'busyUs',
  'calmUs',
  'ccsim',
  'node',
  'file',
  'why',
  'scenarioHash',
  'overrides',
  'codec',
  'wire',
  'size',
  'oracles',
  'expectations',
  'faults',
  'failures',
  'failovers',
  'failoversLeft',
  'notices',
  'counts',
  'occupancy',
  'beyondLimits',
  'assumed',
  'hops',
  'operations',
  'generators',
  'knee',
  'queueTotals',
  'queueIntervals',
  'lanes',
  'stateSeries',
  'queueSeries',
  'desktopSeries',
  'syslog',
  'agents',
  'calls',
] as const satisfies readonly (keyof RunResult)[]

export const jsonReport: Report = {
  name: 'json',
  paths: ['result.json'],
  *files(result) {
    yield { path: 'result.json', chunks: resultJson(result) }
  },
}

/** One chunk for each top-level key. A key this file does not know yet comes last rather than getting lost. */
export function* resultJson(result: RunResult): Generator<string> {
  const rank = new Map<string, number>(KEYS.map((key, index) => [key, index]))
  const entries = Object.entries(result)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size))
  let opening = '{\n'
  for (const [key, value] of entries) {
    yield `${opening}  ${JSON.stringify(key)}: ${pretty(value, '  ')}`
    opening = ',\n'
  }
  yield '\n}\n'
}

/** Indented, but an array or object that fits on one line stays on one, and so do long rows of plain numbers. */
function pretty(value: unknown, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const flat = flatText(value)
  if (flat !== undefined && (flat.length + indent.length <= WIDTH || isPlainRow(value))) return flat
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => inner + pretty(item, inner)).join(',\n')}\n${indent}]`
  }
  const lines = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${pretty(item, inner)}`)
  return `{\n${lines.join(',\n')}\n${indent}}`
}

const isPlainRow = (value: object) => Array.isArray(value) && value.every((item) => typeof item === 'number')

/** One line, or undefined when the value nests deeper than a line can show. */
function flatText(value: object): string | undefined {
  const parts: string[] = []
  if (Array.isArray(value)) {
    for (const item of value) {
      if (item !== null && typeof item === 'object') return undefined
      parts.push(JSON.stringify(item) ?? 'null')
    }
    return `[${parts.join(', ')}]`
  }
  for (const [key, item] of Object.entries(value)) {
    if (item !== null && typeof item === 'object') return undefined
    if (item !== undefined) parts.push(`${JSON.stringify(key)}: ${JSON.stringify(item) ?? 'null'}`)
  }
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

/** Finds and reads the results that a file or folder holds: a result.json, the folder of a run, or one of many seeds. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { RESULT_SCHEMA, type RunResult } from '../../scenarios/result.ts'
import { ReportProblem } from '../report-problem.ts'
import type { Side } from './compare.ts'

/** reports/scenario/seed is the deepest that ccsim writes. */
const DEPTH = 2

export function readSide(label: string): Side {
  const found = statSync(label, { throwIfNoEntry: false })
  if (found === undefined) throw new ReportProblem(`${label}: there is no such file or folder`)
  const files = found.isDirectory() ? resultFiles(label, DEPTH) : [label]
  if (files.length === 0)
    throw new ReportProblem(`${label}: holds no result.json; name the folder of a run or of a scenario`)
  const results = files.map(readResult).sort(bySeed)
  const scenarios = new Set(results.map(({ scenario }) => scenario))
  if (scenarios.size > 1) {
    throw new ReportProblem(
      `${label}: holds runs of ${[...scenarios].sort().join(', ')}; name the folder of one of them`,
    )
  }
  return { label, results }
}

function resultFiles(dir: string, depth: number): string[] {
  const entries = readdirSync(dir, { withFileTypes: true })
  if (entries.some(({ name }) => name === 'result.json')) return [join(dir, 'result.json')]
  if (depth === 0) return []
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => resultFiles(join(dir, name), depth - 1))
}

export function readResult(file: string): RunResult {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is no JSON' : `cannot be read: ${(error as Error).message}`
    throw new ReportProblem(`${file}: ${why}`)
  }
  const { schema } = (content ?? {}) as { readonly schema?: unknown }
  if (schema === RESULT_SCHEMA) return content as RunResult
  const isOurs = typeof schema === 'string' && schema.startsWith('ccsim.result/')
  throw new ReportProblem(
    isOurs
      ? `${file}: is a result of another version of ccsim (${schema}); this one reads ${RESULT_SCHEMA}`
      : `${file}: is no result of ccsim`,
  )
}

/** Numbers as numbers, then words. */
function bySeed({ seed: a }: RunResult, { seed: b }: RunResult): number {
  const difference = Number(a) - Number(b)
  if (Number.isFinite(difference) && difference !== 0) return difference
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Why two sides are not runs of one scenario; undefined when they are. The hash of a scenario may change with the version
 * of ccsim, which gives new settings their usual values; then the name has to do.
 */
export function differenceOf(a: Side, b: Side): string | undefined {
  const [one, other] = [a.results[0]!, b.results[0]!]
  if (one.scenario !== other.scenario) return `${a.label} is of ${one.scenario}, ${b.label} of ${other.scenario}`
  const all = [...a.results, ...b.results]
  const isChanged = all.some((result) => result.scenarioHash !== one.scenarioHash && result.ccsim === one.ccsim)
  return isChanged
    ? `${one.scenario} was changed between ${a.label} and ${b.label}, or run with other settings`
    : undefined
}

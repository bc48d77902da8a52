/** Which reports to write, and whether the place for them can take any: asked before a long run, not after it. */
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { ReportName } from '../report/report.ts'
import { REPORTS } from '../report/reports.ts'
import { suggestion } from '../scenarios/nearest.ts'
import { InputProblem } from './input-problem.ts'

export const REPORT_NAMES: readonly ReportName[] = REPORTS.map(({ name }) => name)

/** `html,junit` with json before them, as the others derive from it; `none` for none; all when not given. */
export function parseReports(text: string | undefined): readonly ReportName[] {
  if (text === undefined) return REPORT_NAMES
  const words = text.split(',').map((word) => word.trim().toLowerCase())
  if (words.length === 1 && words[0] === 'none') return []
  const known = words.map((word) => {
    const name = REPORT_NAMES.find((one) => one === word)
    if (name !== undefined) return name
    if (word === '') throw new InputProblem(`--report: a name is missing; allowed: ${REPORT_NAMES.join(', ')}, none`)
    throw new InputProblem(`--report: there is no report "${word}"; ${suggestion(word, [...REPORT_NAMES, 'none'])}`)
  })
  return ['json', ...known.filter((name) => name !== 'json')]
}

/** Throws where reports could not be written. Makes nothing yet. */
export function checkPlace(dir: string): void {
  let place = resolve(dir)
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place)
  if (!statSync(place).isDirectory()) throw new InputProblem(`--out: ${dir} cannot be a folder: ${place} is in the way`)
  try {
    accessSync(place, constants.W_OK | constants.X_OK)
  } catch {
    throw new InputProblem(`--out: ${dir} cannot be written: ${place} does not let us`)
  }
}

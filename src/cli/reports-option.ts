/** Which reports to write, and whether the place for them can take any: asked before a long run, not after it. */
import { existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { ReportName } from '../report/report.ts'
import { asReportProblem } from '../report/report-problem.ts'
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

/**
 * Throws where reports could not be written. It makes a folder and takes it away again: permissions alone tell little
 * of read-only disks, and Node's recursive `mkdir` never returns from a place like /proc.
 */
export function checkPlace(dir: string): void {
  if (dir === '') throw new InputProblem('--out: names no folder')
  let place = resolve(dir)
  let missing = join(place, `.ccsim-${process.pid}`)
  for (; !existsSync(place) && dirname(place) !== place; place = dirname(place)) missing = place
  if (!statSync(place).isDirectory()) throw new InputProblem(`--out: ${dir} cannot be a folder: ${place} is in the way`)
  try {
    mkdirSync(missing)
    rmdirSync(missing)
  } catch (error) {
    const { message } = asReportProblem(error, dir) as Error
    throw new InputProblem(`--out: ${message}`)
  }
}

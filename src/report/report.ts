/** The seam of this folder: a report turns one run into files, each given as a stream of text. */
import type { RunResult, RunTables } from '../scenarios/result.ts'

export type ReportName = 'json' | 'html' | 'junit' | 'csv' | 'markdown' | 'openmetrics'

export interface ReportFile {
  /** Relative to the directory of the run. */
  readonly path: string
  /** Read once, in order. A long table is never one string. */
  readonly chunks: Iterable<string>
}

export interface Report {
  readonly name: ReportName
  /** Every path this report may write: what it may replace in an older directory. */
  readonly paths: readonly string[]
  files(result: RunResult, tables: RunTables): Iterable<ReportFile>
}

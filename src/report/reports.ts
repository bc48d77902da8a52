/** Every report, in the order they are written. A new format is one file and one line here. */
import { csvReport } from './csv.ts'
import { htmlReport } from './html/html.ts'
import { jsonReport } from './json.ts'
import { junitReport } from './junit.ts'
import { markdownReport } from './markdown.ts'
import { openmetricsReport } from './openmetrics.ts'
import type { Report } from './report.ts'

export const REPORTS: readonly Report[] = [
  jsonReport,
  htmlReport,
  junitReport,
  csvReport,
  markdownReport,
  openmetricsReport,
]

/** The options that `run` and `replay` share. */
import type { Command } from 'commander'
import { REPORT_NAMES } from './reports-option.ts'

export interface SharedOptions {
  readonly out: string
  readonly report: string | undefined
  readonly checkDeterminism?: boolean
  readonly quiet?: boolean
  /** Where to remember the runs; `true` for history.db in the folder of reports. */
  readonly history?: true | string
}

export function withSharedOptions(command: Command): Command {
  return command
    .option('--out <dir>', 'folder for reports', 'reports')
    .option('--report <names>', `which reports: ${REPORT_NAMES.join(', ')} (json is always there), or none`)
    .option('--history [file]', 'add the run to a history (default: history.db in the folder for reports)')
    .option('--check-determinism', 'run twice and compare every record')
    .option('--quiet', 'no progress, and the verdict in a line')
}

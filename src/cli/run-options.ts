/** The options that `run` and `replay` share. */
import type { Command } from 'commander'
import type { Scenario } from '../scenarios/scenario.ts'
import { InputProblem } from './input-problem.ts'
import { numberOf } from './number-option.ts'
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

const SPEED_MAX = 1_000

export function speedOf(text: string | undefined): number {
  if (text === undefined) return 1
  const speed = numberOf('--speed', text, 0, SPEED_MAX)
  if (speed === 0) throw new InputProblem('--speed: a number above 0')
  return speed
}

/** A real system sends the browser of whoever signs in to its identity provider, whose pages are its own. */
export function checkForTarget({ workload: { desk } }: Scenario): void {
  if (desk.sso === undefined) return
  throw new InputProblem(
    'desk.sso: users of a target sign in with passwords; the way to an identity provider is its own',
  )
}

export const NEVER_THE_SAME =
  '--check-determinism: on the wire no two runs are the same; ccsim drift compares the worlds'

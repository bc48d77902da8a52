/** What the exit code of a command means. Scripts rely on it, so a number never changes its meaning. */
import type { Verdict } from '../scenarios/result.ts'

export interface ExitCode {
  readonly code: number
  readonly name: string
  readonly says: string
}

export const EXIT_CODES: readonly ExitCode[] = [
  { code: 0, name: 'passed', says: 'all oracles and expectations held' },
  { code: 1, name: 'violated', says: 'an oracle or an expectation on correctness was violated' },
  { code: 2, name: 'inconclusive', says: 'a fault touched nothing, or there was nothing to judge' },
  { code: 3, name: 'threshold missed', says: 'a latency or throughput threshold was missed' },
  { code: 4, name: 'generator unhealthy', says: 'the generator was not healthy, so the numbers do not count' },
  { code: 5, name: 'not deterministic', says: 'two runs of one seed differed' },
  { code: 6, name: 'wrong input', says: 'the scenario, an option or the place for reports is wrong' },
  { code: 7, name: 'unreachable', says: 'the target could not be reached, or refused us' },
  { code: 8, name: 'ccsim failed', says: 'ccsim itself failed' },
  { code: 130, name: 'interrupted', says: 'stopped by Ctrl-C or SIGTERM; the report says so' },
]

export const WRONG_INPUT = 6
export const UNREACHABLE = 7
export const CCSIM_FAILED = 8
export const INTERRUPTED = 130

/** From the one that decides over many seeds to the one that only counts when all are like it. */
export const WORST_FIRST: readonly Verdict[] = [
  'interrupted',
  'not deterministic',
  'violated',
  'generator unhealthy',
  'inconclusive',
  'threshold missed',
  'passed',
]

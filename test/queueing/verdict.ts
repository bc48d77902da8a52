/** Simulates cases one after another and says where the intervals did not behave as intervals should. */
import { believed, studentT } from './statistics.ts'
import { CONFIDENCE, type Finding, measures, type Plan, type Study, study } from './study.ts'

/** Chance that a sound simulator fails one of the checks of a suite: a little less than one in a thousand. */
const ALARM = 1e-3

export interface Coverage {
  readonly measure: string
  readonly intervals: number
  readonly covered: number
  readonly fewest: number
  readonly most: number
}

export interface Verdict {
  readonly studies: readonly Study[]
  /** One line for each measure. */
  readonly coverage: readonly Coverage[]
  /** The case whose mean wait is the farthest off, in standard deviations; and all cases together. */
  readonly farthest: number
  readonly together: number
  /** How far these may be. */
  readonly farthestBelieved: number
  readonly togetherBelieved: number
}

/**
 * Half of the allowance for false alarms goes to how often intervals cover, a quarter to the farthest mean, a quarter
 * to all means together. Intervals of one measure are independent of each other; those of different measures are
 * not, so each measure is judged for itself.
 */
export function judge(plans: readonly Plan[], seed: string): Verdict {
  const studies = plans.map((plan) => study(plan, seed))
  const findings = studies.flatMap((one) => one.findings)
  const deviations = studies.map(({ deviation }) => deviation)
  return {
    studies,
    coverage: measures.map(({ name }) =>
      coverageOf(
        findings.filter(({ measure }) => measure === name),
        name,
      ),
    ),
    farthest: Math.max(...deviations.map(Math.abs)),
    together: deviations.reduce((sum, deviation) => sum + deviation) / Math.sqrt(plans.length),
    farthestBelieved: normal(1 - ALARM / 4 / plans.length),
    togetherBelieved: normal(1 - ALARM / 4),
  }
}

/** Student's quantile with so much freedom is the normal one. */
const normal = (confidence: number) => studentT(100_000, confidence)

function coverageOf(findings: readonly Finding[], measure: string): Coverage {
  const intervals = findings.reduce((sum, finding) => sum + finding.intervals.length, 0)
  const covered = findings.reduce((sum, finding) => sum + finding.covered, 0)
  return { measure, intervals, covered, ...believed(intervals, CONFIDENCE, ALARM / 2 / measures.length) }
}

/** Simulates cases one after another and says where the intervals did not behave as intervals should. */
import { believed, covers } from './statistics.ts'
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
  /** Measures of cases whose mean over everything simulated is too far from the exact value. */
  readonly off: readonly string[]
}

/**
 * Half of the allowance for false alarms goes to how often intervals cover, half to the means over everything.
 * Intervals of one measure are independent of each other; those of different measures are not, so each measure is
 * judged for itself.
 */
export function judge(plans: readonly Plan[], seed: string): Verdict {
  const means = plans.length * measures.length
  const studies = plans.map((plan) => study(plan, seed, 1 - ALARM / 2 / means))
  const findings = studies.flatMap((one) => one.findings)
  return {
    studies,
    coverage: measures.map(({ name }) =>
      coverageOf(
        findings.filter(({ measure }) => measure === name),
        name,
      ),
    ),
    off: findings.filter(({ all, exact }) => !covers(all, exact)).map(describeMean),
  }
}

function coverageOf(findings: readonly Finding[], measure: string): Coverage {
  const intervals = findings.reduce((sum, finding) => sum + finding.intervals.length, 0)
  const covered = findings.reduce((sum, finding) => sum + finding.covered, 0)
  return { measure, intervals, covered, ...believed(intervals, CONFIDENCE, ALARM / 2 / measures.length) }
}

function describeMean({ case: name, measure, exact, all }: Finding): string {
  return `${name}: ${measure} is ${exact.toFixed(6)}, simulated ${all.mean.toFixed(6)} ± ${all.half.toFixed(6)}`
}

/** What a run of k6 proves: as of every run, what is worst decides. */
import type { ExpectationResult } from '../../scenarios/result.ts'
import { exitCodes, type Judgement } from '../../scenarios/verdict.ts'
import type { Gathered } from './gather.ts'
import type { K6Load } from './load.ts'

export interface K6Evidence {
  readonly gathered: Gathered
  readonly load: K6Load
  /** Those that clients can measure, of so many expected in the scenario. */
  readonly expectations: readonly ExpectationResult[]
  readonly expected: number
  readonly unhealthy: readonly string[]
}

export function judgeK6({ gathered, load, expectations, expected, unhealthy }: K6Evidence): Judgement {
  const { began, finished, lost, plan, measured } = gathered
  const done = measured.operations.reduce((sum, { total }) => sum + total.done, 0)
  const failed = measured.operations.reduce((sum, { total }) => sum + total.failed, 0)
  if (finished < began || lost > 0) {
    return as('interrupted', `k6 was stopped: ${finished} of ${began} virtual users came to the end of the plan.`)
  }
  if (unhealthy.length > 0) return as('generator unhealthy', `${unhealthy[0]}; its numbers are about itself.`)
  if (done === 0) return as('inconclusive', 'Nothing was done by any desktop.')
  if (plan.entries < load.plan.entries) {
    return as(
      'inconclusive',
      `${plan.entries} of ${load.plan.entries} entries of the plan were played: shards are missing.`,
    )
  }
  if (plan.hash !== load.plan.hash || plan.entries > load.plan.entries) {
    return as(
      'inconclusive',
      `What was played has hash ${plan.hash} and is not the plan ${load.plan.hash}: a shard twice?`,
    )
  }
  const unseen = expectations.find(({ outcome }) => outcome === 'not reached')
  if (unseen !== undefined) return as('inconclusive', `Nothing was measured for "${unseen.says}".`)
  const missed = expectations.filter(({ outcome }) => outcome === 'missed')
  const [worst] = missed.toSorted((a, b) => Number(a.kind === 'threshold') - Number(b.kind === 'threshold'))
  if (worst !== undefined) {
    const verdict = worst.kind === 'correctness' ? 'violated' : 'threshold missed'
    return as(verdict, `Expected "${worst.says}", but it was ${worst.actual}.`)
  }
  const judged =
    expected === 0 ? '' : `; ${expectations.length} of ${expected} expectations are for clients to see, and held`
  return as('passed', `The whole plan was played: ${done} operations done, ${failed} failed${judged}.`)
}

const as = (verdict: keyof typeof exitCodes, headline: string): Judgement => ({
  verdict,
  exit: exitCodes[verdict],
  headline,
})

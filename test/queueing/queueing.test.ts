import { beforeAll, describe, expect, it } from 'vitest'
import { shortPlans } from './plans.ts'
import { measures } from './study.ts'
import { judge, type Verdict } from './verdict.ts'

describe('the contact center as a queue', () => {
  let verdict: Verdict
  beforeAll(() => {
    verdict = judge(shortPlans, 'short')
  }, 240_000)

  it('keeps agents busy with talking and hardly anything else', () => {
    for (const { plan, handling, beyond, oddities } of verdict.studies) {
      if (plan.pickUp === 'desktop') expect(beyond).toBeLessThan(0.005)
      else expect(handling.reservedUs).toBe(handling.talkedUs)
      expect(oddities).toBe(0)
    }
  })

  it.each(measures.map(({ name }) => name))('gives 95 %% intervals for %s that cover as often', (name) => {
    const { covered, fewest, most } = verdict.coverage.find(({ measure }) => measure === name)!
    expect(covered).toBeGreaterThanOrEqual(fewest)
    expect(covered).toBeLessThanOrEqual(most)
  })

  it('[QUEUE-05] [QUEUE-06] gives the exact mean waits over all replications', () => {
    expect(verdict.farthest).toBeLessThan(verdict.farthestBelieved)
    expect(Math.abs(verdict.together)).toBeLessThan(verdict.togetherBelieved)
  })
})

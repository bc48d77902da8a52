import { beforeAll, describe, expect, it } from 'vitest'
import { measures } from './study.ts'
import { judge, type Plans, type Verdict } from './verdict.ts'

/** Cases of every kind that are cheap to simulate; the long suite has all of them. */
export const plans: Plans = {
  C1: { intervals: 8 },
  C2: { intervals: 8 },
  C3: { intervals: 6 },
  C4: { intervals: 2 },
  C6: { intervals: 2 },
  C7: { intervals: 2 },
  C8: { intervals: 2 },
  C11: { intervals: 1 },
  A1: { intervals: 4 },
  A2: { intervals: 6 },
  A3: { intervals: 8 },
  A4: { intervals: 10 },
  A5: { intervals: 12 },
  A6: { intervals: 3 },
  A7: { intervals: 6 },
}

describe('the contact center as a queue', () => {
  let verdict: Verdict
  beforeAll(() => {
    verdict = judge(plans, 'short')
  }, 240_000)

  it('keeps agents busy with talking and nothing else', () => {
    for (const { handling, oddities } of verdict.studies) {
      expect(handling.reservedUs).toBe(handling.talkedUs)
      expect(oddities).toBe(0)
    }
  })

  it.each(measures.map(({ name }) => name))('gives 95 %% intervals for %s that cover as often', (name) => {
    const { covered, fewest, most } = verdict.coverage.find(({ measure }) => measure === name)!
    expect(covered).toBeGreaterThanOrEqual(fewest)
    expect(covered).toBeLessThanOrEqual(most)
  })

  it('gives the exact means over all replications', () => {
    expect(verdict.off).toEqual([])
  })
})

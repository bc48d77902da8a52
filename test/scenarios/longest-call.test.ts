import { describe, expect, it } from 'vitest'
import { longestCallUs, longestOf } from '../../src/scenarios/longest-call.ts'
import type { Distribution } from '../../src/sim/domain/workload.ts'
import { randomStream } from '../../src/sim/kernel/random.ts'
import { MINUTE, SECOND } from '../../src/sim/kernel/time.ts'
import { workload } from './workload.ts'

describe('the longest call', () => {
  it('is longer than any that is drawn', () => {
    const random = randomStream('1', 'longest')
    const draws = Array.from({ length: 100_000 }, () => random.lognormal(75 * SECOND, 0.8))
    const longest = longestOf({ kind: 'lognormal', meanUs: 75 * SECOND, cv: 0.8 })
    expect(Math.max(...draws)).toBeLessThan(longest)
    expect(longest).toBeLessThan(60 * MINUTE)
  })

  it('knows every distribution', () => {
    const all: Distribution[] = [
      { kind: 'constant', meanUs: 7 },
      { kind: 'uniform', minUs: 1, maxUs: 9 },
      { kind: 'exponential', meanUs: 10 },
      { kind: 'lognormal', meanUs: 10, cv: 0 },
    ]
    expect(all.map(longestOf)).toEqual([7, 9, 150, 10])
  })

  it('has room for all that is done with a call', () => {
    expect(longestCallUs(workload())).toBeGreaterThan(MINUTE)
  })
})

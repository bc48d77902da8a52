import { describe, expect, it } from 'vitest'
import { believed, ratioInterval, studentT } from './statistics.ts'

describe("Student's t", () => {
  it('has the tabulated quantiles', () => {
    expect(studentT(1, 0.95)).toBeCloseTo(12.706, 3)
    expect(studentT(2, 0.95)).toBeCloseTo(4.303, 3)
    expect(studentT(9, 0.95)).toBeCloseTo(2.262, 3)
    expect(studentT(9, 0.999)).toBeCloseTo(4.781, 3)
    expect(studentT(30, 0.99)).toBeCloseTo(2.75, 3)
    expect(studentT(1000, 0.95)).toBeCloseTo(1.962, 3)
  })

  it('becomes the normal distribution', () => {
    expect(studentT(100_000, 0.95)).toBeCloseTo(1.96, 3)
    expect(studentT(100_000, 1 - 1e-5)).toBeCloseTo(4.417, 2)
  })
})

describe('the interval of a ratio', () => {
  it('is that of a mean when all replications are as long', () => {
    const pairs = [1, 2, 3, 4].map((above) => ({ above, below: 1 }))
    const { mean, half } = ratioInterval(pairs, 0.95)
    expect(mean).toBe(2.5)
    expect(half).toBeCloseTo((3.182 * Math.sqrt(5 / 3)) / 2, 3)
  })

  it('is narrow when the ratio is the same everywhere', () => {
    const pairs = [1, 20, 3].map((below) => ({ above: below / 4, below }))
    expect(ratioInterval(pairs, 0.95)).toEqual({ mean: 0.25, half: 0 })
  })
})

describe('believed counts', () => {
  it('leave out no more than the alarm allows', () => {
    // 20 tosses: P(≤ 5) = 0.0207, P(≤ 6) = 0.0577.
    expect(believed(20, 0.5, 0.05)).toEqual({ fewest: 6, most: 14 })
    // All of 100 hit with probability 0.0059, all of 200 with 0.000035 and all but one with 0.00037.
    expect(believed(100, 0.95, 1e-3).most).toBe(100)
    expect(believed(200, 0.95, 1e-3).most).toBe(198)
  })

  it('are known for many trials, where nothing ever hits is beyond all numbers', () => {
    const { fewest, most } = believed(1000, 0.95, 1e-3)
    // Mean 950, standard deviation 6.9, 3.3 of them either way.
    expect(fewest).toBeGreaterThan(924)
    expect(fewest).toBeLessThan(930)
    expect(most).toBeGreaterThan(968)
    expect(most).toBeLessThan(974)
  })
})

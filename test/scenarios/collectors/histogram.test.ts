import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Histogram } from '../../../src/scenarios/collectors/histogram.ts'

const of = (values: readonly number[]) => {
  const histogram = new Histogram()
  for (const value of values) histogram.record(value)
  return histogram
}

/** The value of the sorted list that a share of all does not exceed. */
const exact = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(share * values.length - 1e-9)) - 1]!

/** From microseconds to weeks, all magnitudes alike. */
const latency = fc.double({ min: 0, max: 41, noNaN: true }).map((power) => Math.floor(2 ** power))
const latencies = fc.array(latency, { minLength: 1, maxLength: 300 })

describe('a histogram', () => {
  it('has no quantile, mean or curve without samples', () => {
    const none = new Histogram()
    expect([none.count, none.mean, none.quantile(0.5), none.curve([0.5, 1])]).toEqual([0, undefined, undefined, []])
  })

  it('is exact up to 127 µs, and in count, sum, minimum and maximum', () => {
    const values = Array.from({ length: 128 }, (_, us) => us)
    const histogram = of(values)
    for (const share of [0.01, 0.5, 0.95, 0.99, 1]) expect(histogram.quantile(share)).toBe(exact(values, share))
    expect([histogram.count, histogram.sum, histogram.min, histogram.max]).toEqual([128, 8128, 0, 127])
  })

  it('is never more than 1 % off, and never in our favour', () => {
    fc.assert(
      fc.property(latencies, fc.constantFrom(0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1), (values, share) => {
        const wanted = exact(values, share)
        const found = of(values).quantile(share)!
        expect(found).toBeGreaterThanOrEqual(wanted)
        expect(found).toBeLessThanOrEqual(wanted * 1.01)
      }),
    )
  })

  it('merges exactly: two halves are the whole', () => {
    fc.assert(
      fc.property(latencies, latencies, (a, b) => {
        const merged = of(a)
        merged.add(of(b))
        const whole = of([...a, ...b])
        expect(merged).toEqual(whole)
        for (const share of [0.1, 0.5, 0.99]) expect(merged.quantile(share)).toBe(whole.quantile(share))
      }),
    )
  })

  it('draws a curve that only rises, one point a value', () => {
    const curve = of([5, 5, 5, 9, 400]).curve([0.1, 0.5, 0.6, 0.8, 1])
    expect(curve).toEqual([
      { us: 5, share: 0.6 },
      { us: 9, share: 0.8 },
      { us: 400, share: 1 },
    ])
  })

  it('takes what is negative for nothing, and what is longer than weeks for weeks', () => {
    const histogram = of([-5, 1e15])
    expect(histogram.min).toBe(0)
    expect(histogram.max).toBe(2 ** 42 - 1)
    expect(histogram.quantile(1)).toBe(2 ** 42 - 1)
  })
})

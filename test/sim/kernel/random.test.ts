import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exp, ln } from '../../../src/sim/kernel/exact-math.ts'
import { type RandomStream, randomStream } from '../../../src/sim/kernel/random.ts'

const draws = (stream: RandomStream, count = 5): number[] => Array.from({ length: count }, () => stream.next())

describe('a stream', () => {
  it('is pinned: these draws are part of what a seed means', () => {
    expect(draws(randomStream('1', 'callers'))).toMatchInlineSnapshot(`
      [
        0.549279754399322,
        0.5901563946390525,
        0.006717576528899372,
        0.9563136050710455,
        0.13115043204743415,
      ]
    `)
    const stream = randomStream('1', 'kinds')
    expect([
      stream.integer(1_000),
      stream.chance(0.5),
      stream.pick(['a', 'b', 'c']),
      stream.exponential(75),
      stream.lognormal(75, 0.8),
      stream.lognormal(75, 0.8),
      stream.uniform(2, 6),
    ]).toMatchInlineSnapshot(`
      [
        460,
        false,
        "a",
        84.68055997891094,
        104.23717086090996,
        39.88014540270842,
        5.9019088805653155,
      ]
    `)
  })

  it('is the same for a seed and a name, and another for another of either', () => {
    expect(draws(randomStream('1', 'a'))).toEqual(draws(randomStream('1', 'a')))
    expect(draws(randomStream('1', 'a'))).not.toEqual(draws(randomStream('1', 'b')))
    expect(draws(randomStream('1', 'a'))).not.toEqual(draws(randomStream('2', 'a')))
  })

  it('does not depend on what another draws', () => {
    const alone = draws(randomStream('1', 'a'))
    const [one, other] = [randomStream('1', 'a'), randomStream('1', 'b')]
    const mixed = alone.map(() => {
      other.lognormal(1, 1)
      return one.next()
    })
    expect(mixed).toEqual(alone)
  })

  it('stays inside its bounds, and has the mean and deviation asked for', () => {
    const stream = randomStream('1', 'moments')
    const sample = (draw: () => number) => {
      const values = Array.from({ length: 50_000 }, draw)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
      return { mean, cv: Math.sqrt(variance) / mean, least: Math.min(...values), most: Math.max(...values) }
    }
    const next = sample(() => stream.next())
    expect([next.least > 0, next.most < 1]).toEqual([true, true])
    expect(next.mean).toBeCloseTo(0.5, 2)
    const exponential = sample(() => stream.exponential(10))
    expect(exponential.mean / 10).toBeCloseTo(1, 1)
    expect(exponential.cv).toBeCloseTo(1, 1)
    const lognormal = sample(() => stream.lognormal(75, 0.8))
    expect(lognormal.mean / 75).toBeCloseTo(1, 1)
    expect(lognormal.cv).toBeCloseTo(0.8, 1)
    expect(stream.lognormal(75, 0)).toBe(75)
    expect([stream.chance(0), stream.chance(1)]).toEqual([false, true])
    const whole = sample(() => stream.integer(10))
    expect([whole.least, whole.most]).toEqual([0, 9])
  })
})

describe('ln and exp', () => {
  const close = (ours: number, theirs: number): void => {
    expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(theirs)))
  }
  const positive = fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true })

  it('agree with Math to 14 digits', () => {
    fc.assert(fc.property(positive, (x) => close(ln(x), Math.log(x))))
    fc.assert(fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => close(ln(x), Math.log(x))))
    fc.assert(fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (x) => close(exp(x), Math.exp(x))))
  })

  it('are pinned to the last bit', () => {
    expect([ln(1), ln(2), ln(0.1), ln(75), ln(5e-324)]).toMatchInlineSnapshot(`
      [
        0,
        0.6931471805599453,
        -2.3025850929940455,
        4.31748811353631,
        -744.4400719213812,
      ]
    `)
    expect([exp(0), exp(1), exp(-1), exp(4.5), exp(700)]).toMatchInlineSnapshot(`
      [
        1,
        2.7182818284590455,
        0.36787944117144233,
        90.01713130052181,
        1.0142320547350045e+304,
      ]
    `)
    expect([exp(710), exp(-710)]).toEqual([Infinity, 0])
  })

  it('refuse what has no logarithm', () => {
    for (const x of [0, -1, Number.NaN, Infinity]) expect(() => ln(x)).toThrow(`ln(${x})`)
  })
})

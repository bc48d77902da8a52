import { describe, expect, it } from 'vitest'
import type { Comparable } from '../../../src/report/compare/comparable.ts'
import { surenessOfMany, surenessOfTwo } from '../../../src/report/compare/confidence.ts'
import { Histogram } from '../../../src/scenarios/collectors/histogram.ts'
import { hop } from '../../../src/scenarios/collectors/hops.ts'
import type { HopResult } from '../../../src/scenarios/result.ts'
import { type RandomStream, randomStream } from '../../../src/sim/kernel/random.ts'
import { MILLISECOND } from '../../../src/sim/kernel/time.ts'

const FIELDS = { 0.5: 'p50Us', 0.95: 'p95Us', 0.99: 'p99Us' } as const

function sampled(count: number, meanMs: number, random: RandomStream): HopResult {
  const histogram = new Histogram()
  for (let n = 0; n < count; n++) histogram.record(Math.round(random.lognormal(meanMs * MILLISECOND, 0.8)))
  return hop('request', 'A request.', histogram)
}

const quantile = (of: HopResult, share: keyof typeof FIELDS): Comparable => ({
  name: `request ${share}`,
  group: 'latency',
  unit: 'us',
  better: 'less',
  value: of[FIELDS[share]],
  chance: { kind: 'quantile', share, hop: of },
})

const counted = (value: number): Comparable => ({
  name: 'calls',
  group: 'count',
  unit: 'count',
  better: 'less',
  value,
  chance: { kind: 'counted' },
})

describe('the interval of a quantile', () => {
  it.each([0.5, 0.95, 0.99] as const)('of p%d has the true difference in 99 of 100 pairs of runs', (share) => {
    const random = randomStream('confidence', String(share))
    let missed = 0
    for (let pair = 0; pair < 150; pair++) {
      const sure = surenessOfTwo(quantile(sampled(2000, 50, random), share), quantile(sampled(2000, 50, random), share))
      if (!sure.known) throw new Error(sure.why)
      if (sure.interval.low > 0 || sure.interval.high < 0) missed++
    }
    // One or two are to be expected; eight come by chance less than once in a thousand.
    expect(missed).toBeLessThan(8)
  })

  it('does not have nothing in it when there is a difference', () => {
    const random = randomStream('confidence', 'slower')
    const sure = surenessOfTwo(quantile(sampled(5000, 50, random), 0.95), quantile(sampled(5000, 70, random), 0.95))
    expect(sure.known && sure.interval.low).toBeGreaterThan(0)
  })

  it('is not claimed where too few samples are beyond it', () => {
    const random = randomStream('confidence', 'few')
    const [a, b] = [sampled(400, 50, random), sampled(400, 50, random)]
    expect(surenessOfTwo(quantile(a, 0.99), quantile(b, 0.99))).toMatchObject({ known: false })
    expect(surenessOfTwo(quantile(a, 0.95), quantile(b, 0.95))).toMatchObject({ known: true })
  })

  it('is the same whenever it is asked for', () => {
    const random = randomStream('confidence', 'again')
    const [a, b] = [quantile(sampled(500, 50, random), 0.5), quantile(sampled(500, 55, random), 0.5)]
    expect(surenessOfTwo(a, b)).toEqual(surenessOfTwo(a, b))
  })
})

describe('the interval of a count', () => {
  it('is that of independent events: a few more of many are nothing, many more are something', () => {
    const few = surenessOfTwo(counted(1000), counted(1040))
    const many = surenessOfTwo(counted(1000), counted(1200))
    expect(few.known && few.interval.low).toBeLessThan(0)
    expect(many.known && many.interval.low).toBeGreaterThan(0)
  })
})

describe('the interval over runs', () => {
  it('needs five a side', () => {
    expect(surenessOfMany('x', [1, 2, 3, 4], [1, 2, 3, 4], true)).toMatchObject({ known: false })
  })

  it('is narrower where runs are paired with their like', () => {
    const a = [10, 20, 30, 40, 50, 60]
    const b = a.map((value, index) => value + 2 + (index % 2))
    const width = (paired: boolean) => {
      const sure = surenessOfMany('x', a, b, paired)
      return sure.known ? sure.interval.high - sure.interval.low : Number.NaN
    }
    expect(width(true)).toBeLessThan(width(false) / 5)
    const paired = surenessOfMany('x', a, b, true)
    expect(paired.known && paired.interval.low).toBeGreaterThan(1.9)
  })
})

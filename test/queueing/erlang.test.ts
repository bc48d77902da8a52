import { describe, expect, it } from 'vitest'
import { cases, erlangACases, erlangCCases } from './cases.ts'
import { answeredAfterWaiting, chain, erlangB, erlangC, exact, integral, queueNoise, waitDensity } from './erlang.ts'

describe('the closed forms', () => {
  it.each(cases)('give what is published for $name', (row) => {
    const values = exact(row)
    expect(values.waits).toBeCloseTo(row.waits, 6)
    expect(values.meanWait).toBeCloseTo(row.meanWait, 3)
    expect(values.within(20)).toBeCloseTo(row.within20, 6)
    expect(values.abandons).toBeCloseTo(row.abandons, 6)
    expect(values.busy).toBeCloseTo(row.busy, row.patience === undefined ? 4 : 6)
  })

  it('give the blocking of known trunk groups', () => {
    expect(erlangB(30, 20)).toBeCloseTo(0.0084575, 7)
    expect(erlangB(18, 10)).toBeCloseTo(0.0071424, 7)
    expect(erlangB(117, 100)).toBeCloseTo(0.0097901, 7)
  })
})

describe('Erlang C', () => {
  it.each(erlangCCases)('agrees with its own birth and death process in $name', (row) => {
    const states = chain(row)
    const waits = states.reduce((sum, share, n) => sum + (n >= row.agents ? share : 0), 0)
    const queue = states.reduce((sum, share, n) => sum + share * Math.max(0, n - row.agents), 0)
    const values = exact(row)
    expect(waits).toBeCloseTo(values.waits, 9)
    expect(queue / values.queue).toBeCloseTo(1, 9)
    expect(values.queue).toBeCloseTo(row.arrivals * values.meanWait, 9)
  })

  it.each(erlangCCases)('keeps everybody who calls in $name', (row) => {
    const { within, waits, meanWait } = exact(row)
    expect(within(0)).toBeCloseTo(1 - waits, 12)
    // The mean is the area above the distribution.
    const area = integral((x) => 1 - within(x), (meanWait / waits) * 40)
    expect(area / meanWait).toBeCloseTo(1, 6)
  })
})

describe('the noise of the queue', () => {
  it('is known where there is nobody to answer and everybody gives up', () => {
    // A Poisson number λp of people waits; its covariance fades as exp(-t/p), so that the constant is 2 λp².
    const line = { arrivals: 3, handling: 1, agents: 0, patience: 5 }
    expect(queueNoise(line, chain(line))).toBeCloseTo(2 * 3 * 5 ** 2, 3)
  })
})

describe('Erlang A', () => {
  it.each(erlangACases)('loses callers at the rate at which they give up in $name', (row) => {
    const { abandons, meanWait, queue, busy } = exact(row)
    expect(abandons).toBeCloseTo(meanWait / row.patience!, 12)
    expect(queue).toBeCloseTo(row.arrivals * meanWait, 12)
    // Who did not give up was served.
    expect(busy).toBeCloseTo((row.arrivals * (1 - abandons) * row.handling) / row.agents, 9)
  })

  it.each(erlangACases)('has the same waits by states and by the density of the wait in $name', (row) => {
    const { waits, abandons, within } = exact(row)
    const longest = 3 * row.patience!
    expect(integral(waitDensity(row), longest)).toBeCloseTo(waits, 6)
    expect(waits - answeredAfterWaiting(row, longest)).toBeCloseTo(abandons, 6)
    expect(within(longest)).toBeCloseTo(1 - abandons, 6)
  })

  it.each(erlangACases)('loses less than trunks without a queue in $name', (row) => {
    expect(exact(row).abandons).toBeLessThan(erlangB(row.agents, row.arrivals * row.handling))
  })

  it.each(erlangACases)('turns into Erlang C as patience grows in $name', (row) => {
    const calls = { ...row, arrivals: (0.9 * row.agents) / row.handling }
    const endless = exact({ ...calls, patience: undefined })
    const patient = exact({ ...calls, patience: 1e9 })
    expect(patient.waits).toBeCloseTo(endless.waits, 4)
    expect(patient.within(20)).toBeCloseTo(endless.within(20), 4)
    expect(endless.waits).toBeCloseTo(erlangC(row.agents, 0.9 * row.agents), 12)
  })

  it('is a Poisson number of callers when they leave the queue as fast as an agent', () => {
    const row = erlangACases[5]!
    expect(row.patience).toBe(row.handling)
    const load = row.arrivals * row.handling
    let share = Math.exp(-load)
    chain(row).forEach((found, n) => {
      if (n > 0) share *= load / n
      expect(found).toBeCloseTo(share, 12)
    })
  })
})

import { describe, expect, it } from 'vitest'
import { generatorResults } from '../../../src/load/generator/results.ts'
import { Measure } from '../../../src/load/measure/measure.ts'
import { compareSides } from '../../../src/report/compare/compare.ts'
import { parseTolerances } from '../../../src/report/compare/tolerance.ts'
import { operationResults } from '../../../src/scenarios/collectors/operations/results.ts'
import { MINUTE, SECOND } from '../../../src/sim/kernel/time.ts'
import { passedDay } from '../../report/fixture.ts'
import { fit } from '../generator/fit.ts'

function measured(latencyUs: number, lost = 0) {
  const time = { now: 0 }
  const windows = [{ name: 'step 1', fromUs: 0, untilUs: 90 * SECOND }]
  const measure = new Measure({ clock: () => time.now, totalUs: 10 * MINUTE, windows })
  for (let n = 0; n < 600; n++) {
    time.now = n * SECOND
    const attempt = measure.start('answer', time.now)
    time.now += latencyUs + (n % 50) * 1000
    if (n < lost) attempt.failed('503')
    else attempt.done()
  }
  measure.drop('answer', 5 * SECOND, 'no connection')
  return operationResults(measure.finish(), 10 * MINUTE)
}

describe('the result of an operation', () => {
  it('is there for the run, the phases of the load and each minute', () => {
    const results = measured(20_000)
    expect(results.map(({ window }) => window).slice(0, 4)).toEqual(['run', 'step 1', 'minute 1', 'minute 2'])
    expect(results[0]).toMatchObject({
      planned: 601,
      done: 600,
      failed: 0,
      dropped: 1,
      errors: [{ kind: 'no connection', count: 1 }],
    })
    expect(results[1]).toMatchObject({ planned: 91, fromUs: 0, untilUs: 90 * SECOND })
    expect(results.slice(2).reduce((sum, { planned }) => sum + planned, 0)).toBe(601)
  })

  it('has a distribution that a chart can show', () => {
    const { intended } = measured(20_000)[0]!
    expect(intended).toMatchObject({ count: 600, minUs: 20_000, maxUs: 69_000 })
    expect(intended.p50Us).toBeGreaterThan(43_900)
    expect(intended.p50Us).toBeLessThan(44_100)
    expect(intended.curve.at(-1)).toEqual({ us: 69_000, share: 1 })
    expect(intended.curve.length).toBeGreaterThan(15)
  })

  it('can be compared: latencies, what failed, and the generator', () => {
    const day = passedDay()
    const side = (label: string, operations: ReturnType<typeof measured>, generators = generatorResults([fit])) => ({
      label,
      results: [{ ...day, digest: label, operations, generators }],
    })
    const worse = compareSides(side('a', measured(20_000)), side('b', measured(60_000, 120)), parseTolerances([]))
    const outcomes = new Map(worse.figures.map(({ name, outcome }) => [name, outcome]))
    expect(outcomes.get('answer p95')).toBe('worse')
    expect(outcomes.get('answer failed')).toBe('worse')
    expect(outcomes.get('answer dropped')).toBe('same')
    expect(outcomes.get('generator lag p999')).toBe('same')
    const busy = compareSides(
      side('a', measured(20_000)),
      side('b', measured(20_000), generatorResults([fit, { ...fit, cpu: 0.8 }])),
      parseTolerances([]),
    )
    expect(busy.figures.find(({ name }) => name === 'generator CPU')).toMatchObject({
      a: 0.4,
      b: 0.8,
      outcome: 'changed',
    })
    expect(busy.regressed).toBe(false)
  })
})

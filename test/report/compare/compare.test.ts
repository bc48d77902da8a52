import { describe, expect, it } from 'vitest'
import { type Comparison, compareSides } from '../../../src/report/compare/compare.ts'
import { comparisonMarkdown, comparisonText } from '../../../src/report/compare/comparison-text.ts'
import { fits, parseTolerances, toleranceFor } from '../../../src/report/compare/tolerance.ts'
import type { HopResult, RunResult } from '../../../src/scenarios/result.ts'
import { passedDay } from '../fixture.ts'

const base = passedDay()
const usual = parseTolerances([])

const side = (label: string, ...results: RunResult[]) => ({ label, results })
const with_ = (changes: Partial<RunResult>): RunResult => ({ ...base, digest: 'another', ...changes })
const hopOf = (result: RunResult, name: string) => result.hops.find(({ hop }) => hop === name)!
const outcome = (comparison: Comparison, name: string) => comparison.figures.find((one) => one.name === name)?.outcome

function slower(times: number, count?: number): RunResult {
  const hops = base.hops.map((hop): HopResult => {
    const us = (value: number) => Math.round(value * times)
    const fields = {
      minUs: us(hop.minUs),
      meanUs: us(hop.meanUs),
      p50Us: us(hop.p50Us),
      p95Us: us(hop.p95Us),
      p99Us: us(hop.p99Us),
      p999Us: us(hop.p999Us),
      maxUs: us(hop.maxUs),
    }
    const curve = hop.curve.map((point) => ({ ...point, us: us(point.us) }))
    return { ...hop, ...fields, curve, count: count ?? hop.count }
  })
  return with_({ hops })
}

const HOP = base.hops.toSorted((a, b) => b.count - a.count)[0]!.hop

describe('a comparison', () => {
  it('of a run with itself finds nothing', () => {
    const comparison = compareSides(side('a', base), side('b', base), usual)
    expect(comparison.regressed).toBe(false)
    expect(comparison.sameDigests).toBe(true)
    expect(comparison.figures.every(({ outcome }) => outcome === 'same')).toBe(true)
    expect(comparisonText(comparison, { colour: false, all: false })).toContain('the same run, to the byte')
  })

  it('finds latencies that are worse beyond tolerance and chance, and says by how much', () => {
    const comparison = compareSides(side('a', base), side('b', slower(1.4)), usual)
    expect(outcome(comparison, `${HOP} p95`)).toBe('worse')
    expect(outcome(comparison, `${HOP} max`)).toBe('changed')
    expect(comparison.regressed).toBe(true)
    const text = comparisonText(comparison, { colour: false, all: false })
    expect(text).toContain('✖ WORSE')
    expect(text).toMatch(new RegExp(`✖ ${HOP} p95 .*\\+40\\.\\d %|✖ ${HOP} p95 .*\\+39\\.\\d %`))
    expect(comparisonMarkdown(comparison, false)).toContain(`| worse | ${HOP} p95 |`)
  })

  it('finds those that are better, which is no regression', () => {
    const comparison = compareSides(side('a', slower(1.4)), side('b', base), usual)
    expect(outcome(comparison, `${HOP} p95`)).toBe('better')
    expect(comparison.regressed).toBe(false)
  })

  it('leaves alone what is within tolerance, or what chance may have done', () => {
    expect(outcome(compareSides(side('a', base), side('b', slower(1.04)), usual), `${HOP} p95`)).toBe('same')
    const few = compareSides(side('a', slower(1, 120)), side('b', slower(1.08, 120)), usual)
    expect(outcome(few, `${HOP} p95`)).toBe('unclear')
  })

  it('has no tolerance for violations, lost calls and verdicts', () => {
    const oracles = base.oracles.map((oracle, index) => ({
      ...oracle,
      violated: index === 0 ? oracle.violated + 1 : oracle.violated,
    }))
    const patient = parseTolerances(['1000%'])
    expect(compareSides(side('a', base), side('b', with_({ oracles })), patient).regressed).toBe(true)
    const counts = base.counts.map((one) => (one.name === 'calls lost' ? { ...one, value: one.value + 1 } : one))
    if (base.counts.some(({ name }) => name === 'calls lost')) {
      expect(compareSides(side('a', base), side('b', with_({ counts })), patient).regressed).toBe(true)
    }
    const failed = with_({ verdict: 'threshold missed', exit: 3 })
    const passed = with_({ verdict: 'passed', exit: 0 })
    expect(compareSides(side('a', passed), side('b', failed), patient).verdict.outcome).toBe('worse')
    expect(compareSides(side('a', passed), side('b', failed), patient).regressed).toBe(true)
    expect(compareSides(side('a', failed), side('b', passed), patient).verdict.outcome).toBe('better')
  })

  it('does not tell single runs of different seeds apart: other callers came', () => {
    const other = compareSides(side('a', base), side('b', { ...slower(1.4), seed: 'another' }), usual)
    expect(outcome(other, `${HOP} p95`)).toBe('unclear')
    expect(other.regressed).toBe(false)
    expect(comparisonText(other, { colour: false, all: false })).toContain('other callers came')
  })

  it('takes several seeds a side as samples', () => {
    const runs = (times: number, from: number) =>
      Array.from({ length: 6 }, (_, index) => ({ ...slower(times * (1 + index / 50)), seed: String(from + index) }))
    const paired = compareSides(side('a', ...runs(1, 1)), side('b', ...runs(1.3, 1)), usual)
    expect(paired.sameSeeds).toBe(true)
    expect(outcome(paired, `${HOP} p95`)).toBe('worse')
    expect(paired.figures.find(({ name }) => name === `${HOP} p95`)!.how).toBe('bootstrap over 6 pairs of runs')
    const unpaired = compareSides(side('a', ...runs(1, 1)), side('b', ...runs(1, 11)), usual)
    expect(unpaired.regressed).toBe(false)
    // Of three runs nobody knows how they vary.
    const few = compareSides(side('a', ...runs(1, 1).slice(0, 3)), side('b', ...runs(1.3, 11).slice(0, 3)), usual)
    expect(outcome(few, `${HOP} p95`)).toBe('unclear')
  })

  it('tells which figures only one side has', () => {
    const fewer = with_({ hops: base.hops.filter(({ hop }) => hop !== HOP) })
    const comparison = compareSides(side('a', base), side('b', fewer), usual)
    expect(comparison.onlyA).toContain(`${HOP} p95`)
    expect(hopOf(base, HOP)).toBeDefined()
  })
})

describe('a tolerance', () => {
  it('is of all figures, or of those that fit a name; the last that fits counts', () => {
    const tolerances = parseTolerances(['10%', '*p95=20%', 'REST request p95=30%', '*max=any'])
    expect(toleranceFor('sign-in p50', tolerances)).toBe(0.1)
    expect(toleranceFor('sign-in p95', tolerances)).toBe(0.2)
    expect(toleranceFor('REST request p95', tolerances)).toBe(0.3)
    expect(toleranceFor('sign-in max', tolerances)).toBe(Number.POSITIVE_INFINITY)
  })

  it('that is no share is refused', () => {
    expect(() => parseTolerances(['5'])).toThrow('should be like 5%')
    expect(() => parseTolerances(['p95=often'])).toThrow('should be like 5%')
  })

  it('is found by names as people write them', () => {
    expect(fits('rest-request p95', 'REST request p95')).toBe(true)
    expect(fits('REST request*', 'REST request: call p95')).toBe(true)
    expect(fits('*p95', 'REST request p999')).toBe(false)
    expect(fits('p95', 'REST request p95')).toBe(false)
  })
})

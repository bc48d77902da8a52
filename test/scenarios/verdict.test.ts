import { describe, expect, it } from 'vitest'
import type { ExpectationResult, OracleResult } from '../../src/scenarios/result.ts'
import { type Evidence, judge } from '../../src/scenarios/verdict.ts'

const oracle = (judged: number, violated = 0): OracleResult => ({
  name: 'calls are kept',
  says: 'Calls are kept.',
  behaviours: ['CALL-01'],
  judged,
  violated,
  violations: violated === 0 ? [] : [{ at: 5, who: 'contact 7', why: 'is gone', chain: [] }],
})
const expectation = (outcome: ExpectationResult['outcome'], kind: ExpectationResult['kind'] = 'threshold') => ({
  says: 'asa: "< 20s"',
  kind,
  outcome,
  actual: '31.0 s',
  value: 31e6,
})
const fault = (touched: number) => ({ kind: 'fault' as const, says: 'stop ctisvr A', at: 1, until: undefined, touched })

const held: Evidence = {
  oracles: [oracle(10), oracle(0)],
  expectations: [expectation('met')],
  faults: [fault(4)],
  expectsContacts: true,
  offered: 1234,
  interruptedAt: undefined,
}
const verdictOf = (changes: Partial<Evidence>) => {
  const { verdict, exit } = judge({ ...held, ...changes })
  return [verdict, exit]
}

describe('the verdict', () => {
  it('is passed when all held', () => {
    expect(judge(held)).toEqual({
      verdict: 'passed',
      exit: 0,
      headline: '1 oracle (1 had nothing to judge) and 1 expectation held over 1,234 calls and 1 fault.',
    })
  })

  it('is violated when an oracle or an expectation of correctness was', () => {
    expect(judge({ ...held, oracles: [oracle(10, 3)] })).toEqual({
      verdict: 'violated',
      exit: 1,
      headline: 'calls are kept: contact 7 is gone, and 2 more violations.',
    })
    expect(judge({ ...held, expectations: [expectation('missed', 'correctness')] })).toMatchObject({
      exit: 1,
      headline: 'Expected "asa: "< 20s"", but it was 31.0 s.',
    })
  })

  it('is inconclusive when the run proved nothing', () => {
    expect(verdictOf({ faults: [fault(0)] })).toEqual(['inconclusive', 2])
    expect(verdictOf({ offered: 0 })).toEqual(['inconclusive', 2])
    expect(verdictOf({ oracles: [oracle(0)] })).toEqual(['inconclusive', 2])
    expect(verdictOf({ expectations: [expectation('not reached')] })).toEqual(['inconclusive', 2])
    expect(verdictOf({ offered: 0, expectsContacts: false })).toEqual(['passed', 0])
  })

  it('is threshold missed when only figures are too high or too low', () => {
    expect(verdictOf({ expectations: [expectation('missed')] })).toEqual(['threshold missed', 3])
  })

  it('is what is worst', () => {
    const all = { oracles: [oracle(1, 1)], faults: [fault(0)], expectations: [expectation('missed')] }
    expect(verdictOf({ ...all, interruptedAt: '00:00:10.000' })).toEqual(['interrupted', 130])
    expect(verdictOf(all)).toEqual(['violated', 1])
    expect(verdictOf({ ...all, oracles: [oracle(1)] })).toEqual(['inconclusive', 2])
    expect(verdictOf({ ...all, oracles: [oracle(1)], faults: [] })).toEqual(['threshold missed', 3])
  })

  it('tells what an interrupted run had found by then', () => {
    expect(judge({ ...held, interruptedAt: '00:00:10.000' }).headline).toBe(
      'Interrupted at 00:00:10.000. Nothing was wrong until then.',
    )
    expect(judge({ ...held, oracles: [oracle(10, 1)], interruptedAt: '00:00:10.000' }).headline).toBe(
      'Interrupted at 00:00:10.000. Until then: calls are kept: contact 7 is gone.',
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, parseClock, parseDuration, parseRate, parseShare } from '../../src/scenarios/units.ts'

const MINUTE = 60_000_000
const problem = (parsed: { ok: boolean; problem?: string }) => parsed.problem

describe('durations', () => {
  it.each([
    ['200ms', 200_000],
    ['5us', 5],
    ['15s', 15_000_000],
    ['2min', 2 * MINUTE],
    ['2m', 2 * MINUTE],
    ['1.5h', 90 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['1h 30min', 90 * MINUTE],
    ['1d', 1440 * MINUTE],
    ['0s', 0],
    ['0.1s', 100_000],
  ])('reads %s as %i microseconds', (text, us) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: us })
  })

  it.each([
    ['30', 'durations carry units; write "30s", "30min" or "30h"'],
    ['-5s', 'a duration cannot be negative, as "-5s" is'],
    ['30 secs', '"secs" is not a unit of time; did you mean "30s"?'],
    ['5 parsecs', '"parsecs" is not a unit of time; allowed: us, ms, s, min, h, d'],
    ['30/h', '"30/h" is a rate, not a duration; write it like "15s"'],
    ['5%', '"5%" is a share, not a duration; write it like "15s"'],
    ['30m1h', '"30m1h" is out of order; write large units first, each once, like 1h30m'],
    ['1h1h', '"1h1h" is out of order; write large units first, each once, like 1h30m'],
    ['15d', '"15d" is too long; a run takes up to 14 days'],
    ['soon', '"soon" is not a duration; write it like 200ms, 15s, 2min, 1h30m or 1d'],
    ['', '"" is not a duration; write it like 200ms, 15s, 2min, 1h30m or 1d'],
  ])('refuses "%s" and says what to write', (text, message) => {
    expect(problem(parseDuration(text))).toBe(message)
  })

  it('are written so that they read back as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 * 1440 * MINUTE }), (us) => {
        expect(parseDuration(formatDuration(us))).toEqual({ ok: true, value: us })
      }),
    )
  })

  it('never make a parser throw, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const parse of [parseDuration, parseRate, parseShare, parseClock])
          expect(parse(text).ok).toBeTypeOf('boolean')
      }),
    )
  })
})

describe('rates', () => {
  it.each([
    ['30/agent/h', 30, true],
    ['90/min', 5400, false],
    ['2/s', 7200, false],
    ['1200/h', 1200, false],
    ['24/d', 1, false],
    ['1.5 / agent / h', 1.5, true],
  ])('reads %s as %d an hour', (text, perHour, perAgent) => {
    expect(parseRate(text)).toEqual({ ok: true, value: { perHour, perAgent } })
  })

  it.each([
    ['30', 'rates carry units; write "30/h", "30/min" or "30/agent/h"'],
    ['-3/h', 'a rate cannot be negative, as "-3/h" is'],
    ['3/week', '"week" is not a unit of time; allowed: s, min, h, d'],
    ['15s', '"15s" is not a rate; write it like 1200/h, 90/min, 2/s or 30/agent/h'],
    ['3/team/h', '"3/team/h" is not a rate; write it like 1200/h, 90/min, 2/s or 30/agent/h'],
    ['10000001/h', '"10000001/h" is too much; a rate goes up to 1e7/h'],
  ])('refuses "%s" and says what to write', (text, message) => {
    expect(problem(parseRate(text))).toBe(message)
  })
})

describe('shares and times of day', () => {
  it('are read in both spellings', () => {
    expect(parseShare('5%')).toEqual({ ok: true, value: 0.05 })
    expect(parseShare('0.05')).toEqual({ ok: true, value: 0.05 })
    expect(parseClock('08:00')).toEqual({ ok: true, value: 480 * MINUTE })
    expect(parseClock('23:59:30')).toEqual({ ok: true, value: 1439.5 * MINUTE })
  })

  it('are refused outside their range', () => {
    expect(problem(parseShare('5'))).toBe(
      'a share goes from 0% to 100% (or 0 to 1), and 5 is outside; did you mean "5%"?',
    )
    expect(problem(parseShare('150%'))).toBe('a share goes from 0% to 100% (or 0 to 1), and 150% is outside')
    expect(problem(parseShare('many'))).toBe('"many" is not a share; write it like 5% or 0.05')
    expect(problem(parseClock('24:00'))).toBe('"24:00" is not a time of day; write it like "08:00"')
  })
})

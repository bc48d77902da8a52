/**
 * How a scenario writes quantities. Every number carries its unit, so that nobody has to guess whether 30 means
 * seconds or minutes. A problem is a sentence, with what to do about it after a semicolon.
 */
import { HOUR, MILLISECOND, MINUTE, type Micros, SECOND } from '../sim/kernel/time.ts'
import { LIMITS } from './limits.ts'
import { nearest } from './nearest.ts'

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string }

const DAY = 24 * HOUR
const no = (problem: string): { ok: false; problem: string } => ({ ok: false, problem })
const yes = <T>(value: T): Parsed<T> => ({ ok: true, value })

/** From large to small: parts of a duration come in this order. */
const UNITS = new Map<string, Micros>([
  ['d', DAY],
  ['h', HOUR],
  ['min', MINUTE],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', MILLISECOND],
  ['us', 1],
])
const UNIT_NAMES = ['us', 'ms', 's', 'min', 'h', 'd']
const SPELLED_OUT = new Map(
  Object.entries({
    d: ['day', 'days'],
    h: ['hr', 'hrs', 'hour', 'hours'],
    min: ['mins', 'minute', 'minutes'],
    s: ['sec', 'secs', 'second', 'seconds'],
    ms: ['msec', 'msecs', 'millis', 'milliseconds'],
    us: ['µs', 'micros', 'microseconds'],
  }).flatMap(([unit, words]) => words.map((word): [string, string] => [word, unit])),
)

/** `200ms`, `15s`, `2min` or `2m`, `1.5h`, `1h30m`, `1d` as whole microseconds, 14 days at most. */
export function parseDuration(text: string): Parsed<Micros> {
  const written = text.trim()
  if (written.startsWith('-')) return no(`a duration cannot be negative, as "${written}" is`)
  if (/^\d+(\.\d+)?$/.test(written)) {
    return no(`durations carry units; write "${written}s", "${written}min" or "${written}h"`)
  }
  if (written.includes('/')) return no(`"${written}" is a rate, not a duration; write it like "15s"`)
  if (written.endsWith('%')) return no(`"${written}" is a share, not a duration; write it like "15s"`)
  if (!/^(\d+(\.\d+)?\s*[a-zµ]+\s*)+$/i.test(written)) {
    return no(`"${written}" is not a duration; write it like 200ms, 15s, 2min, 1h30m or 1d`)
  }
  let total = 0
  let above = Number.POSITIVE_INFINITY
  for (const [, amount, unit] of written.matchAll(/(\d+(?:\.\d+)?)\s*([a-zµ]+)/gi)) {
    const size = UNITS.get(unit!)
    if (size === undefined) return no(unknownUnit(amount!, unit!))
    if (size >= above) return no(`"${written}" is out of order; write large units first, each once, like 1h30m`)
    total += Number(amount) * size
    above = size
  }
  if (total > LIMITS.durationUs)
    return no(`"${written}" is too long; a run takes up to ${LIMITS.durationUs / DAY} days`)
  return yes(Math.round(total))
}

function unknownUnit(amount: string, unit: string): string {
  const meant = SPELLED_OUT.get(unit.toLowerCase()) ?? nearest(unit, UNIT_NAMES)
  const hint = meant === undefined ? `allowed: ${UNIT_NAMES.join(', ')}` : `did you mean "${amount}${meant}"?`
  return `"${unit}" is not a unit of time; ${hint}`
}

/** The shortest text that `parseDuration` reads back as the same: `1h30min`, `200ms`, `0s`. */
export function formatDuration(us: Micros): string {
  let left = us
  let text = ''
  for (const unit of UNIT_NAMES.toReversed()) {
    const size = UNITS.get(unit)!
    const amount = Math.floor(left / size)
    if (amount > 0) text += `${amount}${unit}`
    left -= amount * size
  }
  return text === '' ? '0s' : text
}

/** `08:00` or `17:45:30` as microseconds since midnight. */
export function parseClock(text: string): Parsed<Micros> {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text.trim())
  if (match === null) return no(`"${text}" is not a time of day; write it like "08:00"`)
  return yes(Number(match[1]) * HOUR + Number(match[2]) * MINUTE + Number(match[3] ?? 0) * SECOND)
}

/** Calls (or what else comes) an hour; `perAgent` ones are still to be multiplied by the number of agents. */
export interface Rate {
  readonly perHour: number
  readonly perAgent: boolean
}

const RATE_UNITS = new Map([
  ['s', 3600],
  ['min', 60],
  ['m', 60],
  ['h', 1],
  ['d', 1 / 24],
])

/** `30/agent/h`, `90/min`, `2/s`, `1200/h`, at most ten million an hour. */
export function parseRate(text: string): Parsed<Rate> {
  const written = text.trim()
  if (written.startsWith('-')) return no(`a rate cannot be negative, as "${written}" is`)
  if (/^\d+(\.\d+)?$/.test(written)) {
    return no(`rates carry units; write "${written}/h", "${written}/min" or "${written}/agent/h"`)
  }
  const match = /^(\d+(?:\.\d+)?)\s*\/\s*(?:(agent)\s*\/\s*)?([a-z]+)$/.exec(written)
  if (match === null) return no(`"${written}" is not a rate; write it like 1200/h, 90/min, 2/s or 30/agent/h`)
  const unit = match[3]!
  const perHour = RATE_UNITS.get(SPELLED_OUT.get(unit) ?? unit)
  if (perHour === undefined) return no(`"${unit}" is not a unit of time; allowed: s, min, h, d`)
  const rate = { perHour: Number(match[1]) * perHour, perAgent: match[2] !== undefined }
  return rate.perHour > LIMITS.callsPerHour ? no(tooManyCalls(written)) : yes(rate)
}

export const tooManyCalls = (written: string) => `"${written}" is too much; a rate goes up to 1e7/h`

/** `5%` or `0.05` as a share of 1. */
export function parseShare(text: string): Parsed<number> {
  const match = /^(-?\d+(?:\.\d+)?(?:e-?\d+)?)\s*(%?)$/.exec(text.trim())
  if (match === null) return no(`"${text}" is not a share; write it like 5% or 0.05`)
  const share = match[2] === '%' ? Number(match[1]) / 100 : Number(match[1])
  if (share >= 0 && share <= 1) return yes(share)
  const meant = match[2] === '' && share > 1 && share <= 100 ? `; did you mean "${match[1]}%"?` : ''
  return no(`a share goes from 0% to 100% (or 0 to 1), and ${text} is outside${meant}`)
}

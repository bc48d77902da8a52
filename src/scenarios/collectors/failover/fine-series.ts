/** Desktops and IP phones around a failover: fine where something happens, and a bounded number of samples. */
import { MILLISECOND, type Micros, SECOND } from '../../../sim/kernel/time.ts'
import type { Failover } from '../../result.ts'
import { Group, groups } from './groups.ts'
import type { FailoverLog } from './log.ts'

export const SAMPLES = 400
const STEPS: readonly Micros[] = [
  100 * MILLISECOND,
  200 * MILLISECOND,
  500 * MILLISECOND,
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].map((one) => one * SECOND),
]

/** From the bottom of a stack to its top. */
const ORDER = [
  'at Finesse 1',
  'at Finesse 2',
  'coming back',
  'without a server',
  'closed',
  'signing in',
  'signed out',
] as const

/** At most so many moments are looked at, of which only those with a change are kept. */
const LOOKS = 20_000

/** The finest series whose samples are not too many. */
export function fineSeries(log: FailoverLog, from: Micros, until: Micros): Failover['series'] {
  const coarsest = Math.max(1, Math.ceil((until - from) / SAMPLES))
  const steps = [...STEPS.filter((step) => (until - from) / step <= LOOKS && step < coarsest), coarsest]
  for (const step of steps) {
    const found = sampled(log, from, until, step)
    if (found !== undefined) return found
  }
  return { at: [], states: [], counts: [] }
}

/** Samples at whole steps, of which only those that differ from the one before are kept, and the last. */
function sampled(log: FailoverLog, from: Micros, until: Micros, stepUs: Micros): Failover['series'] | undefined {
  const { seats, users } = log
  const group = new Int8Array(users).fill(-1)
  const levels = new Int32Array(groups.length)
  const at: Micros[] = []
  const rows: number[][] = []
  let row = 0
  for (let sample = 0, when = from; ; sample++, when = Math.min(until, from + sample * stepUs)) {
    for (; row < seats.count && seats.at[row]! <= when; row++) {
      const user = seats.a[row]!
      if (group[user]! >= 0) levels[group[user]!]!--
      levels[seats.b[row]!]!++
      group[user] = seats.b[row]!
    }
    const before = rows.at(-1)
    if (when >= until || before === undefined || levels.some((level, index) => level !== before[index])) {
      if (rows.length > SAMPLES) return undefined
      at.push(when)
      rows.push([...levels])
    }
    if (when >= until) break
  }
  const states = ORDER.filter((name) => rows.some((levels) => levels[Group[name]]! > 0))
  return { at, states, counts: states.map((name) => rows.map((levels) => levels[Group[name]]!)) }
}

/** Figures that several reports show and no single field of the result holds. */
import type { RunResult, Verdict } from '../scenarios/result.ts'
import type { Micros } from '../sim/kernel/time.ts'

export interface Totals {
  readonly offered: number
  readonly handled: number
  readonly abandoned: number
  readonly rona: number
  /** Shares of 1; undefined when no call was offered. */
  readonly abandonedShare: number | undefined
  readonly serviceLevel: number | undefined
  /** Means over all handled calls, whatever the queue. */
  readonly asaUs: Micros | undefined
  readonly ahtUs: Micros | undefined
  readonly maxWaitUs: Micros
}

/** All queues together. Means are weighted by calls: a mean of means would flatter the busy queues. */
export function totalsOf(result: RunResult): Totals {
  let offered = 0
  let handled = 0
  let abandoned = 0
  let rona = 0
  let within = 0
  let maxWaitUs = 0
  for (const queue of result.queueTotals) {
    offered += queue.offered
    handled += queue.handled
    abandoned += queue.abandoned
    rona += queue.rona
    within += queue.withinServiceLevel
    maxWaitUs = Math.max(maxWaitUs, queue.maxWaitUs)
  }
  const shareOf = (part: number) => (offered === 0 ? undefined : part / offered)
  return {
    offered,
    handled,
    abandoned,
    rona,
    abandonedShare: shareOf(abandoned),
    serviceLevel: shareOf(within),
    asaUs: weightedMean(result, 'asaUs'),
    ahtUs: weightedMean(result, 'ahtUs'),
    maxWaitUs,
  }
}

function weightedMean(result: RunResult, field: 'asaUs' | 'ahtUs'): Micros | undefined {
  let sum = 0
  let weight = 0
  for (const queue of result.queueTotals) {
    const mean = queue[field]
    if (mean === undefined) continue
    sum += mean * queue.handled
    weight += queue.handled
  }
  return weight === 0 ? undefined : Math.round(sum / weight)
}

export interface OracleSummary {
  readonly held: number
  readonly violated: number
  /** Had nothing to judge, so they prove nothing. */
  readonly idle: number
}

export function oracleSummary(result: RunResult): OracleSummary {
  const violated = result.oracles.filter((oracle) => oracle.violated > 0).length
  const idle = result.oracles.filter((oracle) => oracle.violated === 0 && oracle.judged === 0).length
  return { held: result.oracles.length - violated - idle, violated, idle }
}

/** How a verdict feels: good, a failure, or a run that does not count. */
export type Tone = 'good' | 'bad' | 'unsure'

const TONES: Readonly<Record<Verdict, Tone>> = {
  passed: 'good',
  violated: 'bad',
  'threshold missed': 'bad',
  'not deterministic': 'bad',
  inconclusive: 'unsure',
  'generator unhealthy': 'unsure',
  interrupted: 'unsure',
}

export const toneOf = (verdict: Verdict): Tone => TONES[verdict]

/**
 * How far a difference could be chance. Of one run a side, each figure is drawn anew as often as DRAWS from what is known of
 * its distribution; of several runs, the runs themselves are drawn anew (bootstrap, Efron 1979). The answer is the interval
 * that 99 % of the redrawn differences lie in: 99 rather than 95, as many figures are looked at together.
 *
 * Quantiles: the n-th of n samples in order is as likely to lie at a share u of the distribution as Beta(k, n + 1 - k) has it
 * (order statistics), and the curve of the result says which latency is at u. Samples of one run are taken as independent,
 * which those of a busy minute are not: two runs of different seeds are therefore not told apart by it, and several seeds a
 * side are better evidence than one.
 */
import type { HopResult } from '../../scenarios/result.ts'
import { type RandomStream, randomStream } from '../../sim/kernel/random.ts'
import type { Comparable } from './comparable.ts'

export const CONFIDENCE = 0.99
const DRAWS = 2_000
/** Fewer runs a side say too little about runs. */
export const RUNS_LEAST = 5
/** Samples there have to be on either side of a quantile. */
const BEYOND_LEAST = 5

export interface Interval {
  readonly low: number
  readonly high: number
}

export type Sureness =
  /** Of the difference B - A, in the figure's unit. */
  | { readonly known: true; readonly interval: Interval; readonly how: string }
  | { readonly known: false; readonly why: string }

/** Of one run a side. */
export function surenessOfTwo(a: Comparable, b: Comparable): Sureness {
  if (isFew(a) || isFew(b)) return { known: false, why: 'too few samples for this quantile' }
  const random = randomStream('compare', a.name)
  const [drawA, drawB] = [drawerOf(a, random), drawerOf(b, random)]
  if (drawA === undefined || drawB === undefined) return { known: false, why: 'one value a run' }
  const how = HOW[a.chance.kind]
  return { known: true, interval: redrawn(() => drawB() - drawA()), how }
}

/** Of several runs a side. With the same seeds in the same order on both, each is compared with its like. */
export function surenessOfMany(name: string, a: readonly number[], b: readonly number[], paired: boolean): Sureness {
  if (a.length < RUNS_LEAST || b.length < RUNS_LEAST) {
    return { known: false, why: `too few runs; ${RUNS_LEAST} a side tell how they vary` }
  }
  const random = randomStream('compare', name)
  if (paired) {
    const differences = a.map((value, index) => b[index]! - value)
    return {
      known: true,
      interval: redrawn(() => meanOfDrawn(differences, random)),
      how: `bootstrap over ${a.length} pairs of runs`,
    }
  }
  const interval = redrawn(() => meanOfDrawn(b, random) - meanOfDrawn(a, random))
  return { known: true, interval, how: `bootstrap over ${a.length} and ${b.length} runs` }
}

const HOW: Readonly<Record<Comparable['chance']['kind'], string>> = {
  counted: 'counts as of independent events (Poisson)',
  share: 'shares as of independent calls (binomial)',
  quantile: 'quantiles redrawn from the curve (order statistics)',
  mean: 'mean and spread of the curve (normal)',
  unknown: '',
}

function redrawn(draw: () => number): Interval {
  const draws = Array.from({ length: DRAWS }, draw).sort((x, y) => x - y)
  const tail = (1 - CONFIDENCE) / 2
  return { low: draws[Math.floor(tail * DRAWS)]!, high: draws[Math.ceil((1 - tail) * DRAWS) - 1]! }
}

function meanOfDrawn(values: readonly number[], random: RandomStream): number {
  let sum = 0
  for (let n = 0; n < values.length; n++) sum += random.pick(values)
  return sum / values.length
}

function isFew({ chance }: Comparable): boolean {
  if (chance.kind !== 'quantile') return false
  const { share, hop } = chance
  return hop.count * Math.min(share, 1 - share) < BEYOND_LEAST - 1e-9
}

/** What draws the figure as another run might have had it. */
function drawerOf({ value, chance }: Comparable, random: RandomStream): (() => number) | undefined {
  switch (chance.kind) {
    case 'counted':
      return () => Math.max(0, value + Math.sqrt(Math.max(value, 1)) * normal(random))
    case 'share': {
      // The share as it would be with one hit and one miss more, so that none of none is not certain either.
      const of = chance.of
      const likely = (value * of + 1) / (of + 2)
      const deviation = Math.sqrt((likely * (1 - likely)) / (of + 2))
      return () => value + deviation * normal(random)
    }
    case 'quantile': {
      const { share, hop } = chance
      if (hop.curve.length < 2) return undefined
      const rank = Math.max(1, Math.ceil(share * hop.count))
      return () => at(hop, beta(rank, hop.count + 1 - rank, random))
    }
    case 'mean': {
      const { hop } = chance
      if (hop.curve.length < 2) return undefined
      const error = deviationOf(hop) / Math.sqrt(hop.count)
      return () => value + error * normal(random)
    }
    case 'unknown':
      return undefined
  }
}

/** The latency at a share of the distribution, straight between the points of the curve. */
function at({ curve, minUs }: HopResult, share: number): number {
  let before = { us: minUs, share: 0 }
  for (const point of curve) {
    if (share <= point.share) {
      const width = point.share - before.share
      return width <= 0 ? point.us : before.us + ((point.us - before.us) * (share - before.share)) / width
    }
    before = point
  }
  return before.us
}

function deviationOf({ curve, minUs, meanUs }: HopResult): number {
  let variance = 0
  let before = { us: minUs, share: 0 }
  for (const point of curve) {
    const middle = (before.us + point.us) / 2 - meanUs
    // Uniform between two points.
    variance += (point.share - before.share) * (middle * middle + (point.us - before.us) ** 2 / 12)
    before = point
  }
  return Math.sqrt(variance)
}

function beta(a: number, b: number, random: RandomStream): number {
  const x = gamma(a, random)
  return x / (x + gamma(b, random))
}

/** Exact below, and indistinguishable from normal above. */
const SUMMED_MOST = 40

function gamma(shape: number, random: RandomStream): number {
  if (shape > SUMMED_MOST) return Math.max(0, shape + Math.sqrt(shape) * normal(random))
  let sum = 0
  for (let n = 0; n < shape; n++) sum += random.exponential(1)
  return sum
}

/** Standard normal: the sum of twelve uniforms is within a hundredth of it up to three deviations. */
function normal(random: RandomStream): number {
  let sum = -6
  for (let n = 0; n < 12; n++) sum += random.next()
  return sum
}

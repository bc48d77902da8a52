/** Intervals for ratios of means, and how often they should cover. */
import { integral } from './erlang.ts'

export interface Interval {
  readonly mean: number
  readonly half: number
}

export interface Pair {
  readonly above: number
  readonly below: number
}

/**
 * The ratio of two means over replications with its interval: the classical ratio estimator. The ratio of the sums
 * has almost none of the bias that a mean of ratios has when a replication is short.
 */
export function ratioInterval(pairs: readonly Pair[], confidence: number): Interval {
  const above = pairs.reduce((sum, pair) => sum + pair.above, 0)
  const below = pairs.reduce((sum, pair) => sum + pair.below, 0)
  const mean = above / below
  const squares = pairs.reduce((sum, pair) => sum + (pair.above - mean * pair.below) ** 2, 0)
  const deviation = Math.sqrt(squares / (pairs.length - 1) / pairs.length) / (below / pairs.length)
  return { mean, half: studentT(pairs.length - 1, confidence) * deviation }
}

export function covers({ mean, half }: Interval, exact: number): boolean {
  return Math.abs(mean - exact) <= half
}

/** Two-sided quantile of Student's t: with this probability its size is no larger. */
export function studentT(freedom: number, confidence: number): number {
  let ratio = 1 / Math.sqrt(Math.PI)
  for (let n = 1; n < freedom; n++) ratio = n / 2 / ratio
  const scale = ratio / Math.sqrt(freedom * Math.PI)
  // x = sqrt(freedom) tan(a) turns the density into a power of a cosine, and the tail into a finite span.
  const within = (t: number) => {
    const power = (a: number) => Math.cos(a) ** (freedom - 1)
    return 2 * scale * Math.sqrt(freedom) * integral(power, Math.atan(t / Math.sqrt(freedom)), 400)
  }
  let high = 1
  while (within(high) < confidence) high *= 2
  let low = 0
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2
    if (within(middle) < confidence) low = middle
    else high = middle
  }
  return low
}

/** Of `trials` that succeed with this chance, the fewest and most that are still believed: outside, at most `alarm`. */
export function believed(trials: number, chance: number, alarm: number): { fewest: number; most: number } {
  // From the logarithm: none of many hits is less likely than the smallest number there is.
  const probability: number[] = []
  let log = trials * Math.log1p(-chance)
  for (let k = 0; k <= trials; k++) {
    probability.push(Math.exp(log))
    log += Math.log(((trials - k) * chance) / ((k + 1) * (1 - chance)))
  }
  let fewest = 0
  for (let tail = probability[0]!; tail <= alarm / 2; tail += probability[fewest]!) fewest++
  let most = trials
  for (let tail = probability[trials]!; tail <= alarm / 2; tail += probability[most]!) most--
  return { fewest, most }
}

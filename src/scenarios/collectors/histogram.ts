/**
 * Latencies in whole microseconds, in buckets as wide as 1/128 of their value: exact below 128 µs, and never more
 * than 0.8 % off above. A quantile is the upper end of its bucket, so it errs against us. Two histograms merge
 * exactly, as their buckets are the same.
 *
 * HdrHistogram (hdr-histogram-js) keeps the same promise, but costs some six times as much a record.
 */

import { type CurvePoint, curveOf } from '../../load/measure/curve.ts'
import type { Micros } from '../../sim/kernel/time.ts'

const SUB_BITS = 7
const SUB = 1 << SUB_BITS
/** 2^41 µs is 25 days; longer ones are counted there. */
const TOP = 41
const BUCKETS = (TOP - SUB_BITS + 2) * SUB
const LONGEST = 2 ** (TOP + 1) - 1

export class Histogram {
  count = 0
  /** Exact, like the count, the minimum and the maximum. */
  sum = 0
  min: Micros = Number.POSITIVE_INFINITY
  max: Micros = 0
  readonly #counts = new Float64Array(BUCKETS)

  record(us: Micros): void {
    const value = us < 0 ? 0 : us > LONGEST ? LONGEST : us
    this.#counts[bucketOf(value)]!++
    this.count++
    this.sum += value
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
  }

  add(other: Histogram): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++) this.#counts[bucket]! += other.#counts[bucket]!
    this.count += other.count
    this.sum += other.sum
    this.min = Math.min(this.min, other.min)
    this.max = Math.max(this.max, other.max)
  }

  get mean(): number | undefined {
    return this.count === 0 ? undefined : this.sum / this.count
  }

  /** The value that a share of all samples does not exceed; undefined without samples. */
  quantile(share: number): Micros | undefined {
    if (this.count === 0) return undefined
    const rank = Math.max(1, Math.ceil(share * this.count - 1e-9))
    if (rank >= this.count) return this.max
    let seen = 0
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.#counts[bucket]!
      if (seen >= rank) return Math.max(this.min, Math.min(this.max, topOf(bucket)))
    }
    return this.max
  }

  /** Points of the distribution: the share of samples at or below `us`, at most one point a bucket. */
  curve(shares: readonly number[]): CurvePoint[] {
    return curveOf(shares, (share) => this.quantile(share))
  }
}

function bucketOf(value: number): number {
  if (value < SUB) return value
  if (value < 2 ** 31) {
    const shift = 31 - SUB_BITS - Math.clz32(value)
    return (shift << SUB_BITS) + (value >>> shift)
  }
  const high = Math.floor(value / 2 ** 24)
  const shift = 31 - SUB_BITS - Math.clz32(high)
  return ((shift + 24) << SUB_BITS) + (high >>> shift)
}

/** The largest value of a bucket. */
function topOf(bucket: number): number {
  if (bucket < SUB) return bucket
  const shift = (bucket >> SUB_BITS) - 1
  return ((bucket & (SUB - 1)) + SUB + 1) * 2 ** shift - 1
}

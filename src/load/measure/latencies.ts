/**
 * Many latencies in little room: an HdrHistogram, and beside it what a histogram would round. Two of them merge exactly, in
 * any order: counts, sum and extremes are whole numbers.
 */
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js'
import { HOUR, type Micros } from '../../sim/kernel/time.ts'
import { type CurvePoint, curveOf } from './curve.ts'

/** Significant digits: 3 for what is judged (0.1 %), 2 for the many short windows (1 %). */
export type Digits = 2 | 3

/** Longer ones count as this long in the histogram; `maxUs` has them as they were. */
const LONGEST_US: Micros = HOUR

export interface LatencyData {
  readonly count: number
  readonly sumUs: Micros
  readonly minUs: Micros
  readonly maxUs: Micros
  /** HdrHistogram V2, compressed, base64, microseconds; any tool that reads HdrHistograms reads it. Empty without samples. */
  readonly hdr: string
}

export interface LatencyFigures {
  readonly count: number
  readonly minUs: Micros
  readonly meanUs: Micros
  readonly p50Us: Micros
  readonly p95Us: Micros
  readonly p99Us: Micros
  readonly p999Us: Micros
  readonly maxUs: Micros
}

export class Latencies {
  count = 0
  #sumUs = 0
  #minUs = Infinity
  #maxUs = 0
  readonly #histogram: Histogram

  constructor(digits: Digits) {
    this.#histogram = build({
      bitBucketSize: 32,
      autoResize: false,
      lowestDiscernibleValue: 1,
      highestTrackableValue: LONGEST_US,
      numberOfSignificantValueDigits: digits,
    })
  }

  /** A latency below nothing is a clock that went back, and counts as nothing. */
  record(us: Micros, times = 1): void {
    const value = Math.max(0, Math.round(us))
    const kept = Math.min(value, LONGEST_US)
    if (times === 1) this.#histogram.recordValue(kept)
    else this.#histogram.recordValueWithCount(kept, times)
    this.count += times
    this.#sumUs += value * times
    if (value < this.#minUs) this.#minUs = value
    if (value > this.#maxUs) this.#maxUs = value
  }

  /** The value that a share of all samples does not exceed; undefined without samples. */
  quantile(share: number): Micros | undefined {
    if (this.count === 0) return undefined
    if (share >= 1) return this.#maxUs
    const value = this.#histogram.getValueAtPercentile(share * 100)
    return Math.max(this.#minUs, Math.min(this.#maxUs, value))
  }

  get figures(): LatencyFigures {
    const quantile = (share: number) => this.quantile(share) ?? 0
    return {
      count: this.count,
      minUs: this.count === 0 ? 0 : this.#minUs,
      meanUs: this.count === 0 ? 0 : Math.round(this.#sumUs / this.count),
      p50Us: quantile(0.5),
      p95Us: quantile(0.95),
      p99Us: quantile(0.99),
      p999Us: quantile(0.999),
      maxUs: this.#maxUs,
    }
  }

  /** Points of the distribution, at most one a value: the share of samples at or below `us`. */
  curve(shares: readonly number[]): CurvePoint[] {
    return curveOf(shares, (share) => this.quantile(share))
  }

  get data(): LatencyData {
    return {
      count: this.count,
      sumUs: this.#sumUs,
      minUs: this.count === 0 ? 0 : this.#minUs,
      maxUs: this.#maxUs,
      hdr: this.count === 0 ? '' : encodeIntoCompressedBase64(this.#histogram),
    }
  }

  /** Takes in what another one has, which has to have as many digits. */
  add(data: LatencyData): void {
    if (data.count === 0) return
    const other = decodeFromCompressedBase64(data.hdr, 32, false)
    if (other.totalCount !== data.count) {
      throw new RangeError(`a histogram of ${other.totalCount} samples says that it has ${data.count}`)
    }
    if (other.numberOfSignificantValueDigits !== this.#histogram.numberOfSignificantValueDigits) {
      throw new RangeError('histograms of different precision do not merge without loss')
    }
    this.#histogram.add(other)
    this.count += data.count
    this.#sumUs += data.sumUs
    this.#minUs = Math.min(this.#minUs, data.minUs)
    this.#maxUs = Math.max(this.#maxUs, data.maxUs)
  }
}

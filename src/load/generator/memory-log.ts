/** Memory of this process over time, and how fast what stays of it grows. */
import type { MemoryPoint } from '../../scenarios/result-of-load.ts'
import { HOUR, MINUTE, type Micros } from '../../sim/kernel/time.ts'

const LOOK_MS = 1_000
/** Of longer runs every second sample is left out, again and again. */
const SAMPLES_MOST = 240

export class MemoryLog {
  readonly #clock: () => Micros
  readonly #timer: NodeJS.Timeout
  #samples: MemoryPoint[] = []
  #every = 1
  #looks = 0
  #heapBytes = Number.POSITIVE_INFINITY

  constructor(clock: () => Micros) {
    this.#clock = clock
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref()
    this.#look()
  }

  #look(): void {
    const { rss, heapUsed } = process.memoryUsage()
    this.#heapBytes = Math.min(this.#heapBytes, heapUsed)
    if (this.#looks++ % this.#every !== 0) return
    this.#samples.push({ at: Math.max(0, this.#clock()), rssBytes: rss, heapBytes: this.#heapBytes })
    this.#heapBytes = Number.POSITIVE_INFINITY
    if (this.#samples.length < SAMPLES_MOST) return
    this.#samples = this.#samples.filter((_, index) => index % 2 === 0)
    this.#every *= 2
  }

  finish(): readonly MemoryPoint[] {
    clearInterval(this.#timer)
    return this.#samples
  }
}

/** A collection of the old generation happens now and then; in a part of this many of the span, there was one. */
const PARTS = 12
/** Over less than this a slope says nothing. */
const SPAN_MIN_US: Micros = 10 * MINUTE

/**
 * Bytes an hour by which the heap grows that collections leave: the line that fits best through the least of each part of
 * the span. Undefined where the span is too short for it.
 */
export function growthOf(samples: readonly MemoryPoint[], fromUs: Micros, untilUs: Micros): number | undefined {
  if (untilUs - fromUs < SPAN_MIN_US) return undefined
  const partUs = (untilUs - fromUs) / PARTS
  const least = Array.from({ length: PARTS }, (_, part) => {
    const [start, end] = [fromUs + part * partUs, fromUs + (part + 1) * partUs]
    const those = samples.filter(({ at }) => at >= start && at < end)
    return { at: (start + end) / 2, bytes: Math.min(...those.map(({ heapBytes }) => heapBytes)) }
  }).filter(({ bytes }) => Number.isFinite(bytes))
  if (least.length < PARTS / 2) return undefined
  const mean = (of: (one: (typeof least)[number]) => number) =>
    least.reduce((sum, one) => sum + of(one), 0) / least.length
  const [atMean, bytesMean] = [mean(({ at }) => at), mean(({ bytes }) => bytes)]
  let [above, below] = [0, 0]
  for (const { at, bytes } of least) {
    above += (at - atMean) * (bytes - bytesMean)
    below += (at - atMean) ** 2
  }
  return (above / below) * HOUR
}

/**
 * How the process fares that plays a run on real sockets: how late things happened, how busy it was, what it took. A
 * generator that could not keep up says so, and its numbers do not count.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Histogram } from '../scenarios/collectors/histogram.ts'
import type { WireResult } from '../scenarios/result.ts'
import { MILLISECOND, type Micros, SECOND } from '../sim/kernel/time.ts'

/**
 * Bounds in virtual time, as that is what is reported. A desktop waits 5 s for an answer: who is half of that late may
 * have seen failures that were its own. And a latency of which one in a hundred is a quarter of a second too long says
 * nothing of the server.
 */
const LATE_P99_US: Micros = 250 * MILLISECOND
const LATE_MAX_US: Micros = 2.5 * SECOND
const RESOLUTION_MS = 5
const LOOK_MS = 250
const NS_IN_MS = 1e6

export class Health {
  readonly #speed: number
  readonly #late = new Histogram()
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  readonly #cpu = process.cpuUsage()
  readonly #since = performance.now()
  readonly #timer: NodeJS.Timeout
  #peak = 0

  constructor(speed: number) {
    this.#speed = speed
    this.#delay.enable()
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref()
    this.#look()
  }

  #look(): void {
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss())
  }

  /** The next event was so late, and with it those behind it. */
  readonly late = (us: Micros): void => this.#late.record(Math.round(us))

  result(): WireResult {
    this.#look()
    const { user, system } = process.cpuUsage(this.#cpu)
    const wallUs = (performance.now() - this.#since) * 1000
    const late = (share: number): Micros => this.#late.quantile(share) ?? 0
    // The histogram counts the interval at which it looks as well.
    const delay = (ns: number): number => Math.max(0, round(ns / NS_IN_MS - RESOLUTION_MS))
    const latenessUs = { p50: late(0.5), p99: late(0.99), p999: late(0.999), max: this.#late.max }
    return {
      speed: this.#speed,
      latenessUs,
      eventLoopDelayMs: {
        p50: delay(this.#delay.percentile(50)),
        p99: delay(this.#delay.percentile(99)),
        max: delay(this.#delay.max),
      },
      cpuShare: round((user + system) / wallUs),
      memoryPeakBytes: this.#peak,
      unhealthy: unhealthy(latenessUs),
    }
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#delay.disable()
  }
}

const round = (value: number): number => Math.round(value * 100) / 100
const seconds = (us: Micros): string => `${(us / SECOND).toFixed(2)} s`

function unhealthy({ p99, max }: WireResult['latenessUs']): string | undefined {
  const advice = 'a smaller --speed, or fewer agents, lets it keep up'
  if (max > LATE_MAX_US) return `The generator was up to ${seconds(max)} of virtual time late; ${advice}.`
  if (p99 > LATE_P99_US) return `One event in a hundred was ${seconds(p99)} of virtual time late or more; ${advice}.`
  return undefined
}

/** Watches the thread it was made on: its event loop, CPU, garbage collection, and how late it was with what was planned. */
import { type EventLoopUtilization, monitorEventLoopDelay, PerformanceObserver, performance } from 'node:perf_hooks'
import type { Micros } from '../../sim/kernel/time.ts'
import { Latencies } from '../measure/latencies.ts'
import type { HealthFigures } from './health.ts'

/** Of the timer that notices delays; it is part of what Node reports, and taken off. */
const RESOLUTION_MS = 10
const NANOSECONDS = 1000

export class HealthMonitor {
  readonly #generator: string
  readonly #lag = new Latencies(3)
  readonly #delay: ReturnType<typeof monitorEventLoopDelay>
  readonly #collections: PerformanceObserver
  readonly #cpu = process.threadCpuUsage()
  readonly #loop: EventLoopUtilization = performance.eventLoopUtilization()
  readonly #startedMs = performance.now()
  #pauses = 0
  #pausedMs = 0
  #longestMs = 0

  constructor(generator: string) {
    this.#generator = generator
    this.#delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    this.#delay.enable()
    this.#collections = new PerformanceObserver((list) => this.#collected(list.getEntries()))
    this.#collections.observe({ entryTypes: ['gc'] })
  }

  #collected(entries: readonly { readonly duration: number }[]): void {
    for (const { duration } of entries) {
      this.#pauses++
      this.#pausedMs += duration
      this.#longestMs = Math.max(this.#longestMs, duration)
    }
  }

  /** Something planned was begun this much later than planned, before anything of the target could hold it up. */
  lag(us: Micros): void {
    this.#lag.record(us)
  }

  /** Of no more use, or never any. */
  stop(): void {
    this.#collections.disconnect()
    this.#delay.disable()
  }

  /** Stops watching. */
  finish(): HealthFigures {
    this.#collected(this.#collections.takeRecords())
    this.stop()
    const elapsedMs = performance.now() - this.#startedMs
    const { user, system } = process.threadCpuUsage(this.#cpu)
    const delay = (nanoseconds: number) => Math.max(0, Math.round(nanoseconds / NANOSECONDS) - RESOLUTION_MS * 1000)
    const quantile = (share: number) => this.#lag.quantile(share) ?? 0
    return {
      generator: this.#generator,
      seconds: elapsedMs / 1000,
      cpu: (user + system) / 1000 / elapsedMs,
      busy: performance.eventLoopUtilization(this.#loop).utilization,
      loopDelay: {
        p50Us: delay(this.#delay.percentile(50)),
        p99Us: delay(this.#delay.percentile(99)),
        maxUs: delay(this.#delay.max),
      },
      gc: {
        pauses: this.#pauses,
        share: this.#pausedMs / elapsedMs,
        longestUs: Math.round(this.#longestMs * 1000),
      },
      lag: { ...this.#lag.data, p50Us: quantile(0.5), p99Us: quantile(0.99), p999Us: quantile(0.999) },
      rssBytes: process.resourceUsage().maxRSS * 1024,
      heapBytes: process.memoryUsage().heapUsed,
    }
  }
}

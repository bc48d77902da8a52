/** Watches the thread it was made on: its event loop, CPU, garbage collection, sockets, and how late it was with what was planned. */
import { type EventLoopUtilization, monitorEventLoopDelay, PerformanceObserver, performance } from 'node:perf_hooks'
import type { Micros } from '../../sim/kernel/time.ts'
import { Latencies } from '../measure/latencies.ts'
import { type PaceOptions, sleep } from '../pace.ts'
import type { HealthFigures } from './health.ts'
import { type Collection, HeldUp } from './held-up.ts'
import { type SocketFigures, Sockets } from './sockets.ts'

/** Of the timer that notices delays; it is part of what Node reports, and taken off. */
const RESOLUTION_MS = 10
const NANOSECONDS = 1000

type Wake = NonNullable<PaceOptions['wake']>

export class HealthMonitor {
  readonly #generator: string
  readonly #lag = new Latencies(3)
  readonly #delay: ReturnType<typeof monitorEventLoopDelay>
  readonly #collections: PerformanceObserver
  readonly #ofProcess: boolean
  readonly #cpu: NodeJS.CpuUsage
  readonly #heldUp = new HeldUp()
  readonly #sockets = new Sockets()
  readonly #loop: EventLoopUtilization = performance.eventLoopUtilization()
  readonly #startedMs = performance.now()
  #pauses = 0
  #pausedMs = 0
  #longestMs = 0

  /** `ofProcess`: the process is there for nothing else, so all CPU time it takes counts. */
  constructor(generator: string, { ofProcess = false }: { readonly ofProcess?: boolean } = {}) {
    this.#generator = generator
    this.#ofProcess = ofProcess
    this.#cpu = ofProcess ? process.cpuUsage() : process.threadCpuUsage()
    this.#delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    this.#delay.enable()
    this.#collections = new PerformanceObserver((list) => this.#collected(list.getEntries()))
    this.#collections.observe({ entryTypes: ['gc'] })
  }

  #collected(entries: readonly Collection[]): void {
    for (const entry of entries) {
      const { duration } = entry
      this.#heldUp.collected(entry)
      this.#pauses++
      this.#pausedMs += duration
      this.#longestMs = Math.max(this.#longestMs, duration)
    }
  }

  /** Something planned was begun this much later than planned, before anything of the target could hold it up. */
  lag(us: Micros, times = 1): void {
    this.#lag.record(us, times)
    this.#heldUp.late(us / 1000)
  }

  /** For a pace: wakes as `wake` does, and what held a late thread up is known. */
  waking(wake: Wake = sleep): Wake {
    return (afterMs, run) =>
      wake(afterMs, () => {
        this.#heldUp.woken()
        run()
      })
  }

  /** Of no more use, or never any. */
  stop(): void {
    this.#collections.disconnect()
    this.#delay.disable()
    this.#sockets.stop()
  }

  get sockets(): SocketFigures {
    return this.#sockets.figures()
  }

  /** Stops watching. */
  finish(): HealthFigures {
    this.#collected(this.#collections.takeRecords())
    this.stop()
    const elapsedMs = performance.now() - this.#startedMs
    const { user, system } = this.#ofProcess ? process.cpuUsage(this.#cpu) : process.threadCpuUsage(this.#cpu)
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
      heldUp: this.#heldUp.figures(),
      rssBytes: process.resourceUsage().maxRSS * 1024,
      heapBytes: process.memoryUsage().heapUsed,
      socketsMost: this.#sockets.figures().openMost,
    }
  }
}

/**
 * What a thread was doing while something planned was due: its own work, collecting garbage, or nothing, as it waited for a
 * processor that another thread had. Without this a generator that is late cannot say what would help.
 */
import type { HeldUpResult } from '../../scenarios/result-of-load.ts'

/** Lateness below this is not asked about: the timers of the machine are no better. */
const WORTH_ASKING_MS = 1

interface Wait {
  readonly fromMs: number
  readonly untilMs: number
  /** CPU time that the thread took, at most, meanwhile. */
  readonly cpuMs: number
}

export interface Collection {
  readonly startTime: number
  readonly duration: number
}

export class HeldUp {
  readonly #clock: () => number
  readonly #cpu: () => number
  #before = { ms: 0, cpuMs: 0 }
  #now = { ms: 0, cpuMs: 0 }
  readonly #waits: Wait[] = []
  readonly #collections: Collection[] = []

  /** The wall clock and the CPU time of the thread, both in milliseconds. */
  constructor(clock = (): number => performance.now(), cpu = threadCpuMs) {
    this.#clock = clock
    this.#cpu = cpu
    this.woken()
  }

  /** The thread is about to look at what is due. */
  woken(): void {
    this.#before = this.#now
    this.#now = { ms: this.#clock(), cpuMs: this.#cpu() }
  }

  /** When it was last woken, something was late by so many milliseconds. */
  late(ms: number): void {
    if (ms < WORTH_ASKING_MS) return
    const { ms: untilMs, cpuMs } = this.#now
    // What was late before as well was counted then, up to there.
    const fromMs = Math.max(untilMs - ms, this.#before.ms)
    this.#waits.push({ fromMs, untilMs, cpuMs: Math.min(cpuMs - this.#before.cpuMs, untilMs - fromMs) })
  }

  collected(collection: Collection): void {
    this.#collections.push({ startTime: collection.startTime, duration: collection.duration })
  }

  figures(): HeldUpResult {
    const collections = this.#collections.toSorted((a, b) => a.startTime - b.startTime)
    let [lateMs, cpuMs, gcMs, next] = [0, 0, 0, 0]
    for (const { fromMs, untilMs, cpuMs: taken } of this.#waits) {
      while (next < collections.length && endOf(collections[next]!) <= fromMs) next++
      let inside = 0
      for (let index = next; index < collections.length; index++) {
        const one = collections[index]!
        if (one.startTime >= untilMs) break
        inside += Math.min(endOf(one), untilMs) - Math.max(one.startTime, fromMs)
      }
      lateMs += untilMs - fromMs
      gcMs += inside
      // A thread that is stopped for the collector takes no CPU time of its own while others of its process do.
      cpuMs += Math.min(Math.max(taken, inside), untilMs - fromMs)
    }
    if (lateMs === 0) return { lateMs: 0, own: 0, gc: 0, waiting: 0 }
    return { lateMs, own: (cpuMs - gcMs) / lateMs, gc: gcMs / lateMs, waiting: (lateMs - cpuMs) / lateMs }
  }
}

const endOf = ({ startTime, duration }: Collection): number => startTime + duration

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

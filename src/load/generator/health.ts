/**
 * Whether the generator kept up. Numbers of one that did not are about itself and not about the target, so beyond
 * the limits a run has no verdict but that.
 */
import { heldUpWords } from '../../scenarios/held-up-words.ts'
import type { HeldUpResult } from '../../scenarios/result-of-load.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { LatencyData } from '../measure/latencies.ts'

/** Of one thread that generates load. */
export interface HealthFigures {
  readonly generator: string
  readonly seconds: number
  /** CPU time of the thread by time that went by: a share of one core. */
  readonly cpu: number
  /** Share of the time in which the event loop was not idle. */
  readonly busy: number
  readonly loopDelay: { readonly p50Us: Micros; readonly p99Us: Micros; readonly maxUs: Micros }
  readonly gc: { readonly pauses: number; readonly share: number; readonly longestUs: Micros }
  /** How late planned things were begun. */
  readonly lag: LatencyData & { readonly p50Us: Micros; readonly p99Us: Micros; readonly p999Us: Micros }
  /** What it did while something was due. */
  readonly heldUp: HeldUpResult
  /** Largest resident memory of the process, in bytes, and the heap in use at the end. */
  readonly rssBytes: number
  readonly heapBytes: number
  /** Connections to servers that were open at the same time, at most. */
  readonly socketsMost: number
}

export interface HealthLimits {
  readonly lagP999Us: Micros
  readonly loopDelayP99Us: Micros
  readonly cpu: number
  readonly gc: number
  /** Of the worst moment; not looked at unless told. */
  readonly lagMaxUs?: Micros
}

/** Lateness of the generator that would be a visible part of latencies of some ten milliseconds. */
export const usualLimits: HealthLimits = { lagP999Us: 1_000, loopDelayP99Us: 20_000, cpu: 0.7, gc: 0.1 }

/**
 * Of a process that plays a whole scenario, servers and desktops, `speed` times as fast as it is: it may be as late as is still
 * small beside what people, polls and reloads take there. A desktop waits 5 s for an answer: who is half of that late
 * may have seen failures that were its own.
 */
export const playingLimits = (speed: number): HealthLimits => ({
  lagP999Us: Math.round(500_000 / speed),
  lagMaxUs: Math.round(2_500_000 / speed),
  loopDelayP99Us: Math.round(250_000 / speed),
  cpu: 0.95,
  gc: 0.1,
})

export interface HealthVerdict {
  readonly healthy: boolean
  /** What was beyond a limit, in words. */
  readonly says: readonly string[]
}

export function judgeHealth(figures: readonly HealthFigures[], limits: HealthLimits = usualLimits): HealthVerdict {
  const says = figures.flatMap((one) => beyond(one, limits).map((text) => `${one.generator}: ${text}`))
  if (figures.length === 0) says.push('nothing is known of the generator')
  return { healthy: says.length === 0, says }
}

const CAUSES = { own: 'work of its own', gc: 'garbage collection', waiting: 'waiting for a processor' }

function beyond({ lag, heldUp, loopDelay, cpu, gc }: HealthFigures, limits: HealthLimits): string[] {
  const found: string[] = []
  const over = (value: number, limit: number, text: string) => {
    // What is not a number was not measured, and proves nothing.
    if (!(value <= limit)) found.push(text)
  }
  const by = heldUpWords(heldUp, CAUSES)
  const lagSays = `schedule lag p99.9 ${ms(lag.p999Us)}, limit ${ms(limits.lagP999Us)}`
  over(lag.p999Us, limits.lagP999Us, by === undefined ? lagSays : `${lagSays} (held up by ${by})`)
  const delay = loopDelay.p99Us
  over(delay, limits.loopDelayP99Us, `event-loop delay p99 ${ms(delay)}, limit ${ms(limits.loopDelayP99Us)}`)
  over(cpu, limits.cpu, `CPU ${share(cpu)} of a core, limit ${share(limits.cpu)}`)
  const { lagMaxUs } = limits
  if (lagMaxUs !== undefined) over(lag.maxUs, lagMaxUs, `schedule lag up to ${ms(lag.maxUs)}, limit ${ms(lagMaxUs)}`)
  over(gc.share, limits.gc, `garbage collection ${share(gc.share)} of the time, limit ${share(limits.gc)}`)
  return found
}

const ms = (us: Micros) => `${(us / 1000).toFixed(1)} ms`
const share = (of: number) => `${(of * 100).toFixed(0)} %`

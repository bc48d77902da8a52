/** How fast things may happen: one after the other, evenly apart, so that there are no bursts either. */
import type { WallClock } from './clock.ts'

const HOUR_MS = 3_600_000

/** Waits until it may go. The signal ends the waiting. */
type Sleep = (ms: number) => Promise<void>

/** Places in a row, each so far from the one before. */
export class Row {
  readonly #clock: Pick<WallClock, 'now'>
  readonly apartMs: number
  #nextMs = 0

  constructor(perHour: number, clock: Pick<WallClock, 'now'>) {
    this.#clock = clock
    this.apartMs = HOUR_MS / perHour
  }

  /** Takes the next place; how many milliseconds there are until then. */
  place(): number {
    const now = this.#clock.now()
    const at = Math.max(now, this.#nextMs)
    this.#nextMs = at + this.apartMs
    return at - now
  }

  /** Those who had a place have given it up. */
  clear(): void {
    this.#nextMs = this.#clock.now() + this.apartMs
  }
}

/**
 * A gate that lets one through at a time, so far after the one before was really gone: what waits behind it for
 * something else as well does not catch up afterwards.
 */
export class Turnstile {
  readonly #clock: Pick<WallClock, 'now'>
  readonly #apartMs: number
  #before: Promise<void> = Promise.resolve()
  #goneMs = Number.NEGATIVE_INFINITY

  constructor(perHour: number, clock: Pick<WallClock, 'now'>) {
    this.#clock = clock
    this.#apartMs = HOUR_MS / perHour
  }

  /** `going` resolves when it is sent. Rejections of either are passed on, and let the next one in. */
  async through(sleep: Sleep, going: () => Promise<void>): Promise<void> {
    const before = this.#before
    const mine = Promise.withResolvers<void>()
    this.#before = mine.promise
    await before
    try {
      const ms = this.#goneMs + this.#apartMs - this.#clock.now()
      if (ms > 0) await sleep(ms)
      await going()
      this.#goneMs = this.#clock.now()
    } finally {
      mine.resolve()
    }
  }
}

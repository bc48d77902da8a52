/**
 * Measuring into the metrics of k6. Every sample goes out at once, so that nothing is lost when k6 is stopped, and says for which
 * interval and windows of the run its operation was planned: a slow server moves no work from one to the next.
 */
import type { Micros } from '../../sim/kernel/time.ts'
import { type TimedAttempt, type Timing, UNFINISHED } from '../measure/measuring.ts'
import { intervalFor, type NamedWindow, Windows } from '../measure/windows.ts'

type Tags = Readonly<Record<string, string>>

/** A metric of k6, as far as it is used here. */
export interface Meter {
  add(value: number, tags?: Tags): void
}

export interface Meters {
  readonly planned: Meter
  readonly failed: Meter
  readonly intended: Meter
  readonly actual: Meter
}

export interface K6MeasuringOptions {
  /** In virtual time, which is what is told to k6; with speed 1 it is that of the wall clock. */
  readonly clock: () => Micros
  readonly totalUs: Micros
  readonly windows?: readonly NamedWindow[] | undefined
}

export class K6Measuring implements Timing {
  readonly #meters: Meters
  readonly #clock: () => Micros
  readonly #windows: Windows
  readonly #underWay = new Set<K6Attempt>()
  /** Begun since the last look, and not yet told: some are withdrawn in the moment they are begun. */
  #fresh: K6Attempt[] = []

  constructor(meters: Meters, { clock, totalUs, windows = [] }: K6MeasuringOptions) {
    this.#meters = meters
    this.#clock = clock
    this.#windows = new Windows(windows, intervalFor(totalUs))
  }

  begin(operation: string, intendedUs: Micros, startedUs: Micros): TimedAttempt {
    const attempt = new K6Attempt(this, this.#tags(operation, intendedUs), intendedUs, startedUs)
    this.#underWay.add(attempt)
    this.#fresh.push(attempt)
    return attempt
  }

  record(operation: string, intendedUs: Micros, startedUs: Micros, endedUs: Micros): void {
    this.begin(operation, intendedUs, startedUs).doneAt(endedUs)
  }

  /** Tells k6 what was begun since the last look. */
  look(): void {
    for (const { tags, isWithdrawn } of this.#fresh) if (!isWithdrawn) this.#meters.planned.add(1, tags)
    this.#fresh = []
  }

  /** What is still under way has failed, as nobody saw it succeed. */
  finish(): void {
    for (const attempt of this.#underWay) attempt.failed(UNFINISHED)
    this.look()
  }

  now(): Micros {
    return this.#clock()
  }

  /** For attempts. An end that comes after the end of all was counted already. */
  ended(attempt: K6Attempt): boolean {
    return this.#underWay.delete(attempt)
  }

  tell({ tags, intendedUs, startedUs }: K6Attempt, endedUs: Micros): void {
    this.#meters.intended.add(millis(endedUs - intendedUs), tags)
    this.#meters.actual.add(millis(endedUs - startedUs), tags)
  }

  tellFailed({ tags }: K6Attempt, kind: string): void {
    this.#meters.failed.add(1, { ...tags, kind })
  }

  #tags(operation: string, intendedUs: Micros): Tags {
    const named = this.#windows.namedAt(intendedUs)
    const interval = String(this.#windows.intervalAt(intendedUs))
    return { operation, interval, ...(named.length === 0 ? {} : { windows: named.join(' ') }) }
  }
}

class K6Attempt implements TimedAttempt {
  readonly tags: Tags
  readonly intendedUs: Micros
  readonly startedUs: Micros
  isWithdrawn = false
  readonly #measuring: K6Measuring

  constructor(measuring: K6Measuring, tags: Tags, intendedUs: Micros, startedUs: Micros) {
    this.#measuring = measuring
    this.tags = tags
    this.intendedUs = intendedUs
    this.startedUs = startedUs
  }

  done(): void {
    this.doneAt(this.#measuring.now())
  }

  doneAt(endedUs: Micros): void {
    if (this.#measuring.ended(this)) this.#measuring.tell(this, endedUs)
  }

  failed(kind: string): void {
    if (this.#measuring.ended(this)) this.#measuring.tellFailed(this, kind)
  }

  withdraw(): void {
    this.#measuring.ended(this)
    this.isWithdrawn = true
  }
}

const millis = (us: Micros): number => Math.max(0, us) / 1000

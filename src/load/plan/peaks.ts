/** How dense a plan is at its densest: what a generator, and the center, have to bear. */
import { MINUTE, type Micros, SECOND } from '../../sim/kernel/time.ts'
import type { PlanEntry } from './entry.ts'

export interface Peak {
  readonly count: number
  readonly atUs: Micros
}

export interface Peaks {
  /** Most sign-ins within one second, and most calls within one minute, of the clock. */
  readonly signInsPerSecond: Peak
  readonly callsPerMinute: Peak
  /** Most people signed in at once, as planned. */
  readonly signedIn: Peak
}

/** Listens to the entries of a plan in order. */
export class PeakSeeker {
  readonly #signIns = new Bins(SECOND)
  readonly #calls = new Bins(MINUTE)
  #here = 0
  #most: Peak = { count: 0, atUs: 0 }

  add({ kind, at }: PlanEntry): void {
    if (kind === 'call') this.#calls.add(at)
    else if (kind === 'sign-in') {
      this.#signIns.add(at)
      if (++this.#here > this.#most.count) this.#most = { count: this.#here, atUs: at }
    } else if (kind === 'sign-out') this.#here--
  }

  get peaks(): Peaks {
    return { signInsPerSecond: this.#signIns.peak, callsPerMinute: this.#calls.peak, signedIn: this.#most }
  }
}

class Bins {
  peak: Peak = { count: 0, atUs: 0 }
  readonly #widthUs: Micros
  #bin = -1
  #count = 0

  constructor(widthUs: Micros) {
    this.#widthUs = widthUs
  }

  add(at: Micros): void {
    const bin = Math.floor(at / this.#widthUs)
    if (bin !== this.#bin) [this.#bin, this.#count] = [bin, 0]
    if (++this.#count > this.peak.count) this.peak = { count: this.#count, atUs: bin * this.#widthUs }
  }
}

/** Levels sampled at a fixed step, at most some six hundred times a run. A sample holds all that happened up to it. */
import { type Micros, SECOND } from '../../sim/kernel/time.ts'

const SAMPLES = 600

export class Series {
  readonly stepUs: Micros
  readonly levels: Int32Array
  readonly #samples: Int32Array
  readonly #width: number
  #taken = 0
  /** When the next sample is due. */
  #next: Micros = 0

  constructor(width: number, totalUs: Micros) {
    this.stepUs = Math.max(1, Math.ceil(totalUs / SAMPLES / SECOND)) * SECOND
    this.#width = width
    this.levels = new Int32Array(width)
    this.#samples = new Int32Array(width * (Math.floor(totalUs / this.stepUs) + 1))
  }

  /** Call before changing a level at `at`. */
  advance(at: Micros): void {
    while (this.#next < at) this.#take()
  }

  #take(): void {
    const from = this.#taken * this.#width
    if (from < this.#samples.length) {
      this.#samples.set(this.levels, from)
      this.#taken++
    }
    this.#next += this.stepUs
  }

  /** Takes the samples up to and including `now`. */
  finish(now: Micros): void {
    while (this.#next <= now) this.#take()
  }

  of(index: number): number[] {
    return Array.from({ length: this.#taken }, (_, sample) => this.#samples[sample * this.#width + index]!)
  }
}

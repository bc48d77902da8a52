/** What waits at a served node, first come first served. */
import type { Micros } from './time.ts'

export interface Waiting {
  /** When it came. */
  readonly at: Micros
  readonly kind: number
  readonly about: number
  readonly body: unknown
  readonly link: number
  readonly cause: number
}

export class Line {
  #waiting: Waiting[] = []
  #head = 0

  get length(): number {
    return this.#waiting.length - this.#head
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting)
  }

  /** Takes the first; only if there is one. */
  take(): Waiting {
    const first = this.#waiting[this.#head++]!
    if (this.#head === this.#waiting.length) {
      this.#waiting.length = 0
      this.#head = 0
    } else if (this.#head === 1024) {
      this.#waiting = this.#waiting.slice(1024)
      this.#head = 0
    }
    return first
  }
}

/** How many things there were at most in any few seconds, where they should be spread. */
import { type Micros, SECOND } from '../../sim/kernel/time.ts'

export const RUSH_US: Micros = 5 * SECOND
/** Half as many again as the pace allows may be chance. */
const FAIRLY = 1.5

export class Rush {
  total = 0
  most = 0
  /** More than this would not be spread. */
  readonly fair: number
  /** When the last ones were, in a ring. */
  readonly #last: Float64Array

  constructor(perSecond: number) {
    this.fair = Math.ceil((FAIRLY * perSecond * RUSH_US) / SECOND)
    this.#last = new Float64Array(4 * this.fair).fill(Number.NEGATIVE_INFINITY)
  }

  add(at: Micros): void {
    const { length } = this.#last
    this.#last[this.total++ % length] = at
    let count = 0
    while (count < length && this.#last[(this.total - 1 - count + length) % length]! > at - RUSH_US) count++
    this.most = Math.max(this.most, count)
  }
}

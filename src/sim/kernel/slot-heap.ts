/** A binary heap of event slots by (time, order added). */
import type { Micros } from './time.ts'

export class SlotHeap {
  readonly #time: Micros[] = []
  readonly #order: number[] = []
  readonly #slot: number[] = []
  #added = 0

  get size(): number {
    return this.#slot.length
  }

  /** Time of the earliest; only if there is one. */
  get first(): Micros {
    return this.#time[0]!
  }

  /** Slot of the earliest; only if there is one. */
  get top(): number {
    return this.#slot[0]!
  }

  add(at: Micros, slot: number): void {
    let hole = this.#slot.length
    this.#move(hole, at, this.#added++, slot)
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if (this.#time[parent]! <= at) break
      this.#swap(hole, parent)
      hole = parent
    }
  }

  /** Removes the earliest and returns its slot; only if there is one. */
  take(): number {
    const taken = this.#slot[0]!
    const last = this.#slot.length - 1
    this.#swap(0, last)
    this.#time.pop()
    this.#order.pop()
    this.#slot.pop()
    let hole = 0
    for (;;) {
      let best = hole
      for (let child = 2 * hole + 1; child <= 2 * hole + 2 && child < last; child++) {
        if (this.#isBefore(child, best)) best = child
      }
      if (best === hole) return taken
      this.#swap(hole, best)
      hole = best
    }
  }

  #isBefore(a: number, b: number): boolean {
    const earlier = this.#time[a]! - this.#time[b]!
    return earlier !== 0 ? earlier < 0 : this.#order[a]! < this.#order[b]!
  }

  #swap(a: number, b: number): void {
    const time = this.#time[a]!
    const order = this.#order[a]!
    const slot = this.#slot[a]!
    this.#move(a, this.#time[b]!, this.#order[b]!, this.#slot[b]!)
    this.#move(b, time, order, slot)
  }

  #move(to: number, at: Micros, order: number, slot: number): void {
    this.#time[to] = at
    this.#order[to] = order
    this.#slot[to] = slot
  }
}

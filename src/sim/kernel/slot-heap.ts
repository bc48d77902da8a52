/** A 4-ary heap of event slots by (time, order asked), in flat arrays. */
import type { Micros } from './time.ts'

export class SlotHeap {
  size = 0
  #time = new Float64Array(256)
  #slot = new Int32Array(256)

  /** Time of the earliest; only if there is one. */
  get first(): Micros {
    return this.#time[0]!
  }

  add(at: Micros, slot: number, order: Float64Array): void {
    if (this.size === this.#time.length) this.#grow()
    const times = this.#time
    const slots = this.#slot
    const asked = order[slot]!
    let hole = this.size++
    while (hole > 0) {
      const parent = (hole - 1) >> 2
      const time = times[parent]!
      if (time < at || (time === at && order[slots[parent]!]! < asked)) break
      times[hole] = time
      slots[hole] = slots[parent]!
      hole = parent
    }
    times[hole] = at
    slots[hole] = slot
  }

  /** Removes the earliest and returns its slot; only if there is one. */
  take(order: Float64Array): number {
    const times = this.#time
    const slots = this.#slot
    const taken = slots[0]!
    const size = --this.size
    if (size === 0) return taken
    const at = times[size]!
    const slot = slots[size]!
    let hole = 0
    for (;;) {
      const left = (hole << 2) + 1
      if (left >= size) break
      const end = left + 4 < size ? left + 4 : size
      let best = left
      let bestTime = times[left]!
      for (let child = left + 1; child < end; child++) {
        const time = times[child]!
        if (time < bestTime || (time === bestTime && order[slots[child]!]! < order[slots[best]!]!)) {
          best = child
          bestTime = time
        }
      }
      if (bestTime > at || (bestTime === at && order[slots[best]!]! > order[slot]!)) break
      times[hole] = bestTime
      slots[hole] = slots[best]!
      hole = best
    }
    times[hole] = at
    slots[hole] = slot
    return taken
  }

  #grow(): void {
    const time = new Float64Array(this.size * 2)
    const slot = new Int32Array(this.size * 2)
    time.set(this.#time)
    slot.set(this.#slot)
    this.#time = time
    this.#slot = slot
  }
}

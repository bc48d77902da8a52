/**
 * What is to happen, ordered by (time, order asked). Millions of events pass through here each second, so nothing
 * is allocated for one and an event lies in one cache line:
 *
 *   wheel  one sorted list for each of the next 262,144 slabs of a millisecond; nearly always a list of one or two
 *   far    a heap of what is later than those four minutes, moved to the wheel when it comes into sight
 *
 * An event is added behind all others of its time, which is the order asked; no list ever needs sorting.
 */
import { SlotHeap } from './slot-heap.ts'
import type { Micros } from './time.ts'

const START = 1024
const SLAB: Micros = 1 << 10
const SLABS = 1 << 18
const TURN = 1 << 24
/** Words of one slot: time (two), kind, about, link, node, cause, after, turn, one to spare. */
const WORDS = 10
const KIND = 2
const ABOUT = 3
const LINK = 4
const NODE = 5
const CAUSE = 6
/** Next slot in the same list, or the next free one. */
const AFTER = 7
/** How often the slot was used, so that an old ticket is told from a new one. */
const TURNS = 8

export class EventQueue {
  /** Of the event taken last by `take`. */
  at: Micros = 0
  kind = 0
  about = 0
  link = 0
  node = 0
  cause = 0
  body: unknown = undefined

  /** Events waiting, cancelled ones included until their time comes. */
  size = 0
  #slab = 0
  readonly #first = new Int32Array(SLABS).fill(-1)
  readonly #last = new Int32Array(SLABS)
  readonly #far = new SlotHeap()
  #buffer = new ArrayBuffer(START * WORDS * 4)
  #words = new Int32Array(this.#buffer)
  #times = new Float64Array(this.#buffer)
  #body: unknown[] = []
  #free = -1
  #slots = 0

  /** Time of the next event, or Infinity. */
  get next(): Micros {
    return this.#advance() ? this.#times[this.#first[this.#slab % SLABS]! * 5]! : Infinity
  }

  /** Asks for an event at a time not before the present; returns its slot (see `ticket`). */
  add(at: Micros, node: number, kind: number, about: number, body: unknown, link: number, cause: number): number {
    let slot = this.#free
    if (slot >= 0) this.#free = this.#words[slot * WORDS + AFTER]!
    else {
      slot = this.#slots++
      if ((slot + 1) * WORDS > this.#words.length) this.#grow()
    }
    const words = this.#words
    const base = slot * WORDS
    this.#times[slot * 5] = at
    words[base + KIND] = kind
    words[base + ABOUT] = about
    words[base + LINK] = link
    words[base + NODE] = node
    words[base + CAUSE] = cause
    this.#body[slot] = body
    this.size++
    const slab = Math.floor(at / SLAB)
    if (slab < this.#slab + SLABS) this.#file(at, slot, slab % SLABS)
    else this.#far.add(at, slot)
    return slot
  }

  /** What `cancel` takes: names the event in this slot and no later one. */
  ticket(slot: number): number {
    return this.#words[slot * WORDS + TURNS]! * TURN + slot
  }

  /** Forgets an event that was asked for; false if it already happened or was cancelled before. */
  cancel(ticket: number): boolean {
    const slot = ticket % TURN
    const base = slot * WORDS
    if (this.#words[base + TURNS] !== (ticket - slot) / TURN || this.#words[base + NODE]! < 0) return false
    this.#words[base + NODE] = -1
    this.#body[slot] = undefined
    return true
  }

  /** Takes the next event that was not cancelled, if it is due by `until`; its parts are then in the fields. */
  take(until: Micros): boolean {
    while (this.#advance()) {
      const list = this.#slab % SLABS
      const slot = this.#first[list]!
      const at = this.#times[slot * 5]!
      if (at > until) return false
      const words = this.#words
      const base = slot * WORDS
      this.#first[list] = words[base + AFTER]!
      words[base + AFTER] = this.#free
      words[base + TURNS]!++
      this.#free = slot
      this.size--
      const node = words[base + NODE]!
      if (node < 0) continue
      this.at = at
      this.node = node
      this.kind = words[base + KIND]!
      this.about = words[base + ABOUT]!
      this.link = words[base + LINK]!
      this.cause = words[base + CAUSE]!
      this.body = this.#body[slot]
      this.#body[slot] = undefined
      return true
    }
    return false
  }

  /** Puts a slot into a list, behind all that are due at its time or before. */
  #file(at: Micros, slot: number, list: number): void {
    const words = this.#words
    const times = this.#times
    const first = this.#first[list]!
    if (first < 0) {
      this.#first[list] = slot
      this.#last[list] = slot
      words[slot * WORDS + AFTER] = -1
      return
    }
    const last = this.#last[list]!
    if (times[last * 5]! <= at) {
      words[last * WORDS + AFTER] = slot
      words[slot * WORDS + AFTER] = -1
      this.#last[list] = slot
    } else if (times[first * 5]! > at) {
      words[slot * WORDS + AFTER] = first
      this.#first[list] = slot
    } else {
      let before = first
      let after = words[before * WORDS + AFTER]!
      while (times[after * 5]! <= at) {
        before = after
        after = words[before * WORDS + AFTER]!
      }
      words[before * WORDS + AFTER] = slot
      words[slot * WORDS + AFTER] = after
    }
  }

  /** Turns the wheel to the next slab with events in it; false when there are none at all. */
  #advance(): boolean {
    const heads = this.#first
    let slab = this.#slab
    if (heads[slab % SLABS]! >= 0) return true
    if (this.size === 0) return false
    const far = this.#far
    if (this.size === far.size) slab = Math.floor(far.first / SLAB) - 1
    do {
      slab++
      while (far.size > 0 && far.first < (slab + SLABS) * SLAB) {
        const at = far.first
        this.#file(at, far.take(), Math.floor(at / SLAB) % SLABS)
      }
    } while (heads[slab % SLABS]! < 0)
    this.#slab = slab
    return true
  }

  #grow(): void {
    const old = this.#words
    this.#buffer = new ArrayBuffer(old.byteLength * 2)
    this.#words = new Int32Array(this.#buffer)
    this.#times = new Float64Array(this.#buffer)
    this.#words.set(old)
  }
}

/**
 * What is to happen, ordered by (time, order asked). Millions of events pass through here each second, so nothing
 * is allocated for one, and most never meet a large heap:
 *
 *   near   a small heap: everything due in the current slab of 16 ms
 *   wheel  one list a slab for the next 18 minutes, emptied into `near` when its turn comes
 *   far    a heap of what is later still, such as the end of a shift
 */
import { SlotHeap } from './slot-heap.ts'
import type { Micros } from './time.ts'

const START = 1024
const SLAB: Micros = 1 << 14
const SLABS = 1 << 16
const TURN = 1 << 24

export class EventQueue {
  /** Of the event taken last by `take`. */
  at: Micros = 0
  kind = 0
  about = 0
  link = 0
  node = 0
  cause = 0
  body: unknown = undefined

  #held = 0
  #asked = 0
  #slab = 0
  readonly #near = new SlotHeap()
  readonly #far = new SlotHeap()
  readonly #wheel = new Int32Array(SLABS).fill(-1)
  #time = new Float64Array(START)
  #order = new Float64Array(START)
  #kind = new Int32Array(START)
  #about = new Int32Array(START)
  #link = new Int32Array(START)
  #node = new Int32Array(START)
  #cause = new Int32Array(START)
  #turn = new Int32Array(START)
  /** Next slot in the same list of the wheel, or the next free one. */
  #after = new Int32Array(START)
  #body: unknown[] = new Array(START).fill(undefined)
  #free = -1
  #slots = 0

  /** Events waiting, cancelled ones included until their time comes. */
  get size(): number {
    return this.#held
  }

  /** Time of the next event, or Infinity. */
  get next(): Micros {
    return this.#advance() ? this.#near.first : Infinity
  }

  /** Asks for an event at a time not before the present; returns a ticket for `cancel`. */
  add(at: Micros, node: number, kind: number, about: number, body: unknown, link: number, cause: number): number {
    let slot = this.#free
    if (slot >= 0) this.#free = this.#after[slot]!
    else {
      slot = this.#slots++
      if (slot === this.#kind.length) this.#grow()
    }
    this.#time[slot] = at
    this.#order[slot] = this.#asked++
    this.#kind[slot] = kind
    this.#about[slot] = about
    this.#link[slot] = link
    this.#node[slot] = node
    this.#cause[slot] = cause
    this.#body[slot] = body
    this.#held++
    const ahead = Math.floor(at / SLAB) - this.#slab
    if (ahead <= 0) this.#near.add(at, slot, this.#order)
    else if (ahead < SLABS) this.#file(at, slot)
    else this.#far.add(at, slot, this.#order)
    return this.#turn[slot]! * TURN + slot
  }

  /** Forgets an event that was asked for; false if it already happened or was cancelled before. */
  cancel(ticket: number): boolean {
    const slot = ticket % TURN
    if (this.#turn[slot] !== (ticket - slot) / TURN || this.#node[slot]! < 0) return false
    this.#node[slot] = -1
    this.#body[slot] = undefined
    return true
  }

  /** Takes the next event that was not cancelled, if it is due by `until`; its parts are then in the fields. */
  take(until: Micros): boolean {
    const near = this.#near
    while (near.size > 0 || this.#advance()) {
      if (near.first > until) return false
      const slot = near.take(this.#order)
      const node = this.#node[slot]!
      const body = this.#body[slot]
      this.#held--
      this.#turn[slot]!++
      this.#after[slot] = this.#free
      this.#free = slot
      if (node < 0) continue
      this.#body[slot] = undefined
      this.at = this.#time[slot]!
      this.node = node
      this.kind = this.#kind[slot]!
      this.about = this.#about[slot]!
      this.link = this.#link[slot]!
      this.cause = this.#cause[slot]!
      this.body = body
      return true
    }
    return false
  }

  #file(at: Micros, slot: number): void {
    const list = Math.floor(at / SLAB) % SLABS
    this.#after[slot] = this.#wheel[list]!
    this.#wheel[list] = slot
  }

  /** Turns the wheel to the next slab with events in it; false when there are none at all. */
  #advance(): boolean {
    const near = this.#near
    if (near.size > 0) return true
    if (this.#held === 0) return false
    const far = this.#far
    if (this.#held === far.size) this.#slab = Math.floor(far.first / SLAB) - 1
    while (near.size === 0) {
      const slab = ++this.#slab
      while (far.size > 0 && far.first < (slab + SLABS) * SLAB) {
        const at = far.first
        this.#file(at, far.take(this.#order))
      }
      const list = slab % SLABS
      let slot = this.#wheel[list]!
      this.#wheel[list] = -1
      while (slot >= 0) {
        const after = this.#after[slot]!
        near.add(this.#time[slot]!, slot, this.#order)
        slot = after
      }
    }
    return true
  }

  #grow(): void {
    const size = this.#kind.length * 2
    const grown = <T extends Float64Array | Int32Array>(old: T, fresh: T): T => {
      fresh.set(old as never)
      return fresh
    }
    this.#time = grown(this.#time, new Float64Array(size))
    this.#order = grown(this.#order, new Float64Array(size))
    this.#kind = grown(this.#kind, new Int32Array(size))
    this.#about = grown(this.#about, new Int32Array(size))
    this.#link = grown(this.#link, new Int32Array(size))
    this.#node = grown(this.#node, new Int32Array(size))
    this.#cause = grown(this.#cause, new Int32Array(size))
    this.#turn = grown(this.#turn, new Int32Array(size))
    this.#after = grown(this.#after, new Int32Array(size))
  }
}

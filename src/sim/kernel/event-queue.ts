/**
 * What is to happen, ordered by (time, order asked). Millions of events pass through here each second, so nothing
 * is allocated for one, an event lies in one cache line, and what is looked at often is small enough to stay near:
 *
 *   near  one sorted list for each millisecond of the present turn of four seconds; most hold one event or two
 *   far   one list for each of the next thousand turns, in the order asked; spread over `near` when their turn comes
 *   late  a heap of what is later than that hour, moved to `far` when it comes into sight
 *
 * An event is added behind all others of its time, which is the order asked; no list ever needs sorting. A cancelled
 * event leaves its list at once (only in the heap it stays until its time): most timers are set to be cancelled.
 */
import { SlotHeap } from './slot-heap.ts'
import type { Micros } from './time.ts'

const START = 1024
const SLAB: Micros = 1 << 10
/** Slabs of one turn, and turns in sight. */
const SLABS = 1 << 12
const TURNS = 1 << 10
const TURN: Micros = SLAB * SLABS
/** Powers of two: a product and a mask give what a division and a remainder would, at a tenth of their cost. */
const turnOf = (at: Micros): number => (at * (1 / TURN)) | 0
const slabOf = (at: Micros): number => ((at * (1 / SLAB)) | 0) & (SLABS - 1)
const listOfTurn = (turn: number): number => SLABS + (turn & (TURNS - 1))
const SLOTS = 1 << 24
/** Words of one slot; the time is in the first two. */
const WORDS = 16
const DOUBLES = WORDS / 2
const KIND = 2
const ABOUT = 3
const LINK = 4
const NODE = 5
const CAUSE = 6
/** Next slot in the same list, or the next free one. */
const AFTER = 7
const BEFORE = 8
/** Which list: of a millisecond, SLABS + that of a turn, or one of the two below. */
const LIST = 9
/** How often the slot was used, so that an old ticket is told from a new one. */
const USES = 10
const IN_HEAP = -1
const NOWHERE = -2

export class EventQueue {
  /** Events waiting. */
  size = 0
  /** Of those in lists: how many in the lists of milliseconds, how many in those of turns. */
  #near = 0
  #far = 0
  #slab = 0
  #turn = 0
  /** First and last slot of each list, -1 in an empty one: the milliseconds, then the turns. */
  readonly #ends = new Int32Array((SLABS + TURNS) * 2).fill(-1)
  readonly #late = new SlotHeap()
  #buffer = new ArrayBuffer(START * WORDS * 4)
  #words = new Int32Array(this.#buffer)
  #times = new Float64Array(this.#buffer)
  #body: unknown[] = []
  #free = -1
  #slots = 0
  /** Slot of the event taken last. It is free again, but what it held stays until the next event is added. */
  #taken = 0

  /** Of the event taken last by `take`; to be read before another one is added. */
  get at(): Micros {
    return this.#times[this.#taken * DOUBLES]!
  }

  get kind(): number {
    return this.#words[this.#taken * WORDS + KIND]!
  }

  get about(): number {
    return this.#words[this.#taken * WORDS + ABOUT]!
  }

  get link(): number {
    return this.#words[this.#taken * WORDS + LINK]!
  }

  get node(): number {
    return this.#words[this.#taken * WORDS + NODE]!
  }

  get cause(): number {
    return this.#words[this.#taken * WORDS + CAUSE]!
  }

  get body(): unknown {
    return this.#body[this.#taken]
  }

  /** Time of the next event, or Infinity. */
  get next(): Micros {
    if (this.size === 0) return Infinity
    if (this.#near > 0) {
      this.#advance(Infinity)
      return this.#times[this.#ends[this.#slab * 2]! * DOUBLES]!
    }
    if (this.#far === 0) return this.#soonest()
    let turn = this.#turn + 1
    while (this.#ends[listOfTurn(turn) * 2]! < 0) turn++
    let slot = this.#ends[listOfTurn(turn) * 2]!
    let soonest = Infinity
    for (; slot >= 0; slot = this.#words[slot * WORDS + AFTER]!) {
      soonest = Math.min(soonest, this.#times[slot * DOUBLES]!)
    }
    return soonest
  }

  /** Asks for an event at a time not before the present; returns its slot (see `ticket`). */
  add(at: Micros, node: number, kind: number, about: number, body: unknown, link: number, cause: number): number {
    let slot = this.#free
    if (slot >= 0) this.#free = this.#words[slot * WORDS + AFTER]!
    else slot = this.#newSlot()
    const words = this.#words
    const base = slot * WORDS
    this.#times[slot * DOUBLES] = at
    words[base + KIND] = kind
    words[base + ABOUT] = about
    words[base + LINK] = link
    words[base + NODE] = node
    words[base + CAUSE] = cause
    this.#body[slot] = body
    this.size++
    this.#place(at, slot)
    return slot
  }

  /** What `cancel` takes: names the event in this slot and no later one. */
  ticket(slot: number): number {
    return this.#words[slot * WORDS + USES]! * SLOTS + slot
  }

  /** Forgets an event that was asked for; false if it already happened or was cancelled before. */
  cancel(ticket: number): boolean {
    const slot = ticket % SLOTS
    const words = this.#words
    const base = slot * WORDS
    const list = words[base + LIST]!
    if (words[base + USES] !== (ticket - slot) / SLOTS || list === NOWHERE) return false
    this.size--
    if (list === IN_HEAP) {
      words[base + LIST] = NOWHERE
      this.#body[slot] = undefined
      return true
    }
    const ends = this.#ends
    const after = words[base + AFTER]!
    const before = words[base + BEFORE]!
    if (before < 0) ends[list * 2] = after
    else words[before * WORDS + AFTER] = after
    if (after < 0) ends[list * 2 + 1] = before
    else words[after * WORDS + BEFORE] = before
    if (list < SLABS) this.#near--
    else this.#far--
    this.#body[slot] = undefined
    this.#release(slot)
    return true
  }

  /** Takes the next event, if it is due by `until`; its parts are then in the fields. */
  take(until: Micros): boolean {
    if (!this.#advance(until)) return false
    const ends = this.#ends
    const list = this.#slab
    const slot = ends[list * 2]!
    const at = this.#times[slot * DOUBLES]!
    if (at > until) return false
    const words = this.#words
    const base = slot * WORDS
    const after = words[base + AFTER]!
    ends[list * 2] = after
    if (after < 0) ends[list * 2 + 1] = -1
    else words[after * WORDS + BEFORE] = -1
    this.#taken = slot
    this.size--
    this.#near--
    this.#release(slot)
    return true
  }

  #release(slot: number): void {
    const words = this.#words
    const base = slot * WORDS
    words[base + LIST] = NOWHERE
    words[base + USES]!++
    words[base + AFTER] = this.#free
    this.#free = slot
  }

  /** Puts a slot where its time belongs. */
  #place(at: Micros, slot: number): void {
    const turn = turnOf(at)
    if (turn === this.#turn) {
      const slab = slabOf(at)
      if (slab < this.#slab) this.#slab = slab
      this.#file(at, slot, slab)
    } else if (turn < this.#turn + TURNS) this.#append(slot, listOfTurn(turn))
    else {
      this.#words[slot * WORDS + LIST] = IN_HEAP
      this.#late.add(at, slot)
    }
  }

  #append(slot: number, list: number): void {
    const words = this.#words
    const base = slot * WORDS
    const last = this.#ends[list * 2 + 1]!
    words[base + LIST] = list
    words[base + AFTER] = -1
    words[base + BEFORE] = last
    if (last < 0) this.#ends[list * 2] = slot
    else words[last * WORDS + AFTER] = slot
    this.#ends[list * 2 + 1] = slot
    this.#far++
  }

  /** Puts a slot into the list of a millisecond, behind all that are due at its time or before. */
  #file(at: Micros, slot: number, list: number): void {
    const words = this.#words
    const times = this.#times
    const ends = this.#ends
    let before = ends[list * 2 + 1]!
    let after = -1
    while (before >= 0 && times[before * DOUBLES]! > at) {
      after = before
      before = words[before * WORDS + BEFORE]!
    }
    const base = slot * WORDS
    words[base + LIST] = list
    words[base + AFTER] = after
    words[base + BEFORE] = before
    if (before < 0) ends[list * 2] = slot
    else words[before * WORDS + AFTER] = slot
    if (after < 0) ends[list * 2 + 1] = slot
    else words[after * WORDS + BEFORE] = slot
    this.#near++
  }

  /** Goes on to the next millisecond with events in it; false when there are none, or none up to `until`. */
  #advance(until: Micros): boolean {
    const ends = this.#ends
    let slab = this.#slab
    if (ends[slab * 2]! >= 0) return true
    if (this.size === 0) return false
    while (this.#near === 0) {
      const turn = this.#far > 0 ? this.#turn + 1 : turnOf(this.#soonest())
      // Not beyond `until`: somebody may yet ask for an event soon after it.
      if (turn * TURN > until) return false
      this.#begin(turn)
      slab = 0
    }
    while (ends[slab * 2]! < 0) slab++
    this.#slab = slab
    return true
  }

  /** Spreads the events of a turn over its milliseconds, and takes in what comes into sight. */
  #begin(turn: number): void {
    const late = this.#late
    this.#slab = 0
    this.#turn = turn
    const list = listOfTurn(turn)
    let slot = this.#ends[list * 2]!
    this.#ends[list * 2] = -1
    this.#ends[list * 2 + 1] = -1
    while (slot >= 0) {
      const after = this.#words[slot * WORDS + AFTER]!
      const at = this.#times[slot * DOUBLES]!
      this.#far--
      this.#file(at, slot, slabOf(at))
      slot = after
    }
    while (late.size > 0 && late.first < (turn + TURNS) * TURN) {
      const at = late.first
      const due = late.take()
      if (this.#words[due * WORDS + LIST] === NOWHERE) this.#release(due)
      else this.#place(at, due)
    }
  }

  /** Time of the earliest event in the heap that was not cancelled. */
  #soonest(): Micros {
    const late = this.#late
    while (this.#words[late.top * WORDS + LIST] === NOWHERE) this.#release(late.take())
    return late.first
  }

  #newSlot(): number {
    const slot = this.#slots++
    if (this.#slots * WORDS > this.#words.length) {
      const old = this.#words
      this.#buffer = new ArrayBuffer(old.byteLength * 2)
      this.#words = new Int32Array(this.#buffer)
      this.#times = new Float64Array(this.#buffer)
      this.#words.set(old)
    }
    return slot
  }
}

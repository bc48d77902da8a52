/** The calls a user is in, with a small number for each: a few slots a user, because nobody has more hands. */
const SLOTS = 8

export class UserCalls {
  /** How many calls each user is in. */
  readonly count: Uint8Array
  readonly #calls: Int32Array
  readonly #states: Uint8Array

  constructor(users: number) {
    this.count = new Uint8Array(users)
    this.#calls = new Int32Array(users * SLOTS)
    this.#states = new Uint8Array(users * SLOTS)
  }

  /** The slot of the call, or -1. */
  find(user: number, call: number): number {
    const from = user * SLOTS
    const until = from + this.count[user]!
    for (let slot = from; slot < until; slot++) if (this.#calls[slot] === call) return slot
    return -1
  }

  /** False when the user's slots are all taken. */
  add(user: number, call: number, state: number): boolean {
    const count = this.count[user]!
    if (count === SLOTS) return false
    this.#calls[user * SLOTS + count] = call
    this.#states[user * SLOTS + count] = state
    this.count[user] = count + 1
    return true
  }

  state(slot: number): number {
    return this.#states[slot]!
  }

  change(slot: number, state: number): void {
    this.#states[slot] = state
  }

  remove(user: number, slot: number): void {
    const last = user * SLOTS + --this.count[user]!
    for (let at = slot; at < last; at++) {
      this.#calls[at] = this.#calls[at + 1]!
      this.#states[at] = this.#states[at + 1]!
    }
  }

  /** Takes out the calls that are marked, by call id from `first` on. */
  forget(user: number, marked: Uint8Array, first: number): void {
    const from = user * SLOTS
    for (let slot = from + this.count[user]! - 1; slot >= from; slot--) {
      if (marked[this.#calls[slot]! - first] === 1) this.remove(user, slot)
    }
  }

  clear(user: number): void {
    this.count[user] = 0
  }

  of(user: number): number[] {
    return Array.from(this.#calls.subarray(user * SLOTS, user * SLOTS + this.count[user]!))
  }
}

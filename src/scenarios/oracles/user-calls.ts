/** The calls a user is in, with a small number for each: a few slots a user, because nobody has more hands. */
const SLOTS = 8
/** A call, and its number beside it. */
const WORDS = 2

export class UserCalls {
  readonly #count: Uint8Array
  readonly #words: Int32Array

  constructor(users: number) {
    this.#count = new Uint8Array(users)
    this.#words = new Int32Array(users * SLOTS * WORDS)
  }

  /** How many calls the user is in. */
  count(user: number): number {
    return this.#count[user]!
  }

  /** The slot of the call, or -1. */
  find(user: number, call: number): number {
    const words = this.#words
    const until = this.#slot(user, this.count(user))
    for (let slot = this.#slot(user, 0); slot < until; slot += WORDS) if (words[slot] === call) return slot
    return -1
  }

  #slot(user: number, number: number): number {
    return (user * SLOTS + number) * WORDS
  }

  /** False when the user's slots are all taken. */
  add(user: number, call: number, state: number): boolean {
    const count = this.count(user)
    if (count === SLOTS) return false
    const slot = this.#slot(user, count)
    this.#words[slot] = call
    this.#words[slot + 1] = state
    this.#count[user] = count + 1
    return true
  }

  state(slot: number): number {
    return this.#words[slot + 1]!
  }

  change(slot: number, state: number): void {
    this.#words[slot + 1] = state
  }

  remove(user: number, slot: number): void {
    const left = this.count(user) - 1
    this.#count[user] = left
    const last = this.#slot(user, left)
    for (let at = slot; at < last; at++) this.#words[at] = this.#words[at + WORDS]!
  }

  /** Takes out the calls that are marked, by call id from `first` on. */
  forget(user: number, marked: Uint8Array, first: number): void {
    for (let number = this.count(user) - 1; number >= 0; number--) {
      const slot = this.#slot(user, number)
      if (marked[this.#words[slot]! - first] === 1) this.remove(user, slot)
    }
  }

  clear(user: number): void {
    this.#count[user] = 0
  }

  of(user: number): number[] {
    return Array.from({ length: this.count(user) }, (_, number) => this.#words[this.#slot(user, number)]!)
  }
}

/** Requests that are under way, by user and request id: a hash table of plain columns, as large as the busiest moment. */
import type { Micros } from '../sim/kernel/time.ts'

const FIRST_SIZE = 1 << 10

export class LiveRequests {
  size = 0
  #mask = FIRST_SIZE - 1
  #users = new Int32Array(FIRST_SIZE).fill(-1)
  #ids = new Int32Array(FIRST_SIZE)
  #sentAt = new Float64Array(FIRST_SIZE)
  #operations = new Uint8Array(FIRST_SIZE)
  #flags = new Uint8Array(FIRST_SIZE)

  /** The slot of a request, or -1. A slot is good until the next `add` or `remove`. */
  find(user: number, id: number): number {
    const users = this.#users
    let slot = home(user, id) & this.#mask
    while (users[slot] !== -1) {
      if (users[slot] === user && this.#ids[slot] === id) return slot
      slot = (slot + 1) & this.#mask
    }
    return -1
  }

  add(user: number, id: number, at: Micros, operation: number): void {
    if (this.size * 2 > this.#mask) this.#grow()
    let slot = home(user, id) & this.#mask
    while (this.#users[slot] !== -1) slot = (slot + 1) & this.#mask
    this.#users[slot] = user
    this.#ids[slot] = id
    this.#sentAt[slot] = at
    this.#operations[slot] = operation
    this.#flags[slot] = 0
    this.size++
  }

  remove(slot: number): void {
    const mask = this.#mask
    let hole = slot
    for (let next = (slot + 1) & mask; this.#users[next] !== -1; next = (next + 1) & mask) {
      // An entry moves back unless its home lies between the hole and itself.
      const wanted = home(this.#users[next]!, this.#ids[next]!) & mask
      if (((next - wanted) & mask) < ((next - hole) & mask)) continue
      this.#users[hole] = this.#users[next]!
      this.#ids[hole] = this.#ids[next]!
      this.#sentAt[hole] = this.#sentAt[next]!
      this.#operations[hole] = this.#operations[next]!
      this.#flags[hole] = this.#flags[next]!
      hole = next
    }
    this.#users[hole] = -1
    this.size--
  }

  sentAt(slot: number): Micros {
    return this.#sentAt[slot]!
  }

  operation(slot: number): number {
    return this.#operations[slot]!
  }

  flags(slot: number): number {
    return this.#flags[slot]!
  }

  flag(slot: number, bits: number): void {
    this.#flags[slot]! |= bits
  }

  /** In the order sent, so that a report does not depend on the table. */
  *all(): Generator<{ user: number; id: number; slot: number }> {
    const slots: number[] = []
    for (let slot = 0; slot <= this.#mask; slot++) if (this.#users[slot] !== -1) slots.push(slot)
    slots.sort((a, b) => this.#sentAt[a]! - this.#sentAt[b]! || this.#users[a]! - this.#users[b]!)
    for (const slot of slots) yield { user: this.#users[slot]!, id: this.#ids[slot]!, slot }
  }

  #grow(): void {
    const old = {
      users: this.#users,
      ids: this.#ids,
      at: this.#sentAt,
      operations: this.#operations,
      flags: this.#flags,
    }
    const length = old.users.length * 2
    this.#mask = length - 1
    this.#users = new Int32Array(length).fill(-1)
    this.#ids = new Int32Array(length)
    this.#sentAt = new Float64Array(length)
    this.#operations = new Uint8Array(length)
    this.#flags = new Uint8Array(length)
    this.size = 0
    for (let slot = 0; slot < old.users.length; slot++) {
      const user = old.users[slot]!
      if (user === -1) continue
      this.add(user, old.ids[slot]!, old.at[slot]!, old.operations[slot]!)
      this.flag(this.find(user, old.ids[slot]!), old.flags[slot]!)
    }
  }
}

function home(user: number, id: number): number {
  const mixed = Math.imul(user + 1, 0x9e3779b1) ^ Math.imul(id, 0x85ebca77)
  return mixed ^ (mixed >>> 15)
}

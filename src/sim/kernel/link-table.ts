/** What the network keeps of each link, one cache line a link, and its jitter. */
import type { Micros } from './time.ts'

const WORDS = 16
const LATENCY = 0
const JITTER = 1
const GAP = 2
const LATEST = 3
const TO = 8
const FAULTY = 9
const SEED = 10
const SENT = 11
const FROM = 12

export class LinkTable {
  count = 0
  #words = new Int32Array(WORDS * 64)
  #numbers = new Float64Array(this.#words.buffer)

  add(from: number, to: number, latencyUs: Micros, jitterUs: Micros, gapUs: Micros, seed: number): number {
    const link = this.count++
    if (this.count * WORDS > this.#words.length) this.#grow()
    this.#numbers.set([latencyUs, jitterUs, gapUs, -gapUs], (link * WORDS) / 2)
    this.#words.set([to, 0, seed, 0, from], link * WORDS + TO)
    return link
  }

  from(link: number): number {
    return this.#words[link * WORDS + FROM]!
  }

  to(link: number): number {
    return this.#words[link * WORDS + TO]!
  }

  isFaulty(link: number): boolean {
    return this.#words[link * WORDS + FAULTY] !== 0
  }

  setFaulty(link: number, faulty: boolean): void {
    this.#words[link * WORDS + FAULTY] = faulty ? 1 : 0
  }

  /** Arrival of a message that leaves at `leaves`: behind the one before, as TCP keeps it. */
  arrival(link: number, leaves: Micros): Micros {
    const numbers = this.#numbers
    const base = link * (WORDS / 2)
    let arrives = leaves + numbers[base + LATENCY]!
    const jitter = numbers[base + JITTER]!
    if (jitter > 0) arrives += Math.floor(this.#chance(link) * (jitter + 1))
    const latest = numbers[base + LATEST]! + numbers[base + GAP]!
    if (arrives < latest) arrives = latest
    numbers[base + LATEST] = arrives
    return arrives
  }

  /** The link's own stream: a counter under a seeded hash (the finaliser of MurmurHash3), a number in [0, 1). */
  #chance(link: number): number {
    const words = this.#words
    const sent = words[link * WORDS + SENT]! + 1
    words[link * WORDS + SENT] = sent
    let h = words[link * WORDS + SEED]! + Math.imul(sent, 0x9e3779b1)
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return ((h ^ (h >>> 16)) >>> 0) * (1 / 4294967296)
  }

  #grow(): void {
    const old = this.#words
    this.#words = new Int32Array(old.length * 2)
    this.#words.set(old)
    this.#numbers = new Float64Array(this.#words.buffer)
  }
}

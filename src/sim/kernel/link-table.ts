/**
 * What the network keeps of each link, and its jitter. A link is looked up for every message: the two directions of a
 * connection lie in one cache line, and what many links have in common, their times, is kept once.
 */
import type { Micros } from './time.ts'

const WORDS = 8
/** The first two words are a number: when the latest message arrives. */
const LATEST = 0
const TO = 2
const SEED = 3
const SENT = 4
const FROM = 5
const FAULTY = 6
/** Where its times begin. */
const TIMES = 7
const LATENCY = 0
const JITTER = 1
const GAP = 2

export class LinkTable {
  count = 0
  #words = new Int32Array(WORDS * 128)
  #numbers = new Float64Array(this.#words.buffer)
  /** Latency, jitter and gap, one after the other for each kind of link. */
  readonly #times: Micros[] = []
  readonly #known = new Map<string, number>()

  add(from: number, to: number, latencyUs: Micros, jitterUs: Micros, gapUs: Micros, seed: number): number {
    const link = this.count++
    if (this.count * WORDS > this.#words.length) this.#grow()
    this.#numbers[(link * WORDS) / 2 + LATEST] = -gapUs
    this.#words.set([to, seed, 0, from, 0, this.#timesOf(latencyUs, jitterUs, gapUs)], link * WORDS + TO)
    return link
  }

  #timesOf(...times: readonly Micros[]): number {
    const name = times.join()
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const fresh = this.#times.push(...times) - times.length
    this.#known.set(name, fresh)
    return fresh
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
    const times = this.#times
    const of = this.#words[link * WORDS + TIMES]!
    const base = link * (WORDS / 2)
    let arrives = leaves + times[of + LATENCY]!
    const jitter = times[of + JITTER]!
    if (jitter > 0) arrives += Math.floor(this.#chance(link) * (jitter + 1))
    const latest = numbers[base + LATEST]! + times[of + GAP]!
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

/**
 * The simulated network: directed links in pairs (`link ^ 1` leads back), each with latency, jitter and capacity,
 * first in first out as TCP keeps it. A link may be cut, half-open or lossy, and rules may judge single messages.
 * A clean link costs one look at a byte.
 */
import { LinkTable } from './link-table.ts'
import type { RandomStream } from './random.ts'
import type { Micros } from './time.ts'

export interface LinkOptions {
  readonly latencyUs: Micros
  /** Uniform, 0 to this on top of the latency. */
  readonly jitterUs?: Micros
  /** Messages a second; undefined is no limit. */
  readonly capacity?: number
}

/** What becomes of one message. Rules are asked in order; the first not to pass decides. */
export type Ruling = 'pass' | 'drop' | { readonly delayUs: Micros }

export interface Envelope {
  readonly from: number
  readonly to: number
  readonly kind: number
  readonly about: number
}

export type Rule = (envelope: Envelope, random: RandomStream) => Ruling

/** Answer of `arrival` for a message that the network swallowed. */
export const LOST = -1

interface Trouble {
  cut: boolean
  loss: number
  extraDelayUs: Micros
  rules: Rule[]
}

export class Network {
  /** Messages that met a cut, a loss or a rule other than pass. */
  touched = 0
  readonly #stream: (name: string) => RandomStream
  readonly #table = new LinkTable()
  readonly #seed: number
  readonly #trouble = new Map<number, Trouble>()
  readonly #random = new Map<number, RandomStream>()

  constructor(stream: (name: string) => RandomStream) {
    this.#stream = stream
    this.#seed = stream('network').integer(0x7fffffff)
  }

  /** Makes a pair of links; returns the one from `a` to `b`. */
  connect(a: number, b: number, options: LinkOptions): number {
    const { latencyUs, jitterUs = 0, capacity } = options
    const gap = capacity === undefined ? 0 : Math.round(1e6 / capacity)
    const there = this.#add(a, b, latencyUs, jitterUs, gap)
    this.#add(b, a, latencyUs, jitterUs, gap)
    return there
  }

  #add(from: number, to: number, latencyUs: Micros, jitterUs: Micros, gapUs: Micros): number {
    const seed = this.#seed ^ Math.imul(this.#table.count + 1, 0x85ebca77)
    return this.#table.add(from, to, latencyUs, jitterUs, gapUs, seed)
  }

  get links(): number {
    return this.#table.count
  }

  from(link: number): number {
    return this.#table.from(link)
  }

  to(link: number): number {
    return this.#table.to(link)
  }

  /** When a message that leaves at `at` arrives, or LOST. Keeps the order of the link. */
  arrival(link: number, at: Micros, kind: number, about: number): Micros {
    const table = this.#table
    if (!table.isFaulty(link)) return table.arrival(link, at)
    const delay = this.#judge(link, kind, about)
    return delay === LOST ? LOST : table.arrival(link, at + delay)
  }

  cut(link: number): void {
    this.#troubleOf(link).cut = true
  }

  /** Share of messages lost, 0 to 1. */
  lose(link: number, share: number): void {
    this.#troubleOf(link).loss = share
  }

  slow(link: number, extraDelayUs: Micros): void {
    this.#troubleOf(link).extraDelayUs = extraDelayUs
  }

  addRule(link: number, rule: Rule): void {
    this.#troubleOf(link).rules.push(rule)
  }

  /** Takes every trouble off a link. */
  heal(link: number): void {
    this.#trouble.delete(link)
    this.#table.setFaulty(link, false)
  }

  #troubleOf(link: number): Trouble {
    let trouble = this.#trouble.get(link)
    if (trouble === undefined) {
      trouble = { cut: false, loss: 0, extraDelayUs: 0, rules: [] }
      this.#trouble.set(link, trouble)
      this.#table.setFaulty(link, true)
    }
    return trouble
  }

  #randomOf(link: number): RandomStream {
    let random = this.#random.get(link)
    if (random === undefined) {
      random = this.#stream(`link ${this.from(link)}-${this.to(link)}`)
      this.#random.set(link, random)
    }
    return random
  }

  #judge(link: number, kind: number, about: number): Micros {
    const trouble = this.#trouble.get(link)!
    if (trouble.cut || (trouble.loss > 0 && this.#randomOf(link).chance(trouble.loss))) {
      this.touched++
      return LOST
    }
    let delay = trouble.extraDelayUs
    if (delay > 0) this.touched++
    const envelope = { from: this.from(link), to: this.to(link), kind, about }
    for (const rule of trouble.rules) {
      const ruling = rule(envelope, this.#randomOf(link))
      if (ruling === 'pass') continue
      this.touched++
      if (ruling === 'drop') return LOST
      delay += ruling.delayUs
    }
    return delay
  }
}

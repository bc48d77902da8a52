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
export type Ruling = 'pass' | 'drop' | 'reset' | { readonly delayUs: Micros }

export interface Envelope {
  readonly from: number
  readonly to: number
  readonly kind: number
  readonly about: number
  readonly body: unknown
}

export type Rule = (envelope: Envelope, random: RandomStream) => Ruling

/** Answers of `arrival` for a message that the network swallowed, and for one that breaks the connection. */
export const LOST = -1
export const RESET = -2
/** Answer for a message that a cut holds up, as its sender will send it again when the cut is over. */
export const KEPT = -3

/** Retransmission timeout of TCP: at first, doubled each time, and how often before the connection is given up. */
const FIRST_TIMEOUT_US: Micros = 200_000
const RETRANSMISSIONS = 15

/** What is wrong with a link. Several troubles of one link act together: the first that loses a message decides. */
export interface Trouble {
  readonly cut?: boolean
  /** What a cut holds up is delivered when it is over, as TCP does while nobody has given up the connection. */
  readonly keeps?: boolean
  /**
   * Share of packets lost, 0 to 1. Connections are TCP, which sends again what was lost: a message comes later, and
   * all behind it, or the connection breaks when it was sent in vain too often (RFC 6298, RFC 1122 §4.2.3.5).
   */
  readonly loss?: number
  readonly delayUs?: Micros
  /** Uniform, 0 to this on top of the delay. */
  readonly jitterUs?: Micros
  readonly rule?: Rule
  /** Told of each message that met it. */
  readonly touched?: () => void
}

export class Network {
  /** Messages that met a cut, a loss or a rule other than pass. */
  touched = 0
  readonly #stream: (name: string) => RandomStream
  readonly #table = new LinkTable()
  readonly #seed: number
  readonly #troubles = new Map<number, Trouble[]>()
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

  /** When a message that leaves at `at` arrives, or LOST or RESET. Keeps the order of the link. */
  arrival(link: number, at: Micros, kind: number, about: number, body?: unknown): Micros {
    const table = this.#table
    if (!table.isFaulty(link)) return table.arrival(link, at)
    const delay = this.#judge(link, kind, about, body)
    return delay < 0 ? delay : table.arrival(link, at + delay)
  }

  trouble(link: number, trouble: Trouble): void {
    const known = this.#troubles.get(link)
    if (known === undefined) this.#troubles.set(link, [trouble])
    else known.push(trouble)
    this.#table.setFaulty(link, true)
  }

  /** Takes one trouble off a link; what else is wrong with it stays. */
  settle(link: number, trouble: Trouble): void {
    const left = (this.#troubles.get(link) ?? []).filter((one) => one !== trouble)
    if (left.length === 0) this.heal(link)
    else this.#troubles.set(link, left)
  }

  cut(link: number): void {
    this.trouble(link, { cut: true })
  }

  /** Whether anything at all is wrong with it. */
  isTroubled(link: number): boolean {
    return this.#troubles.has(link)
  }

  /** Whether nothing at all passes. */
  isCut(link: number): boolean {
    return this.#troubles.get(link)?.some(({ cut }) => cut === true) === true
  }

  /** Share of messages lost, 0 to 1. */
  lose(link: number, share: number): void {
    this.trouble(link, { loss: share })
  }

  slow(link: number, delayUs: Micros): void {
    this.trouble(link, { delayUs })
  }

  addRule(link: number, rule: Rule): void {
    this.trouble(link, { rule })
  }

  /** Takes every trouble off a link. */
  heal(link: number): void {
    this.#troubles.delete(link)
    this.#table.setFaulty(link, false)
  }

  #randomOf(link: number): RandomStream {
    let random = this.#random.get(link)
    if (random === undefined) {
      random = this.#stream(`link ${this.from(link)}-${this.to(link)}`)
      this.#random.set(link, random)
    }
    return random
  }

  #judge(link: number, kind: number, about: number, body: unknown): Micros {
    let delay = 0
    for (const trouble of this.#troubles.get(link)!) {
      const ruling = this.#ask(trouble, link, kind, about, body)
      if (ruling === 'pass') continue
      this.touched++
      trouble.touched?.()
      if (ruling === 'drop') return trouble.cut === true && trouble.keeps === true ? KEPT : LOST
      if (ruling === 'reset') return RESET
      delay += ruling.delayUs
    }
    return delay
  }

  /** How much later a message comes that is sent again until it gets through; 0 at the first try, -1 never. */
  #sentAgain(link: number, loss: number): Micros {
    let delayUs = 0
    let timeoutUs = FIRST_TIMEOUT_US
    for (let lost = 0; this.#randomOf(link).chance(loss); lost++) {
      if (lost === RETRANSMISSIONS) return -1
      delayUs += timeoutUs
      timeoutUs *= 2
    }
    return delayUs
  }

  #ask(trouble: Trouble, link: number, kind: number, about: number, body: unknown): Ruling {
    const { cut, loss = 0, delayUs = 0, jitterUs = 0, rule } = trouble
    if (cut === true || loss >= 1) return 'drop'
    if (loss > 0) {
      const late = this.#sentAgain(link, loss)
      if (late !== 0) return late < 0 ? 'reset' : { delayUs: late }
    }
    const jitter = jitterUs > 0 ? Math.floor(this.#randomOf(link).next() * (jitterUs + 1)) : 0
    if (delayUs + jitter > 0) return { delayUs: delayUs + jitter }
    if (rule === undefined) return 'pass'
    return rule({ from: this.from(link), to: this.to(link), kind, about, body }, this.#randomOf(link))
  }
}

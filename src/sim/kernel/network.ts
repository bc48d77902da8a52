/**
 * The simulated network: directed links in pairs (`link ^ 1` leads back), each with latency, jitter and capacity,
 * first in first out as TCP keeps it. A link may be cut, half-open or lossy, and rules may judge single messages.
 * A clean link costs one look at a byte.
 */
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

const CLEAN = 0
const FAULTY = 1

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
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #latency: number[] = []
  readonly #jitter: number[] = []
  readonly #gap: number[] = []
  /** Arrival of the newest message on each link, and the time the line is busy until. */
  readonly #latest: number[] = []
  readonly #random: (RandomStream | undefined)[] = []
  readonly #state: number[] = []
  readonly #trouble = new Map<number, Trouble>()

  constructor(stream: (name: string) => RandomStream) {
    this.#stream = stream
  }

  /** Makes a pair of links; returns the one from `a` to `b`. */
  connect(a: number, b: number, options: LinkOptions): number {
    const link = this.#from.length
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      this.#from.push(from)
      this.#to.push(to)
      this.#latency.push(options.latencyUs)
      this.#jitter.push(options.jitterUs ?? 0)
      this.#gap.push(options.capacity === undefined ? 0 : Math.round(1e6 / options.capacity))
      this.#latest.push(0)
      this.#random.push(undefined)
      this.#state.push(CLEAN)
    }
    return link
  }

  get links(): number {
    return this.#from.length
  }

  from(link: number): number {
    return this.#from[link]!
  }

  to(link: number): number {
    return this.#to[link]!
  }

  /** When a message that leaves at `at` arrives, or LOST. Keeps the order of the link. */
  arrival(link: number, at: Micros, kind: number, about: number): Micros {
    let leaves = at
    if (this.#state[link] !== CLEAN) {
      const delay = this.#judge(link, kind, about)
      if (delay === LOST) return LOST
      leaves += delay
    }
    let arrives = leaves + this.#latency[link]!
    const jitter = this.#jitter[link]!
    if (jitter > 0) arrives += this.#jitterOf(link, jitter)
    const latest = this.#latest[link]! + this.#gap[link]!
    if (arrives < latest) arrives = latest
    this.#latest[link] = arrives
    return arrives
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
    this.#state[link] = CLEAN
  }

  #troubleOf(link: number): Trouble {
    let trouble = this.#trouble.get(link)
    if (trouble === undefined) {
      trouble = { cut: false, loss: 0, extraDelayUs: 0, rules: [] }
      this.#trouble.set(link, trouble)
      this.#state[link] = FAULTY
    }
    return trouble
  }

  #jitterOf(link: number, jitter: Micros): Micros {
    return Math.floor(this.#randomOf(link).next() * (jitter + 1))
  }

  #randomOf(link: number): RandomStream {
    let random = this.#random[link]
    if (random === undefined) {
      random = this.#stream(`link ${this.#from[link]}-${this.#to[link]}`)
      this.#random[link] = random
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
    const envelope = { from: this.#from[link]!, to: this.#to[link]!, kind, about }
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

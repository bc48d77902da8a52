/**
 * Named random streams. Each consumer has its own by name, so a new consumer never shifts what another draws.
 * The generator is seedrandom's Alea (Baagøe): 32 bits a draw, the same on every engine.
 */
import alea from 'seedrandom/lib/alea.js'
import { exp, ln } from './exact-math.ts'

export interface RandomStream {
  /** Uniform in the open interval (0, 1). */
  next(): number
  chance(probability: number): boolean
  /** A whole number, 0 <= n < below. */
  integer(below: number): number
  pick<T>(items: readonly T[]): T
  exponential(mean: number): number
  /** Lognormal with this mean and coefficient of variation (deviation / mean). */
  lognormal(mean: number, cv: number): number
  uniform(min: number, max: number): number
}

const STEP = 2 ** -32

/**
 * Alea's three fractions in steps of 2^-32 and its carry, as whole numbers: the draws are the same, as neither way ever rounds,
 * and a stream lies in one cache line, where every fraction would be an object of its own.
 */
class AleaStream implements RandomStream {
  #s0: number
  #s1: number
  #s2: number
  #carry: number
  #spare = Number.NaN

  constructor(seed: string) {
    const { s0, s1, s2, c } = alea(seed, { state: true }).state()
    this.#s0 = (s0 / STEP) | 0
    this.#s1 = (s1 / STEP) | 0
    this.#s2 = (s2 / STEP) | 0
    this.#carry = c
  }

  /** Half a step is added, so that it is never 0 and never 1. */
  next(): number {
    const total = 2091639 * (this.#s0 >>> 0) + this.#carry
    this.#s0 = this.#s1
    this.#s1 = this.#s2
    const carry = (total * STEP) | 0
    const fraction = total - carry * 2 ** 32
    this.#carry = carry
    this.#s2 = fraction | 0
    return fraction * STEP + STEP / 2
  }

  chance(probability: number): boolean {
    return probability > 0 && this.next() < probability
  }

  integer(below: number): number {
    return Math.floor(this.next() * below)
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)]!
  }

  exponential(mean: number): number {
    return -mean * ln(this.next())
  }

  lognormal(mean: number, cv: number): number {
    if (cv === 0) return mean
    const variance = ln(1 + cv * cv)
    return mean * exp(Math.sqrt(variance) * this.#normal() - variance / 2)
  }

  uniform(min: number, max: number): number {
    return min + (max - min) * this.next()
  }

  /** Marsaglia's polar method: square roots and logarithms only. */
  #normal(): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare
      this.#spare = Number.NaN
      return spare
    }
    for (;;) {
      const u = 2 * this.next() - 1
      const v = 2 * this.next() - 1
      const s = u * u + v * v
      if (s >= 1 || s === 0) continue
      const factor = Math.sqrt((-2 * ln(s)) / s)
      this.#spare = v * factor
      return u * factor
    }
  }
}

/** The stream `name` of the run with this seed: the same two texts always give the same draws. */
export function randomStream(seed: string, name: string): RandomStream {
  return new AleaStream(`${seed}/${name}`)
}

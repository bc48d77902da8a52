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

class AleaStream implements RandomStream {
  #draw: () => number
  #spare = Number.NaN

  constructor(seed: string) {
    this.#draw = alea(seed) as unknown as () => number
  }

  next(): number {
    return this.#draw() + 1.1641532182693481e-10 // Half a step of 2^-32: never 0, never 1.
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

/**
 * What became of one operation in one window. Latencies are of what was done: from the moment the plan wanted it
 * (`intended`), which counts the waiting behind a slow server, and from the moment it was really begun (`actual`).
 */
import type { Micros } from '../../sim/kernel/time.ts'
import { type Digits, Latencies, type LatencyData } from './latencies.ts'

export interface CellData {
  readonly planned: number
  readonly done: number
  readonly failed: number
  readonly dropped: number
  /** By kind, in the order of their names: what failed, and why something was dropped. */
  readonly errors: readonly (readonly [kind: string, count: number])[]
  readonly drops: readonly (readonly [why: string, count: number])[]
  readonly intended: LatencyData
  readonly actual: LatencyData
}

export class Cell {
  planned = 0
  done = 0
  failed = 0
  dropped = 0
  readonly errors = new Map<string, number>()
  readonly drops = new Map<string, number>()
  readonly intended: Latencies
  /** Those from the real beginning, once one of them was another than the intended; nothing waits in a virtual world. */
  #actual: Latencies | undefined
  readonly #digits: Digits

  constructor(digits: Digits) {
    this.#digits = digits
    this.intended = new Latencies(digits)
  }

  get actual(): Latencies {
    return this.#actual ?? this.intended
  }

  /** From now on the two differ; until now they did not. */
  #part(): Latencies {
    if (this.#actual !== undefined) return this.#actual
    const actual = new Latencies(this.#digits)
    actual.add(this.intended.data)
    this.#actual = actual
    return actual
  }

  /** For latencies that come one by one, and not in pairs. */
  get apart(): { readonly intended: Latencies; readonly actual: Latencies } {
    return { actual: this.#part(), intended: this.intended }
  }

  finished(intendedUs: Micros, startedUs: Micros, endedUs: Micros): void {
    this.done++
    if (startedUs !== intendedUs) this.#part()
    this.#actual?.record(endedUs - startedUs)
    this.intended.record(endedUs - intendedUs)
  }

  fail(kind: string): void {
    this.failed++
    bump(this.errors, kind, 1)
  }

  drop(why: string): void {
    this.dropped++
    bump(this.drops, why, 1)
  }

  /** Begun, and nobody knows yet what becomes of it. */
  get underWay(): number {
    return this.planned - this.done - this.failed - this.dropped
  }

  get data(): CellData {
    const { planned, done, failed, dropped } = this
    return {
      planned,
      done,
      failed,
      dropped,
      errors: sorted(this.errors),
      drops: sorted(this.drops),
      intended: this.intended.data,
      actual: this.actual.data,
    }
  }

  add(data: CellData): void {
    this.planned += data.planned
    this.done += data.done
    this.failed += data.failed
    this.dropped += data.dropped
    for (const [kind, count] of data.errors) bump(this.errors, kind, count)
    for (const [why, count] of data.drops) bump(this.drops, why, count)
    if (!isSame(data)) this.#part()
    this.#actual?.add(data.actual)
    this.intended.add(data.intended)
  }
}

/** Whether what was begun later than intended is nothing at all. */
function isSame({ intended: a, actual: b }: CellData): boolean {
  return a.sumUs === b.sumUs && a.hdr === b.hdr && a.minUs === b.minUs && a.maxUs === b.maxUs
}

function bump(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

export const sorted = (counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...counts].sort(([a], [b]) => (a < b ? -1 : 1))

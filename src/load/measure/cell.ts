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
  readonly actual: Latencies

  constructor(digits: Digits) {
    this.intended = new Latencies(digits)
    this.actual = new Latencies(digits)
  }

  finished(intendedUs: Micros, startedUs: Micros, endedUs: Micros): void {
    this.done++
    this.intended.record(endedUs - intendedUs)
    this.actual.record(endedUs - startedUs)
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
    this.intended.add(data.intended)
    this.actual.add(data.actual)
  }
}

function bump(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

export const sorted = (counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...counts].sort(([a], [b]) => (a < b ? -1 : 1))

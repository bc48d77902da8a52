/**
 * Takes down what becomes of each operation: planned = done + failed + dropped, always. An operation counts in the windows
 * of the moment for which it was planned, so that a slow server moves no work from one window to the next.
 */
import type { Micros } from '../../sim/kernel/time.ts'
import type { Cell } from './cell.ts'
import { type Measured, Store } from './measured.ts'
import { type Attempt, type Measuring, type TimedAttempt, UNFINISHED } from './measuring.ts'
import { intervalFor, type NamedWindow, Windows } from './windows.ts'

export interface MeasureOptions {
  /** Microseconds since the start of the run, on the clock that the plan is played by. */
  readonly clock: () => Micros
  /** How long the run will be. */
  readonly totalUs: Micros
  /** Phases of the load. */
  readonly windows?: readonly NamedWindow[]
}

export class Measure implements Measuring {
  readonly #clock: () => Micros
  readonly #store: Store
  readonly #underWay = new Set<RunningAttempt>()
  #finished = false

  constructor({ clock, totalUs, windows = [] }: MeasureOptions) {
    this.#clock = clock
    this.#store = new Store(new Windows(windows, intervalFor(totalUs)))
  }

  start(operation: string, intendedUs: Micros): Attempt {
    return this.begin(operation, intendedUs, this.#clock())
  }

  /** Begins one that was begun at another moment than now. */
  begin(operation: string, intendedUs: Micros, startedUs: Micros): TimedAttempt {
    const attempt = new RunningAttempt(this, this.#planned(operation, intendedUs), intendedUs, startedUs)
    this.#underWay.add(attempt)
    return attempt
  }

  drop(operation: string, intendedUs: Micros, why: string): void {
    for (const cell of this.#planned(operation, intendedUs)) cell.drop(why)
  }

  /** An operation that was timed by other means, such as an event from its publication on. */
  record(operation: string, intendedUs: Micros, startedUs: Micros, endedUs: Micros): void {
    for (const cell of this.#planned(operation, intendedUs)) cell.finished(intendedUs, startedUs, endedUs)
  }

  count(name: string, by = 1): void {
    this.#store.count(name, by)
  }

  get underWay(): number {
    return this.#underWay.size
  }

  /** Ends measuring: what is still under way has failed, as nobody saw it succeed. */
  finish(): Measured {
    for (const attempt of this.#underWay) attempt.failed(UNFINISHED)
    this.#finished = true
    for (const [operation, { total }] of this.#store.operations) {
      if (total.underWay !== 0)
        throw new Error(`${operation}: ${total.underWay} operations are neither done nor failed`)
    }
    return this.#store.data
  }

  #planned(operation: string, intendedUs: Micros): readonly Cell[] {
    if (this.#finished) throw new Error(`${operation}: planned after the end of measuring`)
    const cells = this.#store.of(operation).at(this.#store.windows, intendedUs)
    for (const cell of cells) cell.planned++
    return cells
  }

  /** For attempts: the moment of their end. A second end of one is a mistake of whoever called it. */
  ended(attempt: RunningAttempt): void {
    // An answer that comes after the end was already counted as missing.
    if (!this.#underWay.delete(attempt) && !this.#finished) throw new Error('an operation ended twice')
  }

  get isFinished(): boolean {
    return this.#finished
  }

  now(): Micros {
    return this.#clock()
  }
}

class RunningAttempt implements TimedAttempt {
  readonly #measure: Measure
  readonly #cells: readonly Cell[]
  readonly #intendedUs: Micros
  readonly #startedUs: Micros

  constructor(measure: Measure, cells: readonly Cell[], intendedUs: Micros, startedUs: Micros) {
    this.#measure = measure
    this.#cells = cells
    this.#intendedUs = intendedUs
    this.#startedUs = startedUs
  }

  done(): void {
    this.doneAt(this.#measure.now())
  }

  doneAt(endedUs: Micros): void {
    this.#measure.ended(this)
    if (this.#measure.isFinished) return
    for (const cell of this.#cells) cell.finished(this.#intendedUs, this.#startedUs, endedUs)
  }

  failed(kind: string): void {
    this.#measure.ended(this)
    if (this.#measure.isFinished) return
    for (const cell of this.#cells) cell.fail(kind)
  }

  withdraw(): void {
    this.#measure.ended(this)
    for (const cell of this.#cells) cell.planned--
  }
}

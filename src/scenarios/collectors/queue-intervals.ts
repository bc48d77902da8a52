/**
 * Figures of each queue by quarter of an hour. A contact counts where it was first queued, whenever it ends, so that
 * offered = handled + abandoned + still there, and the service level never exceeds all; handle times and unanswered
 * calls count where they ended.
 */
import type { Queue } from '../../sim/domain/workload.ts'
import { MINUTE, type Micros } from '../../sim/kernel/time.ts'
import type { QueueInterval } from '../result.ts'

export const INTERVAL_US: Micros = 15 * MINUTE

const FIGURES = [
  'offered',
  'handled',
  'abandoned',
  'rona',
  'within',
  'waited',
  'waitMax',
  'handleTime',
  'ended',
] as const
type FigureName = (typeof FIGURES)[number]

type Cells = { readonly [Name in FigureName]: Float64Array }

export class QueueIntervals {
  readonly intervals: number
  readonly #queues: readonly Queue[]
  readonly #cells: Cells

  constructor(queues: readonly Queue[], totalUs: Micros) {
    this.#queues = queues
    this.intervals = Math.floor(totalUs / INTERVAL_US) + 1
    const cells = queues.length * this.intervals
    this.#cells = Object.fromEntries(FIGURES.map((name) => [name, new Float64Array(cells)])) as unknown as Cells
  }

  #cell(queue: number, at: Micros): number {
    const interval = Math.floor(at / INTERVAL_US)
    return queue * this.intervals + (interval < this.intervals ? interval : this.intervals - 1)
  }

  offered(queue: number, at: Micros): void {
    this.#cells.offered[this.#cell(queue, at)]!++
  }

  answered(queue: number, queuedAt: Micros, waited: Micros): void {
    const cell = this.#cell(queue, queuedAt)
    this.#cells.handled[cell]!++
    this.#cells.waited[cell]! += waited
    if (waited > this.#cells.waitMax[cell]!) this.#cells.waitMax[cell] = waited
    if (waited <= this.#queues[queue]!.serviceLevelUs) this.#cells.within[cell]!++
  }

  /** The caller had given up in the moment of the answer. */
  unanswered(queue: number, queuedAt: Micros, waited: Micros): void {
    const cell = this.#cell(queue, queuedAt)
    this.#cells.handled[cell]!--
    this.#cells.waited[cell]! -= waited
    if (waited <= this.#queues[queue]!.serviceLevelUs) this.#cells.within[cell]!--
  }

  abandoned(queue: number, queuedAt: Micros, waited: Micros): void {
    const cell = this.#cell(queue, queuedAt)
    this.#cells.abandoned[cell]!++
    if (waited > this.#cells.waitMax[cell]!) this.#cells.waitMax[cell] = waited
  }

  rangOut(queue: number, at: Micros): void {
    this.#cells.rona[this.#cell(queue, at)]!++
  }

  ended(queue: number, at: Micros, talkedUs: Micros): void {
    const cell = this.#cell(queue, at)
    this.#cells.ended[cell]!++
    this.#cells.handleTime[cell]! += talkedUs
  }

  wrappedUp(queue: number, at: Micros, us: Micros): void {
    this.#cells.handleTime[this.#cell(queue, at)]! += us
  }

  /** Intervals in which nothing happened are left out once the busy time is over. */
  rows(
    now: Micros,
    busyUs: Micros,
    occupancy: (queue: number, interval: number) => number | undefined,
  ): QueueInterval[] {
    const rows: QueueInterval[] = []
    for (let queue = 0; queue < this.#queues.length; queue++) {
      for (let interval = 0; interval * INTERVAL_US < now; interval++) {
        const cell = queue * this.intervals + interval
        const isEmpty = FIGURES.every((name) => this.#cells[name][cell] === 0)
        if (isEmpty && interval * INTERVAL_US >= busyUs) continue
        const figures = (name: FigureName) => this.#cells[name][cell]!
        const until = Math.min(now, (interval + 1) * INTERVAL_US)
        rows.push(this.#row(queue, interval * INTERVAL_US, until, figures, occupancy(queue, interval)))
      }
    }
    return rows
  }

  totals(now: Micros, occupancy: (queue: number) => number | undefined): QueueInterval[] {
    return this.#queues.map((_, queue) => {
      const span = (name: FigureName) =>
        this.#cells[name].subarray(queue * this.intervals, (queue + 1) * this.intervals)
      const figures = (name: FigureName) =>
        span(name).reduce((a, b) => (name === 'waitMax' ? Math.max(a, b) : a + b), 0)
      return this.#row(queue, 0, now, figures, occupancy(queue))
    })
  }

  #row(
    queue: number,
    from: Micros,
    until: Micros,
    figures: (name: FigureName) => number,
    occupancy: number | undefined,
  ): QueueInterval {
    const offered = figures('offered')
    const handled = figures('handled')
    const ended = figures('ended')
    return {
      queue: this.#queues[queue]!.name,
      from,
      until,
      offered,
      handled,
      abandoned: figures('abandoned'),
      rona: figures('rona'),
      withinServiceLevel: figures('within'),
      serviceLevel: offered === 0 ? undefined : figures('within') / offered,
      asaUs: handled === 0 ? undefined : Math.round(figures('waited') / handled),
      ahtUs: ended === 0 ? undefined : Math.round(figures('handleTime') / ended),
      maxWaitUs: figures('waitMax'),
      occupancy,
    }
  }
}

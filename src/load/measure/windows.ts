/** Into which windows a moment falls: the whole run, the phases of the load, and intervals of equal length. */
import { MINUTE, type Micros } from '../../sim/kernel/time.ts'

export interface NamedWindow {
  readonly name: string
  readonly fromUs: Micros
  readonly untilUs: Micros
}

/** As many intervals at most, so that a soak of hours needs no more memory than a run of one. */
const INTERVALS_MOST = 60

/** A minute; of longer runs, whole minutes. */
export const intervalFor = (totalUs: Micros): Micros =>
  MINUTE * Math.max(1, Math.ceil(totalUs / MINUTE / INTERVALS_MOST))

export class Windows {
  readonly named: readonly NamedWindow[]
  readonly intervalUs: Micros

  constructor(named: readonly NamedWindow[], intervalUs: Micros) {
    this.named = named
    this.intervalUs = intervalUs
  }

  /** Indexes of the named windows; they may overlap. */
  namedAt(at: Micros): number[] {
    const found: number[] = []
    for (const [index, { fromUs, untilUs }] of this.named.entries()) if (at >= fromUs && at < untilUs) found.push(index)
    return found
  }

  intervalAt(at: Micros): number {
    return Math.max(0, Math.floor(at / this.intervalUs))
  }
}

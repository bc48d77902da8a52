/** Long series cut down to what a chart can show. A short outage between two kept samples must not vanish. */
import type { QueueSeries, StateSeries } from '../../scenarios/result.ts'
import { seconds } from '../figures.ts'

export const POINTS_MAX = 600

export interface ChartSeries {
  /** Seconds. */
  readonly at: readonly number[]
  readonly names: readonly string[]
  readonly values: readonly (readonly number[])[]
}

/**
 * Whole samples, so that the stack still adds up to all agents. Of each bucket the sample stays that differs most
 * from the one kept before: that is how a 30 s outage survives in a day of 600 points.
 */
export function agentsByState({ stepUs, states, counts }: StateSeries): ChartSeries {
  const length = counts[0]?.length ?? 0
  const kept: number[] = []
  for (const [from, until] of buckets(length)) {
    const before = kept.at(-1)
    let best = from
    let bestDistance = -1
    for (let index = from; index < until && before !== undefined; index++) {
      const distance = counts.reduce((sum, row) => sum + Math.abs(row[index]! - row[before]!), 0)
      if (distance > bestDistance) {
        best = index
        bestDistance = distance
      }
    }
    kept.push(best)
  }
  // A state that nobody was ever in has nothing to show.
  const used = [...states.keys()].filter((state) => counts[state]!.some((agents) => agents > 0))
  return {
    at: kept.map((index) => seconds(index * stepUs)),
    names: used.map((state) => states[state]!),
    values: used.map((state) => kept.map((index) => counts[state]![index]!)),
  }
}

/** The queues with the highest peaks; of each bucket its peak. */
export function waitingByQueue({ stepUs, queues, waiting }: QueueSeries, queuesMax: number): ChartSeries {
  const peaks = waiting.map((row) => row.reduce((peak, value) => Math.max(peak, value), 0))
  const top = [...queues.keys()].sort((a, b) => peaks[b]! - peaks[a]! || a - b).slice(0, queuesMax)
  const parts = buckets(Math.max(0, ...waiting.map((row) => row.length)))
  return {
    at: parts.map(([from]) => seconds(from * stepUs)),
    names: top.map((index) => queues[index]!),
    values: top.map((index) => parts.map(([from, until]) => Math.max(0, ...waiting[index]!.slice(from, until)))),
  }
}

/** At most POINTS_MAX half-open ranges of indexes that cover `length` samples. */
function buckets(length: number): (readonly [number, number])[] {
  const points = Math.min(length, POINTS_MAX)
  const edge = (point: number) => Math.floor((point * length) / points)
  return Array.from({ length: points }, (_, point) => [edge(point), edge(point + 1)] as const)
}

/** Every n-th item, always with the first and the last. */
export function thinned<T>(items: readonly T[], max: number): readonly T[] {
  if (items.length <= max) return items
  return Array.from({ length: max }, (_, index) => items[Math.round((index * (items.length - 1)) / (max - 1))]!)
}

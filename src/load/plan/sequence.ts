/** A plan as a sequence of plans, one for each window: what a search plays step by step, until it has seen enough. */
import type { Workload } from '../../sim/domain/workload.ts'
import type { LoadWindow } from '../executors/executor.ts'
import type { PlanEntry } from './entry.ts'
import { planEntries } from './plan.ts'
import { type Shard, WHOLE } from './shard.ts'

export interface PlanPart {
  readonly window: LoadWindow
  readonly entries: readonly PlanEntry[]
}

/** The windows must not overlap. What lies before, between or after them belongs to the one before it, or else to the first. */
export function planSequence(
  workload: Workload,
  seed: string,
  windows: readonly LoadWindow[],
  shard: Shard = WHOLE,
): readonly PlanPart[] {
  const inOrder = windows.toSorted((a, b) => a.fromUs - b.fromUs)
  for (const [index, window] of inOrder.entries()) {
    const next = inOrder[index + 1]
    if (next !== undefined && next.fromUs < window.untilUs) {
      throw new RangeError(
        `the windows "${window.name}" and "${next.name}" overlap; a sequence has one after the other`,
      )
    }
  }
  const parts = inOrder.map((window) => ({ window, entries: [] as PlanEntry[] }))
  let part = 0
  for (const entry of planEntries(workload, seed, shard)) {
    while (parts[part + 1] !== undefined && entry.at >= parts[part + 1]!.window.fromUs) part++
    parts[part]?.entries.push(entry)
  }
  return parts
}

/** What a bundle for k6 carries besides the script: which load it plays. Plain data, written into the bundle. */
import type { Options } from 'k6/options'
import type { Workload } from '../../sim/domain/workload.ts'
import type { NamedWindow } from '../measure/windows.ts'
import type { Shard } from '../plan/shard.ts'

export interface K6Load {
  /** Of ccsim. */
  readonly version: string
  readonly scenario: string
  readonly scenarioHash: string
  readonly seed: string
  /** As its clients play it: who calls, and what happens to servers, is the business of the target. */
  readonly workload: Workload
  /** The part of the plan that this bundle plays, and over how many virtual users it is dealt. */
  readonly shard: Shard
  readonly virtualUsers: number
  /** Hash and number of the entries of the whole plan, and of this part. */
  readonly plan: { readonly hash: string; readonly entries: number }
  readonly part: { readonly hash: string; readonly entries: number }
  /** Phases of the load; operations are told by them. */
  readonly windows: readonly NamedWindow[]
  readonly options: Options
}

/** The part of a part: virtual user `number` of `of`, counted from 1. Users of all parts of parts are those of the plan. */
export const partOf = ({ part, of }: Shard, number: number, users: number): Shard => ({
  part: part + of * (number - 1),
  of: of * users,
})

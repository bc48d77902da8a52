/** A compiled scenario: the workload, what must be true of it, and where it came from. */
import type { LoadWindow } from '../load/executors/executor.ts'
import type { Workload } from '../sim/domain/workload.ts'
import type { Micros } from '../sim/kernel/time.ts'

export type Comparison = '<=' | '<' | '>=' | '>' | '==' | '!='

/**
 * A figure of the run and the bound it must keep.
 * `kind` tells whether a miss is a matter of correctness (exit 1) or of speed (a threshold, exit 3).
 */
export interface Expectation {
  /** As written, such as `abandoned: "< 5%"`. */
  readonly says: string
  readonly figure: string
  /** p50, p95, p99, max, mean; of an operation also planned, failed, dropped; undefined for plain figures. */
  readonly quantile: string | undefined
  /** Of a phase: words of the entry that began the failover it is about, when that is not the whole run. */
  readonly failover?: string
  /** Of an operation: the window it is about, when that is not the whole run, and from which moment latencies count. */
  readonly window?: string
  readonly from?: 'intended' | 'actual'
  readonly compare: Comparison
  /** In the figure's own unit: microseconds, a share of 1, a count. */
  readonly bound: number
  readonly unit: 'us' | 'share' | 'count'
  readonly kind: 'correctness' | 'threshold'
}

/** An instant of the run at which something is done to it. */
export interface TimelineEntry {
  readonly atUs: Micros
  readonly do: string
  readonly what: string
  readonly forUs: Micros | undefined
  readonly says: string
}

export interface Scenario {
  /** Name of the file without its ending: the name in reports and tokens. */
  readonly name: string
  readonly file: string | undefined
  readonly why: string
  /** 64-bit hash, in hex, of the compiled content: two files that mean the same share it. */
  readonly hash: string
  readonly workload: Workload
  readonly timeline: readonly TimelineEntry[]
  readonly expect: readonly Expectation[]
  /** Spans in which the load is of one kind, where `load:` shapes it. */
  readonly windows?: readonly LoadWindow[] | undefined
  /** Behaviours of the catalogue that the scenario says it shows. */
  readonly proves: readonly string[]
}

/** What a run under load adds to its result: what became of each operation and, over sockets, how the generators fared. */
import type { Micros } from '../sim/kernel/time.ts'
import type { HopResult } from './result.ts'

/**
 * What became of one operation of the desktops, in one window of the run. `planned` is what the plan and the agents wanted, and
 * is done, failed or dropped. Latencies are of what was done.
 */
export interface OperationResult {
  /** Such as `sign-in`, `answer`, `ping`. */
  readonly operation: string
  /** `run` for the whole of it; a phase of the load, or an interval such as `minute 3`. */
  readonly window: string
  readonly fromUs: Micros
  readonly untilUs: Micros
  readonly planned: number
  readonly done: number
  readonly failed: number
  readonly dropped: number
  /** By kind: `503`, `timeout`; and why something was dropped. */
  readonly errors: readonly { readonly kind: string; readonly count: number }[]
  /** From the moment an operation was wanted, and from the moment it was begun. */
  readonly intended: HopResult
  readonly actual: HopResult
}

/** Memory of a process at a moment; of the heap, the least since the moment before. */
export interface MemoryPoint {
  readonly at: Micros
  readonly rssBytes: number
  readonly heapBytes: number
}

/** What a generator did while something was due. */
export interface HeldUpResult {
  /** Milliseconds of all times something was late by one and more, each counted once however much was due then. */
  readonly lateMs: number
  /** Shares of these: at work of its own, collecting garbage, and waiting for a processor. Together 1, or all 0. */
  readonly own: number
  readonly gc: number
  readonly waiting: number
}

/** How one generator kept up. Shares are of one core, and of the time that went by. */
export interface GeneratorResult {
  readonly generator: string
  /** The process plays the servers, and its health is theirs: it judges nothing about who generates the load. */
  readonly isServer?: boolean | undefined
  readonly seconds: number
  readonly cpu: number
  readonly busy: number
  readonly gc: number
  readonly loopDelayP99Us: Micros
  readonly loopDelayMaxUs: Micros
  readonly lagP99Us: Micros
  readonly lagP999Us: Micros
  readonly lagMaxUs: Micros
  readonly heldUp?: HeldUpResult | undefined
  readonly rssBytes: number
  readonly heapBytes: number
  /** Connections to servers that were open at the same time, at most. */
  readonly socketsMost?: number | undefined
  /** Users whose desktops are here, and what the process took before the first of them came. */
  readonly users?: number | undefined
  readonly startBytes?: number | undefined
  readonly memory?: readonly MemoryPoint[] | undefined
  /** How fast what garbage collections leave grew in the busy time, in bytes an hour. */
  readonly growthBytesPerHour?: number | undefined
}

/** What a search step by step found. */
export interface KneeResult {
  /** Calls an hour of the last step that was borne, and of the first that was not; undefined where there is none. */
  readonly bornePerHour: number | undefined
  readonly tooManyPerHour: number | undefined
  readonly steps: readonly {
    readonly window: string
    readonly perHour: number
    readonly borne: boolean
    /** What it did not keep. */
    readonly missed: readonly string[]
  }[]
}

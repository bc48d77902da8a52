/** What the comparison of the two worlds came to: plain data, written as drift.json. */
import type { Micros } from '../../sim/kernel/time.ts'
import type { Verdict } from '../result.ts'

export const DRIFT_SCHEMA = 'ccsim.drift/1'

export interface Side {
  readonly verdict: Verdict
  readonly exit: number
  readonly headline: string
}

export interface Difference {
  /** Such as `verdict`, `agent 1007`, `calls handled`, `phase: desktop-back`. */
  readonly about: string
  readonly virtual: string
  readonly wire: string
  /** Why it may be so; undefined: a defect of one of the worlds. */
  readonly reason: string | undefined
}

export interface ComparedCount {
  readonly name: string
  readonly virtual: number
  readonly wire: number
}

export interface ComparedPhase {
  readonly name: string
  readonly virtual: PhaseFigures | undefined
  readonly wire: PhaseFigures | undefined
}

export interface PhaseFigures {
  readonly count: number
  readonly p50Us: Micros
  readonly p95Us: Micros
  readonly maxUs: Micros
}

export interface DriftResult {
  readonly schema: typeof DRIFT_SCHEMA
  readonly scenario: string
  readonly seed: string
  /** Virtual time for one of the wall clock's, in the run on the wire. */
  readonly speed: number
  readonly agrees: boolean
  /** 0 agreement, 1 disagreement; 4 when the run on the wire does not count, 130 when it was stopped. */
  readonly exit: number
  readonly headline: string
  readonly virtual: Side
  readonly wire: Side
  /** Things closer together than this may come in either order on the wire: by so much its round trips are slower. */
  readonly slackUs: Micros
  /** Users whose desktops showed the same in the same order, and those that did but for what has a reason. */
  readonly agents: {
    readonly all: number
    readonly same: number
    readonly explained: number
    readonly events: number
    /** Until the worlds took different ways: then only counts can be compared. */
    readonly comparedUntil: Micros | undefined
  }
  readonly counts: readonly ComparedCount[]
  readonly phases: readonly ComparedPhase[]
  readonly differences: readonly Difference[]
}

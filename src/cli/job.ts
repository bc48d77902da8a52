/** What the main thread asks of the thread that runs the simulation, and what it hears back. Plain data only. */
import type { Carrier } from '../load/carriers.ts'
import type { ReportName } from '../report/report.ts'
import type { RunResult } from '../scenarios/result.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import type { Micros } from '../sim/kernel/time.ts'

export interface Job {
  readonly scenario: Scenario
  readonly seeds: readonly string[]
  readonly overrides: readonly string[]
  readonly until: Micros | undefined
  readonly version: string
  /** The folder for reports, and which of them; none when empty. */
  readonly dir: string
  readonly reports: readonly ReportName[]
  readonly checkDeterminism: boolean
  readonly codec: boolean
  /** On real sockets, and how. */
  readonly wire: Wire | undefined
  readonly watched: boolean
}

export interface Wire {
  /** Virtual time for one of the wall clock's. */
  readonly speed: number
  /** What carries notifications, when it is not what the release has. */
  readonly carrier: Carrier | undefined
  /** Processes that play desktops, beside one that plays servers; undefined for one that plays it all. */
  readonly workers: number | undefined
}

/** What a thread is started with. */
export interface Assignment {
  readonly job: Job
  /** One number, shared: not zero once the user wants to stop. */
  readonly stop: Int32Array
}

export interface ProgressNews {
  readonly kind: 'progress'
  readonly seed: string
  /** Index of the seed. */
  readonly index: number
  /** 1, or 2 when a run is repeated to see whether it is the same. */
  readonly pass: number
  readonly at: Micros
  readonly untilUs: Micros
  readonly wallMs: number
  readonly calls: number
  /** Agents in each state, the fullest first; states with nobody are left out. */
  readonly states: readonly (readonly [name: string, agents: number])[]
}

export interface SeedOutcome {
  readonly kind: 'seed'
  readonly result: RunResult
  readonly files: readonly string[]
  /** Why reports could not be written. */
  readonly unwritten: string | undefined
  /** Records that were the same in both runs, when it was run twice. */
  readonly compared: number | undefined
}

export interface FailureNews {
  readonly kind: 'failure'
  readonly seed: string
  readonly message: string
  readonly stack: string
}

export type News = ProgressNews | SeedOutcome | FailureNews

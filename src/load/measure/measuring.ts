/** What clients need of whoever measures them. */
import type { Micros } from '../../sim/kernel/time.ts'

/** One operation that was begun. Exactly one of the two is to be called, once. */
export interface Attempt {
  done(): void
  /** `kind` in few words that repeat, such as `503`, `timeout`, `connection reset`. */
  failed(kind: string): void
}

/** One whose end is known by its moment. */
export interface TimedAttempt extends Attempt {
  doneAt(endedUs: Micros): void
  /** It was planned for another moment, and is to be begun anew for that one. */
  withdraw(): void
}

/** What clients on the wire need of measuring. Operations in the field's words: `sign-in`, `answer`, `ping`. */
export interface Measuring {
  /** Begins an operation now that the plan, or the agent's own thinking, wanted at `intendedUs`. */
  start(operation: string, intendedUs: Micros): Attempt
  /** An operation that was wanted and never begun. */
  drop(operation: string, intendedUs: Micros, why: string): void
  /** Bytes, connections, handshakes and the like. */
  count(name: string, by?: number): void
}

/** What is needed by who reads moments from a trace. */
export interface Timing {
  /** Begins one that was begun at another moment than now. */
  begin(operation: string, intendedUs: Micros, startedUs: Micros): TimedAttempt
  /** An operation that was timed by other means, such as an event from its publication on. */
  record(operation: string, intendedUs: Micros, startedUs: Micros, endedUs: Micros): void
}

/** What became of operations that were under way when measuring ended. */
export const UNFINISHED = 'unfinished'

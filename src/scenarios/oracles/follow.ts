/** Comparing a copy of an agent's states with the original: the same states, in the same order. */
import { AgentState, agentStateName } from '../../sim/domain/agent-state.ts'

/** How far a copy may be behind and still be judged. */
export const REMEMBERED = 16

/** State and reason in one number. Reasons count where the state has them; elsewhere they are an echo. */
export function packed(state: number, reason: number): number {
  return state === AgentState.NOT_READY || state === AgentState.LOGOUT ? (reason << 5) | state : state
}

export const SIGNED_OUT = packed(AgentState.LOGOUT, 0)

export function packedText(value: number): string {
  const reason = value >> 5
  return agentStateName(value & 31) + (reason === 0 ? '' : ` (${reason})`)
}

/** The last states of every agent, in order. */
export class TruthLog {
  readonly latest: Int32Array
  readonly count: Int32Array
  readonly #ring: Int32Array

  constructor(users: number) {
    this.latest = new Int32Array(users).fill(SIGNED_OUT)
    this.count = new Int32Array(users)
    this.#ring = new Int32Array(users * REMEMBERED)
  }

  add(user: number, value: number): void {
    if (this.latest[user] === value) return
    this.latest[user] = value
    this.#ring[user * REMEMBERED + (this.count[user]!++ & (REMEMBERED - 1))] = value
  }

  /** The entry with this number, or undefined when it is not there, or not any more. */
  at(user: number, number: number): number | undefined {
    const count = this.count[user]!
    if (number >= count || number < count - REMEMBERED) return undefined
    return this.#ring[user * REMEMBERED + (number & (REMEMBERED - 1))]
  }
}

/** `forgotten`: so far behind that the log cannot tell. */
export type Step = 'same' | 'next' | 'skipped' | 'not there' | 'forgotten'

/** A copy that goes through the log entry by entry. */
export class Copy {
  readonly shown: Int32Array
  /** After a step that was not the next: what that would have been, or undefined when nothing new was there. */
  missed: number | undefined
  readonly #next: Int32Array
  readonly #log: TruthLog

  constructor(log: TruthLog) {
    this.#log = log
    this.shown = new Int32Array(log.latest.length).fill(SIGNED_OUT)
    this.#next = new Int32Array(log.latest.length)
  }

  show(user: number, value: number): Step {
    if (this.shown[user] === value) return 'same'
    this.shown[user] = value
    const next = this.#next[user]!
    const wanted = this.#log.at(user, next)
    if (wanted === value) {
      this.#next[user] = next + 1
      return 'next'
    }
    this.missed = wanted
    const step = this.#seek(user, value, next)
    return next < this.#log.count[user]! - REMEMBERED ? 'forgotten' : step
  }

  /** After a gap the copy is where the original is now, if it shows that: what came before is not to be shown any more. */
  catchUp(user: number): void {
    const count = this.#log.count[user]!
    for (let number = count - 1; number >= Math.max(0, count - REMEMBERED); number--) {
      if (this.#log.at(user, number) !== this.shown[user]) continue
      this.#next[user] = number + 1
      return
    }
  }

  #seek(user: number, value: number, next: number): Step {
    const log = this.#log
    const count = log.count[user]!
    for (let later = Math.max(next, count - REMEMBERED); later < count; later++) {
      if (log.at(user, later) !== value) continue
      this.#next[user] = later + 1
      return 'skipped'
    }
    return 'not there'
  }
}

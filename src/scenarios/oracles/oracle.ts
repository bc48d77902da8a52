/**
 * An oracle holds one rule against the trace as it is written. It listens to facts alone, keeps a constant amount
 * per user and a byte or so per call, and allocates nothing until something is wrong.
 */
import type { Directory } from '../../sim/domain/directory.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Listener } from '../../sim/kernel/trace.ts'
import { causalChain } from '../causal-chain.ts'
import type { Listeners } from '../listeners.ts'
import type { OracleResult, Violation } from '../result.ts'
import { finesseNodes, type Subject, userText } from '../subject.ts'
import { Outages } from './outages.ts'

export interface Oracle {
  readonly name: string
  /** The rule as a sentence. */
  readonly says: string
  /** Ids of the catalogue of behaviours. */
  readonly behaviours: readonly string[]
  /** Registers what it listens to. What it returns is asked once, when the calm is over: nothing may be left open. */
  watch(watch: Watch): ((now: Micros) => void) | undefined
}

/** Messages cross on the way: a caller hangs up while the agent answers. For so long either may be first. */
export const GLARE_US: Micros = 1_000_000
/** What happened this shortly before the end may still be on its way to the others. */
export const SETTLED_US: Micros = 5_000_000

const VIOLATIONS_KEPT = 20

/** What an oracle sees of a run, and where it says what it found. */
export class Watch {
  /** How often there was something to judge. */
  judged = 0
  violated = 0
  readonly workload: Workload
  readonly directory: Directory
  readonly users: number
  readonly faults: boolean
  readonly outages: Outages
  /** Finesse node 0 or 1 by the node of a fact; -1 for others. */
  readonly finesseOf: Int8Array
  readonly #subject: Subject
  readonly #listeners: Listeners
  readonly #violations: Violation[] = []
  #over = false

  constructor(subject: Subject, listeners: Listeners, outages: Outages) {
    this.outages = outages
    this.#subject = subject
    this.#listeners = listeners
    this.workload = subject.workload
    this.directory = subject.directory
    this.users = subject.directory.users.length
    this.faults = subject.faults
    this.finesseOf = finesseNodes(subject)
  }

  on(kind: number, listener: Listener): void {
    this.#listeners.on(kind, listener)
  }

  nameOf(node: number): string {
    return this.#subject.nameOf(node)
  }

  user(index: number): string {
    return userText(this.directory, index)
  }

  violate(at: Micros, who: string, why: string): void {
    this.violated++
    if (this.#violations.length >= VIOLATIONS_KEPT) return
    this.#violations.push(
      this.#over ? { at, who, why, chain: [], atEnd: true } : { at, who, why, chain: causalChain(this.#subject) },
    )
  }

  /** From here on there is no present event to blame. */
  end(): void {
    this.#over = true
  }

  result({ name, says, behaviours }: Oracle): OracleResult {
    const { judged, violated } = this
    return { name, says, behaviours, judged, violated, violations: this.#violations }
  }
}

export interface Bench {
  /** Judges what must be true when the calm is over; not asked of a run that was cut short. */
  atEnd(now: Micros): void
  results(): OracleResult[]
}

/** Seats oracles before a run. Attach the listeners to the trace afterwards. */
export function seat(oracles: readonly Oracle[], subject: Subject, listeners: Listeners): Bench {
  // First, so that it knows of an event when the oracles hear of it.
  const outages = new Outages(subject, listeners)
  const seats = oracles.map((oracle) => {
    const watch = new Watch(subject, listeners, outages)
    return { oracle, watch, atEnd: oracle.watch(watch) }
  })
  return {
    atEnd(now) {
      for (const { watch, atEnd } of seats) {
        watch.end()
        atEnd?.(now)
      }
    },
    results: () => seats.map(({ oracle, watch }) => watch.result(oracle)),
  }
}

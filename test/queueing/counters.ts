/** What one row of agents and its callers did in a span of time, counted from what the parts say of themselves. */
import type { ContactCenter } from '../../src/sim/contact-center.ts'
import { AgentState } from '../../src/sim/domain/agent-state.ts'
import { Fact } from '../../src/sim/domain/facts.ts'
import { type Micros, SECOND } from '../../src/sim/kernel/time.ts'

const WITHIN: Micros = 20 * SECOND

/** Callers count when they leave the queue, answered or not. */
export interface Counts {
  callers: number
  waited: number
  waitUs: number
  within: number
  abandoned: number
  /** Sum over the agents of the time they were reserved or talking. */
  busyUs: number
  spanUs: number
}

const nothing = (): Counts => ({ callers: 0, waited: 0, waitUs: 0, within: 0, abandoned: 0, busyUs: 0, spanUs: 0 })

/** Reserved to free again, against answered to hung up, over all calls that ended. */
export interface Handling {
  calls: number
  reservedUs: number
  talkedUs: number
}

export class Counters {
  readonly handling: Handling = { calls: 0, reservedUs: 0, talkedUs: 0 }
  /** Things that must not happen here: routed twice, sent back, not handled by a state. */
  oddities = 0
  readonly #center: ContactCenter
  readonly #rows: Counts[]
  readonly #busy: number[]
  readonly #busySince: Micros[]
  readonly #waiting = new Map<number, Micros>()
  readonly #answered = new Map<number, Micros>()
  readonly #reserved = new Map<number, Micros>()
  #from: Micros

  constructor(center: ContactCenter, rows: number) {
    this.#center = center
    this.#rows = Array.from({ length: rows }, nothing)
    this.#busy = new Array(rows).fill(0)
    this.#from = center.kernel.now
    this.#busySince = new Array(rows).fill(this.#from)
    const { trace } = center.kernel
    trace.on(Fact.contactQueued, (at, contact, _row, again) => {
      if (again === 1) this.oddities++
      this.#waiting.set(contact, at)
    })
    trace.on(Fact.contactRouted, (at, contact, agent, row) => this.#routed(at, contact, agent, row))
    trace.on(Fact.contactAbandoned, (at, contact, row) => this.#abandoned(at, contact, row))
    trace.on(Fact.contactAnswered, (at, contact) => this.#answered.set(contact, at))
    trace.on(Fact.contactEnded, (at, contact) => {
      this.handling.talkedUs += at - this.#answered.get(contact)!
      this.#answered.delete(contact)
    })
    trace.on(Fact.truthAgentState, (at, agent, state) => {
      if (state === AgentState.READY) this.#freed(at, agent)
    })
    trace.on(Fact.surprise, () => this.oddities++)
  }

  #routed(at: Micros, contact: number, agent: number, row: number): void {
    const waitUs = at - this.#waiting.get(contact)!
    this.#waiting.delete(contact)
    const counts = this.#rows[row]!
    counts.callers++
    counts.waitUs += waitUs
    if (waitUs > 0) counts.waited++
    if (waitUs <= WITHIN) counts.within++
    if (this.#reserved.has(agent)) this.oddities++
    this.#reserved.set(agent, at)
    this.#settle(at, row)
    this.#busy[row]!++
  }

  #abandoned(at: Micros, contact: number, row: number): void {
    const since = this.#waiting.get(contact)
    if (since === undefined) {
      // Gave up between the choice of the agent and the answer: it has been counted as routed.
      this.oddities++
      return
    }
    this.#waiting.delete(contact)
    const counts = this.#rows[row]!
    counts.callers++
    counts.waited++
    counts.abandoned++
    counts.waitUs += at - since
  }

  #freed(at: Micros, agent: number): void {
    const since = this.#reserved.get(agent)
    if (since === undefined) return
    this.#reserved.delete(agent)
    this.handling.calls++
    this.handling.reservedUs += at - since
    const row = this.#center.directory.users[agent]!.queues[0]!
    this.#settle(at, row)
    this.#busy[row]!--
  }

  #settle(at: Micros, row: number): void {
    this.#rows[row]!.busyUs += this.#busy[row]! * (at - this.#busySince[row]!)
    this.#busySince[row] = at
  }

  /** What was counted in each row since the last time, and starts again. */
  take(): Counts[] {
    const { now } = this.#center.kernel
    const spanUs = now - this.#from
    this.#from = now
    return this.#rows.map((counts, row) => {
      this.#settle(now, row)
      this.#rows[row] = nothing()
      return { ...counts, spanUs }
    })
  }
}

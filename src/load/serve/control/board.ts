/**
 * What a supervisor's wall board would show, kept from the facts of the center as they are said: agents, calls,
 * queues. It reads nothing out of the parts, and changes nothing in them.
 */
import { AgentState } from '../../../sim/domain/agent-state.ts'
import { ParticipantState } from '../../../sim/domain/dialog-state.ts'
import { Fact } from '../../../sim/domain/facts.ts'
import type { Micros } from '../../../sim/kernel/time.ts'
import type { Trace } from '../../../sim/kernel/trace.ts'

export interface BoardAgent {
  state: number
  reason: number
  /** State asked for during a call, 0 for none. */
  pending: number
  sinceUs: Micros
  /** Kernel node of the Finesse node where the agent is present, -1 for none. */
  at: number
}

export interface BoardCall {
  readonly id: number
  readonly type: number
  /** 0 without one: not every call is a caller's. */
  readonly contact: number
  /** Index of the queue that the contact came by, or -1. */
  readonly queue: number
  readonly sinceUs: Micros
  /** ParticipantState by user index. */
  readonly parties: Map<number, number>
}

export interface BoardQueue {
  /** When each contact that waits was queued, in that order. */
  readonly waiting: Map<number, Micros>
  offered: number
  answered: number
  abandoned: number
}

export interface Changes {
  readonly agents: Set<number>
  readonly calls: Set<number>
  readonly queues: Set<number>
}

export class Board {
  readonly agents: readonly BoardAgent[]
  readonly queues: readonly BoardQueue[]
  readonly calls = new Map<number, BoardCall>()
  /** Queue of each contact that is there. */
  readonly contacts = new Map<number, number>()
  /** What changed since it was last cleared by who looks at it; undefined while nobody does. */
  changes: Changes | undefined
  /** Called with the first change since then. */
  changed: () => void = () => undefined

  constructor(trace: Trace, users: number, queues: number) {
    this.agents = Array.from({ length: users }, () => ({
      state: AgentState.LOGOUT,
      reason: 0,
      pending: 0,
      sinceUs: 0,
      at: -1,
    }))
    this.queues = Array.from({ length: queues }, () => ({ waiting: new Map(), offered: 0, answered: 0, abandoned: 0 }))
    this.#listen(trace)
  }

  #listen(trace: Trace): void {
    trace.on(Fact.truthAgentState, (at, about, x, y) => {
      const agent = this.agents[about]!
      if (agent.state !== x) agent.sinceUs = at
      agent.state = x
      agent.reason = y
      this.#note('agents', about)
    })
    trace.on(Fact.truthPendingState, (_at, about, x) => {
      this.agents[about]!.pending = x
      this.#note('agents', about)
    })
    trace.on(Fact.presence, (_at, about, x, _y, where) => {
      const agent = this.agents[about]!
      if (x === 1) agent.at = where
      else if (agent.at === where) agent.at = -1
      this.#note('agents', about)
    })
    trace.on(Fact.truthCallBegan, (at, about, x, y) => {
      const queue = this.contacts.get(y) ?? -1
      this.calls.set(about, { id: about, type: x, contact: y, queue, sinceUs: at, parties: new Map() })
      this.#note('calls', about)
    })
    trace.on(Fact.truthParty, (_at, about, x, y) => {
      const call = this.calls.get(about)
      if (call === undefined || x < 0) return
      if (y === ParticipantState.DROPPED) call.parties.delete(x)
      else call.parties.set(x, y)
      this.#note('calls', about)
    })
    const ended = (call: number): void => {
      if (this.calls.delete(call)) this.#note('calls', call)
    }
    trace.on(Fact.truthCallEnded, (_at, about) => ended(about))
    trace.on(Fact.truthCallMerged, (_at, _about, x) => ended(x))
    this.#listenToQueues(trace)
  }

  #listenToQueues(trace: Trace): void {
    const ofContact = (contact: number): BoardQueue | undefined => {
      const queue = this.contacts.get(contact)
      if (queue !== undefined) this.#note('queues', queue)
      return queue === undefined ? undefined : this.queues[queue]
    }
    trace.on(Fact.contactOffered, (_at, about, x) => {
      this.contacts.set(about, x)
      ofContact(about)!.offered++
    })
    trace.on(Fact.contactQueued, (at, about) => void ofContact(about)?.waiting.set(about, at))
    trace.on(Fact.contactRouted, (_at, about) => void ofContact(about)?.waiting.delete(about))
    trace.on(Fact.contactAnswered, (_at, about) => {
      const queue = ofContact(about)
      if (queue !== undefined) queue.answered++
    })
    const gone = (contact: number): BoardQueue | undefined => {
      const queue = ofContact(contact)
      queue?.waiting.delete(contact)
      this.contacts.delete(contact)
      return queue
    }
    trace.on(Fact.contactAbandoned, (_at, about) => {
      const queue = gone(about)
      if (queue !== undefined) queue.abandoned++
    })
    trace.on(Fact.contactEnded, (_at, about) => void gone(about))
    trace.on(Fact.contactRejected, (_at, about) => void gone(about))
  }

  #note(what: keyof Changes, index: number): void {
    if (this.changes === undefined) return
    const isFirst = this.changes.agents.size + this.changes.calls.size + this.changes.queues.size === 0
    this.changes[what].add(index)
    if (isFirst) this.changed()
  }
}

export const noChanges = (): Changes => ({ agents: new Set(), calls: new Set(), queues: new Set() })

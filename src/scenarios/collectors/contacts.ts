/** Every contact from its arrival to its end, as columns by contact number: the source of calls.csv. */
import type { Directory } from '../../sim/domain/directory.ts'
import { Fact } from '../../sim/domain/facts.ts'
import type { Queue } from '../../sim/domain/workload.ts'
import { type Micros, SECOND } from '../../sim/kernel/time.ts'
import { grown } from '../grown.ts'
import type { Listeners } from '../listeners.ts'
import type { CallSummary, Table } from '../result.ts'
import type { Histogram } from './histogram.ts'
import type { QueueIntervals } from './queue-intervals.ts'
import type { Series } from './series.ts'

const STAGES = ['offered', 'queued', 'routed', 'ringing', 'answered', 'abandoned', 'rejected', 'handled'] as const
const STAGE = {
  OFFERED: 0,
  QUEUED: 1,
  ROUTED: 2,
  RINGING: 3,
  ANSWERED: 4,
  ABANDONED: 5,
  REJECTED: 6,
  HANDLED: 7,
} as const
const NEVER = -1

export interface ContactSinks {
  readonly intervals: QueueIntervals
  readonly waiting: Series
  readonly offeredToRinging: Histogram
  readonly ringingToAnswered: Histogram
}

export interface ContactCounts {
  offered: number
  queued: number
  answered: number
  abandoned: number
  abandonedBeforeQueue: number
  rejected: number
  rona: number
  handled: number
}

export class Contacts {
  readonly counts: ContactCounts = {
    offered: 0,
    queued: 0,
    answered: 0,
    abandoned: 0,
    abandonedBeforeQueue: 0,
    rejected: 0,
    rona: 0,
    handled: 0,
  }
  readonly #sinks: ContactSinks
  #last = 0
  #stage = new Uint8Array(1 << 12)
  #queue = new Int16Array(1 << 12)
  #attempts = new Uint8Array(1 << 12)
  #agent = new Int32Array(1 << 12)
  #call = new Int32Array(1 << 12)
  #offeredAt = new Float64Array(1 << 12)
  #queuedAt = new Float64Array(1 << 12)
  #ringingAt = new Float64Array(1 << 12)
  #answeredAt = new Float64Array(1 << 12)
  #endedAt = new Float64Array(1 << 12)

  constructor(listeners: Listeners, sinks: ContactSinks) {
    this.#sinks = sinks
    listeners.on(Fact.contactOffered, (at, contact, queue) => this.#offered(at, contact, queue))
    listeners.on(Fact.contactQueued, (at, contact, queue) => this.#queued(at, contact, queue))
    listeners.on(Fact.contactRouted, (at, contact, agent) => this.#routed(at, contact, agent))
    listeners.on(Fact.contactRinging, (at, contact, call, agent) => this.#rings(at, contact, call, agent))
    listeners.on(Fact.contactAnswered, (at, contact, agent, call) => this.#answered(at, contact, agent, call))
    listeners.on(Fact.contactAbandoned, (at, contact) => this.#abandoned(at, contact))
    listeners.on(Fact.contactReturned, (at, _contact, _agent, queue) => {
      this.counts.rona++
      this.#sinks.intervals.rangOut(queue, at)
    })
    listeners.on(Fact.contactRejected, (at, contact) => this.#rejected(at, contact))
    listeners.on(Fact.contactEnded, (at, contact) => this.#ended(at, contact))
  }

  queueOf(contact: number): number {
    return this.#queue[contact]!
  }

  /** Contacts that have come to no end: they wait in a queue, they talk for `longest` at most, or they are lost. */
  open(now: Micros, longest: Micros): { waiting: number; talking: number; lost: number } {
    const open = { waiting: 0, talking: 0, lost: 0 }
    for (let contact = 1; contact <= this.#last; contact++) {
      const stage = this.#stage[contact]!
      if (stage === STAGE.QUEUED) open.waiting++
      else if (stage === STAGE.ANSWERED && now - this.#answeredAt[contact]! <= longest) open.talking++
      else if (stage < STAGE.ABANDONED) open.lost++
    }
    return open
  }

  /** Contacts for these queues that arrived from `from` on and before `until`. */
  offeredBetween(queues: ReadonlySet<number>, from: Micros, until: Micros): number {
    let offered = 0
    for (let contact = 1; contact <= this.#last; contact++) {
      const at = this.#offeredAt[contact]!
      if (at >= from && at < until && queues.has(this.#queue[contact]!)) offered++
    }
    return offered
  }

  #offered(at: Micros, contact: number, queue: number): void {
    if (contact >= this.#stage.length) this.#grow(contact)
    if (contact > this.#last) this.#last = contact
    this.counts.offered++
    this.#stage[contact] = STAGE.OFFERED
    this.#queue[contact] = queue
    this.#agent[contact] = NEVER
    this.#offeredAt[contact] = at
    this.#queuedAt[contact] = NEVER
    this.#ringingAt[contact] = NEVER
    this.#answeredAt[contact] = NEVER
    this.#endedAt[contact] = NEVER
  }

  #queued(at: Micros, contact: number, queue: number): void {
    if (this.#queuedAt[contact] === NEVER) {
      this.counts.queued++
      this.#queue[contact] = queue
      this.#queuedAt[contact] = at
      this.#sinks.intervals.offered(queue, at)
    }
    this.#stage[contact] = STAGE.QUEUED
    this.#sinks.waiting.advance(at)
    this.#sinks.waiting.levels[queue]!++
  }

  #leavesQueue(at: Micros, contact: number): void {
    if (this.#stage[contact] !== STAGE.QUEUED) return
    this.#sinks.waiting.advance(at)
    this.#sinks.waiting.levels[this.#queue[contact]!]!--
  }

  #routed(at: Micros, contact: number, agent: number): void {
    this.#leavesQueue(at, contact)
    this.#stage[contact] = STAGE.ROUTED
    this.#agent[contact] = agent
    this.#attempts[contact]!++
  }

  #rings(at: Micros, contact: number, call: number, agent: number): void {
    if (this.#stage[contact]! >= STAGE.ABANDONED) return
    if (this.#ringingAt[contact] === NEVER) this.#sinks.offeredToRinging.record(at - this.#offeredAt[contact]!)
    this.#stage[contact] = STAGE.RINGING
    this.#ringingAt[contact] = at
    this.#agent[contact] = agent
    this.#call[contact] = call
  }

  #answered(at: Micros, contact: number, agent: number, call: number): void {
    if (this.#stage[contact]! >= STAGE.ABANDONED) return
    if (this.#stage[contact] === STAGE.ANSWERED) {
      // A single-step transfer was answered by the next agent.
      this.#agent[contact] = agent
      return
    }
    this.counts.answered++
    this.#stage[contact] = STAGE.ANSWERED
    this.#answeredAt[contact] = at
    this.#agent[contact] = agent
    this.#call[contact] = call
    this.#sinks.ringingToAnswered.record(at - this.#ringingAt[contact]!)
    const queuedAt = this.#queuedAt[contact]!
    if (queuedAt !== NEVER) this.#sinks.intervals.answered(this.#queue[contact]!, queuedAt, at - queuedAt)
  }

  #abandoned(at: Micros, contact: number): void {
    this.#leavesQueue(at, contact)
    this.counts.abandoned++
    const queue = this.#queue[contact]!
    const queuedAt = this.#queuedAt[contact]!
    const answeredAt = this.#answeredAt[contact]!
    if (queuedAt === NEVER) this.counts.abandonedBeforeQueue++
    else {
      if (answeredAt !== NEVER) {
        this.counts.answered--
        this.#answeredAt[contact] = NEVER
        this.#sinks.intervals.unanswered(queue, queuedAt, answeredAt - queuedAt)
      }
      this.#sinks.intervals.abandoned(queue, queuedAt, at - queuedAt)
    }
    this.#stage[contact] = STAGE.ABANDONED
    this.#endedAt[contact] = at
  }

  #rejected(at: Micros, contact: number): void {
    this.#leavesQueue(at, contact)
    this.counts.rejected++
    this.#stage[contact] = STAGE.REJECTED
    this.#endedAt[contact] = at
  }

  #ended(at: Micros, contact: number): void {
    const stage = this.#stage[contact]!
    if (stage >= STAGE.ABANDONED) return
    this.counts.handled++
    this.#stage[contact] = STAGE.HANDLED
    this.#endedAt[contact] = at
    const answeredAt = this.#answeredAt[contact]!
    if (answeredAt !== NEVER) this.#sinks.intervals.ended(this.#queue[contact]!, at, at - answeredAt)
  }

  #grow(contact: number): void {
    this.#stage = grown(this.#stage, contact)
    this.#queue = grown(this.#queue, contact)
    this.#attempts = grown(this.#attempts, contact)
    this.#agent = grown(this.#agent, contact)
    this.#call = grown(this.#call, contact)
    this.#offeredAt = grown(this.#offeredAt, contact)
    this.#queuedAt = grown(this.#queuedAt, contact)
    this.#ringingAt = grown(this.#ringingAt, contact)
    this.#answeredAt = grown(this.#answeredAt, contact)
    this.#endedAt = grown(this.#endedAt, contact)
  }

  #outcome(contact: number): CallSummary['outcome'] {
    const stage = STAGES[this.#stage[contact]!]!
    return stage === 'handled' || stage === 'abandoned' || stage === 'rejected' ? stage : 'in progress'
  }

  summary(contact: number, queues: readonly Queue[], directory: Directory): CallSummary {
    const time = (at: number) => (at === NEVER ? undefined : at)
    const agent = directory.users[this.#agent[contact]!]
    const answeredAt = this.#answeredAt[contact]!
    return {
      id: this.#call[contact] === 0 ? contact : this.#call[contact]!,
      kind: 'incoming',
      queue: queues[this.#queue[contact]!]?.name ?? '',
      offered: this.#offeredAt[contact]!,
      answered: time(answeredAt),
      ended: time(this.#endedAt[contact]!),
      agents: agent === undefined || answeredAt === NEVER ? [] : [agent.loginId],
      outcome: this.#outcome(contact),
    }
  }

  /** Contacts by what a reader looks for first: those that came to no good end, the longest waits, then the first. */
  choice(most: number, wanted: Iterable<number>, now: Micros): number[] {
    const chosen = new Set<number>()
    for (const contact of wanted) if (contact >= 1 && contact <= this.#last && chosen.size < most) chosen.add(contact)
    const half = Math.max(chosen.size, Math.floor(most / 2))
    for (const contact of this.#longestWaits(half - chosen.size, now)) chosen.add(contact)
    for (let contact = 1; contact <= this.#last && chosen.size < most; contact++) chosen.add(contact)
    return [...chosen].sort((a, b) => a - b)
  }

  #longestWaits(most: number, now: Micros): number[] {
    if (most <= 0) return []
    const waits = new Float64Array(this.#last + 1)
    for (let contact = 1; contact <= this.#last; contact++) waits[contact] = this.#wait(contact, now)
    const sorted = waits.slice(1).sort()
    const least = sorted[Math.max(0, sorted.length - most)] ?? 0
    const longest: number[] = []
    for (let contact = 1; contact <= this.#last && longest.length < most; contact++) {
      if (waits[contact]! >= least && waits[contact]! > 0) longest.push(contact)
    }
    return longest
  }

  #wait(contact: number, now: Micros): Micros {
    const queuedAt = this.#queuedAt[contact]!
    if (queuedAt === NEVER) return 0
    const until = this.#answeredAt[contact]! !== NEVER ? this.#answeredAt[contact]! : this.#endedAt[contact]!
    return (until === NEVER ? now : until) - queuedAt
  }

  /** The contact whose call this is, or 0. Looks at all of them: for reports, not for the run. */
  ofCall(call: number): number {
    for (let contact = 1; contact <= this.#last; contact++) if (this.#call[contact] === call) return contact
    return 0
  }

  table(queues: readonly Queue[], directory: Directory): Table {
    return { columns: COLUMNS, rows: { [Symbol.iterator]: () => this.#rows(queues, directory) } }
  }

  *#rows(queues: readonly Queue[], directory: Directory): Generator<(string | number)[]> {
    const seconds = (at: number) => (at === NEVER ? '' : Math.round(at) / SECOND)
    for (let contact = 1; contact <= this.#last; contact++) {
      const queuedAt = this.#queuedAt[contact]!
      const answeredAt = this.#answeredAt[contact]!
      const endedAt = this.#endedAt[contact]!
      const waitedUntil = answeredAt === NEVER ? endedAt : answeredAt
      yield [
        contact,
        this.#call[contact] === 0 ? '' : this.#call[contact]!,
        queues[this.#queue[contact]!]?.name ?? '',
        this.#outcome(contact),
        answeredAt === NEVER ? '' : (directory.users[this.#agent[contact]!]?.loginId ?? ''),
        this.#attempts[contact]!,
        seconds(this.#offeredAt[contact]!),
        seconds(queuedAt),
        seconds(answeredAt),
        seconds(endedAt),
        queuedAt === NEVER || waitedUntil === NEVER ? '' : (waitedUntil - queuedAt) / SECOND,
        answeredAt === NEVER || endedAt === NEVER ? '' : (endedAt - answeredAt) / SECOND,
      ]
    }
  }
}

const COLUMNS = [
  'contact',
  'call',
  'queue',
  'outcome',
  'agent',
  'offers',
  'offered_seconds',
  'queued_seconds',
  'answered_seconds',
  'ended_seconds',
  'wait_seconds',
  'talk_seconds',
] as const

/** How long each agent was in each state, what came of it, and how busy the agents of a queue were. */
import { AgentState } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Listeners } from '../listeners.ts'
import type { AgentSummary } from '../result.ts'
import type { Subject } from '../subject.ts'
import { INTERVAL_US, type QueueIntervals } from './queue-intervals.ts'

const STATES = 17
const { LOGOUT, NOT_READY, READY, RESERVED, TALKING, WORK, WORK_READY, HOLD } = AgentState
const { RESERVED_OUTBOUND, RESERVED_OUTBOUND_PREVIEW } = AgentState

/** Busy, free for a call, or not there for calls. */
const BUSY = 2
const FREE = 1
const kinds = new Uint8Array(STATES)
for (const state of [TALKING, HOLD, WORK, WORK_READY, RESERVED, RESERVED_OUTBOUND, RESERVED_OUTBOUND_PREVIEW])
  kinds[state] = BUSY
kinds[READY] = FREE

export class AgentTimes {
  stateChanges = 0
  signIns = 0
  signOuts = 0
  readonly #subject: Subject
  readonly #state: Uint8Array
  readonly #since: Float64Array
  readonly #times: Float64Array
  readonly #handled: Int32Array
  readonly #ronas: Int32Array
  readonly #node: Uint8Array
  /** Queue of the last contact the agent answered. */
  readonly #lastQueue: Int16Array
  /** Agents with the same skills share their cells: queues by interval are made from these. */
  readonly #group: Int32Array
  /** Groups of agents by queue. */
  readonly #groups: number[][]
  readonly #busy: Float64Array
  readonly #there: Float64Array
  readonly #intervals: number

  constructor(subject: Subject, listeners: Listeners, intervals: QueueIntervals, queueOf: (contact: number) => number) {
    const { users } = subject.directory
    this.#subject = subject
    this.#state = new Uint8Array(users.length).fill(LOGOUT)
    this.#since = new Float64Array(users.length)
    this.#times = new Float64Array(users.length * STATES)
    this.#handled = new Int32Array(users.length)
    this.#ronas = new Int32Array(users.length)
    this.#node = new Uint8Array(users.length)
    this.#lastQueue = new Int16Array(users.length).fill(-1)
    this.#group = new Int32Array(users.length)
    this.#intervals = intervals.intervals
    this.#groups = subject.workload.topology.queues.map(() => [])
    const numbers = new Map<string, number>()
    for (const user of users) {
      const key = user.queues.join()
      let group = numbers.get(key)
      if (group === undefined) {
        group = numbers.size
        numbers.set(key, group)
        for (const queue of new Set(user.queues)) this.#groups[queue]!.push(group)
      }
      this.#group[user.index] = group
    }
    this.#busy = new Float64Array(numbers.size * this.#intervals)
    this.#there = new Float64Array(numbers.size * this.#intervals)

    listeners.on(Fact.truthAgentState, (at, agent, state) => {
      const before = this.#state[agent]!
      if (before === state) return
      this.stateChanges++
      const since = this.#since[agent]!
      this.#leave(agent, before, since, at)
      if (before === WORK || before === WORK_READY) {
        const queue = this.#lastQueue[agent]!
        if (queue >= 0) intervals.wrappedUp(queue, since, at - since)
      }
      this.#state[agent] = state
      this.#since[agent] = at
    })
    listeners.on(Fact.contactAnswered, (_at, contact, agent) => {
      this.#handled[agent]!++
      this.#lastQueue[agent] = queueOf(contact)
    })
    listeners.on(Fact.contactReturned, (_at, _contact, agent) => {
      this.#ronas[agent]!++
    })
    listeners.on(Fact.signedIn, (_at, user, node) => {
      this.signIns++
      this.#node[user] = node
    })
    listeners.on(Fact.signedOut, () => {
      this.signOuts++
    })
  }

  #leave(agent: number, state: number, from: Micros, until: Micros): void {
    this.#times[agent * STATES + state]! += until - from
    const kind = kinds[state]!
    if (kind === 0) return
    const row = this.#group[agent]! * this.#intervals
    for (let at = from; at < until; ) {
      const interval = Math.floor(at / INTERVAL_US)
      if (interval >= this.#intervals) return
      const end = (interval + 1) * INTERVAL_US
      const part = (end < until ? end : until) - at
      this.#there[row + interval]! += part
      if (kind === BUSY) this.#busy[row + interval]! += part
      at += part
    }
  }

  /** Adds the states that last to the end. */
  finish(now: Micros): void {
    for (let agent = 0; agent < this.#state.length; agent++) {
      this.#leave(agent, this.#state[agent]!, this.#since[agent]!, now)
      this.#since[agent] = now
    }
  }

  /** How busy the agents skilled for a queue were, in one interval or in all. */
  occupancyOf(queue: number, interval?: number): number | undefined {
    let busy = 0
    let there = 0
    for (const group of this.#groups[queue]!) {
      const from = group * this.#intervals + (interval ?? 0)
      const until = interval === undefined ? from + this.#intervals : from + 1
      for (let cell = from; cell < until; cell++) {
        busy += this.#busy[cell]!
        there += this.#there[cell]!
      }
    }
    return there === 0 ? undefined : busy / there
  }

  #time(agent: number, ...states: number[]): Micros {
    return states.reduce((sum, state) => sum + this.#times[agent * STATES + state]!, 0)
  }

  #busyTime(agent: number): Micros {
    return this.#time(agent, TALKING, HOLD, WORK, WORK_READY, RESERVED, RESERVED_OUTBOUND, RESERVED_OUTBOUND_PREVIEW)
  }

  #signedIn(agent: number): Micros {
    let sum = 0
    for (let state = 0; state < STATES; state++) if (state !== LOGOUT) sum += this.#time(agent, state)
    return sum
  }

  /** Over all agents, supervisors left out. */
  get occupancy(): number | undefined {
    let busy = 0
    let there = 0
    for (const { index, role } of this.#subject.directory.users) {
      if (role !== 'agent') continue
      busy += this.#busyTime(index)
      there += this.#signedIn(index) - this.#time(index, NOT_READY)
    }
    return there <= 0 ? undefined : busy / there
  }

  summaries(): AgentSummary[] {
    const { users, teams } = this.#subject.directory
    return users.map(({ index, loginId, extension, firstName, lastName, role, team }) => {
      const signedInUs = this.#signedIn(index)
      const there = signedInUs - this.#time(index, NOT_READY)
      return {
        id: loginId,
        extension,
        name: `${firstName} ${lastName}`,
        role,
        team: teams[team]?.name ?? '',
        node: this.#node[index]!,
        signedInUs,
        callsHandled: this.#handled[index]!,
        ronas: this.#ronas[index]!,
        talkUs: this.#time(index, TALKING),
        holdUs: this.#time(index, HOLD),
        wrapUpUs: this.#time(index, WORK, WORK_READY),
        readyUs: this.#time(index, READY),
        notReadyUs: this.#time(index, NOT_READY),
        occupancy: there <= 0 ? undefined : this.#busyTime(index) / there,
      }
    })
  }
}

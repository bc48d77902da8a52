/** Latencies of the single steps of the way, each in a histogram. */
import { operationAsked } from '../../sim/domain/asked.ts'
import { Fact, phaseNames } from '../../sim/domain/facts.ts'
import { Operation } from '../../sim/domain/rest.ts'
import { MILLISECOND } from '../../sim/kernel/time.ts'
import type { Listeners } from '../listeners.ts'
import { LiveRequests } from '../live-requests.ts'
import { packed, SIGNED_OUT } from '../oracles/follow.ts'
import type { HopResult } from '../result.ts'
import type { Subject } from '../subject.ts'
import { Histogram } from './histogram.ts'

/** Events of one user that may be under way at once; of more the oldest are not measured. */
const UNDER_WAY = 32
/** States of one agent that the desktop may still have to show. */
const TO_SHOW = 8
const NEVER = -1

/** Shares of the samples at which the curve of a distribution has its points. */
export const SHARES = [
  0.001, 0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.975,
  0.98, 0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999, 0.9995, 0.9999, 0.99999, 1,
] as const

export class Hops {
  readonly user = new Histogram()
  readonly dialog = new Histogram()
  readonly read = new Histogram()
  readonly requestToEvent = new Histogram()
  readonly publishToReceive = new Histogram()
  readonly truthToDesktop = new Histogram()
  readonly offeredToRinging = new Histogram()
  readonly ringingToAnswered = new Histogram()
  readonly signIn = new Histogram()
  readonly phases = new Map<number, Histogram>()
  requests = 0
  answers = 0
  refused = 0
  unavailable = 0
  failed = 0
  outcomes = 0
  errors = 0
  unknown = 0
  published = 0
  received = 0

  constructor(subject: Subject, listeners: Listeners) {
    const users = subject.directory.users.length
    this.#watchRequests(users, listeners)
    this.#watchEvents(users, listeners)
    this.#watchStates(users, listeners)
    listeners.on(Fact.phase, (_at, _user, phase, ms) => {
      let histogram = this.phases.get(phase)
      if (histogram === undefined) this.phases.set(phase, (histogram = new Histogram()))
      histogram.record(ms * MILLISECOND)
    })
  }

  #watchRequests(users: number, listeners: Listeners): void {
    const live = new LiveRequests()
    const ANSWERED = 1
    const HAS_OUTCOME = 2
    /** The first request of a session; the sign-in counts from there. */
    const began = new Float64Array(users).fill(NEVER)
    const isIn = new Uint8Array(users)

    listeners.on(Fact.requestSent, (at, user, id, asked) => {
      this.requests++
      if (isIn[user] === 0 && began[user] === NEVER) began[user] = at
      if (live.find(user, id) < 0) live.add(user, id, at, operationAsked(asked))
    })
    listeners.on(Fact.requestAnswered, (at, user, id, status) => {
      this.answers++
      if (status === 503) this.unavailable++
      else if (status >= 500) this.failed++
      else if (status >= 400) this.refused++
      const slot = live.find(user, id)
      if (slot < 0) return
      const operation = live.operation(slot)
      const isUser = operation === Operation.putUser
      const isDialog = operation === Operation.putDialog || operation === Operation.postDialog
      const histogram = isUser ? this.user : isDialog ? this.dialog : this.read
      histogram.record(at - live.sentAt(slot))
      if (status !== 202 || !(isUser || isDialog) || (live.flags(slot) & HAS_OUTCOME) !== 0) live.remove(slot)
      else live.flag(slot, ANSWERED)
    })
    listeners.on(Fact.outcomeSeen, (at, user, id, error) => {
      this.outcomes++
      if (error === 1) this.errors++
      const slot = live.find(user, id)
      if (slot < 0) return
      this.requestToEvent.record(at - live.sentAt(slot))
      if ((live.flags(slot) & ANSWERED) !== 0) live.remove(slot)
      else live.flag(slot, HAS_OUTCOME)
    })
    listeners.on(Fact.outcomeUnknown, (_at, user, id) => {
      this.unknown++
      const slot = live.find(user, id)
      if (slot >= 0) live.remove(slot)
    })
    listeners.on(Fact.signedIn, (at, user) => {
      if (began[user] !== NEVER) this.signIn.record(at - began[user]!)
      began[user] = NEVER
      isIn[user] = 1
    })
    listeners.on(Fact.signedOut, (_at, user) => {
      began[user] = NEVER
      isIn[user] = 0
    })
  }

  #watchEvents(users: number, listeners: Listeners): void {
    const at = new Float64Array(users * UNDER_WAY)
    const numbers = new Int32Array(users * UNDER_WAY)
    listeners.on(Fact.published, (now, user, number) => {
      this.published++
      const slot = user * UNDER_WAY + (number & (UNDER_WAY - 1))
      at[slot] = now
      numbers[slot] = number
    })
    listeners.on(Fact.received, (now, user, number) => {
      this.received++
      const slot = user * UNDER_WAY + (number & (UNDER_WAY - 1))
      if (numbers[slot] === number) this.publishToReceive.record(now - at[slot]!)
    })
  }

  #watchStates(users: number, listeners: Listeners): void {
    const latest = new Int32Array(users).fill(SIGNED_OUT)
    const shown = new Int32Array(users).fill(SIGNED_OUT)
    const states = new Int32Array(users * TO_SHOW)
    const since = new Float64Array(users * TO_SHOW)
    const count = new Int32Array(users)
    const next = new Int32Array(users)
    listeners.on(Fact.truthAgentState, (at, agent, state, reason) => {
      const value = packed(state, reason)
      if (latest[agent] === value) return
      latest[agent] = value
      const slot = agent * TO_SHOW + (count[agent]!++ & (TO_SHOW - 1))
      states[slot] = value
      since[slot] = at
    })
    listeners.on(Fact.desktopAgentState, (at, user, state, reason) => {
      const value = packed(state, reason)
      if (shown[user] === value) return
      shown[user] = value
      for (let number = Math.max(next[user]!, count[user]! - TO_SHOW); number < count[user]!; number++) {
        const slot = user * TO_SHOW + (number & (TO_SHOW - 1))
        if (states[slot] !== value) continue
        this.truthToDesktop.record(at - since[slot]!)
        next[user] = number + 1
        return
      }
    })
  }

  results(): HopResult[] {
    const requests = new Histogram()
    for (const part of [this.user, this.dialog, this.read]) requests.add(part)
    return [
      hop('REST request', 'A request of a desktop until its answer.', requests),
      hop('REST request: state', 'Sign-in, sign-out and change of state: PUT User.', this.user),
      hop('REST request: call', 'Call control: PUT Dialog and POST Dialogs.', this.dialog),
      hop('REST request: read', 'All that only reads.', this.read),
      hop('request to event', 'A request that was accepted until the event that shows it done.', this.requestToEvent),
      hop(
        'event delivery',
        'From the node that publishes an event to the desktop that gets it.',
        this.publishToReceive,
      ),
      hop('CTI event to desktop', 'From a change of state in the PG to what the agent sees.', this.truthToDesktop),
      hop('offered to ringing', 'From the arrival of a caller until the first phone rings.', this.offeredToRinging),
      hop('ringing to answered', 'From the first ring at the agent to the answer.', this.ringingToAnswered),
      hop('sign-in', 'From the first request of a desktop until the sign-in is confirmed.', this.signIn),
      ...[...this.phases]
        .sort(([a], [b]) => a - b)
        .map(([phase, histogram]) => {
          const name = phaseName(phase)
          return hop(`phase: ${name}`, `The phase ${name} of a desktop.`, histogram)
        }),
    ].filter(({ count }) => count > 0)
  }
}

/** Phases by the number of their facts. */
export function phaseName(phase: number): string {
  return phaseNames[phase] ?? String(phase)
}

export function hop(name: string, says: string, histogram: Histogram): HopResult {
  const quantile = (share: number) => histogram.quantile(share) ?? 0
  return {
    hop: name,
    says,
    count: histogram.count,
    minUs: histogram.count === 0 ? 0 : histogram.min,
    meanUs: Math.round(histogram.mean ?? 0),
    p50Us: quantile(0.5),
    p95Us: quantile(0.95),
    p99Us: quantile(0.99),
    p999Us: quantile(0.999),
    maxUs: histogram.max,
    curve: histogram.curve(SHARES),
  }
}

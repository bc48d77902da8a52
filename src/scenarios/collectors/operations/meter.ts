/**
 * Takes down every operation of the desktops: sign-ins and their steps, requests, what they lead to, pings and the phases of
 * a reconnect. It listens to the trace alone, so it measures the virtual world and real sockets in the same way. Of several
 * generators each measures its own users, and what they measured merges into what one would have measured.
 */
import type { TimedAttempt, Timing } from '../../../load/measure/measuring.ts'
import { workplaceName } from '../../../sim/domain/directory.ts'
import { Fact, phaseNames } from '../../../sim/domain/facts.ts'
import { M } from '../../../sim/domain/messages.ts'
import { MILLISECOND, type Micros } from '../../../sim/kernel/time.ts'
import type { Listeners } from '../../listeners.ts'
import type { Subject } from '../../subject.ts'
import { namesOf, PING, phaseOperation, SIGN_IN, SIGN_IN_STREAM, STREAM } from './names.ts'

export interface MeterOptions {
  readonly measure: Timing
  /** The moment it really is; that of the trace unless told, which is when a thing was meant to happen. */
  readonly clock?: (() => Micros) | undefined
  /** Whose operations; everybody's unless told. */
  readonly takesUser?: ((user: number) => boolean) | undefined
}

interface Request {
  readonly sentAt: Micros
  readonly startedAt: Micros
  readonly asked: number
  readonly signsIn: boolean
  request: TimedAttempt | undefined
  whole: TimedAttempt | undefined
}

/** A desktop that is alone with its request for longer than it has patience asks nobody any more. */
const NO_ANSWER = 'no answer'
const NO_EVENT = 'no event'
const DESKTOP_USABLE = phaseNames.indexOf('desktop-usable')

export class OperationMeter {
  readonly #measure: Timing
  readonly #clock: (() => Micros) | undefined
  readonly #takes: (user: number) => boolean
  readonly #workplaces: Int32Array
  /** By user: requests under way by their id. */
  readonly #requests: (Map<number, Request> | undefined)[] = []
  readonly #signIns: (TimedAttempt | undefined)[] = []
  readonly #streams: (TimedAttempt | undefined)[] = []
  readonly #pings: (TimedAttempt | undefined)[] = []
  readonly #isIn: Uint8Array

  constructor(subject: Subject, listeners: Listeners, { measure, clock, takesUser }: MeterOptions) {
    this.#measure = measure
    this.#clock = clock
    this.#takes = takesUser ?? (() => true)
    const { users } = subject.directory
    this.#isIn = new Uint8Array(users.length)
    this.#workplaces = workplaces(subject)
    this.#watchRequests(listeners)
    this.#watchSignIns(listeners)
    this.#watchStreams(listeners)
    listeners.on(Fact.phase, (at, user, phase, ms) => {
      // The first usable desktop is a sign-in, and finesse-back is of a node.
      if (phase === DESKTOP_USABLE || phaseNames[phase] === 'finesse-back' || !this.#takes(user)) return
      const from = at - ms * MILLISECOND
      this.#measure.record(phaseOperation(phase), from, from, at)
    })
  }

  #begin(operation: string, at: Micros, startedAt = this.#clock?.() ?? at): TimedAttempt {
    return this.#measure.begin(operation, at, Math.max(at, startedAt))
  }

  #watchRequests(listeners: Listeners): void {
    listeners.on(Fact.requestSent, (at, user, id, asked) => {
      if (!this.#takes(user)) return
      const requests = (this.#requests[user] ??= new Map())
      const signsIn = this.#isIn[user] === 0
      const names = namesOf(asked, signsIn)
      const startedAt = this.#clock?.() ?? at
      const request = this.#begin(names.request, at, startedAt)
      const whole = names.whole === undefined ? undefined : this.#begin(names.whole, at, startedAt)
      requests.set(id, { sentAt: at, startedAt, asked, signsIn, request, whole })
    })
    listeners.on(Fact.requestWaited, (_at, user, id, waitedUs) => {
      const request = this.#requests[user]?.get(id)
      if (request === undefined) return
      // It was meant earlier: planned anew for that moment, in whose windows it belongs.
      const { sentAt, startedAt, asked, signsIn } = request
      request.request?.withdraw()
      request.whole?.withdraw()
      const names = namesOf(asked, signsIn)
      request.request = this.#begin(names.request, sentAt - waitedUs, startedAt)
      request.whole = names.whole === undefined ? undefined : this.#begin(names.whole, sentAt - waitedUs, startedAt)
    })
    listeners.on(Fact.requestAnswered, (at, user, id, status) => {
      const request = this.#requests[user]?.get(id)
      if (request === undefined) return
      if (status < 400) request.request?.doneAt(at)
      else {
        request.request?.failed(String(status))
        request.whole?.failed(String(status))
        request.whole = undefined
      }
      request.request = undefined
      this.#settle(user, id, request)
    })
    listeners.on(Fact.outcomeSeen, (at, user, id, error) => {
      const request = this.#requests[user]?.get(id)
      if (request?.whole === undefined) return
      if (error === 0) request.whole.doneAt(at)
      else request.whole.failed('error event')
      request.whole = undefined
      this.#settle(user, id, request)
    })
    listeners.on(Fact.outcomeUnknown, (_at, user, id) => this.#lose(user, id))
  }

  #settle(user: number, id: number, { request, whole }: Request): void {
    if (request === undefined && whole === undefined) this.#requests[user]!.delete(id)
  }

  #lose(user: number, id: number): void {
    const request = this.#requests[user]?.get(id)
    if (request === undefined) return
    request.request?.failed(NO_ANSWER)
    request.whole?.failed(request.request === undefined ? NO_EVENT : NO_ANSWER)
    this.#requests[user]!.delete(id)
  }

  #watchSignIns(listeners: Listeners): void {
    listeners.on(M.shiftStarts, (at, user) => {
      if (this.#isIn[user] === 1 || this.#signIns[user] !== undefined || !this.#takes(user)) return
      this.#signIns[user] = this.#begin(SIGN_IN, at)
    })
    listeners.on(Fact.signedIn, (at, user) => {
      this.#isIn[user] = 1
      this.#signIns[user]?.doneAt(at)
      this.#signIns[user] = undefined
    })
    listeners.on(Fact.signedOut, (_at, user) => {
      this.#isIn[user] = 0
    })
  }

  /** Opening and pings, from the moment they reach the node, or what stands for it here, until the answer is back. */
  #watchStreams(listeners: Listeners): void {
    listeners.on(M.streamOpen, (at, user) => {
      if (this.#streams[user] !== undefined || !this.#takes(user)) return
      this.#streams[user] = this.#begin(this.#isIn[user] === 0 ? SIGN_IN_STREAM : STREAM, at)
    })
    this.#atDesktop(listeners, M.streamOpened, (at, user) => {
      this.#streams[user]?.doneAt(at)
      this.#streams[user] = undefined
    })
    const ended = (kind: string) => (_at: Micros, user: number) => {
      this.#streams[user]?.failed(kind)
      this.#streams[user] = undefined
      this.#pings[user]?.failed(kind)
      this.#pings[user] = undefined
    }
    this.#atDesktop(listeners, M.streamRefused, ended('refused'))
    this.#atDesktop(listeners, M.streamClosed, ended('closed'))
    this.#atDesktop(listeners, M.connectionReset, ended('connection lost'))
    // Whoever leaves does not wait for the answer to a ping.
    listeners.on(M.streamClose, (_at, user) => {
      this.#pings[user]?.withdraw()
      this.#pings[user] = undefined
    })
    listeners.on(M.ping, (at, user) => {
      if (!this.#takes(user) || this.#pings[user] !== undefined) return
      this.#pings[user] = this.#begin(PING, at)
    })
    this.#atDesktop(listeners, M.pong, (at, user) => {
      this.#pings[user]?.doneAt(at)
      this.#pings[user] = undefined
    })
  }

  /** Deliveries at a workplace; the same message is delivered elsewhere as well, where a node is served. */
  #atDesktop(listeners: Listeners, kind: number, heard: (at: Micros, user: number) => void): void {
    listeners.on(kind, (at, _about, _cause, _link, where) => {
      const user = this.#workplaces[where]!
      if (user >= 0) heard(at, user)
    })
  }

  /** What nobody answered until now has failed. */
  finish(): void {
    for (const [user, requests] of this.#requests.entries()) {
      for (const id of [...(requests?.keys() ?? [])]) this.#lose(user, id)
    }
  }
}

/** User of each node of the world, or -1 for a node that is no workplace. */
function workplaces(subject: Subject): Int32Array {
  const users = new Map(subject.directory.users.map((user) => [workplaceName(user), user.index]))
  return Int32Array.from({ length: subject.nodes }, (_, node) => users.get(subject.nameOf(node)) ?? -1)
}

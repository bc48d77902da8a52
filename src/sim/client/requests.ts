/** Requests under way: the answer says only that it was asked; the outcome is the first event with the request id. */
import { askedOf } from '../domain/asked.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import {
  type ApiError,
  type DialogBody,
  type MediaBody,
  Operation,
  type RestRequest,
  type RestResponse,
  type UserBody,
} from '../domain/rest.ts'
import { SmallMap } from '../domain/small-map.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { Micros } from '../kernel/time.ts'
import type { Client } from './client.ts'

interface Open {
  readonly operation: number
  readonly id: number
  readonly body: UserBody | DialogBody | MediaBody | undefined
  readonly control: boolean
  /** The request is of the client itself, as when it signs in, and nobody clicked for it. */
  readonly own: boolean
  readonly node: number
  readonly sentAt: Micros
  accepted: boolean
  /** The outcome was seen before the answer came: the two travel by different ways. */
  settled: boolean
  timer: Ticket
}

export interface SendOptions {
  readonly category?: 'NOT_READY' | 'LOGOUT'
  /** What is named inside the subject: the media of a user. */
  readonly item?: string
  readonly control?: boolean
  readonly own?: boolean
  /** Node asked, when it is not the one in use. */
  readonly node?: number
  /** Wait for the answer, when it is not the usual one. */
  readonly patienceUs?: Micros
  /** How long it had to wait for another one before it could be sent. */
  readonly waitedUs?: Micros
}

/** What a person is told of a request instead of an HTTP status: nobody knows, or an event said that it failed. */
export const UNKNOWN = 0
export const FAILED = 1

interface Wanted {
  readonly operation: number
  readonly id: number
  readonly body: DialogBody
}

interface Waiting extends Wanted {
  readonly since: Micros
}

export class RequestBook {
  readonly #client: Client
  readonly #open = new SmallMap<Open>()
  readonly #line: Waiting[] = []
  #controlling = 0
  #last = 0

  constructor(client: Client) {
    this.#client = client
  }

  /** Asks for what a person clicked, or, where `options` say so, for what the client needs itself. */
  send(
    operation: number,
    id: number,
    body: UserBody | DialogBody | MediaBody | undefined,
    {
      category,
      item,
      control = false,
      own = false,
      node = this.#client.node,
      patienceUs,
      waitedUs = 0,
    }: SendOptions = {},
  ): number {
    const { user, env, profile, password } = this.#client
    const credentials = this.#client.accessToken?.credentials
    const requestId = ++this.#last
    // One timer serves both waits, for the answer and then for the outcome: most requests have both within it.
    const timer = env.after(patienceUs ?? profile.restPatienceUs, M.outcomeOverdue, user.index, requestId)
    this.#open.set(requestId, {
      operation,
      id,
      body,
      control,
      own,
      node,
      sentAt: env.now(),
      accepted: false,
      settled: false,
      timer,
    })
    const request: RestRequest = {
      operation,
      id,
      user: user.index,
      password,
      requestId,
      body,
      ...(category === undefined ? {} : { category }),
      ...(item === undefined ? {} : { item }),
      ...credentials,
    }
    env.fact(Fact.requestSent, user.index, requestId, askedOf(operation, id, user.index, body))
    if (waitedUs > 0) env.fact(Fact.requestWaited, user.index, requestId, waitedUs)
    if (credentials?.tokenExpired === true) env.fact(Fact.expiredToken, user.index, requestId, operation)
    this.#client.sendToNode(M.restRequest, request, node)
    return requestId
  }

  /** Sends a call-control request, or keeps it until the one before has its outcome. */
  control(wanted: Wanted): void {
    const since = this.#client.env.now()
    if (this.#controlling !== 0) this.#line.push({ ...wanted, since })
    else this.#control({ ...wanted, since })
  }

  #control({ operation, id, body, since }: Waiting): void {
    const waitedUs = this.#client.env.now() - since
    this.#controlling = this.send(operation, id, body, { control: true, waitedUs })
  }

  answered(response: RestResponse): void {
    const open = this.#open.get(response.requestId)
    if (open === undefined) return
    this.#client.env.fact(Fact.requestAnswered, this.#client.user.index, response.requestId, response.status)
    if (response.status === 202 && !open.settled) {
      open.accepted = true
      return
    }
    this.#close(response.requestId, open)
    if (open.own) this.#client.ownAnswer?.(response.requestId, open.operation, response)
    else if (!this.#client.signInAnswer(open.operation, response) && response.status >= 400) {
      this.#refused(open, response.status)
    }
  }

  /** An event with this request id arrived; true when it settles a request of ours. */
  outcome(requestId: number, error: ApiError | undefined): boolean {
    const open = this.#open.get(requestId)
    if (open === undefined || open.settled) return false
    const { env, user } = this.#client
    const failed = error !== undefined
    env.fact(Fact.outcomeSeen, user.index, requestId, failed ? 1 : 0)
    if (open.accepted) this.#close(requestId, open)
    else open.settled = true
    if (!failed) return true
    if (open.own) this.#client.ownFailure?.(requestId, error)
    else this.#refused(open, FAILED)
    return true
  }

  /** A team member's state changed: the outcome of a supervisor's request carries no id. */
  outcomeForMember(member: number, state: number): void {
    if (this.#open.size === 0) return
    for (const [requestId, open] of this.#open.entries()) {
      if (open.operation !== Operation.putUser || open.id !== member || open.settled) continue
      if ((open.body as UserBody).state === state) {
        this.outcome(requestId, undefined)
        return
      }
    }
  }

  /** The wait is over: no answer, which may mean that it was done all the same, or an answer but no event. */
  overdue(requestId: number): void {
    const open = this.#open.get(requestId)
    if (open === undefined) return
    const { env, user, profile } = this.#client
    open.timer = -1
    const left = open.sentAt + profile.outcomePatienceUs - env.now()
    if (open.accepted && left > 0) open.timer = env.after(left, M.outcomeOverdue, user.index, requestId)
    else this.#unanswered(requestId, open)
  }

  /** The connection to a node broke: what it has not answered it will not answer any more. */
  broken(node: number): void {
    for (const [requestId, open] of this.#open.entries()) {
      if (open.node === node && !open.accepted && this.#open.has(requestId)) this.#unanswered(requestId, open)
    }
  }

  #unanswered(requestId: number, open: Open): void {
    const { env, user } = this.#client
    this.#close(requestId, open)
    if (isChange(open)) env.fact(Fact.outcomeUnknown, user.index, requestId, open.operation)
    if (open.own) this.#client.ownAnswer?.(requestId, open.operation, undefined)
    else this.#refused(open, UNKNOWN)
  }

  #refused(open: Open, status: number): void {
    // What a person asks for is about users and dialogs alone.
    this.#client.person.refused(open.operation, open.id, open.body as UserBody | DialogBody | undefined, status)
  }

  #close(requestId: number, open: Open): void {
    this.#open.delete(requestId)
    if (open.timer >= 0) this.#client.env.cancel(open.timer)
    if (requestId !== this.#controlling) return
    this.#controlling = 0
    const next = this.#line.shift()
    if (next !== undefined) this.#control(next)
  }

  /** The server is lost: nobody will learn what became of what was asked, and what was to be asked is dropped. */
  lose(): void {
    this.#line.length = 0
    for (const [requestId, open] of this.#open.entries()) {
      if (!this.#open.has(requestId)) continue
      this.#close(requestId, open)
      if (!isChange(open)) continue
      this.#client.env.fact(Fact.outcomeUnknown, this.#client.user.index, requestId, open.operation)
      if (!open.own) this.#refused(open, UNKNOWN)
    }
  }

  /** The session is over: what was accepted is of no interest any more. */
  forget(): void {
    this.#line.length = 0
    for (const [requestId, open] of this.#open.entries()) {
      if (open.accepted) this.#close(requestId, open)
    }
  }
}

/** Whether it asked for a change, which may have been made. */
function isChange({ operation }: Open): boolean {
  return operation === Operation.putUser || operation === Operation.putDialog || operation === Operation.postDialog
}

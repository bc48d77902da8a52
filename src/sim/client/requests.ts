/** Requests under way: the answer says only that it was asked; the outcome is the first event with the request id. */
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { type DialogBody, Operation, type RestRequest, type RestResponse, type UserBody } from '../domain/rest.ts'
import { SmallMap } from '../domain/small-map.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { Client } from './client.ts'

interface Open {
  readonly operation: number
  readonly id: number
  readonly body: UserBody | DialogBody | undefined
  readonly control: boolean
  accepted: boolean
  /** The outcome was seen before the answer came: the two travel by different ways. */
  settled: boolean
  timer: Ticket
}

interface Wanted {
  readonly operation: number
  readonly id: number
  readonly body: DialogBody
}

export class RequestBook {
  readonly #client: Client
  readonly #open = new SmallMap<Open>()
  readonly #line: Wanted[] = []
  #controlling = 0
  #last = 0

  constructor(client: Client) {
    this.#client = client
  }

  send(
    operation: number,
    id: number,
    body: UserBody | DialogBody | undefined,
    category?: 'NOT_READY' | 'LOGOUT',
    control = false,
    node = this.#client.node,
  ): number {
    const { user, env } = this.#client
    const requestId = ++this.#last
    this.#open.set(requestId, { operation, id, body, control, accepted: false, settled: false, timer: -1 })
    const request: RestRequest = {
      operation,
      id,
      user: user.index,
      password: user.password,
      requestId,
      body,
      ...(category === undefined ? {} : { category }),
    }
    env.fact(Fact.requestSent, user.index, requestId, operation)
    this.#client.sendToNode(M.restRequest, request, node)
    return requestId
  }

  /** Sends a call-control request, or keeps it until the one before has its outcome. */
  control(wanted: Wanted): void {
    if (this.#controlling !== 0) this.#line.push(wanted)
    else this.#controlling = this.send(wanted.operation, wanted.id, wanted.body, undefined, true)
  }

  answered(response: RestResponse): void {
    const open = this.#open.get(response.requestId)
    if (open === undefined) return
    const { env, user, profile } = this.#client
    env.fact(Fact.requestAnswered, user.index, response.requestId, response.status)
    if (response.status === 202 && !open.settled) {
      open.accepted = true
      open.timer = env.after(profile.outcomePatienceUs, M.outcomeOverdue, user.index, response.requestId)
      return
    }
    this.#close(response.requestId, open)
    if (this.#client.signInAnswer(open.operation, response)) return
    if (response.status >= 400) this.#client.person.refused(open.operation, open.id, open.body)
  }

  /** An event with this request id arrived; true when it settles a request of ours. */
  outcome(requestId: number, failed: boolean): boolean {
    const open = this.#open.get(requestId)
    if (open === undefined || open.settled) return false
    const { env, user } = this.#client
    env.fact(Fact.outcomeSeen, user.index, requestId, failed ? 1 : 0)
    if (open.accepted) this.#close(requestId, open)
    else open.settled = true
    if (failed) this.#client.person.refused(open.operation, open.id, open.body)
    return true
  }

  /** A team member's state changed: the outcome of a supervisor's request carries no id. */
  outcomeForMember(member: number, state: number): void {
    if (this.#open.size === 0) return
    for (const [requestId, open] of this.#open.entries()) {
      if (open.operation !== Operation.putUser || open.id !== member || open.settled) continue
      if ((open.body as UserBody).state === state) {
        this.outcome(requestId, false)
        return
      }
    }
  }

  overdue(requestId: number): void {
    const open = this.#open.get(requestId)
    if (open === undefined) return
    const { env, user } = this.#client
    env.fact(Fact.outcomeUnknown, user.index, requestId, open.operation)
    open.timer = -1
    this.#close(requestId, open)
    this.#client.person.refused(open.operation, open.id, open.body)
  }

  #close(requestId: number, open: Open): void {
    this.#open.delete(requestId)
    if (open.timer >= 0) this.#client.env.cancel(open.timer)
    if (requestId !== this.#controlling) return
    this.#controlling = 0
    const next = this.#line.shift()
    if (next !== undefined) this.control(next)
  }

  forget(): void {
    for (const [requestId, open] of this.#open.entries()) {
      if (open.accepted) this.#close(requestId, open)
    }
    this.#line.length = 0
  }
}

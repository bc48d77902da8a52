/**
 * The people who call: when they come, what they have to say, how long they wait, whether they try again. All that
 * a caller will do is drawn at arrival, so that what the center does never changes who calls when.
 */
import { type CallData, type Contact, emptyVariables } from '../domain/contact.ts'
import { Fact } from '../domain/facts.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { Desk, Queue, Traffic } from '../domain/workload.ts'
import type { Env, Part, Ticket } from '../kernel/kernel.ts'
import type { RandomStream } from '../kernel/random.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import { nextArrival } from './arrivals.ts'
import { drawCaller, firstAttempts, furtherAttempts } from './caller.ts'

const FIRST_ANI = 5_550_000_000
const GOODBYE_PATIENCE_US: Micros = 30 * SECOND

interface LiveCaller {
  readonly contact: Contact
  readonly redialUs: Micros | undefined
  /** Patience while waiting, then the length of the talk. */
  timer: Ticket
  connected: boolean
  saidGoodbye: boolean
}

/** A call that somebody places by hand, besides the traffic of the scenario. */
export interface PlacedCall {
  /** Index of the queue. */
  readonly queue: number
  readonly talkUs: Micros
  /** Undefined: the caller waits for ever. */
  readonly patienceUs?: Micros | undefined
  readonly ani?: string | undefined
  readonly dialedNumber?: string | undefined
  readonly priority?: number | undefined
  readonly callVariables?: ReadonlyMap<number, string> | undefined
  readonly ecc?: ReadonlyMap<string, string> | undefined
}

/** Index of the traffic of a call that belongs to none. */
const NO_TRAFFIC = -1

export interface CallersOptions {
  readonly traffic: readonly Traffic[]
  readonly queues: readonly Queue[]
  readonly desk: Desk
}

export class Callers implements Part {
  readonly env: Env
  toRouter = -1
  readonly #options: CallersOptions
  readonly #streams: RandomStream[]
  readonly #again: RandomStream[]
  readonly #data: CallData[]
  /** Indexes of each traffic's queues. */
  readonly #queues: (readonly number[])[]
  readonly #live = new Map<number, LiveCaller>()
  #last = 0

  constructor(env: Env, options: CallersOptions) {
    this.env = env
    this.#options = options
    this.#streams = options.traffic.map((traffic, index) => env.random(firstAttempts(traffic, index)))
    this.#again = options.traffic.map((traffic, index) => env.random(furtherAttempts(traffic, index)))
    this.#data = options.traffic.map(callData)
    const indexOf = new Map(options.queues.map((queue, index) => [queue.id, index]))
    this.#queues = options.traffic.map((traffic) => traffic.queues.map((id) => indexOf.get(id)!))
  }

  start(): void {
    for (let index = 0; index < this.#options.traffic.length; index++) this.#await(index, 0)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    on[kind]!(this, about, body, link)
  }

  #await(index: number, from: Micros): void {
    const traffic = this.#options.traffic[index]!
    const at = nextArrival(traffic.arrivals, from, traffic.untilUs, this.#streams[index]!)
    if (at !== undefined) this.env.after(at - this.env.now(), M.arrivalDue, index)
  }

  arrive(index: number): void {
    this.call(index, 1)
    this.#await(index, this.env.now())
  }

  call(index: number, attempt: number): void {
    const traffic = this.#options.traffic[index]!
    const random = (attempt === 1 ? this.#streams : this.#again)[index]!
    const caller = drawCaller(traffic, this.#queues[index]!, this.#options.desk.agentHangsUp, attempt, random)
    const id = ++this.#last
    const contact: Contact = {
      id,
      queue: caller.queue,
      priority: traffic.priority,
      ani: aniOf(id),
      dialedNumber: traffic.dialedNumber,
      data: this.#data[index]!,
      ivrUs: caller.ivrUs,
      talkUs: caller.talkUs,
      agentEnds: caller.agentEnds,
      attempt,
      traffic: index,
    }
    this.#offer(contact, caller.patienceUs, caller.redialUs)
  }

  /** Places one more call, now; returns the id of its contact. Draws nothing, so all other callers stay as they are. */
  place({
    queue,
    talkUs,
    patienceUs = Infinity,
    callVariables = new Map(),
    ecc = new Map(),
    ...rest
  }: PlacedCall): number {
    const id = ++this.#last
    const contact: Contact = {
      id,
      queue,
      priority: rest.priority ?? 1,
      ani: rest.ani ?? aniOf(id),
      dialedNumber: rest.dialedNumber ?? '',
      data: callData({ callVariables, ecc }),
      ivrUs: 0,
      talkUs,
      agentEnds: false,
      attempt: 1,
      traffic: NO_TRAFFIC,
    }
    this.#offer(contact, patienceUs, undefined)
    return id
  }

  #offer(contact: Contact, patienceUs: Micros, redialUs: Micros | undefined): void {
    const { id, ivrUs, queue } = contact
    const timer = patienceUs === Infinity ? -1 : this.env.after(ivrUs + patienceUs, M.patienceEnded, id)
    this.#live.set(id, { contact, redialUs, timer, connected: false, saidGoodbye: false })
    this.env.fact(Fact.contactOffered, id, queue)
    this.env.send(this.toRouter, M.offered, id, contact)
  }

  giveUp(id: number): void {
    const caller = this.#live.get(id)!
    this.#live.delete(id)
    this.env.send(this.toRouter, M.callerHungUp, id, caller.contact)
    if (caller.redialUs !== undefined) this.env.after(caller.redialUs, M.redialDue, caller.contact.traffic, caller)
  }

  connected(id: number): void {
    const caller = this.#live.get(id)
    if (caller === undefined) {
      // The agent answered in the very moment the caller gave up.
      this.env.fact(Fact.contactEnded, id, 1)
      return
    }
    if (caller.connected) return
    caller.connected = true
    if (caller.timer >= 0) this.env.cancel(caller.timer)
    caller.timer = this.env.after(caller.contact.talkUs, M.talkEnded, id)
  }

  /** All is said: the caller hangs up, or leaves it to the agent, but not for ever. */
  talked(id: number): void {
    const caller = this.#live.get(id)
    if (caller === undefined) return
    if (caller.contact.agentEnds && !caller.saidGoodbye) {
      caller.saidGoodbye = true
      caller.timer = this.env.after(GOODBYE_PATIENCE_US, M.talkEnded, id)
      this.env.send(this.toRouter, M.goodbye, id)
      return
    }
    this.#live.delete(id)
    this.env.fact(Fact.contactEnded, id, 1)
    this.env.send(this.toRouter, M.callerHungUp, id, caller.contact)
  }

  disconnected(id: number): void {
    const caller = this.#live.get(id)
    if (caller === undefined) return
    this.#live.delete(id)
    if (caller.timer >= 0) this.env.cancel(caller.timer)
    this.env.fact(Fact.contactEnded, id, 2)
  }
}

const aniOf = (id: number): string => String(FIRST_ANI + (id % 10_000_000))

function callData({ callVariables, ecc }: Pick<Traffic, 'callVariables' | 'ecc'>): CallData {
  const variables = emptyVariables.map((none, index) => callVariables.get(index + 1) ?? none)
  return { variables, ecc, wrapUpReason: '' }
}

const on = handlers<Callers>({
  arrivalDue: (callers, index) => callers.arrive(index),
  patienceEnded: (callers, id) => callers.giveUp(id),
  redialDue: ((callers, index, earlier: LiveCaller) =>
    callers.call(index, earlier.contact.attempt + 1)) as Handler<Callers>,
  connected: (callers, id) => callers.connected(id),
  talkEnded: (callers, id) => callers.talked(id),
  disconnected: (callers, id) => callers.disconnected(id),
  rejected: (callers, id) => callers.disconnected(id),
})

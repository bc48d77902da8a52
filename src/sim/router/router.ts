/**
 * The central controller with its routing script: each contact waits for its queue and goes to the longest
 * available agent with the skill. It knows of agents only what the PG tells over the public link, and of voice only
 * what the phones answer.
 */
import type { Contact } from '../domain/contact.ts'
import type { Directory } from '../domain/directory.ts'
import { Fact } from '../domain/facts.ts'
import type { ControllerProcess, Order } from '../domain/fault.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { Leg, RouteSelect } from '../domain/voice.ts'
import type { Queue } from '../domain/workload.ts'
import type { Env, Part } from '../kernel/kernel.ts'
import { MILLISECOND, SECOND } from '../kernel/time.ts'
import { AvailableAgents } from './available.ts'
import { ContactQueue, type Entry } from './contact-queue.ts'

const STATUS_EVERY_US = 5 * SECOND
/** Assumed: after so long without an answer a route is taken back and the contact waits again. */
const ROUTE_PATIENCE_US = 2 * SECOND
/** Nothing is on the way to an agent; a route is; and the PG has called the agent free since, not knowing of it yet. */
const NOTHING = 0
const UNDER_WAY = 1
const FREE_BEFORE = 2

export interface RouterOptions {
  readonly directory: Directory
  readonly queues: readonly Queue[]
  /** Whether a route can get lost on its way, so that waiting for the answer needs an end. */
  readonly watchful: boolean
}

export class Router implements Part {
  readonly env: Env
  toCallers = -1
  toPhones = -1
  toGateway = -1
  readonly #directory: Directory
  readonly #watchful: boolean
  readonly #priorities: readonly number[]
  readonly #queues: ContactQueue[]
  readonly #told: number[]
  readonly #skills: Uint8Array
  readonly #available: AvailableAgents
  /** Routes that the PG has not answered, by agent: what it says of that agent meanwhile is older than the route. */
  readonly #underWay: Uint8Array
  readonly #contacts = new Map<number, Entry>()
  /** Processes of the central controller that do not run: then nothing is routed. */
  readonly #down = new Set<ControllerProcess>()

  constructor(env: Env, { directory, queues, watchful }: RouterOptions) {
    this.env = env
    this.#watchful = watchful
    this.#directory = directory
    this.#priorities = queues.map((queue) => queue.priority)
    this.#queues = queues.map(() => new ContactQueue())
    this.#told = queues.map(() => 0)
    this.#available = new AvailableAgents(directory.users.length)
    this.#underWay = new Uint8Array(directory.users.length)
    this.#skills = new Uint8Array(directory.users.length * queues.length)
    for (const user of directory.users) {
      for (const queue of user.queues) this.#skills[user.index * queues.length + queue] = 1
    }
  }

  /** Whether calls are routed: every process of the central controller runs. */
  get routes(): boolean {
    return this.#down.size === 0
  }

  start(): void {
    this.env.after(STATUS_EVERY_US, M.queueStatusDue, 0)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    on[kind]!(this, about, body, link)
  }

  offer(contact: Contact): void {
    const entry: Entry = { contact, at: 'ivr', agent: -1, queuedAt: 0, returned: false, routes: 0 }
    this.#contacts.set(contact.id, entry)
    if (contact.ivrUs > 0) this.env.after(contact.ivrUs, M.ivrEnded, contact.id)
    else this.enqueue(contact.id)
  }

  enqueue(id: number): void {
    const entry = this.#contacts.get(id)
    if (entry === undefined || entry.at !== 'ivr') return
    entry.queuedAt = this.env.now()
    this.#queue(entry)
  }

  #queue(entry: Entry): void {
    const { queue } = entry.contact
    entry.at = 'queued'
    this.env.fact(Fact.contactQueued, entry.contact.id, queue, entry.returned ? 1 : 0)
    const agent = this.#queues[queue]!.first() === undefined ? this.#free(queue) : -1
    if (agent >= 0) this.#route(entry, agent)
    else this.#queues[queue]!.add(entry)
  }

  #free(queue: number): number {
    return this.#available.find(this.#skills, this.#queues.length, queue)
  }

  #route(entry: Entry, agent: number): void {
    entry.at = 'routed'
    entry.agent = agent
    this.#available.remove(agent)
    this.#underWay[agent] = UNDER_WAY
    this.env.fact(Fact.contactRouted, entry.contact.id, agent, entry.contact.queue)
    const route: RouteSelect = { contact: entry.contact, agent, attempt: ++entry.routes }
    this.env.send(this.toGateway, M.routeSelect, entry.contact.id, route)
    if (this.#watchful) this.env.after(ROUTE_PATIENCE_US, M.retryDue, entry.contact.id, route)
  }

  available(agent: number): void {
    if (this.#down.size > 0) return
    if (this.#underWay[agent] !== NOTHING) {
      this.#underWay[agent] = FREE_BEFORE
      return
    }
    let best: Entry | undefined
    for (const queue of this.#directory.users[agent]!.queues) {
      const entry = this.#queues[queue]!.first()
      if (entry !== undefined && (best === undefined || this.#isMoreUrgent(entry, best))) best = entry
    }
    if (best === undefined) this.#available.add(agent)
    else {
      this.#queues[best.contact.queue]!.left()
      this.#route(best, agent)
    }
  }

  #isMoreUrgent(a: Entry, b: Entry): boolean {
    const more = this.#priorities[a.contact.queue]! - this.#priorities[b.contact.queue]!
    return more !== 0 ? more > 0 : a.queuedAt < b.queuedAt
  }

  unavailable(agent: number): void {
    if (this.#underWay[agent] !== NOTHING) this.#underWay[agent] = UNDER_WAY
    this.#available.remove(agent)
  }

  /** No word of the PG about a route: it, or the answer, was lost on the way. */
  unanswered(id: number, route: RouteSelect): void {
    if (!this.#isPresent(id, route)) return
    const isFree = this.#underWay[route.agent] === FREE_BEFORE
    this.takeBack(id, false)
    if (isFree) this.available(route.agent)
  }

  refused(id: number, route: RouteSelect): void {
    if (this.#isPresent(id, route)) this.takeBack(id, false)
  }

  #isPresent(id: number, { attempt }: RouteSelect): boolean {
    const entry = this.#contacts.get(id)
    return entry?.at === 'routed' && entry.routes === attempt
  }

  accepted(id: number, route: RouteSelect): void {
    if (!this.#isPresent(id, route)) {
      // It came too late: the contact is elsewhere by now.
      if (this.#watchful) this.env.send(this.toGateway, M.routeCancelled, id, route)
      return
    }
    const entry = this.#contacts.get(id)!
    entry.at = 'ringing'
    this.#underWay[entry.agent] = NOTHING
    this.env.send(this.toPhones, M.legInvite, id, { contact: entry.contact, device: entry.agent })
  }

  /** The agent did not get it: refused by the PG, by the phone, or it rang out. */
  takeBack(id: number, rangOut: boolean): void {
    const entry = this.#contacts.get(id)
    if (entry === undefined || (entry.at !== 'routed' && entry.at !== 'ringing')) return
    if (entry.at === 'routed') this.#underWay[entry.agent] = NOTHING
    if (rangOut) this.env.fact(Fact.contactReturned, id, entry.agent, entry.contact.queue)
    entry.returned = true
    entry.agent = -1
    this.#queue(entry)
  }

  legRefused(leg: Leg): void {
    const entry = this.#contacts.get(leg.contact)
    if (entry === undefined) return
    const route: RouteSelect = { ...routeOf(entry, leg.device), undelivered: true }
    this.env.send(this.toGateway, M.routeCancelled, leg.contact, route)
    this.takeBack(leg.contact, false)
  }

  answered(id: number): void {
    const entry = this.#contacts.get(id)
    if (entry === undefined) return
    if (entry.at === 'connected') return
    entry.at = 'connected'
    this.env.send(this.toCallers, M.connected, id)
  }

  goodbye(id: number): void {
    if (this.#contacts.has(id)) this.env.send(this.toPhones, M.goodbye, id)
  }

  released(id: number): void {
    if (this.#contacts.delete(id)) this.env.send(this.toCallers, M.disconnected, id)
  }

  hungUp(id: number): void {
    const entry = this.#contacts.get(id)
    if (entry === undefined) return
    this.#contacts.delete(id)
    const { contact, agent } = entry
    if (entry.at === 'ringing' || entry.at === 'connected') {
      this.env.send(this.toPhones, M.legRelease, id, { contact: id, device: agent, call: 0 })
    }
    if (entry.at === 'routed') {
      this.#underWay[agent] = NOTHING
      this.env.send(this.toGateway, M.routeCancelled, id, routeOf(entry, agent))
    }
    if (entry.at === 'queued') this.#queues[contact.queue]!.left()
    if (entry.at !== 'connected') {
      const queue = entry.at === 'ivr' ? -1 : contact.queue
      const waited = entry.at === 'ivr' ? 0 : (this.env.now() - entry.queuedAt) / MILLISECOND
      this.env.fact(Fact.contactAbandoned, id, queue, Math.round(waited))
    }
    // A queued entry stays in its list until it is skipped there, so it must not look queued any more.
    entry.at = 'connected'
  }

  /** The PG looks whether somebody is here. */
  echo(link: number): void {
    if (this.#down.size === 0) this.env.send(link, M.publicLinkEcho, 0)
  }

  obey({ command, touched }: Order): void {
    if (command.what !== 'controller') return
    const before = this.#down.size
    if (command.up) this.#down.delete(command.process)
    else this.#down.add(command.process)
    if (this.#down.size !== before) touched()
    // Nobody is known to be free any more: the PG tells it all again when it hears of the controller.
    if (before === 0 && this.#down.size > 0) this.#available.clear()
  }

  tellStatus(): void {
    for (let queue = 0; queue < this.#queues.length; queue++) {
      const { waiting } = this.#queues[queue]!
      if (waiting === this.#told[queue] && waiting === 0) continue
      this.#told[queue] = waiting
      const oldest = this.#queues[queue]!.first()?.queuedAt ?? -1
      this.env.send(this.toGateway, M.queueStatus, queue, { waiting, oldest })
    }
    this.env.after(STATUS_EVERY_US, M.queueStatusDue, 0)
  }
}

const routeOf = ({ contact, routes }: Entry, agent: number): RouteSelect => ({ contact, agent, attempt: routes })

const on = handlers<Router>({
  publicLinkBeat: (router, _about, _body, link) => router.echo(link ^ 1),
  command: ((router, _about, order: Order) => router.obey(order)) as Handler<Router>,
  offered: ((router, _id, contact: Contact) => router.offer(contact)) as Handler<Router>,
  ivrEnded: (router, id) => router.enqueue(id),
  goodbye: (router, id) => router.goodbye(id),
  callerHungUp: (router, id) => router.hungUp(id),
  agentAvailable: (router, agent) => router.available(agent),
  agentUnavailable: (router, agent) => router.unavailable(agent),
  routeAccepted: ((router, id, route: RouteSelect) => router.accepted(id, route)) as Handler<Router>,
  retryDue: ((router, id, route: RouteSelect) => router.unanswered(id, route)) as Handler<Router>,
  routeRefused: ((router, id, route: RouteSelect) => router.refused(id, route)) as Handler<Router>,
  contactReturned: (router, id) => router.takeBack(id, true),
  legRefused: ((router, _id, leg: Leg) => router.legRefused(leg)) as Handler<Router>,
  legAnswered: (router, id) => router.answered(id),
  legReleased: (router, id) => router.released(id),
  queueStatusDue: (router) => router.tellStatus(),
})

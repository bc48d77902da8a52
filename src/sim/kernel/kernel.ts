/**
 * One world's clock, event queue, network and trace. Components are nodes: a message or a timer comes in through
 * `receive`, messages and timers go out through the node's `Env`. Everything is synchronous and runs by
 * (time, order asked), so a run is a function of its inputs alone.
 *
 * A node may be *served*: each message then costs it time (`Env.spend`), its answers leave when the work is done,
 * and what arrives meanwhile waits in line. Overload is not scripted; it is what happens when the line grows.
 */
import { EventQueue } from './event-queue.ts'
import { Line } from './line.ts'
import { LOST, Network } from './network.ts'
import { type RandomStream, randomStream } from './random.ts'
import type { Micros } from './time.ts'
import { Trace } from './trace.ts'

/** `link` is the one the message came by (answer on `link ^ 1`), or NO_LINK for a timer of the node's own. */
export interface Part {
  receive(kind: number, about: number, body: unknown, link: number): void
}

export const NO_LINK = -1
const CANNOT_RUN_IN_THE_PAST = 'a timer was asked for in the past'

export type Ticket = number

/** All a component can reach. What is not here, it cannot depend on. */
export class Env {
  readonly node: number
  readonly name: string
  readonly #kernel: Kernel

  constructor(kernel: Kernel, node: number, name: string) {
    this.#kernel = kernel
    this.node = node
    this.name = name
  }

  now(): Micros {
    return this.#kernel.now
  }

  /** This component's own stream; `use` tells several of one component apart. */
  random(use = ''): RandomStream {
    return randomStream(this.#kernel.seed, use === '' ? this.name : `${this.name}/${use}`)
  }

  /** Sends a message; arrival is the network's business. `about` is the agent or call it concerns. */
  send(link: number, kind: number, about: number, body?: unknown): void {
    this.#kernel.send(link, kind, about, body)
  }

  /** Asks for a timer: `receive(kind, about, body, NO_LINK)` after the delay. */
  after(delayUs: Micros, kind: number, about: number, body?: unknown): Ticket {
    return this.#kernel.after(this.node, delayUs, kind, about, body)
  }

  cancel(ticket: Ticket): boolean {
    return this.#kernel.cancel(ticket)
  }

  /** Says that something happened. Written, never read back. `x` and `y` are 32-bit numbers. */
  fact(kind: number, about: number, x = 0, y = 0): void {
    this.#kernel.fact(kind, this.node, about, x, y)
  }

  /** Charges work to this node: what it sends from here on leaves that much later. */
  spend(us: Micros): void {
    this.#kernel.spend(us)
  }
}

export class Kernel {
  now: Micros = 0
  /** Events dispatched so far; also the number of the present one. */
  events = 0
  readonly seed: string
  readonly trace: Trace
  readonly network: Network
  /** When set, every message passes through it on the way: the codec mode. */
  codec: ((kind: number, body: unknown, link: number) => unknown) | undefined
  readonly #queue = new EventQueue()
  readonly #parts: (Part | undefined)[] = []
  /** The parts' own `receive`: looking it up anew for each event is dear, as every class of part has another. */
  readonly #receive: (Part['receive'] | undefined)[] = []
  readonly #names: string[] = []
  /** Work charged by the event being handled. */
  #spent: Micros = 0
  readonly #busyUntil: number[] = []
  readonly #line: (Line | undefined)[] = []
  #stopped = false

  constructor(seed: string, kinds: number) {
    this.seed = seed
    this.trace = new Trace(kinds)
    this.network = new Network((name) => randomStream(seed, name))
  }

  /** Registers a component and returns its Env; attach the component itself with `attach`. */
  node(name: string): Env {
    const node = this.#parts.length
    this.#parts.push(undefined)
    this.#receive.push(undefined)
    this.#names.push(name)
    this.#busyUntil.push(0)
    this.#line.push(undefined)
    return new Env(this, node, name)
  }

  attach(env: Env, part: Part): void {
    this.#parts[env.node] = part
    this.#receive[env.node] = part.receive
  }

  nameOf(node: number): string {
    return this.#names[node] ?? '?'
  }

  get nodes(): number {
    return this.#parts.length
  }

  send(link: number, kind: number, about: number, body: unknown): void {
    const at = this.network.arrival(link, this.now + this.#spent, kind, about)
    if (at === LOST) return
    const carried = this.codec === undefined ? body : this.codec(kind, body, link)
    this.#queue.add(at, this.network.to(link), kind, about, carried, link, this.events)
  }

  after(node: number, delayUs: Micros, kind: number, about: number, body: unknown): Ticket {
    if (!(delayUs >= 0)) throw new RangeError(`${CANNOT_RUN_IN_THE_PAST}: ${delayUs} µs by ${this.nameOf(node)}`)
    const at = Math.round(this.now + this.#spent + delayUs)
    return this.#queue.ticket(this.#queue.add(at, node, kind, about, body, NO_LINK, this.events))
  }

  cancel(ticket: Ticket): boolean {
    return this.#queue.cancel(ticket)
  }

  fact(kind: number, node: number, about: number, x: number, y: number): void {
    this.trace.record(this.now, kind, node, about, x, y, this.events)
  }

  spend(us: Micros): void {
    this.#spent += us
  }

  /** Time of the next event, or Infinity when nothing is left to happen. */
  get next(): Micros {
    return this.#queue.next
  }

  /** Makes `run` return after the present event. */
  stop(): void {
    this.#stopped = true
  }

  /** Runs everything due up to and including `until`, or at most `most` events; returns how many it ran. */
  run(until: Micros, most = Infinity): number {
    const queue = this.#queue
    const parts = this.#parts
    const receive = this.#receive
    const busyUntil = this.#busyUntil
    const trace = this.trace
    const before = this.events
    this.#stopped = false
    while (this.events - before < most && !this.#stopped && queue.take(until)) {
      const { at, node, kind, about, body, link, cause } = queue
      this.now = at
      // Also when the work ends this very instant: whoever is in line was here before.
      const busy = busyUntil[node]! - at
      if (busy >= 0 && link !== NO_LINK && (busy > 0 || this.waiting(node) > 0)) {
        this.#wait(node, kind, about, body, link, cause)
        continue
      }
      this.events++
      if (kind === FREE) this.#serveNext(node)
      else {
        trace.record(at, kind, node, about, cause, link, this.events)
        receive[node]!.call(parts[node]!, kind, about, body, link)
      }
      if (this.#spent > 0) {
        busyUntil[node] = Math.max(busyUntil[node]!, this.now) + this.#spent
        this.#spent = 0
      }
    }
    if (queue.size === 0 || queue.next > until) this.now = Math.max(this.now, Number.isFinite(until) ? until : this.now)
    return this.events - before
  }

  #wait(node: number, kind: number, about: number, body: unknown, link: number, cause: number): void {
    let line = this.#line[node]
    if (line === undefined || line.length === 0) {
      if (line === undefined) this.#line[node] = line = new Line()
      this.#queue.add(this.#busyUntil[node]!, node, FREE, 0, undefined, NO_LINK, this.events)
    }
    line.add({ kind, about, body, link, cause })
  }

  #serveNext(node: number): void {
    const line = this.#line[node]!
    for (let served = 0; line.length > 0 && (served === 0 || this.#spent === 0); served++) {
      // Each is an event of its own; the first is the one that freed the node.
      if (served > 0) this.events++
      const head = line.take()
      this.trace.record(this.now, head.kind, node, head.about, head.cause, head.link, this.events)
      this.#parts[node]!.receive(head.kind, head.about, head.body, head.link)
    }
    if (line.length > 0) this.#queue.add(this.now + this.#spent, node, FREE, 0, undefined, NO_LINK, this.events)
  }

  /** Messages waiting in line at a served node. */
  waiting(node: number): number {
    return this.#line[node]?.length ?? 0
  }
}

/** Kind 0 is the kernel's own: a served node has finished its work. */
const FREE = 0

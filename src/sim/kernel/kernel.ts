/**
 * One world's clock, event queue, network and trace. Components are nodes: a message or a timer comes in through
 * `receive`, messages and timers go out through the node's `Env`. Everything is synchronous and runs by
 * (time, order asked), so a run is a function of its inputs alone.
 *
 * A node may be *served*: each message then costs it time (`Env.spend`), its answers leave when the work is done,
 * and what arrives meanwhile waits in line. Overload is not scripted; it is what happens when the line grows. Some kinds
 * of messages may have a line of their own beside it, as an application has several threads.
 */
import { EventQueue } from './event-queue.ts'
import { Line, type Waiting } from './line.ts'
import { KEPT, Network, RESET } from './network.ts'
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

/**
 * What a node's process is like. A message to one that is DOWN is answered by a reset, as an operating system does
 * for a port nobody listens on; SILENT is a host without power or network: nothing comes back. What reaches a HUNG one
 * waits, timers too, until it goes on.
 */
export const Life = { RUNNING: 0, DOWN: 1, SILENT: 2, HUNG: 3 } as const

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

  /** When the message being handled reached this node; it may have waited in line since. */
  arrivedAt(): Micros {
    return this.#kernel.arrivedAt
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

/** A node that is not simply running, was restarted or is slowed; one that has lanes; one that ever had work to do. */
const GUARDED = 1
const LANES = 2
const SERVED = 4

export class Kernel {
  now: Micros = 0
  /** Events dispatched so far; also the number of the present one. */
  events = 0
  readonly seed: string
  readonly trace: Trace
  readonly network: Network
  /** When set, every message passes through it on the way: the codec mode. */
  codec: ((kind: number, body: unknown, link: number) => unknown) | undefined
  /** Kind of the message that says: the connection of this link is broken. */
  resetKind = 0
  /** Kinds of the messages that open a connection. */
  openingKinds: ReadonlySet<number> = new Set()
  readonly #kept = new Map<number, { readonly kind: number; readonly about: number; readonly body: unknown }[]>()
  readonly #queue = new EventQueue()
  readonly #parts: (Part | undefined)[] = []
  /** The parts' own `receive`: looking it up anew for each event is dear, as every class of part has another. */
  readonly #receive: (Part['receive'] | undefined)[] = []
  readonly #names: string[] = []
  /** Work charged by the event being handled. */
  #spent: Micros = 0
  readonly #busyUntil: number[] = []
  readonly #line: (Line | undefined)[] = []
  /** Looked at for each event, and 0 for most nodes: see the bits. */
  readonly #guarded: number[] = []
  /** Second line of a node: 1 for each kind of message that goes there, and the slot that stands for it among nodes. */
  readonly #kinds: (Uint8Array | undefined)[] = []
  readonly #laneOf: number[] = []
  readonly #ownerOf: number[] = []
  /** When the message served from a line had come, or -1. */
  #cameAt: Micros = -1
  readonly #life: number[] = []
  /** How often the node's process ended. A timer belongs to the process that asked for it. */
  readonly #ends: number[] = []
  readonly #drag: Micros[] = []
  readonly #held: Waiting[][] = []
  readonly #missed: ((() => void) | undefined)[] = []
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
    this.#guarded.push(0)
    this.#life.push(Life.RUNNING)
    this.#ends.push(0)
    this.#drag.push(0)
    this.#held.push([])
    this.#missed.push(undefined)
    this.#kinds.push(undefined)
    this.#laneOf.push(-1)
    this.#ownerOf.push(node)
    return new Env(this, node, name)
  }

  attach(env: Env, part: Part): void {
    this.#parts[env.node] = part
    this.#receive[env.node] = part.receive
  }

  /** Gives these kinds of messages a line of their own: they do not wait for the node's other work, nor it for them. */
  lane(env: Env, kinds: readonly number[]): void {
    const { node } = this.node(`${env.name}, second line`)
    this.#laneOf[env.node] = node
    this.#ownerOf[node] = env.node
    const marks = new Uint8Array(Math.max(...kinds) + 1)
    for (const kind of kinds) marks[kind] = 1
    this.#kinds[env.node] = marks
    this.#guarded[env.node]! |= LANES
  }

  nameOf(node: number): string {
    return this.#names[node] ?? '?'
  }

  get nodes(): number {
    return this.#parts.length
  }

  send(link: number, kind: number, about: number, body: unknown): void {
    const at = this.network.arrival(link, this.now + this.#spent, kind, about, body)
    if (at < 0) {
      if (at === RESET) this.reset(link)
      else if (at === KEPT) this.#keep(link, kind, about, body)
      return
    }
    const carried = this.codec === undefined ? body : this.codec(kind, body, link)
    this.#queue.add(at, this.network.to(link), kind, about, carried, link, this.events)
  }

  after(node: number, delayUs: Micros, kind: number, about: number, body: unknown): Ticket {
    if (!(delayUs >= 0)) throw new RangeError(`${CANNOT_RUN_IN_THE_PAST}: ${delayUs} µs by ${this.nameOf(node)}`)
    const at = Math.round(this.now + this.#spent + delayUs)
    return this.#queue.ticket(this.#queue.add(at, node, kind, about, body, this.#timerOf(node), this.events))
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

  /** Stands for a link in the queue: NO_LINK, and further below for each process that the node had before. */
  #timerOf(node: number): number {
    return NO_LINK - this.#ends[node]!
  }

  /** Holds a message up at a cut. A connection that is broken or opened anew takes what was sent before with it. */
  #keep(link: number, kind: number, about: number, body: unknown): void {
    let kept = this.#kept.get(link)
    if (kept === undefined || kind === this.resetKind || this.openingKinds.has(kind)) this.#kept.set(link, (kept = []))
    kept.push({ kind, about, body })
  }

  /** Sends what a cut of this link has held up; to be called when it is over. */
  sendKept(link: number): void {
    const kept = this.#kept.get(link)
    if (kept === undefined) return
    this.#kept.delete(link)
    for (const { kind, about, body } of kept) this.send(link, kind, about, body)
  }

  /** Breaks the connection of a link: both ends hear of it, behind what is on its way. */
  reset(link: number): void {
    this.#sendReset(link)
    this.#sendReset(link ^ 1)
  }

  #sendReset(link: number): void {
    const at = this.network.arrival(link, this.now + this.#spent, this.resetKind, 0)
    if (at === KEPT) this.#keep(link, this.resetKind, 0, undefined)
    else if (at >= 0) this.#queue.add(at, this.network.to(link), this.resetKind, 0, undefined, link, this.events)
  }

  /** Tells the far end of a link something about the link itself: at once, and whatever is wrong with the link. */
  notice(link: number, kind: number, body?: unknown): void {
    this.#queue.add(this.now, this.network.to(link), kind, 0, body, link, this.events)
  }

  lifeOf(node: number): number {
    return this.#life[node]!
  }

  /** Ends a node's process: its timers and what waits for it are gone. `missed` is called for all that it misses. */
  end(node: number, life: typeof Life.DOWN | typeof Life.SILENT, missed?: () => void): void {
    this.#life[node] = life
    this.#ends[node]!++
    this.#guarded[node]! |= GUARDED
    this.#line[node] = undefined
    this.#held[node] = []
    this.#busyUntil[node] = this.now
    this.#missed[node] = missed
    if (this.#laneOf[node]! >= 0) this.end(this.#laneOf[node]!, life)
  }

  /** Stops a node's process without ending it; `missed` is called for all that has to wait. */
  hang(node: number, missed?: () => void): void {
    if (this.#life[node] !== Life.RUNNING) return
    this.#life[node] = Life.HUNG
    this.#guarded[node]! |= GUARDED
    this.#missed[node] = missed
    if (this.#laneOf[node]! >= 0) this.hang(this.#laneOf[node]!)
  }

  /** Lets a hung process go on with what waited for it, or a new one run where one had ended. */
  resume(node: number): void {
    this.#life[node] = Life.RUNNING
    this.#missed[node] = undefined
    const held = this.#held[node]!
    this.#held[node] = []
    for (const { kind, about, body, link, cause } of held) {
      this.#queue.add(this.now, node, kind, about, body, link, cause)
    }
    if (this.#laneOf[node]! >= 0) this.resume(this.#laneOf[node]!)
  }

  /** Makes every message cost a node this much more work. */
  drag(node: number, us: Micros): void {
    this.#drag[node] = us
    this.#guarded[node]! |= GUARDED
    if (this.#laneOf[node]! >= 0) this.drag(this.#laneOf[node]!, us)
  }

  /** Whether an event does not reach its node: it is of an earlier process, or the process is not there for it. */
  #isKept(node: number, kind: number, about: number, body: unknown, link: number, cause: number): boolean {
    if (link < 0 && link !== this.#timerOf(node)) return true
    const life = this.#life[node]!
    if (life === Life.RUNNING) return false
    if (life === Life.HUNG) {
      this.#held[node]!.push({ at: this.now, kind, about, body, link, cause })
      if (link >= 0) this.#missed[node]?.()
      return true
    }
    if (link < 0) return true
    this.#missed[node]?.()
    if (life === Life.DOWN && kind !== this.resetKind) this.#sendReset(link ^ 1)
    return true
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
    const guarded = this.#guarded
    const before = this.events
    this.#stopped = false
    while (this.events - before < most && !this.#stopped && queue.take(until)) {
      const { at, node, kind, about, body, link, cause } = queue
      this.now = at
      const flags = guarded[node]!
      const isGuarded = (flags & GUARDED) !== 0
      if (isGuarded && this.#isKept(node, kind, about, body, link, cause)) continue
      const line = (flags & LANES) !== 0 && this.#kinds[node]![kind] === 1 ? this.#laneOf[node]! : node
      if ((flags & SERVED) !== 0 && link >= 0) {
        // Also when the work ends this very instant: whoever is in line was here before.
        if (busyUntil[line]! > at || (busyUntil[line] === at && this.#waits(line) > 0)) {
          this.#wait(line, kind, about, body, link, cause)
          continue
        }
      }
      this.events++
      if (kind === FREE) this.#serveNext(node)
      else {
        trace.record(at, kind, node, about, cause, link, this.events)
        if (isGuarded && link >= 0) this.#spent += this.#drag[node]!
        receive[node]!.call(parts[node]!, kind, about, body, link)
      }
      if (this.#spent > 0) {
        if ((flags & SERVED) === 0) guarded[node]! |= SERVED
        busyUntil[line] = Math.max(busyUntil[line]!, this.now) + this.#spent
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
      this.#queue.add(this.#busyUntil[node]!, node, FREE, 0, undefined, this.#timerOf(node), this.events)
    }
    line.add({ at: this.now, kind, about, body, link, cause })
  }

  #serveNext(node: number): void {
    const line = this.#line[node]
    if (line === undefined) return
    const owner = this.#ownerOf[node]!
    for (let served = 0; line.length > 0 && (served === 0 || this.#spent === 0); served++) {
      // Each is an event of its own; the first is the one that freed the node.
      if (served > 0) this.events++
      const head = line.take()
      this.trace.record(this.now, head.kind, owner, head.about, head.cause, head.link, this.events)
      this.#spent += this.#drag[node]!
      this.#cameAt = head.at
      this.#parts[owner]!.receive(head.kind, head.about, head.body, head.link)
    }
    this.#cameAt = -1
    if (line.length > 0) {
      this.#queue.add(this.now + this.#spent, node, FREE, 0, undefined, this.#timerOf(node), this.events)
    }
  }

  /** Messages waiting in line at a served node. */
  waiting(node: number): number {
    const lane = this.#laneOf[node]!
    return this.#waits(node) + (lane < 0 ? 0 : this.#waits(lane))
  }

  #waits(line: number): number {
    return this.#line[line]?.length ?? 0
  }

  get arrivedAt(): Micros {
    return this.#cameAt < 0 ? this.now : this.#cameAt
  }
}

/** Kind 0 is the kernel's own: a served node has finished its work. */
const FREE = 0

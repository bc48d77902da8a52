/**
 * One contact center whose own desktops stay at home, and clients that a test plays by hand. Time stands still but
 * for `runFor`. Links take no time unless told, so what takes time is the work of the nodes and nothing else.
 */

import { parseDuration } from '../../src/scenarios/units.ts'
import { type ContactCenter, createContactCenter } from '../../src/sim/contact-center.ts'
import { agentStateName } from '../../src/sim/domain/agent-state.ts'
import type { User } from '../../src/sim/domain/directory.ts'
import { Fact, type FactName } from '../../src/sim/domain/facts.ts'
import type { Deed } from '../../src/sim/domain/fault.ts'
import { type MessageName, messageName } from '../../src/sim/domain/messages.ts'
import type { Traffic } from '../../src/sim/domain/workload.ts'
import type { Micros } from '../../src/sim/kernel/time.ts'
import { FIRST_CALL } from '../../src/sim/phones/phones.ts'
import { Client, type Reply } from './client.ts'
import { constant, type Setting, workloadOf } from './workload.ts'

export function us(duration: string): Micros {
  const parsed = parseDuration(duration)
  if (!parsed.ok) throw new Error(`${duration}: ${parsed.problem}`)
  return parsed.value
}

/** Id of the n-th call of the run. */
export const call = (number: number): number => FIRST_CALL + number - 1

/** A message as it was sent. */
export interface Sent {
  readonly name: MessageName | undefined
  readonly at: Micros
  readonly from: string
  readonly to: string
  readonly body: unknown
}

export interface Happened {
  readonly at: Micros
  readonly about: number
  readonly x: number
  readonly y: number
  readonly where: number
}

export interface Options extends Setting {
  readonly seed?: string
  /** Do not wait for the nodes to come into service. */
  readonly cold?: boolean
}

const stages: readonly FactName[] = [
  'contactOffered',
  'contactQueued',
  'contactRouted',
  'contactRinging',
  'contactAnswered',
  'contactAbandoned',
  'contactReturned',
  'contactEnded',
]

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

export class Simulation {
  readonly center: ContactCenter
  /** Every message sent so far. */
  readonly sent: Sent[] = []
  readonly #facts = new Map<number, Happened[]>()
  /** What was said of contacts, in order. */
  readonly #story: { readonly contact: number; readonly says: string }[] = []
  readonly #replies = new Map<number, Reply>()
  readonly #traffic: Mutable<Traffic>[]
  #clients = 0

  constructor({ seed = 'a test', cold = false, ...setting }: Options) {
    const workload = workloadOf(setting)
    this.#traffic = workload.traffic as Mutable<Traffic>[]
    this.center = createContactCenter(workload, seed)
    const { kernel } = this.center
    for (const kind of Object.values(Fact)) {
      const list: Happened[] = []
      this.#facts.set(kind, list)
      kernel.trace.on(kind, (at, about, x, y, where) => list.push({ at, about, x, y, where }))
    }
    for (const name of stages) {
      const says = name.slice('contact'.length).toLowerCase()
      kernel.trace.on(Fact[name], (_at, contact) => this.#story.push({ contact, says }))
    }
    kernel.codec = (kind, body, link) => {
      const { network } = kernel
      const from = kernel.nameOf(network.from(link))
      this.sent.push({ name: messageName(kind), at: kernel.now, from, to: kernel.nameOf(network.to(link)), body })
      return body
    }
    if (!cold) this.runFor('10s')
  }

  get now(): Micros {
    return this.center.kernel.now
  }

  runFor(duration: string): this {
    return this.runUs(us(duration))
  }

  runUs(microseconds: Micros): this {
    this.center.kernel.run(this.now + microseconds)
    return this
  }

  user(loginId: string): User {
    return this.center.directory.byLoginId(loginId)!
  }

  /** A client that has done nothing yet. */
  client(loginId: string, node: 1 | 2 = 1): Client {
    const { kernel, finesse } = this.center
    const env = kernel.node(`client ${++this.#clients} of ${loginId}`)
    const client = new Client(env, this.user(loginId), this.#replies, (us) => this.runUs(us))
    kernel.attach(env, client)
    const { desktopUs } = this.center.workload.topology.latency
    for (const { env: to } of finesse) {
      client.toFinesse.push(kernel.network.connect(env.node, to.node, { latencyUs: desktopUs }))
    }
    client.node = node - 1
    return client
  }

  /** An agent, or supervisor, who has just signed in: Not Ready. */
  agent(loginId: string, node: 1 | 2 = 1): Client {
    return this.client(loginId, node).signIn().heard()
  }

  /** Somebody calls now; returns the number of the contact. */
  caller({ queue = 0, talk = '60s', patience }: { queue?: number; talk?: string; patience?: string } = {}): number {
    const traffic = this.#traffic[queue]!
    traffic.talk = constant(us(talk))
    traffic.patience = patience === undefined ? undefined : constant(us(patience))
    this.center.callers.call(queue, 1)
    return this.facts('contactOffered').at(-1)!.about
  }

  facts(name: FactName): readonly Happened[] {
    return this.#facts.get(Fact[name])!
  }

  /** States of an agent at the PG since `from`, each once: `READY`, `NOT_READY 32767`. */
  truth(loginId: string, from: Micros = 0): string[] {
    return this.truths(loginId, from).map(({ says }) => says)
  }

  truths(loginId: string, from: Micros = 0): { readonly at: Micros; readonly says: string }[] {
    const { index } = this.user(loginId)
    const own = this.facts('truthAgentState').filter(({ about, at }) => about === index && at >= from)
    return own.map(({ at, x, y }) => ({ at, says: y === 0 ? agentStateName(x) : `${agentStateName(x)} ${y}` }))
  }

  /** What was ever said of a contact, in order. */
  contact(number: number): string[] {
    return this.#story.filter((told) => told.contact === number).map(({ says }) => says)
  }

  /** Messages of one name since `from`. */
  messages(name: MessageName, from: Micros = 0): readonly Sent[] {
    return this.sent.filter((message) => message.name === name && message.at >= from)
  }

  /** Does something to the world from outside, now; what it gives back counts what that touches. */
  deed(deed: Deed): { readonly touched: number } {
    const count = { touched: 0 }
    this.center.operator.carryOut(deed, () => {
      count.touched++
    })
    return count
  }

  /** Cuts every link between two nodes, both ways. */
  cut(a: string, b: string): void {
    for (const link of this.#between(a, b)) this.center.kernel.network.cut(link)
  }

  heal(a: string, b: string): void {
    for (const link of this.#between(a, b)) this.center.kernel.network.heal(link)
  }

  #between(a: string, b: string): number[] {
    const { kernel } = this.center
    const { network } = kernel
    const ends = (link: number) => [kernel.nameOf(network.from(link)), kernel.nameOf(network.to(link))]
    const links = Array.from({ length: network.links }, (_, link) => link)
    return links.filter((link) => ends(link).includes(a) && ends(link).includes(b))
  }
}

export function simulation(options: Options = {}): Simulation {
  return new Simulation(options)
}

/**
 * People and their desktops without a contact center: for servers, phones and callers that are somebody else's. What is
 * said on the phone nobody hears here, so how long a call takes is drawn by who is at the desktop.
 */
import { Desktop } from './desktop/desktop.ts'
import { ParticipantState } from './domain/dialog-state.ts'
import type { Directory, User } from './domain/directory.ts'
import { draw } from './domain/draw.ts'
import { Fact, KINDS } from './domain/facts.ts'
import { M } from './domain/messages.ts'
import { type AssumedConstant, assumedConstants, releaseProfile } from './domain/release.ts'
import type { Distribution, Workload } from './domain/workload.ts'
import { Operator } from './faults/operator.ts'
import { type Env, Kernel, NO_LINK, type Part, type Ticket } from './kernel/kernel.ts'
import type { RandomStream } from './kernel/random.ts'
import { SECOND } from './kernel/time.ts'
import { createWorkplace, peopleOf } from './workplaces.ts'

export interface DesksOptions {
  readonly directory: Directory
  /** What browsers are connected to in the place of node 1 or 2: whatever carries their messages to a real server. */
  readonly standIn: (kernel: Kernel, number: number) => Part & { readonly env: Env }
  /** How long somebody talks before saying goodbye; undefined where the server tells when somebody does. */
  readonly talk: Distribution | undefined
  /** Whose desktops are played here; everybody's unless told. */
  readonly takes?: ((user: User) => boolean) | undefined
}

export interface DesksOnly {
  readonly kernel: Kernel
  readonly directory: Directory
  readonly assumed: readonly AssumedConstant[]
  readonly touched: (entry: number) => number
}

export function createDesksOnly(workload: Workload, seed: string, options: DesksOptions): DesksOnly {
  const { directory, standIn, talk, takes = () => true } = options
  const { topology, release } = workload
  const kernel = new Kernel(seed, KINDS)
  kernel.resetKind = M.connectionReset
  const voices = new Voices(kernel.node('voices'))
  const profile = releaseProfile(release)
  const desktops = directory.users.filter(takes).map((user) => {
    const client = createWorkplace(kernel, workload, profile, directory, user)
    if (!(client instanceof Desktop)) throw new Error('an agent without a desktop, where there is nothing else')
    return client
  })
  const nodes = Array.from({ length: topology.finesseNodes }, (_, index) => standIn(kernel, index + 1))
  for (const part of [voices, ...nodes, ...desktops]) kernel.attach(part.env, part)
  const { desktopUs: latencyUs, desktopJitterUs: jitterUs } = topology.latency
  for (const desktop of desktops) {
    // The way to a server that is somewhere else takes what it takes.
    for (const node of nodes) {
      desktop.toFinesse.push(kernel.network.connect(desktop.env.node, node.env.node, { latencyUs: 0 }))
    }
    const toEar = kernel.network.connect(voices.env.node, desktop.env.node, { latencyUs, jitterUs })
    voices.toEar.set(desktop.user.index, toEar)
    desktop.toPhone = toEar ^ 1
  }
  if (talk !== undefined) {
    kernel.trace.on(Fact.desktopDialog, (_at, user, call, party) => voices.shown(talk, user, call, party))
  }
  for (const { person } of desktops) person.start()
  const operator = new Operator(kernel.node('operator'), {
    kernel,
    parts: new Map(desktops.map((part) => [part.env.node, part])),
    desktopsOf: (crowd) => peopleOf(crowd, desktops).map(({ env }) => env.node),
  })
  kernel.attach(operator.env, operator)
  operator.plan(workload.faults)
  return { kernel, directory, assumed: assumedConstants(release), touched: (entry) => operator.touched(entry) }
}

/** A goodbye that found a call held, or a desktop out, is said again. */
const AGAIN_US = 5 * SECOND

/** In the place of phones: keys pressed there do nothing, and a call that has lasted long enough ends. */
class Voices implements Part {
  readonly env: Env
  /** By user. */
  readonly toEar = new Map<number, number>()
  readonly #random: RandomStream
  readonly #talking = new Map<string, Ticket>()

  constructor(env: Env) {
    this.env = env
    this.#random = env.random()
  }

  /** What a desktop shows of its own part of a call. */
  shown(talk: Distribution, user: number, call: number, party: number): void {
    const key = `${user} ${call}`
    const ticket = this.#talking.get(key)
    if (party === ParticipantState.DROPPED) {
      if (ticket !== undefined) this.env.cancel(ticket)
      this.#talking.delete(key)
    } else if (party === ParticipantState.ACTIVE && ticket === undefined) {
      this.#wait(draw(talk, this.#random), user, call)
    }
  }

  #wait(us: number, user: number, call: number): void {
    this.#talking.set(`${user} ${call}`, this.env.after(us, M.goodbye, call, user))
  }

  receive(kind: number, call: number, body: unknown, link: number): void {
    if (kind !== M.goodbye || link !== NO_LINK) return
    const user = body as number
    this.env.send(this.toEar.get(user)!, M.goodbye, call)
    this.#wait(AGAIN_US, user, call)
  }
}

/** Agents at their desktops, half a minute after the shift began: everybody signed in and Ready. */
import { phaseNames } from '../../../src/sim/domain/facts.ts'
import type { Command, Crowd } from '../../../src/sim/domain/fault.ts'
import { notices } from '../../../src/sim/domain/notices.ts'
import { operationName, type RestRequest } from '../../../src/sim/domain/rest.ts'
import { HOUR, SECOND } from '../../../src/sim/kernel/time.ts'
import { compileMachine } from '../../../src/sim/machines/compile.ts'
import { desktopSession } from '../../../src/sim/machines/desktop-session.ts'
import { type Options, type Simulation, simulation, us } from '../simulation.ts'

const sessions = compileMachine(desktopSession).states

/** Nothing happens until then; but that something may, everybody knows. */
const someday = {
  atUs: 900 * HOUR,
  entry: 0,
  repairs: true,
  deed: { kind: 'settle', name: 'nothing' },
} as const

export interface Line {
  /** Seconds since the scene began, to the millisecond. */
  readonly after: number
  readonly says: string
}

export class Scene {
  readonly sim: Simulation
  /** When the last thing was done to it. */
  since = 0

  constructor(sim: Simulation) {
    this.sim = sim
    this.since = sim.now
  }

  runFor(duration: string): this {
    this.sim.runFor(duration)
    return this
  }

  /** From here on times are counted. */
  now(): this {
    this.since = this.sim.now
    return this
  }

  command(command: Command, crowd: Crowd = { users: [0] }): this {
    this.now()
    this.sim.deed({ kind: 'command', to: { desktopsOf: crowd }, command })
    return this
  }

  does(deed: Extract<Command, { what: 'desktop' }>['deed'], rest: object = {}, crowd?: Crowd): this {
    return this.command({ what: 'desktop', deed, ...rest } as Command, crowd)
  }

  /** The process of a node, or some desktops' connections to it, and so on: times are counted from here. */
  crash(node: string, silent = false): this {
    this.now()
    this.sim.deed({ kind: 'end', node, silent })
    return this
  }

  start(node: string): this {
    this.sim.deed({ kind: 'start', node })
    return this
  }

  /** Nothing passes between some desktops and a node, both ways. */
  cut(node: string, crowd: Crowd = { users: [0] }): this {
    this.now()
    const trouble = { cut: true }
    this.sim.deed({ kind: 'trouble', from: { desktopsOf: crowd }, to: node, both: true, trouble, name: `cut ${node}` })
    return this
  }

  heal(node: string): this {
    this.sim.deed({ kind: 'settle', name: `cut ${node}` })
    return this
  }

  reset(node: string, crowd: Crowd = { users: [0] }): this {
    this.now()
    this.sim.deed({ kind: 'reset', from: { desktopsOf: crowd }, to: node })
    return this
  }

  #lines(fact: Parameters<Simulation['facts']>[0], user: number, says: (x: number, y: number) => string): Line[] {
    const own = this.sim.facts(fact).filter(({ at, about }) => about === user && at >= this.since)
    return own.map(({ at, x, y }) => ({ after: this.seconds(at), says: says(x, y) }))
  }

  seconds(at: number): number {
    return Math.round((at - this.since) / 1000) / 1000
  }

  /** What the session went through. */
  sessions(user = 0): Line[] {
    return this.#lines('desktopSession', user, (x, y) => `${sessions[x]} ${y}`)
  }

  session(user = 0): string {
    const last = this.sim.facts('desktopSession').findLast(({ about }) => about === user)!
    return `${sessions[last.x]} ${last.y}`
  }

  notices(user = 0): Line[] {
    return this.#lines('notice', user, (x, y) => `${notices[x]} ${y}`)
  }

  /** Seconds that a phase took, of everybody or of one. */
  phases(name: (typeof phaseNames)[number], user?: number): number[] {
    const number = phaseNames.indexOf(name)
    const own = this.sim.facts('phase').filter(({ at, x }) => at >= this.since && x === number)
    return own.filter(({ about }) => user === undefined || about === user).map(({ y }) => y / 1000)
  }

  polls(user = 0): Line[] {
    return this.#lines('polled', user, (x, y) => `${x} ${['bad', 'good', 'silent'][y]}`)
  }

  retries(user = 0): Line[] {
    return this.#lines('streamRetry', user, (x) => `try ${x}`)
  }

  forced(user = 0): Line[] {
    return this.#lines('forcedLogout', user, (x) => `by ${x}`)
  }

  /** What a desktop asked of a node. */
  asked(node: string, user = 0): string[] {
    const from = `desktop ${1001 + user}`
    return this.sim.sent
      .filter((message) => message.from === from && message.to === node && message.at >= this.since)
      .filter(({ name }) => name !== 'connectionReset' && name !== 'linkSilent')
      .map(({ name, body }) =>
        name === 'restRequest' ? operationName((body as RestRequest).operation)! : String(name),
      )
  }

  truth(user = 0): string[] {
    return this.sim.truth(String(1001 + user), this.since)
  }
}

/** Whoever is at a scene is at node 1, unless told. */
export function office(options: Options = {}): Scene {
  const shift = { startUs: 20 * SECOND, endUs: 10 * HOUR, ...options.shift }
  const sim = simulation({ faults: [someday], ...options, desk: { home: 1, ...options.desk }, shift })
  sim.runUs(us('60s') - sim.now)
  return new Scene(sim)
}

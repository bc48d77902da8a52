/**
 * Where the outside meets one Finesse node: a node of the simulated network whose links the real connections use,
 * one for all REST requests and one for each notification stream. Messages that arrive on a link go to whoever has
 * it. Links cannot be taken back from the network, so those of closed streams are used again.
 */
import { type Env, type Kernel, Life, type Part } from '../../sim/kernel/kernel.ts'
import type { Pace } from '../pace.ts'

export type Heard = (kind: number, about: number, body: unknown) => void

export interface Line {
  /** Sends to the Finesse node, as soon as the simulated world takes it. */
  send(kind: number, about: number, body?: unknown): void
  /** Nobody listens any more; what was sent before still arrives. */
  release(): void
}

export class Exchange implements Part {
  readonly #kernel: Kernel
  readonly #pace: Pace
  readonly #env: Env
  readonly #finesse: number
  readonly #heard = new Map<number, Heard>()
  readonly #idle: number[] = []

  constructor(kernel: Kernel, pace: Pace, finesse: { readonly env: Env }) {
    this.#kernel = kernel
    this.#pace = pace
    this.#finesse = finesse.env.node
    this.#env = kernel.node(`outside ${finesse.env.name}`)
    kernel.attach(this.#env, this)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    this.#heard.get(link ^ 1)?.(kind, about, body)
  }

  open(heard: Heard): Line {
    const link = this.#idle.pop() ?? this.#kernel.network.connect(this.#env.node, this.#finesse, { latencyUs: 0 })
    this.#heard.set(link, heard)
    let released = false
    return {
      send: (kind, about, body) => this.#pace.enter(() => this.#env.send(link, kind, about, body)),
      release: () => {
        if (released) return
        released = true
        this.#heard.delete(link)
        // Behind everything this line sent: whoever has the link next is not taken for the one before.
        this.#pace.enter(() => this.#idle.push(link))
      },
    }
  }

  /** The node's process runs. */
  get isUp(): boolean {
    return this.#kernel.lifeOf(this.#finesse) === Life.RUNNING
  }

  /** There is no such process: whoever connects is refused. Otherwise, when it is not up, nothing comes back. */
  get isDown(): boolean {
    return this.#kernel.lifeOf(this.#finesse) === Life.DOWN
  }

  /** Does something inside the simulated world. */
  enter(act: () => void): void {
    this.#pace.enter(act)
  }
}

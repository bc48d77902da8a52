/**
 * Where the outside meets a server: a node of the simulated network whose links the real connections use. At a Finesse node
 * there is one for all REST requests and one for each notification stream, at a CTI server one for each connection. Messages
 * that arrive on a link go to whoever has it. Links cannot be taken back from the network, so those of closed streams are used again.
 */
import { type Env, type Kernel, Life, type Part } from '../../sim/kernel/kernel.ts'
import type { Pace } from '../pace.ts'

export type Heard = (kind: number, about: number, body: unknown) => void

export interface Line {
  /** Sends to the server, as soon as the simulated world takes it. */
  send(kind: number, about: number, body?: unknown): void
  /** Nobody listens any more; what was sent before still arrives. */
  release(): void
}

export class Exchange implements Part {
  readonly #kernel: Kernel
  readonly #pace: Pace
  readonly #env: Env
  readonly #server: number
  readonly #expect: ((link: number) => void) | undefined
  readonly #heard = new Map<number, Heard>()
  readonly #idle: number[] = []

  /** `expect`: tells the server, in the simulated world, of who comes on a link; it knows it by its own end of that. */
  constructor(kernel: Kernel, pace: Pace, server: { readonly env: Env }, expect?: (link: number) => void) {
    this.#kernel = kernel
    this.#pace = pace
    this.#server = server.env.node
    this.#expect = expect
    this.#env = kernel.node(`outside ${server.env.name}`)
    kernel.attach(this.#env, this)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    this.#heard.get(link ^ 1)?.(kind, about, body)
  }

  open(heard: Heard): Line {
    const link = this.#idle.pop() ?? this.#kernel.network.connect(this.#env.node, this.#server, { latencyUs: 0 })
    this.#heard.set(link, heard)
    const expect = this.#expect
    if (expect !== undefined) this.#pace.enter(() => expect(link ^ 1))
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

  /** Of the server's process. */
  get life(): number {
    return this.#kernel.lifeOf(this.#server)
  }

  /** It runs. */
  get isUp(): boolean {
    return this.life === Life.RUNNING
  }

  /** There is no such process: whoever connects is refused. Otherwise, when it is not up, nothing comes back. */
  get isDown(): boolean {
    return this.life === Life.DOWN
  }

  /** Does something inside the simulated world. */
  enter(act: () => void): void {
    this.#pace.enter(act)
  }
}

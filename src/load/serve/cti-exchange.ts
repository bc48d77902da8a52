/**
 * Where the outside meets one CTI server: a node of the simulated network with a link for each connection. The server
 * is told to expect a client on it. Links cannot be taken back from the network, so those of closed connections are
 * used again.
 */
import type { CtiServer } from '../../sim/cti/cti-server.ts'
import { type Env, type Kernel, Life, type Part } from '../../sim/kernel/kernel.ts'
import type { Pace } from '../pace.ts'
import type { Heard, Line } from './exchange.ts'

/** Finesse nodes are 1 and 2; clients from outside are counted from here, each connection anew. */
const FIRST_CLIENT = 101

export class CtiExchange implements Part {
  readonly server: CtiServer
  readonly #kernel: Kernel
  readonly #pace: Pace
  readonly #env: Env
  readonly #heard = new Map<number, Heard>()
  readonly #idle: number[] = []
  #clients = FIRST_CLIENT

  constructor(kernel: Kernel, pace: Pace, server: CtiServer) {
    this.#kernel = kernel
    this.#pace = pace
    this.server = server
    this.#env = kernel.node(`outside ${server.env.name}`)
    kernel.attach(this.#env, this)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    this.#heard.get(link ^ 1)?.(kind, about, body)
  }

  /** The process of the server runs, or hangs: the port is there. */
  get isThere(): boolean {
    const life = this.#kernel.lifeOf(this.server.env.node)
    return life === Life.RUNNING || life === Life.HUNG
  }

  now(): number {
    return this.#kernel.now
  }

  open(heard: Heard): Line {
    const node = this.server.env.node
    const link = this.#idle.pop() ?? this.#kernel.network.connect(this.#env.node, node, { latencyUs: 0 })
    const client = this.#clients++
    this.#heard.set(link, heard)
    this.#pace.enter(() => this.server.expect(link ^ 1, client))
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
}

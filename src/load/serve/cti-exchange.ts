/** Where the outside meets one CTI server, which is told to expect a client on each link. */
import type { CtiServer } from '../../sim/cti/cti-server.ts'
import { type Kernel, Life } from '../../sim/kernel/kernel.ts'
import type { Pace } from '../pace.ts'
import { Exchange, type Heard, type Line } from './exchange.ts'

/** Finesse nodes are 1 and 2; clients from outside are counted from here, each connection anew. */
const FIRST_CLIENT = 101

export class CtiExchange {
  readonly server: CtiServer
  readonly #kernel: Kernel
  readonly #exchange: Exchange

  constructor(kernel: Kernel, pace: Pace, server: CtiServer) {
    let clients = FIRST_CLIENT
    this.server = server
    this.#kernel = kernel
    this.#exchange = new Exchange(kernel, pace, server, (link) => server.expect(link, clients++))
  }

  /** The process of the server runs, or hangs: the port is there. */
  get isThere(): boolean {
    const { life } = this.#exchange
    return life === Life.RUNNING || life === Life.HUNG
  }

  now(): number {
    return this.#kernel.now
  }

  open(heard: Heard): Line {
    return this.#exchange.open(heard)
  }
}

/**
 * From 12.5 the node in service coordinates the reloads of desktops that come over from the other node, so that they
 * are spread evenly (Administration Guide 15.0(1), Desktop Client Failover). How is not published. Here each desktop
 * is given a point of a span that is as long as the reloads of all who may come take at the node's rate; by the golden
 * section the points of any number of askers lie evenly in it.
 */
import { AgentState } from '../domain/agent-state.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import type { FinesseNode } from './node.ts'

const GOLDEN_SECTION = 0.618_033_988_749_894_9

export class ReloadSlots {
  readonly #node: FinesseNode
  #until: Micros = -1
  #spanUs: Micros = 0
  #given = 0

  constructor(node: FinesseNode) {
    this.#node = node
  }

  /** How long from now the desktop that asks is to wait. */
  next(): Micros {
    const { env, profile, options, users } = this.#node
    const now = env.now()
    if (now > this.#until) {
      const expected = users.filter(({ state, present }) => state !== AgentState.LOGOUT && !present).length
      this.#spanUs = Math.round((Math.max(expected, 1) * SECOND) / profile.reloadsPerSecond)
      this.#given = 0
    }
    // As long as somebody asks, the span stays: those who have come over make it no shorter for the rest.
    this.#until = now + this.#spanUs
    if (options.defects['reloads-not-spread']) return 0
    return Math.floor(((this.#given++ * GOLDEN_SECTION) % 1) * this.#spanUs)
  }
}

/**
 * What this node knows of the other: whether it is in service, and in maintenance. Each tells the other when that changes;
 * a link that falls silent counts as keep-alives that are missed, a broken one says at once that the other is gone.
 */

import type { PeerStatus } from '../domain/maintenance.ts'
import { M } from '../domain/messages.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { FinesseNode } from './node.ts'

export class Peer {
  inService = false
  maintenance = ''
  readonly #node: FinesseNode
  #told = ''
  /** Counts the missed keep-alives of a silent link, or waits to ask anew after one broke. */
  #timer: Ticket = -1
  #isBroken = false

  constructor(node: FinesseNode) {
    this.#node = node
  }

  get #link(): number {
    return this.#node.administration.toPeer
  }

  /** Whether a message came from the other node. */
  isLink(link: number): boolean {
    return this.#link >= 0 && link === (this.#link ^ 1)
  }

  /** Tells what has changed, or, when it asks, everything. */
  tell(asks = false): void {
    const { env, profile, inService, maintenance } = this.#node
    if (this.#link < 0 || profile.finesseMaintenance === 0) return
    const status: PeerStatus = { inService, maintenance: maintenance.mode, asks }
    const says = `${status.inService} ${status.maintenance}`
    if (!asks && says === this.#told) return
    this.#told = says
    env.send(this.#link, M.peerStatus, this.#node.options.number, status)
  }

  heard({ inService, maintenance, asks }: PeerStatus): void {
    this.inService = inService
    this.maintenance = maintenance
    if (asks) {
      this.#told = ''
      this.tell()
    }
    if (!inService) this.#node.maintenance.otherNodeLost()
  }

  #lost(): void {
    this.inService = false
    this.#told = ''
    this.#node.maintenance.otherNodeLost()
  }

  /** Asks once more a little later; a process that is not there answers with a broken connection again. */
  broken(): void {
    this.#lost()
    if (this.#isBroken) return
    this.#isBroken = true
    this.#after(this.#node.profile.ctiReconnectPauseUs)
  }

  silent(): void {
    const { profile, phases } = this.#node
    if (this.#timer >= 0) return
    const intervals = profile.ctiMissedHeartbeats + 1 - phases.next()
    this.#after(Math.round(intervals * profile.ctiHeartbeatUs))
  }

  alive(): void {
    this.#rest()
    this.tell(true)
  }

  overdue(): void {
    this.#timer = -1
    if (this.#isBroken) this.tell(true)
    else this.#lost()
    this.#isBroken = false
  }

  #after(us: number): void {
    this.#rest()
    this.#timer = this.#node.env.after(us, M.peerOverdue, 0)
  }

  #rest(): void {
    if (this.#timer >= 0) this.#node.env.cancel(this.#timer)
    this.#timer = -1
  }

  /** The process has ended. */
  forget(): void {
    this.inService = false
    this.maintenance = ''
    this.#told = ''
    this.#timer = -1
    this.#isBroken = false
  }
}

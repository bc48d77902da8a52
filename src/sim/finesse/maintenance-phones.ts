/**
 * IP phones in a maintenance: they cannot be moved, so their agents are warned again and again and then logged out, by
 * way of Not Ready as any (Administration Guide 15.0(1), Finesse Maintenance Mode).
 */
import { AgentState } from '../domain/agent-state.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import type { Micros } from '../kernel/time.ts'
import { setState } from './maintenance-moves.ts'
import type { FinesseNode } from './node.ts'
import { linkWith } from './streams.ts'
import type { FinesseUser } from './users.ts'

/** Logouts at one look: the PG is not flooded with them. */
const AT_ONCE = 10

export class PhoneUsers {
  readonly #node: FinesseNode
  #warnings = 0
  #warnedAt: Micros = -1
  #hasAsked = false

  constructor(node: FinesseNode) {
    this.#node = node
  }

  begin(): void {
    this.forget()
    this.#warn()
  }

  #users(): FinesseUser[] {
    return this.#node.users.filter((user) => linkWith(user, 'fippa') >= 0)
  }

  #warn(): void {
    const { env } = this.#node
    this.#warnings++
    this.#warnedAt = env.now()
    for (const user of this.#users()) {
      env.send(linkWith(user, 'fippa'), M.maintenanceWarning, user.index, { what: 'soon', atUs: -1 })
    }
  }

  /** Warns again after a while; when everybody has been warned enough and no desktop is in line, logs out. */
  look(desktopsWait: boolean): void {
    const { env, profile } = this.#node
    const isTime = env.now() - this.#warnedAt >= profile.maintenanceRepeatUs
    if (this.#warnings >= profile.maintenanceWarnings && !desktopsWait) {
      if (isTime || this.#hasAsked) this.#logOut()
    } else if (isTime) this.#warn()
  }

  /** At each look anew: agents may go back to Ready, and what was chosen for later may be lost. */
  #logOut(): void {
    let left = AT_ONCE
    this.#hasAsked = true
    for (const { index, state, pendingState } of this.#users()) {
      if (left === 0) return
      const wanted = state === AgentState.NOT_READY ? AgentState.LOGOUT : AgentState.NOT_READY
      if (state === AgentState.LOGOUT || pendingState === wanted) continue
      left--
      const reason = wanted === AgentState.LOGOUT ? Reason.PRESENCE_LOST : Reason.MAINTENANCE
      setState(this.#node, index, wanted, reason)
    }
  }

  forget(): void {
    this.#warnings = 0
    this.#hasAsked = false
  }
}

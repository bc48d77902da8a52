/**
 * Whose desktop is moved when. How a node spreads the moves is not published: here desktops come in a random order, one
 * after another at an even pace, slow enough for the other node and fast enough for the time there is.
 */
import { AgentState } from '../domain/agent-state.ts'
import { M } from '../domain/messages.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import type { FinesseNode } from './node.ts'
import { submit } from './operations.ts'
import { moved } from './presence.ts'
import { linkWith } from './streams.ts'
import type { FinesseUser } from './users.ts'

/** What a timer of the maintenance is for. */
export const Due = { TICK: 0, MOVE: 1, LIMIT: 2 } as const

/** CTI protocol from which on the PG keeps an agent's state through a move. */
const CTI_KEEPS_STATE = 24

export class Moves {
  readonly abandoned = new Set<number>()
  readonly #node: FinesseNode
  #line: number[] = []
  #gapUs: Micros = 0
  #nextAt: Micros = -1
  /** Users told to move. */
  readonly #announced = new Set<number>()

  constructor(node: FinesseNode) {
    this.#node = node
  }

  /** Warns every desktop, and gives the time until the first of them is moved. */
  begin(limitUs: Micros): Micros {
    this.forget()
    const { profile, options, env } = this.#node
    const random = env.random('maintenance')
    const line = this.#desktops()
    for (const user of line) this.#warn(user)
    // Each place in turn gets one of those who have none yet.
    for (let at = line.length - 1; at > 0; at--) {
      const other = random.integer(at + 1)
      const kept = line[at]!
      line[at] = line[other]!
      line[other] = kept
    }
    this.#line = line.map(({ index }) => index)
    const spanUs = Math.min(
      Math.round((line.length * SECOND) / profile.maintenanceMovesPerSecond),
      Math.max(0, limitUs - profile.maintenanceNoticeUs - profile.maintenanceWarningUs - 2 * profile.reloadUsMax),
    )
    this.#gapUs = options.defects['maintenance-all-at-once'] ? 0 : Math.floor(spanUs / Math.max(1, line.length))
    this.#nextAt = env.now() + profile.maintenanceNoticeUs
    return profile.maintenanceNoticeUs
  }

  #desktops(): FinesseUser[] {
    return this.#node.users.filter((user) => linkWith(user, 'desktop') >= 0)
  }

  #warn(user: FinesseUser): void {
    if (this.#node.options.defects['maintenance-without-warning']) return
    this.#node.env.send(linkWith(user, 'desktop'), M.maintenanceWarning, user.index, { what: 'soon', atUs: -1 })
  }

  /** A page that was loaded anew shows nothing of the warning. */
  remind(user: FinesseUser): void {
    if (this.#line.includes(user.index) && linkWith(user, 'desktop') >= 0) this.#warn(user)
  }

  get isWaiting(): boolean {
    return this.#line.length > 0
  }

  /** Time until the last desktop in line is moved, as far as is known. */
  leftUs(): Micros {
    const { env, profile } = this.#node
    const last = Math.max(env.now(), this.#nextAt) + this.#line.length * this.#gapUs
    return last - env.now() + profile.maintenanceWarningUs
  }

  /** Tells the next desktop to move; returns the time until the one after it, or -1 when nobody is in line. */
  next(): Micros {
    const { env, profile, options, users, administration } = this.#node
    const index = this.#line.shift()
    if (index === undefined) return -1
    const stream = linkWith(users[index]!, 'desktop')
    if (stream >= 0) {
      const leadUs = options.defects['maintenance-without-event'] ? 0 : profile.maintenanceWarningUs
      const atUs = env.now() + leadUs
      this.#announced.add(index)
      env.send(administration.toPeer, M.userMigrates, index)
      env.send(stream, M.maintenanceWarning, index, { what: 'now', atUs })
    }
    this.#nextAt = env.now() + this.#gapUs
    return this.#line.length === 0 ? -1 : this.#gapUs
  }

  /** Desktops that came since have their turn as well. */
  look(): void {
    for (const user of this.#desktops()) {
      const isDone = this.#announced.has(user.index) || this.abandoned.has(user.index)
      if (isDone || this.#line.includes(user.index)) continue
      this.#warn(user)
      this.#line.push(user.index)
      if (this.#line.length === 1) this.#node.env.after(0, M.maintenanceDue, Due.MOVE)
    }
  }

  /** A desktop says that its browser does not accept the other node. */
  cannotMove(user: number): void {
    if (this.#announced.delete(user)) this.abandoned.add(user)
  }

  /**
   * Of an agent who has come over from the other node. With a PG of 12.5 or earlier the property agentStateAfterMigration
   * says whether one who was Ready stays so; a later PG keeps the state, and the property is without effect.
   */
  settle(user: FinesseUser): void {
    const { options, settings } = this.#node
    const { pgProfile } = options
    if (pgProfile.ctiVersion >= CTI_KEEPS_STATE && !options.defects['migration-state-always']) return
    if (settings.agentStateAfterMigration !== 'NOT_READY' || user.state !== AgentState.READY) return
    setState(this.#node, user.index, AgentState.NOT_READY, settings.migrationNotReadyReasonCode)
  }

  hasMoved(user: number): void {
    if (this.#node.options.defects['maintenance-forces-logout'] !== true) moved(this.#node, this.#node.users[user]!)
  }

  /** The move of everybody ends early, maybe with the other node: who is on the way there is not waited for. */
  letGo(): void {
    for (const user of this.#announced) this.hasMoved(user)
    this.forget()
  }

  forget(): void {
    this.abandoned.clear()
    this.#line = []
    this.#announced.clear()
  }
}

/** Asks CTI for a state of a user, on the node's own behalf. */
export function setState(node: FinesseNode, user: number, state: number, reason: number): void {
  submit(node, {
    user,
    asker: user,
    requestId: 0,
    kind: M.setAgentStateReq,
    request: { agent: user, state, reason, extension: '', mobile: undefined, forced: false, supervisor: -1 },
    state,
    expects: -1,
    actor: user,
    call: 0,
  })
}

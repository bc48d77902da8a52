/**
 * What the CTI server of the active side does when its PG is to move to the other side: it asks each client for consent
 * (278, 279), tells all what was decided (280), and hangs up on each client that has left (281) once it has told and
 * answered everything. Then it stops with its side. Source: CTI Server Message Reference Guide (Protocol Version 24),
 * graceful shutdown.
 */
import { CtiStatus, type MaintenanceEvent, type MaintenanceResp } from '../domain/cti.ts'
import { M } from '../domain/messages.ts'
import { type MaintenanceDecided, MoveProblem, type MoveProblemName } from '../domain/pg-maintenance.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { CtiServer } from './cti-server.ts'
import { CLOSED, type Session } from './sessions.ts'

type Phase = 'none' | 'asking' | 'leaving' | 'stopped'

export class CtiMaintenance {
  phase: Phase = 'none'
  readonly #server: CtiServer
  /** Number of the present question; answers to earlier ones do not count. */
  #invoke = 0
  /** Clients whose answer is due, by link. */
  readonly #awaited = new Set<number>()
  /** Clients that said 281. */
  readonly #moved = new Set<number>()
  /** The other side is active: nothing more comes from the PG but answers. */
  #isHandedOver = false
  #clients = 0
  #timer: Ticket = -1

  constructor(server: CtiServer) {
    this.#server = server
  }

  /** By the PG: 1 to ask the clients, 0 that it stays, 2 that it stops and nobody works here. */
  told(what: number): void {
    if (what === 1) this.requested()
    else if (what === 0) this.calledOff()
    else this.#stop()
  }

  /** The server of a standby side simply stops with it. */
  #stop(): void {
    const { env, sessions } = this.#server
    this.phase = 'stopped'
    for (const session of sessions.values()) {
      if (session.state === CLOSED) continue
      env.send(session.link, M.connectionReset, 0)
      this.#server.enter(session, CLOSED)
    }
  }

  /** Also while one is under way: the clients are to hear of that. */
  requested(): void {
    const { env, profile, serving, defects } = this.#server
    if (this.phase !== 'none') {
      for (const { link } of serving) env.send(link, M.activeMaintenanceReq, 0, { invoke: 0 })
      return
    }
    this.phase = 'asking'
    this.#invoke++
    this.#awaited.clear()
    if (serving.some(({ isCapable }) => !isCapable)) {
      this.#decide('client cannot')
      return
    }
    for (const { link } of serving) {
      this.#awaited.add(link)
      env.send(link, M.activeMaintenanceReq, 0, { invoke: this.#invoke })
    }
    const isAwaited = serving.length > 0 && defects['pg-maintenance-unasked'] !== true
    if (isAwaited) this.#timer = env.after(profile.consentUs, M.consentTimeout, 0)
    else this.#decide('none')
  }

  answered({ invoke, accepted }: MaintenanceResp, link: number): void {
    if (this.phase !== 'asking' || invoke !== this.#invoke || !this.#awaited.delete(link)) return
    if (!accepted) this.#decide('client refused')
    else if (this.#awaited.size === 0) this.#decide('none')
  }

  #decide(problem: MoveProblemName): void {
    const { env, toGateway, serving, profile } = this.#server
    this.#rest()
    const continues = problem === 'none'
    this.phase = continues ? 'leaving' : 'none'
    this.#moved.clear()
    this.#isHandedOver = false
    this.#clients = serving.length
    const event: MaintenanceEvent = { continues }
    for (const { link } of serving) env.send(link, M.activeMaintenanceEvent, 0, event)
    const decided: MaintenanceDecided = { problem: MoveProblem[problem] }
    env.send(toGateway, M.maintenanceDecided, 0, decided)
    if (continues) this.#timer = env.after(profile.stopUs, M.stopTimeout, 0)
  }

  #rest(): void {
    if (this.#timer >= 0) this.#server.env.cancel(this.#timer)
    this.#timer = -1
  }

  silent(): void {
    this.#timer = -1
    if (this.phase === 'asking') this.#decide('client silent')
  }

  /** The session of a client has ended by itself. */
  lost(link: number): void {
    if (this.phase === 'asking' && this.#awaited.has(link)) this.#decide('client lost')
    else if (this.phase === 'leaving') this.#finish()
  }

  /** The PG says that it stays. Clients that wait for the other side will find out by themselves. */
  calledOff(): void {
    const { env, serving } = this.#server
    const event: MaintenanceEvent = { continues: false }
    if (this.phase === 'asking') for (const { link } of serving) env.send(link, M.activeMaintenanceEvent, 0, event)
    this.#rest()
    this.phase = 'none'
  }

  /** SIDE_STANDBY of the PG belongs to the move; false where it means something else. */
  handedOver(): boolean {
    if (this.phase === 'stopped') {
      // The side runs again, and this server with it.
      this.phase = 'none'
      return true
    }
    if (this.phase !== 'leaving') return false
    this.#isHandedOver = true
    this.#server.active = false
    this.release()
    return true
  }

  /** A client sends nothing more to this side. */
  stopping(link: number): void {
    if (this.phase !== 'leaving') return
    this.#moved.add(link)
    this.release()
  }

  /** Hangs up on whoever has left, and has all answers. */
  release(): void {
    if (this.phase !== 'leaving' || !this.#isHandedOver) return
    const { serving, defects } = this.#server
    const isRash = defects['pg-maintenance-drops-answers'] === true
    for (const session of [...serving]) {
      if (this.#moved.has(session.link) && (isRash || !this.#server.owes(session))) this.#hangUp(session)
    }
    this.#finish()
  }

  #hangUp(session: Session): void {
    const { env } = this.#server
    const status = CtiStatus.SERVER_IN_MAINTENANCE_MODE
    env.send(session.link, M.failureEvent, 0, { invoke: 0, status })
    env.send(session.link, M.connectionReset, 0)
    this.#server.enter(session, CLOSED)
  }

  /** Whoever has not left in time is made to. */
  timedOut(): void {
    this.#timer = -1
    if (this.phase !== 'leaving') return
    for (const session of [...this.#server.serving]) this.#hangUp(session)
    this.#finish()
  }

  #finish(): void {
    if (!this.#isHandedOver || this.#server.serving.length > 0) return
    this.#rest()
    this.phase = 'stopped'
    this.#server.env.send(this.#server.toGateway, M.clientsMoved, this.#clients)
  }

  /** The process has ended. */
  forget(): void {
    this.phase = 'none'
    this.#timer = -1
  }
}

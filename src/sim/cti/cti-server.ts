/**
 * One side of the CTI server pair (GED-188): sessions with OPEN, heartbeats and configuration; on the active side
 * the events of the PG for every open session and the requests of the sessions for the PG. The standby side answers
 * OPEN, heartbeats and CLOSE only (CTI Server Message Reference Guide, protocol version 24).
 */
import {
  CtiService,
  CtiStatus,
  type Invoke,
  type MaintenanceResp,
  type OpenReq,
  PgStatus,
  type SystemEvent,
  SystemEventId,
} from '../domain/cti.ts'
import { STANDING_US } from '../domain/cti-opening.ts'
import type { Planted } from '../domain/defects.ts'
import { Fact } from '../domain/facts.ts'
import type { Order } from '../domain/fault.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import type { Env, Part } from '../kernel/kernel.ts'
import type { Micros } from '../kernel/time.ts'
import { CtiMaintenance } from './maintenance.ts'
import { ACTIVE, CLOSED, type Relayed, type Session, STANDBY } from './sessions.ts'

export interface CtiServerOptions {
  readonly profile: ReleaseProfile
  readonly defects?: Planted
  /** Messages of its configuration. */
  readonly openingMessages?: number
}

/** Signs of life are answered at once, whatever else there is to do. */
export const answeredAtOnce: readonly number[] = [M.heartbeatReq]

export class CtiServer implements Part {
  readonly env: Env
  readonly profile: ReleaseProfile
  readonly defects: Planted
  readonly maintenance: CtiMaintenance
  toGateway = -1
  active = false
  /** By the link to the client. */
  readonly sessions = new Map<number, Session>()
  serving: Session[] = []
  readonly #relayed = new Map<number, Relayed>()
  #invokes = 0
  /** What the PG said of itself last. */
  #pg: SystemEvent = { event: SystemEventId.PERIPHERAL_ONLINE, pgStatus: 0 }
  /** E_CTI status of every OPEN_REQ, for a server that is told to refuse. */
  #refusal: number | undefined
  /** Work for each event, of a server that is slow. */
  #slowUs: Micros = 0
  readonly #openingMessages: number

  constructor(env: Env, { profile, defects = {}, openingMessages = 0 }: CtiServerOptions) {
    this.env = env
    this.profile = profile
    this.defects = defects
    this.#openingMessages = openingMessages
    this.maintenance = new CtiMaintenance(this)
  }

  /** A client that may connect; `link` leads to it, `client` is its number for the trace. */
  expect(link: number, client: number): void {
    this.sessions.set(link, { link, client, state: CLOSED, heardAt: 0, isCapable: false, idleUs: 0 })
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    const handler = on[kind]
    if (handler !== undefined) handler(this, about, body, link)
    else if (link === (this.toGateway ^ 1)) this.broadcast(kind, about, body)
    else this.#relay(kind, about, body as Invoke, link ^ 1)
  }

  broadcast(kind: number, about: number, body: unknown): void {
    if (this.#slowUs > 0) this.env.spend(this.#slowUs)
    for (const session of this.serving) this.env.send(session.link, kind, about, body)
  }

  /** A request goes to the PG under a number of our own: two clients may use the same one. */
  #relay(kind: number, about: number, request: Invoke, link: number): void {
    const session = this.sessions.get(link)
    if (session?.state !== ACTIVE) {
      const status = session?.state === STANDBY ? CtiStatus.CTI_SERVER_OFFLINE : CtiStatus.SESSION_NOT_OPEN
      this.env.send(link, M.failureConf, about, { invoke: request.invoke, status })
      return
    }
    session.heardAt = this.env.now()
    const invoke = ++this.#invokes
    this.#relayed.set(invoke, { session, invoke: request.invoke })
    if (this.#slowUs > 0) this.env.spend(this.#slowUs)
    this.env.send(this.toGateway, kind, about, { ...request, invoke })
  }

  /** The PG's answer to a relayed request goes back to the session that asked. */
  answer(kind: number, about: number, body: Invoke): void {
    const relayed = this.#relayed.get(body.invoke)
    if (relayed === undefined) return
    this.#relayed.delete(body.invoke)
    if (relayed.session.state !== ACTIVE) return
    if (kind === M.configEnd) this.#load(this.#openingMessages)
    else if (ofLoading.has(kind)) this.#load(1)
    this.env.send(relayed.session.link, kind, about, { ...body, invoke: relayed.invoke })
    if (this.maintenance.phase === 'leaving') this.maintenance.release()
  }

  /** Both nodes load at once after a failover, and each message is the work of this one server. */
  #load(messages: number): void {
    if (this.env.now() >= STANDING_US) this.env.spend(messages * this.profile.ctiRequestUs)
  }

  open(request: OpenReq, link: number): void {
    const session = this.sessions.get(link)
    if (session === undefined) return
    const { phase } = this.maintenance
    if (phase === 'stopped') {
      this.env.send(link, M.connectionReset, 0)
      return
    }
    const isCapable = (request.services & CtiService.ACTIVE_STANDBY) !== 0 && request.version >= 24
    const leaving = phase === 'leaving' ? CtiStatus.SERVER_IN_MAINTENANCE_MODE : undefined
    const offline = !this.active && !isCapable ? CtiStatus.CTI_SERVER_OFFLINE : undefined
    const status = this.#refusal ?? leaving ?? offline
    if (status !== undefined) {
      this.env.send(link, M.failureConf, 0, { invoke: request.invoke, status })
      return
    }
    session.heardAt = this.env.now()
    session.idleUs = request.idleTimeoutUs
    session.isCapable = isCapable
    this.env.after(session.idleUs, M.idleTimeout, link)
    this.enter(session, this.active ? ACTIVE : STANDBY)
    const kind = this.active ? 'active' : 'standby'
    const peripheralOnline = this.active && this.#pg.pgStatus === 0
    this.env.send(link, M.openConf, 0, { invoke: request.invoke, session: kind, peripheralOnline })
    if (this.active) this.env.send(link, M.systemEvent, 0, this.#pg)
  }

  enter(session: Session, state: number): void {
    if (session.state === state) return
    session.state = state
    this.serving = [...this.sessions.values()].filter((one) => one.state === ACTIVE)
    this.env.fact(Fact.ctiSession, session.client, state, 0)
    this.env.send(this.toGateway, M.sessionsOpen, this.serving.length)
  }

  /** Whether the PG still works on something that this client asked for. */
  owes(session: Session): boolean {
    for (const relayed of this.#relayed.values()) if (relayed.session === session) return true
    return false
  }

  close(link: number, request: Invoke): void {
    this.#end(link)
    this.env.send(link, M.closeConf, 0, request)
  }

  heartbeat(link: number, request: Invoke): void {
    const session = this.sessions.get(link)
    if (session === undefined || session.state === CLOSED) {
      this.env.send(link, M.failureConf, 0, { invoke: request.invoke, status: CtiStatus.SESSION_NOT_OPEN })
      return
    }
    session.heardAt = this.env.now()
    this.env.send(link, M.heartbeatConf, 0, request)
  }

  /** A client that says nothing for the time it named itself is taken for gone. */
  idle(link: number): void {
    const session = this.sessions.get(link)!
    if (session.state === CLOSED) return
    const leftUs = session.heardAt + session.idleUs - this.env.now()
    if (leftUs > 0) this.env.after(leftUs, M.idleTimeout, link)
    else {
      this.env.send(link, M.connectionReset, 0)
      this.#end(link)
    }
  }

  reset(link: number): void {
    this.#end(link)
  }

  #end(link: number): void {
    const session = this.sessions.get(link)
    if (session === undefined) return
    this.enter(session, CLOSED)
    this.maintenance.lost(link)
  }

  /** Unplanned, a standby turns active with the sessions it has: each is told so. */
  activate(): void {
    if (this.active) return
    this.active = true
    for (const session of this.sessions.values()) {
      if (session.state !== STANDBY) continue
      this.enter(session, ACTIVE)
      this.env.send(session.link, M.standbyActiveEvent, 0)
      this.env.send(session.link, M.systemEvent, 0, this.#pg)
    }
  }

  /** The other side is active now: whoever works here has to go there. */
  deactivate(): void {
    if (this.maintenance.handedOver() || !this.active) return
    this.active = false
    this.#relayed.clear()
    for (const session of [...this.serving]) {
      this.env.send(session.link, M.failureEvent, 0, { invoke: 0, status: CtiStatus.CTI_SERVER_OFFLINE })
      this.enter(session, CLOSED)
    }
  }

  pgChanged(status: SystemEvent): void {
    this.#pg = status
    if ((status.pgStatus & PgStatus.PERIPHERAL_OFFLINE) !== 0) this.#relayed.clear()
    this.broadcast(M.systemEvent, 0, status)
  }

  shutDown(): void {
    this.active = false
    this.serving = []
    this.#relayed.clear()
    this.#slowUs = 0
    this.#refusal = undefined
    this.maintenance.forget()
    for (const session of this.sessions.values()) session.state = CLOSED
  }

  obey({ command, touched }: Order): void {
    if (command.what === 'boot') {
      for (const { client } of this.sessions.values()) this.env.fact(Fact.ctiSession, client, CLOSED, 0)
      this.env.send(this.toGateway, M.ctiServerUp, 0)
    } else if (command.what === 'refuse-open') this.#refusal = command.status
    else if (command.what === 'slow-events') this.#slowUs = command.us
    else return
    touched()
  }
}

const ofLoading: ReadonlySet<number> = new Set([
  M.queryAgentStateConf,
  M.snapshotDeviceConf,
  M.snapshotCallConf,
  M.failureConf,
])

const on = handlers<CtiServer>({
  sideActive: (server) => server.activate(),
  sideStandby: (server) => server.deactivate(),
  pgStatus: ((server, _about, status: SystemEvent) => server.pgChanged(status)) as Handler<CtiServer>,
  openReq: ((server, _about, request: OpenReq, link) => server.open(request, link ^ 1)) as Handler<CtiServer>,
  closeReq: ((server, _about, request: Invoke, link) => server.close(link ^ 1, request)) as Handler<CtiServer>,
  heartbeatReq: ((server, _about, request: Invoke, link) => server.heartbeat(link ^ 1, request)) as Handler<CtiServer>,
  maintenanceRequested: (server, what) => server.maintenance.told(what),
  activeMaintenanceResp: ((server, _about, answer: MaintenanceResp, link) =>
    server.maintenance.answered(answer, link ^ 1)) as Handler<CtiServer>,
  stoppingRequestsInd: (server, _about, _body, link) => server.maintenance.stopping(link ^ 1),
  consentTimeout: (server) => server.maintenance.silent(),
  stopTimeout: (server) => server.maintenance.timedOut(),
  idleTimeout: (server, link) => server.idle(link),
  connectionReset: (server, _about, _body, link) => server.reset(link ^ 1),
  command: ((server, _about, order: Order) => server.obey(order)) as Handler<CtiServer>,
  requestConf: ((server, about, body: Invoke) => server.answer(M.requestConf, about, body)) as Handler<CtiServer>,
  controlFailureConf: ((server, about, body: Invoke) =>
    server.answer(M.controlFailureConf, about, body)) as Handler<CtiServer>,
  configEnd: ((server, about, body: Invoke) => server.answer(M.configEnd, about, body)) as Handler<CtiServer>,
  queryAgentStateConf: ((server, about, body: Invoke) =>
    server.answer(M.queryAgentStateConf, about, body)) as Handler<CtiServer>,
  snapshotDeviceConf: ((server, about, body: Invoke) =>
    server.answer(M.snapshotDeviceConf, about, body)) as Handler<CtiServer>,
  snapshotCallConf: ((server, about, body: Invoke) =>
    server.answer(M.snapshotCallConf, about, body)) as Handler<CtiServer>,
  failureConf: ((server, about, body: Invoke) => server.answer(M.failureConf, about, body)) as Handler<CtiServer>,
  skillGroupStatisticsConf: ((server, about, body: Invoke) =>
    server.answer(M.skillGroupStatisticsConf, about, body)) as Handler<CtiServer>,
})

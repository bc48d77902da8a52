/**
 * One side of the CTI server pair (GED-188): sessions with OPEN, heartbeats and configuration; on the active side
 * the events of the PG for every open session and the requests of the sessions for the PG. The standby side answers
 * OPEN, heartbeats and CLOSE only (CTI Server Message Reference Guide, protocol version 24).
 */
import { AgentState } from '../domain/agent-state.ts'
import { type AgentStateEvent, CtiService, CtiStatus, type Invoke, type OpenReq } from '../domain/cti.ts'
import { Fact } from '../domain/facts.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import type { Env, Part } from '../kernel/kernel.ts'
import { compileMachine } from '../machines/compile.ts'
import { ctiSession } from '../machines/cti-session.ts'

const machine = compileMachine(ctiSession)
const CLOSED = machine.stateOf('CLOSED')
const ACTIVE = machine.stateOf('ACTIVE')
const STANDBY = machine.stateOf('STANDBY')

interface Session {
  readonly link: number
  readonly client: number
  state: number
}

/** A request of a session that the PG is working on. */
interface Relayed {
  readonly session: Session
  readonly invoke: number
}

export class CtiServer implements Part {
  readonly env: Env
  readonly #profile: ReleaseProfile
  toGateway = -1
  active = false
  /** By the link to the client. */
  readonly #sessions = new Map<number, Session>()
  #serving: Session[] = []
  readonly #relayed = new Map<number, Relayed>()
  #invokes = 0

  constructor(env: Env, profile: ReleaseProfile) {
    this.env = env
    this.#profile = profile
  }

  /** A client that may connect; `link` leads to it, `client` is its number for the trace. */
  expect(link: number, client: number): void {
    this.#sessions.set(link, { link, client, state: CLOSED })
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    const handler = on[kind]
    if (handler !== undefined) handler(this, about, body, link)
    else if (link === (this.toGateway ^ 1)) this.#broadcast(kind, about, body)
    else this.#relay(kind, about, body as Invoke, link ^ 1)
  }

  #broadcast(kind: number, about: number, body: unknown): void {
    for (const session of this.#serving) this.env.send(session.link, kind, about, body)
  }

  /** A request goes to the PG under a number of our own: two clients may use the same one. */
  #relay(kind: number, about: number, request: Invoke, link: number): void {
    const session = this.#sessions.get(link)
    if (session?.state !== ACTIVE) {
      const status = session?.state === STANDBY ? CtiStatus.CTI_SERVER_OFFLINE : CtiStatus.SESSION_NOT_OPEN
      this.env.send(link, M.failureConf, about, { invoke: request.invoke, status })
      return
    }
    const invoke = ++this.#invokes
    this.#relayed.set(invoke, { session, invoke: request.invoke })
    if (kind === M.configRequest) this.env.spend(this.#profile.ctiConfigUs)
    this.env.send(this.toGateway, kind, about, { ...request, invoke })
  }

  /** The PG's answer to a relayed request goes back to the session that asked. */
  answer(kind: number, about: number, body: Invoke): void {
    const relayed = this.#relayed.get(body.invoke)
    if (relayed === undefined) return
    this.#relayed.delete(body.invoke)
    if (kind === M.queryAgentStateConf) this.#spendOnSnapshot(body as Invoke & AgentStateEvent)
    this.env.send(relayed.session.link, kind, about, { ...body, invoke: relayed.invoke })
  }

  /** Agents who are signed in are what makes an opening snapshot long. */
  #spendOnSnapshot({ state }: AgentStateEvent): void {
    if (state !== AgentState.LOGOUT) this.env.spend(this.#profile.ctiSnapshotUs)
  }

  open(request: OpenReq, link: number): void {
    const session = this.#sessions.get(link)
    if (session === undefined) return
    const capable = (request.services & CtiService.ACTIVE_STANDBY) !== 0 && request.version >= 24
    if (!this.active && !capable) {
      this.env.send(link, M.failureConf, 0, { invoke: request.invoke, status: CtiStatus.CTI_SERVER_OFFLINE })
      return
    }
    this.#enter(session, this.active ? ACTIVE : STANDBY)
    const kind = this.active ? 'active' : 'standby'
    this.env.send(link, M.openConf, 0, { invoke: request.invoke, session: kind, peripheralOnline: this.active })
    if (this.active) this.env.send(link, M.systemEvent, 0, { event: 3, pgStatus: 0 })
  }

  #enter(session: Session, state: number): void {
    session.state = state
    this.#serving = [...this.#sessions.values()].filter((one) => one.state === ACTIVE)
    this.env.fact(Fact.ctiSession, session.client, state, 0)
  }

  close(link: number, request: Invoke): void {
    const session = this.#sessions.get(link)
    if (session !== undefined) this.#enter(session, CLOSED)
    this.env.send(link, M.closeConf, 0, request)
  }

  heartbeat(link: number, request: Invoke): void {
    if (this.#sessions.get(link)?.state === CLOSED) {
      this.env.send(link, M.failureConf, 0, { invoke: request.invoke, status: CtiStatus.SESSION_NOT_OPEN })
    } else this.env.send(link, M.heartbeatConf, 0, request)
  }
}

const on = handlers<CtiServer>({
  sideActive: (server) => {
    server.active = true
  },
  sideStandby: (server) => {
    server.active = false
  },
  openReq: ((server, _about, request: OpenReq, link) => server.open(request, link ^ 1)) as Handler<CtiServer>,
  closeReq: ((server, _about, request: Invoke, link) => server.close(link ^ 1, request)) as Handler<CtiServer>,
  heartbeatReq: ((server, _about, request: Invoke, link) => server.heartbeat(link ^ 1, request)) as Handler<CtiServer>,
  requestConf: ((server, about, body: Invoke) => server.answer(M.requestConf, about, body)) as Handler<CtiServer>,
  controlFailureConf: ((server, about, body: Invoke) =>
    server.answer(M.controlFailureConf, about, body)) as Handler<CtiServer>,
  configEnd: ((server, about, body: Invoke) => server.answer(M.configEnd, about, body)) as Handler<CtiServer>,
  queryAgentStateConf: ((server, about, body: Invoke) =>
    server.answer(M.queryAgentStateConf, about, body)) as Handler<CtiServer>,
  snapshotCallConf: ((server, about, body: Invoke) =>
    server.answer(M.snapshotCallConf, about, body)) as Handler<CtiServer>,
  skillGroupStatisticsConf: ((server, about, body: Invoke) =>
    server.answer(M.skillGroupStatisticsConf, about, body)) as Handler<CtiServer>,
})

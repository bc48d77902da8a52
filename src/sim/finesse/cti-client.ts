/**
 * Finesse's side of the CTI links: open, heartbeats, failover. A lost active link puts the node out of service; it is
 * in service again when configuration, agents and calls were read anew (resynchronization.ts). Three missed heartbeats
 * or a broken socket end a link (Administration Guide 11.6(1), ch. 13, CTI Failover); from 12.6 a standby session is
 * kept at the other side.
 */
import { CtiService, CtiStatus, type Failure, type OpenConf, type SystemEvent } from '../domain/cti.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { type CtiLinksView, Topic } from '../domain/rest.ts'
import { Syslog } from '../domain/syslog.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import { compileMachine } from '../machines/compile.ts'
import { finesseService } from '../machines/finesse-service.ts'
import { Running } from '../machines/running.ts'
import { isOpen, type Link, type LinkEvent, linkMachine, newLink, worksHere } from './cti-links.ts'
import { CtiMaintenance } from './cti-maintenance.ts'
import type { FinesseNode } from './node.ts'
import { OutageClock } from './outage-clock.ts'
import { notify } from './publish.ts'
import { systemInfo } from './rest-reads.ts'
import { Resynchronization } from './resynchronization.ts'

const serviceMachine = compileMachine(finesseService)
/** The PG settles first which of its sides is active. */
const START_US = SECOND

export class CtiClient {
  /** Side of the active session: 0 is A, 1 is B. */
  side = 0
  lastBeatAt = -1
  /** Link that the events of the active session come by, or -1: what an old session still sends is not heard. */
  hearing = -1
  readonly service = new Running(serviceMachine)
  readonly resynchronization: Resynchronization
  readonly maintenance: CtiMaintenance
  readonly links: readonly Link[]
  readonly #node: FinesseNode
  readonly #clock: OutageClock
  /** Tries in a row that led nowhere. */
  #tries = 0

  constructor(node: FinesseNode) {
    this.#node = node
    this.#clock = new OutageClock(node)
    this.resynchronization = new Resynchronization(node)
    this.maintenance = new CtiMaintenance(node)
    this.links = Array.from({ length: node.options.ctiSides }, newLink)
  }

  get inService(): boolean {
    return this.service.name === 'IN_SERVICE'
  }

  /** Both links are what they should be, so that they could change roles. */
  get canSwap(): boolean {
    const other = this.links[1 - this.side]
    return this.inService && this.links[this.side]!.running.name === 'UP' && other?.running.name === 'STANDBY'
  }

  /** The links as SystemInfo shows them. */
  get view(): CtiLinksView {
    const now = this.#node.env.now()
    const servers = this.links.flatMap(({ running, connectedAt }, side) => {
      if (!isOpen.has(running.name)) return []
      const connectedSeconds = Math.floor((now - connectedAt) / SECOND)
      return [{ side, connectedSeconds, active: side === this.side }]
    })
    return { mode: this.maintenance.mode, modeSeconds: this.maintenance.seconds, servers }
  }

  get keepsStandby(): boolean {
    return this.#node.profile.ctiStandby === 1 && this.links.length > 1
  }

  start(): void {
    this.service.step('tomcat.started')
    this.service.step('application.started')
    this.tellStatus()
    const sides = this.keepsStandby ? this.links.length : 1
    for (let side = 0; side < sides; side++) {
      this.links[side]!.timer = this.#node.env.after(START_US, M.reconnectDue, side)
    }
  }

  /** The application ends: its connections are closed, and it knows nothing any more. */
  stop(): void {
    this.links.forEach((link, side) => {
      this.#rest(link)
      if (link.running.name !== 'DISCONNECTED') this.#node.env.send(this.#node.toCti[side]!, M.connectionReset, 0)
    })
    this.forget()
    this.tellStatus()
  }

  /** As `stop`, of a process that can say nothing any more. */
  forget(): void {
    for (let side = 0; side < this.links.length; side++) this.#renew(side)
    this.maintenance.abandon()
    this.service.step('tomcat.stopped')
    this.#clock.forget()
    this.resynchronization.forget()
  }

  #renew(side: number): void {
    const link = this.links[side]!
    if (side === this.side) this.hearing = -1
    if (link.running.state !== linkMachine.initial) {
      link.running.state = linkMachine.initial
      this.#node.env.fact(Fact.ctiLink, this.#node.options.number, side, linkMachine.initial)
    }
    link.missed = 0
    link.timer = -1
    link.connectedAt = -1
  }

  #rest(link: Link): void {
    if (link.timer >= 0) this.#node.env.cancel(link.timer)
    link.timer = -1
  }

  #step(side: number, event: LinkEvent): boolean {
    const { running } = this.links[side]!
    if (!running.step(event)) return false
    this.#node.env.fact(Fact.ctiLink, this.#node.options.number, side, running.state)
    return true
  }

  #syslog(message: number, side: number): void {
    this.#node.env.fact(Fact.syslog, this.#node.options.number, message, side)
  }

  connect(side: number): void {
    const { env, profile, toCti } = this.#node
    const link = this.links[side]!
    link.timer = -1
    if (!this.#step(side, link.running.name === 'DISCONNECTED' ? 'connect.requested' : 'after.reconnectPause')) return
    this.#step(side, 'connection.accepted')
    link.timer = env.after(this.#node.options.openTimeoutUs, M.openTimeout, side)
    const standby = profile.ctiStandby === 1 ? CtiService.ACTIVE_STANDBY : 0
    env.send(toCti[side]!, M.openReq, side, {
      invoke: this.#node.nextInvoke(),
      version: profile.ctiVersion,
      idleTimeoutUs: profile.ctiHeartbeatUs * profile.ctiIdleIntervals,
      services: CtiService.CLIENT_CONTROL | CtiService.ALL_EVENTS | CtiService.SUPERVISOR | standby,
      clientId: 'Finesse',
    })
  }

  opened(conf: OpenConf, to: number): void {
    const side = this.#node.toCti.indexOf(to)
    const link = this.links[side]!
    // The active side, and a session with the other one counts as that.
    const isSecond = side !== this.side && worksHere(this.links[this.side]!)
    if (conf.session === 'active' && link.running.name === 'OPENING' && isSecond) {
      this.dropAll('connection.lost', this.lastBeatAt)
      return
    }
    if (!this.#step(side, conf.session === 'active' ? 'open.confirmed.active' : 'open.confirmed.standby')) return
    const { env, profile } = this.#node
    this.#rest(link)
    link.missed = 0
    link.connectedAt = env.now()
    this.#tries = 0
    this.lastBeatAt = env.now()
    this.#syslog(Syslog.CTI_CONNECTION_ESTABLISHED, side)
    env.cancel(link.beat)
    link.beat = env.after(profile.ctiHeartbeatUs, M.heartbeatDue, side)
    if (conf.session === 'active') this.#work(side, conf.peripheralOnline)
  }

  /** The session of this side is the active one from here on. */
  #work(side: number, peripheralOnline: boolean): void {
    this.side = side
    this.hear()
    this.resynchronization.isConfiguring = peripheralOnline
    if (!peripheralOnline) return
    this.#clock.found()
    this.#node.env.send(this.#node.toCti[side]!, M.configRequest, 0, { invoke: this.#node.nextInvoke() })
  }

  /** SYSTEM_EVENT: the peripheral or the central controller went away, or is there again. */
  system({ pgStatus }: SystemEvent, to: number): void {
    const side = this.#node.toCti.indexOf(to)
    if (side !== this.side) return
    if (pgStatus !== 0) {
      if (this.#step(side, 'peripheral.offline')) this.#outage()
    } else if (this.links[side]!.running.name === 'CONFIGURING' && !this.resynchronization.isConfiguring) {
      this.#work(side, true)
    }
  }

  failed(failure: Failure, to: number): void {
    const side = this.#node.toCti.indexOf(to)
    if (this.links[side]!.running.name === 'OPENING') {
      this.#syslog(Syslog.CTI_OPEN_FAILURE, side)
      this.#step(side, 'open.refused')
      this.#retry(side)
    } else if (this.resynchronization.refused(failure)) {
      return
    } else if (failure.status === CtiStatus.CTI_SERVER_OFFLINE || failure.status === CtiStatus.SESSION_NOT_OPEN) {
      this.#drop(side, 'server.went-offline')
    }
  }

  openTimedOut(side: number): void {
    this.links[side]!.timer = -1
    if (this.#step(side, 'after.openTimeout')) this.#retry(side)
  }

  /** The socket is broken, or was refused. */
  lost(to: number): void {
    const side = this.#node.toCti.indexOf(to)
    if (side < 0) return
    if (side === this.maintenance.leaving) {
      this.#leave(side)
      this.maintenance.left()
    } else if (this.links[side]!.running.name === 'OPENING') {
      this.#syslog(Syslog.CTI_SOCKET_ERROR, side)
      this.#step(side, 'connection.lost')
      this.#retry(side)
    } else this.#drop(side, 'connection.lost')
  }

  offline(to: number): void {
    this.#drop(this.#node.toCti.indexOf(to), 'server.went-offline')
  }

  /**
   * After a try that failed: in 11.6 and 12.x one try at the other side, then at this one again, and so on (CTI-04,
   * CTI-06); with a standby session each side is tried for itself.
   */
  #retry(side: number): void {
    const { env, profile } = this.#node
    const link = this.links[side]!
    this.#rest(link)
    this.#tries++
    if (this.#tries % (2 * this.links.length) === 0) this.#syslog(Syslog.CTI_CONNECTION_RETRIES_EXCEEDED, side)
    const next = this.keepsStandby || this.links.length === 1 ? side : 1 - side
    if (next !== side) {
      this.#step(side, 'disconnect.requested')
      this.#renew(side)
    }
    this.links[next]!.timer = env.after(profile.ctiReconnectPauseUs, M.reconnectDue, next)
  }

  /** A side that this node has moved away from is looked for again: it comes back as the standby. */
  #leave(side: number): void {
    const { env, profile } = this.#node
    this.#step(side, 'connection.lost')
    this.#renew(side)
    this.links[side]!.timer = env.after(profile.ctiReconnectPauseUs, M.reconnectDue, side)
  }

  hears(link: number): boolean {
    return link === this.hearing || this.#node.options.defects['old-session-heard'] === true
  }

  /** From here on the events of the active side count. */
  hear(): void {
    this.hearing = this.#node.toCti[this.side]! ^ 1
  }

  /** Planned: the links change roles. What the old side says is heard until it hangs up. */
  swap(side: number): void {
    this.#rest(this.links[this.side]!)
    this.#step(side, 'standby.became-active')
    this.#step(this.side, 'switch.completed')
    this.side = side
    // The status is as it was, and the feed has nothing to tell; only the side is another one.
    this.#node.env.fact(Fact.finesseStatus, this.#node.options.number, this.service.state, side)
  }

  hangUp(side: number): void {
    this.#node.env.send(this.#node.toCti[side]!, M.connectionReset, 0)
    this.#leave(side)
  }

  /** Unless told otherwise, a planned move has gone wrong. */
  dropAll(event: 'switch.failed' | 'connection.lost' = 'switch.failed', goneAt?: Micros): void {
    this.#node.env.send(this.#node.toCti[this.side]!, M.connectionReset, 0)
    this.#drop(this.side, event, goneAt)
  }

  /** A link is given up; `goneAt` is the last sign of life of its server, where that was before. */
  #drop(
    side: number,
    event: 'connection.lost' | 'heartbeats.missed' | 'server.went-offline' | 'switch.failed',
    goneAt?: Micros,
  ): void {
    if (!this.#step(side, event)) return
    this.#syslog(side === this.side ? Syslog.CTI_CONNECTION_LOST : Syslog.STANDBY_CTI_DISCONNECT, side)
    this.#rest(this.links[side]!)
    if (side !== this.side) {
      this.#retry(side)
      if (this.maintenance.mode === 'IN_PROGRESS') this.dropAll()
      return
    }
    this.#outage(goneAt)
    this.#rediscover(side)
  }

  /** All links are dropped, and whichever side runs is looked for: the other one first, and at once. */
  #rediscover(lost: number): void {
    const { env, toCti } = this.#node
    const other = 1 - lost
    this.#tries = 0
    if (this.links.length > 1 && this.links[other]!.running.name !== 'DISCONNECTED') {
      if (this.links[other]!.running.name !== 'RETRYING') env.send(toCti[other]!, M.connectionReset, 0)
      this.#rest(this.links[other]!)
    }
    for (let side = 0; side < this.links.length; side++) this.#renew(side)
    if (this.#node.options.defects['no-reconnect'] === true) return
    const first = this.links.length > 1 ? other : lost
    this.links[first]!.timer = env.after(0, M.reconnectDue, first)
    if (!this.keepsStandby) return
    this.links[lost]!.timer = env.after(this.#node.profile.ctiReconnectPauseUs, M.reconnectDue, lost)
  }

  /** Nothing of CTI is true any more since its last sign of life: out of service, and what was under way is forgotten. */
  #outage(goneAt: Micros = this.#node.env.now()): void {
    this.maintenance.abandon()
    this.resynchronization.begin()
    const endsService = this.service.step('cti.lost')
    this.#clock.lost(endsService)
    if (endsService) this.tellStatus(goneAt)
  }

  configured(to: number): void {
    const side = this.#node.toCti.indexOf(to)
    if (side !== this.side || !this.#step(side, 'configuration.received')) return
    this.resynchronization.configured()
  }

  /** Agents and calls are known: the node is in service, and says so before it says anything else. */
  restored(): void {
    if (this.#step(this.side, 'snapshots.received')) this.comeIntoService()
  }

  /** An AWDB must have answered since the application started, and the Notification Service must be there. */
  comeIntoService(): void {
    const { databases, options, services } = this.#node
    if (this.links[this.side]?.running.name !== 'UP') return
    if (!databases.wereFound && !options.defects['in-service-without-awdb']) return
    if (!this.service.step(services.connected ? 'cti.restored' : 'cti.restored.partial')) return
    this.tellStatus()
    this.#clock.over()
    this.resynchronization.publish()
  }

  /**
   * STANDBY_ACTIVE_EVENT without a planned move: the session is a new one as far as its data go. Where the other one
   * still seems to be fine, it is not: that is an error, and Finesse drops all its links and looks anew.
   */
  standbyActive(to: number): void {
    const side = this.#node.toCti.indexOf(to)
    this.#syslog(Syslog.STANDBY_ACTIVE_EVENT, side)
    if (this.maintenance.isRunning && side !== this.side && this.links[side]!.running.name === 'STANDBY') {
      this.maintenance.swap(side)
      return
    }
    if (side !== this.side && this.links[this.side]!.running.name === 'UP') {
      this.dropAll('connection.lost', this.lastBeatAt)
      return
    }
    if (this.#step(side, 'standby.became-active.unknown')) this.#work(side, false)
  }

  beat(side: number): void {
    const link = this.links[side]!
    if (!isOpen.has(link.running.name)) return
    const counts = this.#node.options.defects['heartbeats-not-counted'] !== true
    if (counts && link.missed >= this.#node.profile.ctiMissedHeartbeats) {
      this.#node.env.send(this.#node.toCti[side]!, M.connectionReset, 0)
      this.#drop(side, 'heartbeats.missed', this.lastBeatAt)
      return
    }
    link.missed++
    this.#node.env.send(this.#node.toCti[side]!, M.heartbeatReq, side, { invoke: this.#node.nextInvoke() })
    link.beat = this.#node.env.after(this.#node.profile.ctiHeartbeatUs, M.heartbeatDue, side)
  }

  heard(to: number): void {
    const side = this.#node.toCti.indexOf(to)
    this.links[side]!.missed = 0
    if (side === this.side) this.lastBeatAt = this.#node.env.now()
  }

  /** The trace learns the status, and so does everybody with a stream (SystemInfo feed); it is so `since` then. */
  tellStatus(since: Micros = this.#node.env.now()): void {
    const node = this.#node
    node.env.fact(Fact.finesseStatus, node.options.number, this.service.state, this.side)
    const payload = { system: systemInfo(node), origin: since }
    for (const user of node.users) notify(node, user, Topic.SYSTEM_INFO, 0, 'PUT', 0, payload)
    node.maintenance.serviceChanged()
  }
}

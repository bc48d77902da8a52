/**
 * The services of a Finesse node, which stop, start and hang one by one: Cisco Finesse Tomcat (REST, desktop,
 * administration, phone agent, the CTI client), the Notification Service (Openfire, every stream of events), and the
 * local database. Documented for them: the Notification Service is restarted in a fixed order, between a stop and a
 * start of Tomcat; started alone under a Tomcat that runs, it has streams but no events, since the application's own
 * session with it is gone (Administration Guide 11.6(1), ch. 12, Cisco Finesse Services).
 */
import { Fact } from '../domain/facts.ts'
import { type FinesseServiceName, finesseServices } from '../domain/fault.ts'
import { M, PAUSED } from '../domain/messages.ts'
import { Syslog } from '../domain/syslog.ts'
import type { Env } from '../kernel/kernel.ts'
import type { Micros } from '../kernel/time.ts'
import { compileMachine } from '../machines/compile.ts'
import { Running } from '../machines/running.ts'
import { service } from '../machines/service.ts'
import { forgetMemory } from './memory.ts'
import type { FinesseNode } from './node.ts'
import { endStreams } from './notification.ts'
import { available, notificationStopped } from './presence.ts'
import { type Held, HeldEvents, handlersFor } from './service-handlers.ts'

const machine = compileMachine(service)
type ServiceEvent = (typeof machine.events)[number]
type Service = Running<(typeof machine.states)[number], ServiceEvent>

export const TOMCAT: FinesseServiceName = 'tomcat'
export const NOTIFICATION: FinesseServiceName = 'notification'
export const DATABASE: FinesseServiceName = 'database'

export class Services {
  /** The application has its session with the Notification Service: it can publish, and hears of presence. */
  connected = true
  /** Answers every request but SystemInfo with this status. */
  answerAll: { readonly status: number; readonly touched: () => void } | undefined
  readonly held: Held[] = []
  readonly heldEvents = new HeldEvents()
  readonly #node: FinesseNode
  readonly #services = new Map<FinesseServiceName, Service>()
  /** The whole node starts: Tomcat follows when the Notification Service is there. */
  #isBooting = false

  constructor(node: FinesseNode) {
    this.#node = node
    for (const name of finesseServices) {
      const running: Service = new Running(machine)
      running.state = machine.stateOf('STARTED')
      this.#services.set(name, running)
    }
  }

  state(name: FinesseServiceName): (typeof machine.states)[number] {
    return this.#services.get(name)!.name
  }

  isUp(name: FinesseServiceName): boolean {
    return this.state(name) === 'STARTED'
  }

  /** As `utils service list` shows them. */
  list(): readonly (readonly [FinesseServiceName, 'STOPPED' | 'STARTING' | 'STARTED'])[] {
    return finesseServices.map((name) => {
      const state = this.state(name)
      return [name, state === 'HUNG' ? 'STARTED' : state] as const
    })
  }

  /** Starts, stops or hangs a service; false where it is so already. */
  turn(name: FinesseServiceName, to: 'up' | 'down' | 'hung'): boolean {
    if (to === 'hung') return this.hang(name)
    return to === 'up' ? this.start(name) : this.stop(name)
  }

  start(name: FinesseServiceName): boolean {
    if (this.state(name) === 'HUNG') return this.#resume(name)
    if (!this.#step(name, 'start.requested')) return false
    if (name === NOTIFICATION) this.#syslog(Syslog.OF_STATE_CHANGED, 0)
    if (name === TOMCAT && this.#node.cti.service.step('tomcat.started')) this.#node.cti.tellStatus()
    const { env } = this.#node
    env.after(this.#startTime(name), M.serviceStarted, finesseServices.indexOf(name))
    return true
  }

  stop(name: FinesseServiceName): boolean {
    const wasHung = this.state(name) === 'HUNG'
    if (!this.#step(name, 'stop.requested')) return false
    if (name === TOMCAT) this.#tomcatStopped(wasHung)
    else if (name === NOTIFICATION) this.#notificationStopped()
    else this.#databaseLost()
    return true
  }

  hang(name: FinesseServiceName): boolean {
    if (!this.#step(name, 'process.hung')) return false
    if (name === DATABASE) this.#databaseLost()
    else this.#tellSilence(name, M.linkSilent)
    return true
  }

  #resume(name: FinesseServiceName): boolean {
    if (!this.#step(name, 'process.resumed')) return false
    if (name === DATABASE) {
      this.#node.administration.catchUp()
      return true
    }
    this.#tellSilence(name, M.linkAlive, PAUSED)
    if (name === NOTIFICATION) this.heldEvents.release(this.#node.env)
    const mine = this.held.filter((one) => one.of === name)
    const others = this.held.filter((one) => one.of !== name)
    this.held.length = 0
    this.held.push(...others)
    for (const { kind, about, body, link } of mine) this.#node.receive(kind, about, body, link)
    return true
  }

  /** The process of the node begins: the database is there, then the Notification Service, then Tomcat. */
  boot(): void {
    this.#step(DATABASE, 'start.requested')
    this.#step(DATABASE, 'after.startTime')
    this.#isBooting = true
    this.start(NOTIFICATION)
  }

  /** The process of the node has ended, with all that it kept in memory. */
  shutDown(): void {
    const node = this.#node
    for (const name of finesseServices) this.#step(name, 'stop.requested')
    this.#isBooting = false
    this.answerAll = undefined
    this.connected = false
    this.held.length = 0
    this.heldEvents.forget()
    node.databases.forget()
    node.cti.forget()
    forgetMemory(node)
    endStreams(node)
    node.maintenance.forget()
    node.peer.forget()
    this.renew()
    node.cti.tellStatus()
  }

  /** The time to start of a service is over. */
  started(index: number): void {
    const name = finesseServices[index]!
    if (this.state(name) !== 'STARTING') return
    this.#step(name, 'after.startTime')
    if (name === TOMCAT) this.#tomcatStarted()
    else if (name === NOTIFICATION) this.#notificationStarted()
    else this.#node.administration.catchUp()
  }

  #tomcatStarted(): void {
    const node = this.#node
    if (!this.isUp(DATABASE)) {
      this.#syslog(Syslog.cfservice_CORE_ERROR_DB_CONNECTION, 0)
      this.#syslog(Syslog.FINESSE_APP_STARTUP_ERROR, 0)
      return
    }
    this.connected = this.isUp(NOTIFICATION)
    if (this.connected) {
      this.#syslog(Syslog.CONNECTED_TO_XMPP_SERVER, 0)
      for (const [link, user] of node.streams) {
        if (user.available && !user.present) available(node, user)
        node.env.send(link, M.systemPresence, 1)
      }
    } else {
      this.#syslog(Syslog.UNABLE_TO_CONNECT_TO_XMPP_SERVER, 0)
      this.#syslog(Syslog.SUBSYS_INIT_ERROR, 0)
    }
    node.startApplication()
    node.administration.catchUp()
  }

  /** Everything of the application goes at once: requests, CTI sessions, what it knew of anybody. */
  #tomcatStopped(wasHung: boolean): void {
    const node = this.#node
    const { env } = node
    if (!node.options.defects['silent-tomcat-stop']) {
      const gone = { at: env.now() }
      for (const link of node.streams.keys()) node.outlet.send(link, M.systemPresence, 0, gone)
    }
    // Whoever is here or away, the application knows of nobody any more.
    notificationStopped(node)
    this.connected = false
    if (wasHung) {
      for (const { kind, about, link, of } of this.held) {
        if (of === TOMCAT && kind === M.restRequest) env.send(link ^ 1, M.connectionReset, about, 'rest')
      }
      this.held.length = 0
    }
    node.databases.stop()
    node.cti.stop()
    forgetMemory(node)
  }

  #notificationStarted(): void {
    this.#syslog(Syslog.OF_STATE_CHANGED, 1)
    if (this.#isBooting) {
      this.#isBooting = false
      this.start(TOMCAT)
      return
    }
    // The application does not open its session anew: Tomcat has to be restarted as well.
    if (this.isUp(TOMCAT) && !this.connected) this.#syslog(Syslog.UNABLE_TO_CONNECT_TO_XMPP_SERVER, 1)
  }

  #notificationStopped(): void {
    const node = this.#node
    this.heldEvents.forget()
    const others = this.held.filter(({ of }) => of !== NOTIFICATION)
    this.held.length = 0
    this.held.push(...others)
    this.#syslog(Syslog.OF_STATE_CHANGED, 0)
    for (const [link, { index }] of node.streams) node.env.send(link, M.connectionReset, index, 'stream')
    endStreams(node)
    if (!this.connected) return
    this.connected = false
    this.#syslog(Syslog.UNABLE_TO_CONNECT_TO_XMPP_SERVER, 0)
    if (node.options.defects['events-without-notification']) return
    if (node.cti.service.step('dependency.lost')) node.cti.tellStatus()
  }

  /** What the other node changes meanwhile does not reach this one; it asks for it when the database is back. */
  #databaseLost(): void {
    this.#syslog(Syslog.DB_SS_CONNECTION_CHECK, 0)
    this.#syslog(Syslog.VOS_DB_ADAPTER_ERROR, 0)
  }

  /** With keep-alives that are not played one by one, the far ends are told. */
  #tellSilence(name: FinesseServiceName, kind: number, body?: unknown): void {
    const { env, streams, toCti } = this.#node
    if (name === TOMCAT) for (const link of toCti) env.send(link, kind, 0)
    else for (const [link, { index }] of streams) env.send(link, kind, index, body)
  }

  #startTime(name: FinesseServiceName): Micros {
    const { profile } = this.#node
    if (name === TOMCAT) return profile.tomcatStartUs
    return name === NOTIFICATION ? profile.notificationStartUs : profile.databaseStartUs
  }

  #step(name: FinesseServiceName, event: ServiceEvent): boolean {
    const running = this.#services.get(name)!
    if (!running.step(event)) return false
    const { env, options } = this.#node
    env.fact(Fact.service, options.number, finesseServices.indexOf(name), running.state)
    this.renew()
    return true
  }

  /** Who handles what, as the services are now. */
  renew(): void {
    const node = this.#node
    node.handlers = handlersFor(this)
    node.outlet = this.state(NOTIFICATION) === 'HUNG' ? this.heldEvents : node.env
  }

  #syslog(message: number, detail: number): void {
    this.#node.env.fact(Fact.syslog, this.#node.options.number, message, detail)
  }
}

/** Where events for streams go: out, or, while the Notification Service hangs, nowhere yet. */
export type Outlet = Pick<Env, 'send'>

/**
 * One Finesse node: a CTI client that turns call and agent events into notifications, and a REST interface that
 * turns requests into CTI requests. Both nodes are active and keep in step through CTI alone. Requests and events
 * are handled as functions; sockets, XML and stanzas are the business of codecs.
 */
import type { AwdbProbed } from '../domain/credentials.ts'
import type { Invoke, MaintenanceEvent } from '../domain/cti.ts'
import type { Planted } from '../domain/defects.ts'
import type { Directory } from '../domain/directory.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import type { QueueView } from '../domain/rest.ts'
import type { Desk, FinesseSettings, Queue } from '../domain/workload.ts'
import type { Env, Part } from '../kernel/kernel.ts'
import type { RandomStream } from '../kernel/random.ts'
import type { Micros } from '../kernel/time.ts'
import { Administration, replication, replicationDue } from './administration.ts'
import { agentStateEvent } from './agent-events.ts'
import { Authentication } from './authentication.ts'
import { appears, begin, changes, connectionCleared, endCall, merges } from './call-events.ts'
import { CtiClient } from './cti-client.ts'
import { credentialAnswer, credentialTimeout, Databases } from './databases.ts'
import type { Dialog } from './dialogs.ts'
import { Maintenance } from './maintenance.ts'
import {
  ping,
  presence,
  silenceNoticed,
  streamAlive,
  streamBroken,
  streamClose,
  streamOpen,
  streamSilent,
  subscribe,
  unsubscribe,
} from './notification.ts'
import { confirmed, type Operation } from './operations.ts'
import { obey } from './orders.ts'
import { Peer } from './peer.ts'
import { graceEnded } from './presence.ts'
import { controlFailure } from './refusals.ts'
import { ReloadSlots } from './reload-slots.ts'
import { restRequest } from './rest.ts'
import { type Outlet, Services } from './services.ts'
import { StatisticsPool, statisticsConf } from './statistics.ts'
import { type FinesseUser, newUser } from './users.ts'

export interface FinesseOptions {
  /** 1 or 2. */
  readonly number: number
  readonly directory: Directory
  readonly desk: Desk
  readonly queues: readonly Queue[]
  readonly deployment: 'cce' | 'ccx'
  readonly profile: ReleaseProfile
  readonly watchQueues: boolean
  readonly settings: FinesseSettings
  readonly defects: Planted
  readonly ctiSides: number
  /** Whether clients play every ping, so that silence is noticed by their absence. */
  readonly playsPings: boolean
  /** Release profile of the agent PG. */
  readonly pgProfile: ReleaseProfile
  /** Whether a maintenance waits for clients that are not Cisco's. */
  readonly waitsForThirdParty: boolean
  /** Agents and supervisors of the configuration, and the messages that it comes in. */
  readonly configuredAgents: number
  readonly openingMessages: number
  /** How long to wait for OPEN_CONF: longer where many come back at once. */
  readonly openTimeoutUs: Micros
}

/**
 * What clients ask is worked off beside what CTI says: a node that comes late with its events still answers requests
 * in time (TechNote 212077, Troubleshoot Finesse Agent State Change delay), and still hears that its server is there.
 */
export const besideEvents: readonly number[] = [
  M.restRequest,
  M.credentialAnswer,
  M.awdbProbed,
  M.streamOpen,
  M.streamClose,
  M.presence,
  M.subscribe,
  M.unsubscribe,
  M.ping,
  M.heartbeatConf,
]

export class FinesseNode implements Part {
  readonly env: Env
  readonly options: FinesseOptions
  readonly profile: ReleaseProfile
  /** Properties as they are now; an administrator may set them anew. */
  settings: FinesseSettings
  readonly users: readonly FinesseUser[]
  readonly dialogs = new Map<number, Dialog>()
  /** Users subscribed to each team's and each queue's feed. */
  readonly teamWatchers: number[][]
  readonly queueWatchers: number[][]
  readonly queueViews: (QueueView | undefined)[]
  /** User of each stream, by the link to the client. */
  readonly streams = new Map<number, FinesseUser>()
  /** Streams that fell silent while their user has others. */
  readonly silentStreams = new Set<number>()
  /** Where in their interval the keep-alives of clients were. */
  readonly phases: RandomStream
  readonly invoked = new Map<number, Operation>()
  readonly authentication: Authentication
  readonly databases: Databases
  readonly statistics: StatisticsPool
  readonly reloadSlots: ReloadSlots
  readonly cti: CtiClient
  readonly peer: Peer
  readonly maintenance: Maintenance
  readonly administration: Administration
  readonly services: Services
  /** By message number, as the services of the node are now. */
  handlers: readonly (FinesseHandler | undefined)[]
  /** Where events for streams go. */
  outlet: Outlet
  /** Links to CTI A and B, and to the AWDBs, the primary first. */
  toCti: number[] = []
  toAwdb: number[] = []
  /** While its CTI links change roles, some of their messages wait. */
  holds = false
  #invokes = 0

  constructor(env: Env, options: FinesseOptions) {
    this.env = env
    this.options = options
    this.profile = options.profile
    this.settings = options.settings
    this.users = options.directory.users.map((user) => newUser(user.index, user.team))
    this.teamWatchers = options.directory.teams.map(() => [])
    this.queueWatchers = options.queues.map(() => [])
    this.queueViews = options.queues.map(() => undefined)
    this.reloadSlots = new ReloadSlots(this)
    this.phases = env.random('phases')
    this.authentication = new Authentication(this)
    this.databases = new Databases(this)
    this.statistics = new StatisticsPool(this)
    this.cti = new CtiClient(this)
    this.peer = new Peer(this)
    this.maintenance = new Maintenance(this)
    this.administration = new Administration(this)
    this.services = new Services(this)
    this.handlers = ordinary
    this.outlet = env
    if (this.profile.finesseMaintenance === 1) this.administration.maintenance = this.maintenance
  }

  start(): void {
    this.startApplication()
  }

  /** Tomcat runs: the application begins to look for what it needs. */
  startApplication(): void {
    this.databases.start()
    this.cti.start()
    if (this.options.watchQueues && this.options.deployment === 'cce') {
      this.env.after(this.statistics.everyUs, M.statisticsDue, 0)
    }
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    if (this.holds && this.cti.maintenance.hold(kind, about, body, link)) return
    // Of an old session at the other side nothing is heard any more, whatever is still under way.
    if (kind >= M.agentStateEvent && kind <= M.endCallEvent && !this.cti.hears(link)) return
    this.handlers[kind]!(this, about, body, link)
  }

  shutDown(): void {
    this.services.shutDown()
  }

  /** This node moves its users to the other one (Finesse maintenance). */
  get inMaintenance(): boolean {
    return this.maintenance.isRunning
  }

  get inService(): boolean {
    return this.cti.inService
  }

  nextInvoke(): number {
    return ++this.#invokes
  }

  /** The invoke id under which CTI will answer an operation. */
  invoke(operation: Operation): number {
    const invoke = this.nextInvoke()
    this.invoked.set(invoke, operation)
    return invoke
  }

  toActiveCti(kind: number, about: number, body: unknown): void {
    this.env.send(this.toCti[this.cti.side]!, kind, about, body)
  }
}

export type FinesseHandler = (node: FinesseNode, about: number, body: unknown, link: number) => void

/** Who handles what while all services of the node run. */
export const ordinary: readonly (FinesseHandler | undefined)[] = handlers<FinesseNode>({
  openConf: ((node, _about, conf, link) => node.cti.opened(conf, link ^ 1)) as Handler<FinesseNode>,
  failureConf: ((node, _about, conf, link) => node.cti.failed(conf, link ^ 1)) as Handler<FinesseNode>,
  failureEvent: ((node, _about, _event, link) => node.cti.offline(link ^ 1)) as Handler<FinesseNode>,
  standbyActiveEvent: (node, _about, _body, link) => node.cti.standbyActive(link ^ 1),
  activeMaintenanceReq: ((node, _about, { invoke }: Invoke, link) =>
    node.cti.maintenance.asked(invoke, link ^ 1)) as Handler<FinesseNode>,
  activeMaintenanceEvent: ((node, _about, event: MaintenanceEvent) =>
    node.cti.maintenance.decided(event)) as Handler<FinesseNode>,
  consentTimeout: ((node, _about, question) => node.cti.maintenance.consent(question)) as Handler<FinesseNode>,
  stopTimeout: (node) => node.cti.maintenance.timedOut(),
  command: obey as Handler<FinesseNode>,
  heartbeatConf: (node, _about, _body, link) => node.cti.heard(link ^ 1),
  heartbeatDue: (node, side) => node.cti.beat(side),
  reconnectDue: (node, side) => node.cti.connect(side),
  openTimeout: (node, side) => node.cti.openTimedOut(side),
  systemEvent: ((node, _about, event, link) => node.cti.system(event, link ^ 1)) as Handler<FinesseNode>,
  configEnd: (node, _about, _body, link) => node.cti.configured(link ^ 1),
  queryAgentStateConf: ((node, index, conf) => node.cti.resynchronization.agent(index, conf)) as Handler<FinesseNode>,
  snapshotDeviceConf: ((node, _about, conf) => node.cti.resynchronization.device(conf)) as Handler<FinesseNode>,
  snapshotCallConf: ((node, _about, conf) => node.cti.resynchronization.call(conf)) as Handler<FinesseNode>,
  requestConf: ((node, _about, conf) => confirmed(node, conf)) as Handler<FinesseNode>,
  controlFailureConf: controlFailure as Handler<FinesseNode>,
  skillGroupStatisticsConf: statisticsConf as Handler<FinesseNode>,
  statisticsDue: (node) => node.statistics.round(),
  statisticsWorked: (node, worker) => node.statistics.goOn(worker),
  agentStateEvent: agentStateEvent as Handler<FinesseNode>,
  beginCallEvent: begin as Handler<FinesseNode>,
  serviceInitiatedEvent: appears(M.serviceInitiatedEvent) as Handler<FinesseNode>,
  deliveredEvent: appears(M.deliveredEvent) as Handler<FinesseNode>,
  originatedEvent: changes(M.originatedEvent) as Handler<FinesseNode>,
  establishedEvent: changes(M.establishedEvent) as Handler<FinesseNode>,
  heldEvent: changes(M.heldEvent) as Handler<FinesseNode>,
  retrievedEvent: changes(M.retrievedEvent) as Handler<FinesseNode>,
  failedEvent: changes(M.failedEvent) as Handler<FinesseNode>,
  callDataUpdateEvent: changes(M.callDataUpdateEvent) as Handler<FinesseNode>,
  connectionClearedEvent: connectionCleared as Handler<FinesseNode>,
  conferencedEvent: merges(M.conferencedEvent) as Handler<FinesseNode>,
  transferredEvent: merges(M.transferredEvent) as Handler<FinesseNode>,
  endCallEvent: endCall,
  connectionReset: (node, _about, channel, link) => {
    const awdb = node.toAwdb.indexOf(link ^ 1)
    if (awdb >= 0) node.databases.reset(awdb)
    else if (node.peer.isLink(link)) node.peer.broken()
    else if (node.toCti.includes(link ^ 1)) node.cti.lost(link ^ 1)
    else if (channel !== 'rest') streamBroken(node, link ^ 1)
  },
  restRequest: restRequest as Handler<FinesseNode>,
  credentialAnswer: credentialAnswer as Handler<FinesseNode>,
  credentialTimeout: credentialTimeout as Handler<FinesseNode>,
  awdbProbed: ((node, _about, { question, problem }: AwdbProbed, link) =>
    node.databases.answered(question, node.toAwdb.indexOf(link ^ 1), 'valid', problem)) as Handler<FinesseNode>,
  awdbCheckDue: (node) => node.databases.lookAtStart(),
  streamOpen: streamOpen as Handler<FinesseNode>,
  streamClose,
  presence: presence as Handler<FinesseNode>,
  subscribe: subscribe as Handler<FinesseNode>,
  unsubscribe: unsubscribe as Handler<FinesseNode>,
  ping,
  graceEnded,
  serviceStarted: (node, service) => node.services.started(service),
  silenceNoticed,
  linkSilent: (node, _about, _body, link) => {
    if (node.peer.isLink(link)) node.peer.silent()
    else streamSilent(node, link ^ 1)
  },
  linkAlive: (node, _about, _body, link) => {
    if (node.peer.isLink(link)) node.peer.alive()
    else streamAlive(node, link ^ 1)
  },
  peerStatus: ((node, _about, status) => node.peer.heard(status)) as Handler<FinesseNode>,
  peerOverdue: (node) => node.peer.overdue(),
  userMigrates: (node, user) => node.maintenance.expect(user),
  userMigrated: (node, user) => node.maintenance.hasMoved(user),
  cannotMove: (node, user) => node.maintenance.cannotMove(user),
  maintenanceDue: (node, what) => node.maintenance.due(what),
  replication: replication as Handler<FinesseNode>,
  replicationDue,
})

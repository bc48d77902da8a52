/**
 * The agent PG: OPC keeps the state of agents and calls (the CTI truth), the PIM speaks with the phones, the router
 * is told who is free. Both sides of the pair run it in lockstep over the private link, so there is one record of
 * it; which side is active decides which CTI server hears of it.
 */
import { type CallData, emptyCallData } from '../domain/contact.ts'
import type { Planted } from '../domain/defects.ts'
import type { Directory } from '../domain/directory.ts'
import type { Order } from '../domain/fault.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { MaintenanceDecided, PgType } from '../domain/pg-maintenance.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import type { DeviceEvent, DeviceSnapshot, QueueStatus } from '../domain/voice.ts'
import type { Desk, Queue } from '../domain/workload.ts'
import type { Env, Part, Ticket } from '../kernel/kernel.ts'
import type { RandomStream } from '../kernel/random.ts'
import { deviceChecked, setAgentState, workTimerEnded } from './agent-requests.ts'
import { machineOf, newAgent, type PgAgent } from './agents.ts'
import { asking, clearConnection, makeCall, setCallData, superviseCall } from './call-requests.ts'
import type { PgCall } from './calls.ts'
import {
  callFinished,
  connected,
  dialing,
  dropped,
  failed,
  held,
  merged,
  offHook,
  refused,
  retrieved,
  ringing,
} from './device-events.ts'
import { inactive, lineLost, offHookByHand, phoneOutOfService } from './device-troubles.ts'
import { Maintenance } from './maintenance.ts'
import { obey } from './orders.ts'
import { PgPair } from './pg-pair.ts'
import { beatDue, beatHeard, startBeats } from './public-link.ts'
import { ringNoAnswer, routeCancelled, routeSelect } from './routing.ts'
import { connectionLost, ctiAlive, ctiSilent, phonesFound, withoutPhones } from './service.ts'
import { configRequest, queryAgentState, skillGroupStatistics, snapshotCall, snapshotDevice } from './snapshots.ts'

export interface GatewayOptions {
  readonly directory: Directory
  readonly desk: Desk
  readonly queues: readonly Queue[]
  readonly deployment: 'cce' | 'ccx'
  readonly profile: ReleaseProfile
  readonly ctiSides: number
  readonly pgType: PgType
  readonly defects: Planted
  /** Whether anything can fail, so that heartbeats with the central controller are worth playing. */
  readonly watchful: boolean
  /** From 12.5 a call may be placed while READY. */
  readonly callFromReady: boolean
}

/** A request that waits for the phones. */
export interface Pending {
  readonly link: number
  /** Number of the CTI server's request. */
  readonly invoke: number
  readonly agent: number
  readonly data: CallData | undefined
}

export class Gateway implements Part {
  readonly env: Env
  readonly options: GatewayOptions
  readonly desk: Desk
  readonly random: RandomStream
  readonly machine
  readonly agents: readonly PgAgent[]
  readonly calls = new Map<number, PgCall>()
  readonly queueStatus: QueueStatus[]
  readonly membersOfQueue: readonly (readonly number[])[]
  readonly pending = new Map<number, Pending>()
  readonly pair: PgPair
  readonly maintenance: Maintenance
  /** Links to the CTI servers A and B. */
  toCti: number[] = []
  toRouter = -1
  toPhones = -1
  /** Users whose extensions have not the length that the PG is configured for: it cannot use their phones. */
  readonly wrongExtensions = new Set<number>()
  /** Heartbeats of the central controller missed in a row. */
  missedBeats = 0
  /** By side: when it is noticed that its CTI server has fallen silent. */
  readonly silence: Ticket[] = [-1, -1]
  #invokes = 0

  constructor(env: Env, options: GatewayOptions) {
    this.env = env
    this.options = options
    this.desk = options.desk
    this.random = env.random()
    this.maintenance = new Maintenance(this)
    this.pair = new PgPair(this, options.profile, options.ctiSides)
    this.machine = machineOf(options.deployment)
    this.agents = options.directory.users.map((user) => newAgent(user.index))
    this.queueStatus = options.queues.map(() => ({ waiting: 0, oldest: -1 }))
    const members: number[][] = options.queues.map(() => [])
    for (const user of options.directory.users) for (const queue of user.queues) members[queue]!.push(user.index)
    this.membersOfQueue = members
  }

  start(): void {
    this.pair.start()
    if (this.options.watchful) startBeats(this)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    // Without its PIM the PG hears nothing of the phones and can do nothing for anybody.
    if (!this.pair.online && withoutPhones(this, kind, about, body, link)) return
    on[kind]!(this, about, body, link)
  }

  /** An event for the CTI server of the active side. */
  publish(kind: number, about: number, body: unknown): void {
    const side = this.pair.ctiSide
    if (side >= 0) this.env.send(this.toCti[side]!, kind, about, body)
  }

  /** Remembers who asked, and gives the number under which the phones answer. */
  ask(pending: Pending): number {
    const invoke = ++this.#invokes
    this.pending.set(invoke, pending)
    return invoke
  }

  confirm(link: number, invoke: number, about: number): void {
    this.env.send(link ^ 1, M.requestConf, about, { invoke })
  }

  fail(link: number, invoke: number, about: number, failure: number, peripheral = 0): void {
    this.env.send(link ^ 1, M.controlFailureConf, about, { invoke, failure, peripheral })
  }

  /** The request behind a device event was carried out. */
  settle(event: DeviceEvent): void {
    if (event.invoke === 0) return
    const pending = this.pending.get(event.invoke)
    if (pending === undefined) return
    this.pending.delete(event.invoke)
    this.confirm(pending.link, pending.invoke, pending.agent)
  }

  dataOfNewCall(event: DeviceEvent): CallData {
    return this.pending.get(event.invoke)?.data ?? this.calls.get(event.other)?.data ?? emptyCallData
  }
}

const on = handlers<Gateway>({
  routeSelect: routeSelect as Handler<Gateway>,
  routeCancelled: routeCancelled as Handler<Gateway>,
  queueStatus: ((gateway, queue, status: QueueStatus) => {
    gateway.queueStatus[queue] = status
  }) as Handler<Gateway>,
  ringNoAnswer,
  sessionsOpen: (gateway, sessions, _body, link) =>
    gateway.pair.sessionsOpen(gateway.toCti.indexOf(link ^ 1), sessions),
  ctiServerUp: (gateway, _about, _body, link) => gateway.pair.ctiServerUp(gateway.toCti.indexOf(link ^ 1)),
  connectionReset: (gateway, _about, _body, link) => connectionLost(gateway, link ^ 1),
  linkSilent: (gateway, _about, _body, link) => ctiSilent(gateway, link ^ 1),
  linkAlive: (gateway, _about, _body, link) => ctiAlive(gateway, link ^ 1),
  silenceNoticed: (gateway, side) => gateway.pair.ctiServerLost(side),
  reconnectDue: (gateway) => gateway.pair.moveToClients(),
  takeoverDue: ((gateway, ofCti, side: number) => {
    if (ofCti === 1) gateway.pair.ctiTakesOver(side)
    else gateway.pair.takeOver()
  }) as Handler<Gateway>,
  maintenanceDue: (gateway) => gateway.maintenance.switchOver(),
  maintenanceDecided: ((gateway, _about, { problem }: MaintenanceDecided) =>
    gateway.maintenance.decided(problem)) as Handler<Gateway>,
  clientsMoved: (gateway, clients) => gateway.maintenance.moved(clients),
  activationDue: (gateway) => gateway.pair.activated(),
  deviceSnapshot: ((gateway, _about, found: DeviceSnapshot) => phonesFound(gateway, found)) as Handler<Gateway>,
  publicLinkDue: beatDue,
  phoneOutOfService,
  phoneInService: () => undefined,
  phoneOffHook: offHookByHand,
  deviceLost: lineLost,
  inactivityDue: inactive,
  publicLinkEcho: beatHeard,
  command: ((gateway, _about, order: Order) => obey(gateway, order)) as Handler<Gateway>,
  setAgentStateReq: setAgentState as Handler<Gateway>,
  workTimer: workTimerEnded,
  deviceChecked: deviceChecked as Handler<Gateway>,
  deviceRinging: ringing as Handler<Gateway>,
  deviceConnected: connected as Handler<Gateway>,
  deviceHeld: held as Handler<Gateway>,
  deviceRetrieved: retrieved as Handler<Gateway>,
  deviceOffHook: offHook as Handler<Gateway>,
  deviceDialing: dialing as Handler<Gateway>,
  deviceFailed: failed as Handler<Gateway>,
  deviceDropped: dropped as Handler<Gateway>,
  deviceMerged: merged as Handler<Gateway>,
  deviceRefused: refused as Handler<Gateway>,
  callFinished: callFinished as Handler<Gateway>,
  answerCallReq: asking(M.deviceAnswer) as Handler<Gateway>,
  holdCallReq: asking(M.deviceHold) as Handler<Gateway>,
  retrieveCallReq: asking(M.deviceRetrieve) as Handler<Gateway>,
  clearConnectionReq: clearConnection as Handler<Gateway>,
  makeCallReq: makeCall as Handler<Gateway>,
  consultationCallReq: asking(M.deviceConsult) as Handler<Gateway>,
  transferCallReq: asking(M.deviceTransfer) as Handler<Gateway>,
  conferenceCallReq: asking(M.deviceConference) as Handler<Gateway>,
  singleStepTransferReq: asking(M.deviceSingleStepTransfer) as Handler<Gateway>,
  superviseCallReq: superviseCall as Handler<Gateway>,
  setCallDataReq: setCallData as Handler<Gateway>,
  configRequest: configRequest as Handler<Gateway>,
  queryAgentStateReq: queryAgentState as Handler<Gateway>,
  snapshotDeviceReq: snapshotDevice as Handler<Gateway>,
  snapshotCallReq: snapshotCall as Handler<Gateway>,
  querySkillGroupStatisticsReq: skillGroupStatistics as Handler<Gateway>,
})

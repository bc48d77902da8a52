/**
 * The agent PG: OPC keeps the state of agents and calls (the CTI truth), the PIM speaks with the phones, the router
 * is told who is free. Both sides of the pair run it in lockstep over the private link, so there is one record of
 * it; which side is active decides which CTI server hears of it.
 */
import { type CallData, emptyCallData } from '../domain/contact.ts'
import type { Directory } from '../domain/directory.ts'
import { Fact } from '../domain/facts.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { DeviceEvent, QueueStatus } from '../domain/voice.ts'
import type { Desk, Queue } from '../domain/workload.ts'
import type { Env, Part } from '../kernel/kernel.ts'
import type { RandomStream } from '../kernel/random.ts'
import { compileMachine } from '../machines/compile.ts'
import { pgSide } from '../machines/pg-side.ts'
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
import { ringNoAnswer, routeCancelled, routeSelect } from './routing.ts'
import { configRequest, queryAgentState, skillGroupStatistics, snapshotCalls } from './snapshots.ts'

const sides = compileMachine(pgSide)

export interface GatewayOptions {
  readonly directory: Directory
  readonly desk: Desk
  readonly queues: readonly Queue[]
  readonly deployment: 'cce' | 'ccx'
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
  /** Links to the CTI servers A and B, and which of them is active. */
  toCti: number[] = []
  activeSide = 0
  toRouter = -1
  toPhones = -1
  #invokes = 0

  constructor(env: Env, options: GatewayOptions) {
    this.env = env
    this.options = options
    this.desk = options.desk
    this.random = env.random()
    this.machine = machineOf(options.deployment)
    this.agents = options.directory.users.map((user) => newAgent(user.index))
    this.queueStatus = options.queues.map(() => ({ waiting: 0, oldest: -1 }))
    const members: number[][] = options.queues.map(() => [])
    for (const user of options.directory.users) for (const queue of user.queues) members[queue]!.push(user.index)
    this.membersOfQueue = members
  }

  start(): void {
    for (let side = 0; side < this.toCti.length; side++) {
      this.env.fact(Fact.pgSide, side, sides.stateOf(side === this.activeSide ? 'ACTIVE' : 'STANDBY'))
    }
    this.env.send(this.toCti[0]!, M.sideActive, 0)
    for (const link of this.toCti.slice(1)) this.env.send(link, M.sideStandby, 0)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    on[kind]!(this, about, body, link)
  }

  /** An event for the CTI server of the active side. */
  publish(kind: number, about: number, body: unknown): void {
    this.env.send(this.toCti[this.activeSide]!, kind, about, body)
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
  snapshotCallReq: snapshotCalls as Handler<Gateway>,
  querySkillGroupStatisticsReq: skillGroupStatistics as Handler<Gateway>,
})

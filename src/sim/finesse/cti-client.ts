/**
 * Finesse's side of the CTI link: open, configuration, agent states, calls, and only then IN_SERVICE; heartbeats
 * every 5 s, three missed ones end the link (Administration Guide 11.6(1), ch. 13). From 12.6 a standby session is
 * kept at the other side.
 */
import { type AgentStateEvent, type CallEvent, CtiService, type Failure, type OpenConf } from '../domain/cti.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Topic } from '../domain/rest.ts'
import { OUTSIDE } from '../domain/voice.ts'
import { SECOND } from '../kernel/time.ts'
import { compileMachine } from '../machines/compile.ts'
import { ctiLink } from '../machines/cti-link.ts'
import { finesseService } from '../machines/finesse-service.ts'
import { Running } from '../machines/running.ts'
import { take } from './agent-events.ts'
import { addToList } from './call-events.ts'
import { newDialog } from './dialogs.ts'
import type { FinesseNode } from './node.ts'
import { notify } from './publish.ts'
import { systemInfo } from './rest-reads.ts'

const linkMachine = compileMachine(ctiLink)
const serviceMachine = compileMachine(finesseService)
const IDLE_INTERVALS = 4
/** The PG settles first which of its sides is active. */
const START_US = SECOND

export class CtiClient {
  /** Side of the active session: 0 is A, 1 is B. */
  side = 0
  lastBeatAt = -1
  readonly service = new Running(serviceMachine)
  readonly #node: FinesseNode
  readonly #links = [new Running(linkMachine), new Running(linkMachine)]
  readonly #missed = [0, 0]
  #snapshotsLeft = 0

  constructor(node: FinesseNode) {
    this.#node = node
  }

  get inService(): boolean {
    return this.service.name === 'IN_SERVICE'
  }

  start(): void {
    this.service.step('tomcat.started')
    this.service.step('application.started')
    this.#tellStatus()
    const sides = this.#node.profile.ctiStandby === 1 ? this.#node.toCti.length : 1
    for (let side = 0; side < sides; side++) this.#node.env.after(START_US, M.reconnectDue, side)
  }

  connect(side: number): void {
    const { env, profile } = this.#node
    const link = this.#links[side]!
    if (link.name === 'DISCONNECTED') link.step('connect.requested')
    else if (!link.step('after.reconnectPause')) return
    link.step('connection.accepted')
    env.after(profile.ctiOpenTimeoutUs, M.openTimeout, side)
    const standby = profile.ctiStandby === 1 ? CtiService.ACTIVE_STANDBY : 0
    env.send(this.#node.toCti[side]!, M.openReq, side, {
      invoke: this.#node.nextInvoke(),
      version: profile.ctiVersion,
      idleTimeoutUs: profile.ctiHeartbeatUs * IDLE_INTERVALS,
      services: CtiService.CLIENT_CONTROL | CtiService.ALL_EVENTS | CtiService.SUPERVISOR | standby,
      clientId: 'Finesse',
    })
  }

  opened(conf: OpenConf, to: number): void {
    const side = this.#node.toCti.indexOf(to)
    const link = this.#links[side]!
    if (!link.step(conf.session === 'active' ? 'open.confirmed.active' : 'open.confirmed.standby')) return
    this.#missed[side] = 0
    this.lastBeatAt = this.#node.env.now()
    this.#node.env.after(this.#node.profile.ctiHeartbeatUs, M.heartbeatDue, side)
    if (conf.session !== 'active') return
    this.side = side
    this.#node.env.send(to, M.configRequest, 0, { invoke: this.#node.nextInvoke() })
  }

  failed(failure: Failure, to: number): void {
    const side = this.#node.toCti.indexOf(to)
    if (this.#links[side]!.step('open.refused')) this.#retry(side)
    else if (failure.status !== 0) this.lost(to)
  }

  openTimedOut(side: number): void {
    if (this.#links[side]!.step('after.openTimeout')) this.#retry(side)
  }

  #retry(failedSide: number): void {
    const other = this.#node.toCti.length > 1 && this.#node.profile.ctiStandby === 0 ? 1 - failedSide : failedSide
    if (other !== failedSide) {
      this.#links[failedSide]!.step('disconnect.requested')
      this.#links[failedSide] = new Running(linkMachine)
    }
    this.#node.env.after(this.#node.profile.ctiReconnectPauseUs, M.reconnectDue, other)
  }

  configured(to: number): void {
    const side = this.#node.toCti.indexOf(to)
    if (!this.#links[side]!.step('configuration.received')) return
    this.#snapshotsLeft = this.#node.users.length
    for (const user of this.#node.users) {
      this.#node.env.send(to, M.queryAgentStateReq, user.index, { invoke: this.#node.nextInvoke() })
    }
  }

  agentSnapshot(index: number, state: AgentStateEvent): void {
    const user = this.#node.users[index]!
    take(this.#node, user, state)
    this.#snapshotsLeft--
    if (this.#snapshotsLeft > 0) return
    this.#node.toActiveCti(M.snapshotCallReq, 0, { invoke: this.#node.nextInvoke() })
  }

  callSnapshot({ calls }: { readonly calls: readonly CallEvent[] }): void {
    for (const event of calls) {
      const dialog = newDialog(event)
      this.#node.dialogs.set(dialog.call, dialog)
      for (const party of event.parties) {
        if (party.device !== OUTSIDE) addToList(this.#node, dialog, this.#node.users[party.device]!, 0)
      }
    }
    this.#links[this.side]!.step('snapshots.received')
    this.service.step('cti.restored')
    this.#tellStatus()
  }

  beat(side: number): void {
    const link = this.#links[side]!
    if (!['CONFIGURING', 'SNAPSHOTTING', 'UP', 'STANDBY'].includes(link.name)) return
    if (this.#missed[side]! >= this.#node.profile.ctiMissedHeartbeats) {
      this.#drop(side, 'heartbeats.missed')
      return
    }
    this.#missed[side]!++
    this.#node.env.send(this.#node.toCti[side]!, M.heartbeatReq, side, { invoke: this.#node.nextInvoke() })
    this.#node.env.after(this.#node.profile.ctiHeartbeatUs, M.heartbeatDue, side)
  }

  heard(to: number): void {
    const side = this.#node.toCti.indexOf(to)
    this.#missed[side] = 0
    if (side === this.side) this.lastBeatAt = this.#node.env.now()
  }

  lost(to: number): void {
    this.#drop(this.#node.toCti.indexOf(to), 'connection.lost')
  }

  #drop(side: number, event: 'connection.lost' | 'heartbeats.missed'): void {
    if (!this.#links[side]!.step(event)) return
    if (side === this.side) {
      this.service.step('cti.lost')
      this.#tellStatus()
    }
    this.#retry(side)
  }

  /** The trace learns the status, and so does everybody with a stream (SystemInfo feed). */
  #tellStatus(): void {
    const node = this.#node
    node.env.fact(Fact.finesseStatus, node.options.number, this.service.state, this.side)
    const payload = { system: systemInfo(node) }
    for (const user of node.users) notify(node, user, Topic.SYSTEM_INFO, 0, 'PUT', 0, payload)
  }
}

/**
 * Planned move of the agent PG to its other side, conducted by the active one (machine pg-maintenance): conditions,
 * consent of the CTI clients (asked by the CTI server), the switch, and the stop of the old side. What goes wrong
 * before the switch ends in an ordinary failover. Source: Administration Guide for Cisco Unified CCE 12.6, Agent PG
 * graceful shutdown. Left out: PGs of other kinds beside the agent PG, so that the majority of PGs is this one.
 */
import { ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import type { Side } from '../domain/fault.ts'
import { M } from '../domain/messages.ts'
import { MoveProblem, type MoveProblemName } from '../domain/pg-maintenance.ts'
import { OUTSIDE } from '../domain/voice.ts'
import { compileMachine } from '../machines/compile.ts'
import { pgMaintenance } from '../machines/pg-maintenance.ts'
import { Running } from '../machines/running.ts'
import { setPending, stateEvent } from './agents.ts'
import { tell } from './calls.ts'
import type { Gateway } from './gateway.ts'

const machine = compileMachine(pgMaintenance)
/** EventCause of call events that only tell a client of the new side what calls there are. */
const CAUSE_REBUILT = 50

export class Maintenance {
  readonly running = new Running(machine)
  congestion = 0
  /** Side that stopped and has not been started again, or -1. */
  stopped = -1
  readonly #gateway: Gateway
  /** The side that is to stop. */
  #old: Side = 0
  #touched: () => void = () => undefined

  constructor(gateway: Gateway) {
    this.#gateway = gateway
  }

  #step(event: (typeof machine.events)[number], problem: MoveProblemName = 'none'): void {
    if (!this.running.step(event)) return
    this.#gateway.env.fact(Fact.maintenance, 0, this.running.state, MoveProblem[problem])
  }

  request(touched: () => void): void {
    const { env, pair, toCti } = this.#gateway
    if (!this.running.step('shutdown.requested')) {
      env.fact(Fact.maintenance, 0, this.running.state, MoveProblem['already running'])
      // The clients hear of it, and log it.
      env.send(toCti[this.#old]!, M.maintenanceRequested, 1)
      touched()
      return
    }
    const problem = this.#hindrance()
    if (problem !== 'none') {
      this.#step('conditions.not-met', problem)
      // A refusal is an answer, too.
      touched()
      return
    }
    this.#touched = touched
    this.#old = pair.active
    this.#step('conditions.met')
    // The clients that have to move are those of the side that stops. There are none where a failure has made the CTI
    // server of the other side the active one: then a standby server stops, of which nobody is asked.
    if (this.#movesClients) env.send(toCti[this.#old]!, M.maintenanceRequested, 1)
    else this.decided(MoveProblem.none)
  }

  get #movesClients(): boolean {
    return this.#gateway.pair.ctiSide === this.#old
  }

  #hindrance(): MoveProblemName {
    const { deployment, pgType, profile, defects } = this.#gateway.options
    if (profile.pgMaintenance !== 1 || deployment === 'ccx') return 'not supported'
    if (pgType !== 'cucm') return 'PG type'
    if (this.congestion > 0) return 'congestion'
    const { pair } = this.#gateway
    if (!pair.controllerUp) return 'no majority'
    const isDuplex = pair.online && pair.ctiSide >= 0 && pair.isReady(1 - pair.active)
    return isDuplex || defects['pg-maintenance-on-simplex'] === true ? 'none' : 'simplex'
  }

  /** The CTI server has asked the clients. */
  decided(problem: number): void {
    if (this.running.name !== 'ASKING') return
    if (problem !== 0) {
      this.running.step('consent.refused')
      this.#gateway.env.fact(Fact.maintenance, 0, this.running.state, problem)
      return
    }
    this.#step('consent.complete')
    this.#gateway.pair.shutdown(this.#old, 'shutdown.requested')
    this.#gateway.env.after(this.#gateway.options.profile.pgSwitchUs, M.maintenanceDue, 0)
  }

  /** The other side turns active. Whatever is told from here on is told by its CTI server. */
  switchOver(): void {
    if (this.running.name !== 'CONTINUING') return
    const { env, pair, toCti } = this.#gateway
    this.#touched()
    this.stopped = this.#old
    const movesClients = this.#movesClients
    if (!pair.handOver()) {
      this.#step('side.failed', 'peer failed')
      env.send(toCti[this.#old]!, M.maintenanceRequested, 0)
      pair.review()
      return
    }
    this.#step('peer.became-active')
    this.#losePending()
    if (movesClients) this.#rebuildCalls()
    else {
      env.send(toCti[this.#old]!, M.maintenanceRequested, 2)
      this.moved(0)
    }
  }

  /** A state asked for during a call is known to the old side alone. */
  #losePending(): void {
    const gateway = this.#gateway
    if (gateway.options.defects['pg-maintenance-keeps-pending'] === true) return
    for (const agent of gateway.agents) {
      agent.wrapUpChosen = false
      if (agent.next === 0) continue
      setPending(gateway, agent, 0, 0)
      gateway.publish(M.agentStateEvent, agent.index, stateEvent(agent))
    }
  }

  #rebuildCalls(): void {
    for (const call of this.#gateway.calls.values()) {
      for (const { device, state } of call.parties) {
        if (device === OUTSIDE || state === ParticipantState.DROPPED) continue
        const talks = state === ParticipantState.ACTIVE || state === ParticipantState.HELD
        const kind = talks ? M.establishedEvent : M.deliveredEvent
        tell(this.#gateway, kind, call, device, { cause: CAUSE_REBUILT })
      }
    }
  }

  /** Every client has left the old side, or was made to. */
  moved(clients: number): void {
    if (this.running.name !== 'SWITCHING') return
    const { pair } = this.#gateway
    for (let n = 0; n < clients; n++) this.#touched()
    pair.shutdown(this.#old, 'shutdown.completed')
    pair.sides[this.#old]!.ctiUp = false
    this.#step('clients.moved')
  }

  /**
   * Something about sides, links or CTI servers has changed: what is under way may have to end. True when the old side
   * is given up, its agents with it: the caller has the pair reviewed.
   */
  check(): boolean {
    const { name } = this.running
    if (name !== 'ASKING' && name !== 'CONTINUING') return false
    const { env, pair, toCti } = this.#gateway
    const old = pair.sides[this.#old]!
    const sideFailed = !pair.controllerUp || !pair.privateLinkUp || !pair.isActivePossible(this.#old)
    const peerFailed = !pair.isReady(1 - this.#old) ? 'peer failed' : 'none'
    const problem = sideFailed ? 'side failed' : old.ctiUp ? peerFailed : 'CTI server failed'
    if (problem === 'none') return false
    env.send(toCti[this.#old]!, M.maintenanceRequested, 0)
    if (name === 'ASKING') {
      this.#step('consent.refused', problem)
      return false
    }
    this.#touched()
    this.#step('side.failed', problem)
    if (!sideFailed) {
      pair.shutdown(this.#old, 'shutdown.cancelled')
      return false
    }
    pair.giveUp(this.#old)
    this.stopped = this.#old
    return true
  }

  /** A side runs again. The CTI server that stopped with it does, too, and takes standby sessions. */
  sideStarted(side: number): void {
    if (side !== this.stopped) return
    this.stopped = -1
    this.#gateway.pair.sides[side]!.ctiUp = true
    this.#gateway.env.send(this.#gateway.toCti[side]!, M.sideStandby, 0)
    this.#step('side.started')
  }
}

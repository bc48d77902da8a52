/**
 * The two sides of the duplex agent PG: which is active, whether its PIM has the phones, which CTI server speaks for
 * it. The record of agents and calls is one (gateway.ts), as the sides keep in step over the private link; what is
 * modelled here is who may use it. Left out: how the sides vote, the paths of the test-other-side procedure.
 *
 *   side       pgag and opc must run; pim and jgw1 (CTI Manager) make its PIM active
 *   CTI server that of the active side, or the other one while that is down
 */
import { PgStatus, type SystemEvent, SystemEventId } from '../domain/cti.ts'
import { Fact } from '../domain/facts.ts'
import { type PgComponent, pgComponents, type Side } from '../domain/fault.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { Micros } from '../kernel/time.ts'
import { compileMachine } from '../machines/compile.ts'
import { pgSide } from '../machines/pg-side.ts'
import { Running } from '../machines/running.ts'
import type { Gateway } from './gateway.ts'
import { clientsLost, peripheralBack, peripheralLost } from './outages.ts'

const machine = compileMachine(pgSide)

interface SideState {
  readonly machine: Running<(typeof machine.states)[number], (typeof machine.events)[number]>
  readonly up: Record<PgComponent, boolean>
  /** The PIM is held in CONFIGURING. */
  held: boolean
  ctiUp: boolean
  /** Its link to the central controller. */
  publicUp: boolean
  /** Open sessions of its CTI server. */
  sessions: number
}

const newSide = (): SideState => ({
  machine: new Running(machine),
  up: { pgag: true, opc: true, pim: true, jgw1: true },
  held: false,
  ctiUp: true,
  publicUp: true,
  sessions: 0,
})

export class PgPair {
  active: Side = 0
  /** Side whose CTI server is active, or -1 while there is none. */
  ctiSide = 0
  /** The active side has the phones: agents can be had. */
  online = true
  controllerUp = true
  privateLinkUp = true
  passwordMatches = true
  readonly sides: readonly SideState[]
  readonly #gateway: Gateway
  readonly #profile: ReleaseProfile
  #takeover: Ticket = -1
  #activation: Ticket = -1
  #ctiTakeover: Ticket = -1
  #ctiTakeoverAt: Micros = -1
  /** CTI server that was the active one last, and when it was lost. */
  #ctiLost: { readonly side: number; readonly at: Micros } = { side: -1, at: 0 }
  #desertion: Ticket = -1
  /** Reason of the Not Ready that agents come back to, where nobody is left who knows what they were; or 0. */
  #forgotten = 0

  constructor(gateway: Gateway, profile: ReleaseProfile, sides: number) {
    this.#gateway = gateway
    this.#profile = profile
    this.sides = Array.from({ length: sides }, newSide)
  }

  start(): void {
    this.sides.forEach((side, index) => {
      side.machine.step('side.started')
      side.machine.step(index === 0 ? 'peer.not-found' : 'peer.found-active')
      side.machine.step(index === 0 ? 'pim.activated' : 'snapshots.loaded')
      this.#tellSide(index)
      this.#gateway.env.send(this.#gateway.toCti[index]!, index === 0 ? M.sideActive : M.sideStandby, 0)
    })
  }

  get status(): number {
    const controller = this.controllerUp ? 0 : PgStatus.CONTROLLER_OFFLINE
    return controller | (this.online ? 0 : PgStatus.PERIPHERAL_OFFLINE)
  }

  #runs(side: SideState): boolean {
    return side.up.pgag && side.up.opc
  }

  /** Could be, or stay, the active side. */
  isActivePossible(side: Side): boolean {
    return this.#hasPim(this.sides[side]!)
  }

  /** Stands by with its CTI server, in step with the active side. */
  isReady(side: number): boolean {
    const one = this.sides[side]
    return one?.machine.name === 'STANDBY' && one.ctiUp && this.privateLinkUp && this.#hasPim(one)
  }

  /** A step of a side's planned stop. */
  shutdown(side: Side, event: 'shutdown.requested' | 'shutdown.completed' | 'shutdown.cancelled'): void {
    this.#step(side, event)
  }

  /** Its processes end, or are about to. */
  giveUp(side: Side): void {
    const { up } = this.sides[side]!
    for (const component of pgComponents) up[component] = false
  }

  /** Planned: the other side is the active one from here on, and this one ends. False where there is no such side. */
  handOver(): boolean {
    const old = this.active
    const next = (1 - old) as Side
    const isPossible = this.isReady(next)
    this.giveUp(old)
    if (!isPossible) return false
    this.active = next
    this.#step(next, 'peer.handed-over')
    if (this.ctiSide === next) return true
    // All clients have standby sessions there; their leaving may be heard of before their arrival.
    this.sides[next]!.sessions = this.sides[old]!.sessions
    this.#gateway.env.send(this.#gateway.toCti[old]!, M.sideStandby, 0)
    this.makeCtiActive(next)
    return true
  }

  #hasPim(side: SideState): boolean {
    const { wrongExtensions, agents } = this.#gateway
    const canReadPhones = this.passwordMatches && wrongExtensions.size < agents.length
    return this.#runs(side) && side.up.pim && side.up.jgw1 && !side.held && canReadPhones
  }

  /** Whether a side reaches the central controller, or none does: then that is no reason to prefer another. */
  #isFit(side: SideState): boolean {
    return this.#hasPim(side) && (side.publicUp || !this.isPublic)
  }

  get isPublic(): boolean {
    return this.sides.some(({ publicUp }) => publicUp)
  }

  #tellSide(index: number): void {
    this.#gateway.env.fact(Fact.pgSide, index, this.sides[index]!.machine.state)
  }

  #step(index: number, ...events: (typeof machine.events)[number][]): void {
    const side = this.sides[index]!
    // Several events, of which the first known to the present state is meant.
    if (events.some((event) => side.machine.step(event))) this.#tellSide(index)
  }

  /** Something about the sides changed: who may be active is looked at anew. */
  review(): void {
    this.#gateway.maintenance.check()
    this.sides.forEach((side, index) => {
      if (!this.#runs(side)) this.#step(index, 'side.stopped')
      else if (side.machine.name === 'STOPPED') {
        this.#step(index, 'side.started')
        this.#join(index)
        this.#gateway.maintenance.sideStarted(index)
      }
    })
    if (!this.sides.some((side) => this.#runs(side))) this.#forgotten = Reason.PG_RESET
    else if (this.#forgotten === 0 && this.sides.every(({ up }) => !up.jgw1)) this.#forgotten = Reason.REINITIALIZED
    const active = this.sides[this.active]!
    if (this.#hasPim(active) && !this.#isFit(active)) {
      this.#cancelTakeover()
      this.#planTakeover(this.#profile.pgTakeoverUs)
    } else if (this.#hasPim(active)) {
      this.#cancelTakeover()
      if (!this.online) this.#activate()
    } else {
      this.#goOffline()
      this.#planTakeover(this.#runs(active) ? this.#profile.pimPatienceUs : this.#profile.pgTakeoverUs)
    }
    this.reviewCti()
  }

  /** A side that runs again finds its peer, or that it is alone. */
  #join(index: number): void {
    const other = this.sides[1 - index]
    const peer = other !== undefined && index !== this.active && this.#runs(other) && this.privateLinkUp
    this.#step(index, peer ? 'peer.found-active' : 'peer.not-found')
    if (peer) this.#step(index, 'snapshots.loaded')
  }

  #goOffline(): void {
    if (this.#activation >= 0) {
      this.#gateway.env.cancel(this.#activation)
      this.#activation = -1
    }
    if (!this.online) return
    this.online = false
    this.#step(this.active, 'pim.lost')
    this.tellStatus(SystemEventId.PERIPHERAL_OFFLINE)
    peripheralLost(this.#gateway)
  }

  #cancelTakeover(): void {
    if (this.#takeover < 0) return
    this.#gateway.env.cancel(this.#takeover)
    this.#takeover = -1
  }

  #planTakeover(afterUs: number): void {
    const other = this.sides[1 - this.active]
    if (other === undefined || !this.#hasPim(other) || this.#takeover >= 0) return
    this.#takeover = this.#gateway.env.after(afterUs, M.takeoverDue, 0)
  }

  /** The other side becomes the active one, if it still can and still has to. */
  takeOver(): void {
    this.#takeover = -1
    const next = (1 - this.active) as Side
    if (this.#isFit(this.sides[this.active]!) || !this.#isFit(this.sides[next]!)) {
      this.review()
      return
    }
    this.#goOffline()
    this.#step(this.active, 'side.yielded')
    this.active = next
    this.#step(next, 'peer.lost')
    this.#step(next, 'pim.lost')
    this.#activate()
    this.reviewCti()
  }

  #activate(): void {
    if (this.#activation >= 0) return
    this.#activation = this.#gateway.env.after(this.#profile.pimActivationUs, M.activationDue, 0)
  }

  /** The PIM of the active side has the phones again; what they were doing meanwhile is asked next. */
  activated(): void {
    this.#activation = -1
    if (!this.#hasPim(this.sides[this.active]!)) {
      this.review()
      return
    }
    this.#gateway.env.send(this.#gateway.toPhones, M.deviceSnapshotReq, 0)
  }

  /** The phones have told what they do: agents can be had. */
  back(): void {
    this.#step(this.active, 'pim.activated')
    this.online = true
    peripheralBack(this.#gateway, this.#forgotten)
    this.#forgotten = 0
    this.tellStatus(SystemEventId.PERIPHERAL_ONLINE)
  }

  tellStatus(event: number): void {
    const status: SystemEvent = { event, pgStatus: this.status }
    this.#gateway.env.fact(Fact.pgStatus, 0, status.pgStatus, event)
    for (const link of this.#gateway.toCti) this.#gateway.env.send(link, M.pgStatus, 0, status)
  }

  controller(up: boolean): void {
    if (up === this.controllerUp) return
    this.controllerUp = up
    if (this.#gateway.maintenance.check()) this.review()
    this.tellStatus(up ? SystemEventId.CONTROLLER_ONLINE : SystemEventId.CONTROLLER_OFFLINE)
  }

  /** Which CTI server is to speak for the PG; the other side's takes a moment to find out. */
  reviewCti(): void {
    const own = this.sides[this.active]!.ctiUp ? this.active : -1
    const other = this.sides[1 - this.active]?.ctiUp === true ? 1 - this.active : -1
    // A server that speaks for a running side is left in place: there is no way back on its own.
    const present = this.ctiSide >= 0 && this.sides[this.ctiSide]!.ctiUp && this.#runs(this.sides[this.ctiSide]!)
    if (present) return
    this.#loseCti()
    const next = own >= 0 ? own : other
    if (next >= 0 && this.#runs(this.sides[next]!)) this.#planCti(next)
  }

  #loseCti(at: Micros = this.#gateway.env.now()): void {
    if (this.ctiSide < 0) return
    const { env, toCti } = this.#gateway
    env.send(toCti[this.ctiSide]!, M.sideStandby, 0)
    this.#ctiLost = { side: this.ctiSide, at }
    this.ctiSide = -1
  }

  /** Before 12.5 it takes long until another server is looked for; the same one may be back sooner. */
  #planCti(side: number): void {
    const { env } = this.#gateway
    const { ctiTakeoverUs, ctiDetectionUs } = this.#profile
    const detectedAt = side === this.#ctiLost.side ? 0 : this.#ctiLost.at + ctiDetectionUs
    const at = Math.max(env.now(), detectedAt) + ctiTakeoverUs
    if (this.#ctiTakeover >= 0) {
      if (this.#ctiTakeoverAt <= at) return
      env.cancel(this.#ctiTakeover)
    }
    this.#ctiTakeoverAt = at
    this.#ctiTakeover = env.after(at - env.now(), M.takeoverDue, 1, side)
  }

  ctiTakesOver(side: number): void {
    this.#ctiTakeover = -1
    if (this.ctiSide >= 0) return
    if (!this.sides[side]!.ctiUp || !this.#runs(this.sides[side]!)) {
      this.reviewCti()
      return
    }
    this.makeCtiActive(side)
  }

  makeCtiActive(side: number): void {
    this.ctiSide = side
    const { env, toCti } = this.#gateway
    env.send(toCti[side]!, M.pgStatus, 0, this.#present())
    env.send(toCti[side]!, M.sideActive, 0)
  }

  #present(): SystemEvent {
    if (!this.online) return { event: SystemEventId.PERIPHERAL_OFFLINE, pgStatus: this.status }
    const event = this.controllerUp ? SystemEventId.PERIPHERAL_ONLINE : SystemEventId.CONTROLLER_OFFLINE
    return { event, pgStatus: this.status }
  }

  ctiServerUp(side: number): void {
    this.sides[side]!.ctiUp = true
    this.reviewCti()
  }

  ctiServerLost(side: number): void {
    this.sides[side]!.ctiUp = false
    this.#gateway.maintenance.check()
    this.#countSessions(side, 0)
    this.reviewCti()
  }

  /** Without a single client left, agents have lost their desktops as far as the PG can see. */
  #countSessions(side: number, sessions: number): void {
    const before = this.sides.reduce((sum, one) => sum + one.sessions, 0)
    this.sides[side]!.sessions = sessions
    const after = this.sides.reduce((sum, one) => sum + one.sessions, 0)
    if (before > 0 && after === 0 && this.online) clientsLost(this.#gateway)
  }

  sessionsOpen(side: number, sessions: number): void {
    this.#countSessions(side, sessions)
    const { env } = this.#gateway
    const deserted = side === this.ctiSide && sessions === 0
    if (!deserted || this.sides.length < 2) return
    env.cancel(this.#desertion)
    this.#desertion = env.after(this.#profile.ctiDesertedUs, M.reconnectDue, 0)
  }

  /** The active CTI server had no client for long: the PG fails over to where there may be some. */
  moveToClients(): void {
    const other = (1 - this.active) as Side
    const isDeserted = this.ctiSide >= 0 && this.sides[this.ctiSide]!.sessions === 0
    if (!isDeserted || !this.#hasPim(this.sides[other]!) || !this.sides[other]!.ctiUp || !this.privateLinkUp) return
    this.#goOffline()
    this.#step(this.active, 'side.yielded')
    this.active = other
    this.#step(other, 'peer.lost')
    this.#step(other, 'pim.lost')
    // Given up by the PG itself, there is nothing to detect.
    this.#loseCti(Number.NEGATIVE_INFINITY)
    this.#activate()
    this.reviewCti()
  }

  /** Cut, the sides lose step: the active one goes on alone and drops its clients, the other one waits. */
  privateLink(up: boolean): void {
    if (up === this.privateLinkUp || this.sides.length < 2) return
    this.privateLinkUp = up
    if (this.#gateway.maintenance.check()) {
      this.review()
      return
    }
    const other = 1 - this.active
    if (up) {
      if (this.sides[other]!.machine.name !== 'STOPPED') this.#join(other)
      return
    }
    this.#step(other, 'side.stopped')
    this.#step(other, 'side.started')
    if (this.ctiSide < 0) return
    this.#loseCti()
    this.reviewCti()
  }
}

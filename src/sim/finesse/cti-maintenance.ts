/**
 * Finesse's part in a planned move of the PG to its other side: consent, the swap of its two CTI links, and what to do
 * when it goes wrong: drop all links and look anew, which is an ordinary failover (Administration Guide 15.0(1), Agent
 * PG maintenance mode; CTI Server Message Reference Guide, Protocol Version 24, messages 277 to 281). Nobody at a desktop
 * notices a move: requests go to the new side from the swap on, and what the new side tells waits until the old side,
 * which still has answers to give, has hung up. Which syslog message goes with which step is inferred from the names.
 */
import type { MaintenanceEvent } from '../domain/cti.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import type { CtiMaintenanceMode } from '../domain/pg-maintenance.ts'
import { Syslog, type SyslogMessage } from '../domain/syslog.ts'
import type { Ticket } from '../kernel/kernel.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import type { FinesseNode } from './node.ts'

interface Held {
  readonly kind: number
  readonly about: number
  readonly body: unknown
  readonly link: number
}

/** Of these the new side's word counts at once. */
const urgent: ReadonlySet<number> = new Set([
  M.connectionReset,
  M.failureEvent,
  M.failureConf,
  M.heartbeatConf,
  M.standbyActiveEvent,
  M.openConf,
])

export class CtiMaintenance {
  mode: CtiMaintenanceMode = ''
  /** Side that is being left: 281 is said, and it has not hung up; or -1. */
  leaving = -1
  /** What Finesse makes of being asked, as it was told from outside. */
  consents = true
  consentAfterUs: Micros = 0
  readonly #node: FinesseNode
  #since: Micros = -1
  #timer: Ticket = -1
  /** Messages of the new side, in their order. */
  #held: Held[] = []

  constructor(node: FinesseNode) {
    this.#node = node
  }

  get isRunning(): boolean {
    return this.mode !== ''
  }

  /** SystemInfo's ctiTimeInMMode: whole seconds, -1 outside maintenance. */
  get seconds(): number {
    return this.#since < 0 ? -1 : Math.floor((this.#node.env.now() - this.#since) / SECOND)
  }

  #syslog(message: SyslogMessage, side: number): void {
    this.#node.env.fact(Fact.syslog, this.#node.options.number, Syslog[message], side)
  }

  #rest(): void {
    if (this.#timer >= 0) this.#node.env.cancel(this.#timer)
    this.#timer = -1
  }

  #wait(us: Micros): void {
    this.#rest()
    this.#timer = this.#node.env.after(us, M.stopTimeout, 0)
  }

  /** ACTIVE_MAINTENANCE_REQ (278). */
  asked(invoke: number, link: number): void {
    if (this.isRunning) {
      this.#syslog('MAINTANCE_MODE_DUPLICATE_REQUEST', this.#node.cti.side)
      this.#answer(invoke, link, false)
      return
    }
    if (this.consentAfterUs === 0) this.consent({ invoke, link })
    else {
      this.#rest()
      this.#timer = this.#node.env.after(this.consentAfterUs, M.consentTimeout, 0, { invoke, link })
    }
  }

  /** A node that could not swap its links, or is in maintenance itself, does not consent. */
  consent({ invoke, link }: { readonly invoke: number; readonly link: number }): void {
    const { profile, cti, env } = this.#node
    this.#timer = -1
    const accepted = this.consents && cti.canSwap && !this.#node.inMaintenance
    if (accepted) {
      this.mode = 'INITIATING'
      this.#since = env.now()
      // For the consent of all others, and what is decided then.
      this.#wait(profile.consentUs + profile.stopUs)
    }
    this.#answer(invoke, link, accepted)
  }

  #answer(invoke: number, link: number, accepted: boolean): void {
    this.#node.env.fact(Fact.consent, this.#node.options.number, accepted ? 1 : 0)
    this.#node.env.send(link, M.activeMaintenanceResp, 0, { invoke, accepted })
  }

  /** ACTIVE_MAINTENANCE_EVENT (280). */
  decided({ continues }: MaintenanceEvent): void {
    if (!continues) {
      this.#leaveMode()
      return
    }
    // The other side may be quicker to say that it is active.
    if (this.leaving >= 0) return
    if (!this.isRunning) this.#since = this.#node.env.now()
    this.mode = 'IN_PROGRESS'
    this.#syslog('MAINTANCE_MODE_CONTINUE_CTI', this.#node.cti.side)
    this.#wait(this.#node.profile.standbyActiveUs)
  }

  /** STANDBY_ACTIVE_EVENT (277) that was waited for: the links change roles, and the old side is told so (281). */
  swap(side: number): void {
    const { cti, toCti, env, profile, options } = this.#node
    this.leaving = cti.side
    this.#syslog('SWAP_CTI_CONNECTIONS', side)
    cti.swap(side)
    this.#node.holds = true
    if (options.defects['pg-maintenance-stop-unsaid'] !== true) env.send(toCti[this.leaving]!, M.stoppingRequestsInd, 0)
    this.#wait(profile.ctiCloseTimeoutUs)
  }

  /** Whether a message of the new side has to wait for the old one to hang up. */
  hold(kind: number, about: number, body: unknown, link: number): boolean {
    if ((link ^ 1) !== this.#node.toCti[this.#node.cti.side] || urgent.has(kind)) return false
    this.#held.push({ kind, about, body, link })
    return true
  }

  /** The old side has hung up: the move is over for this node. */
  left(): void {
    const side = this.leaving
    this.#syslog('CTI_DISCONNECT', side)
    this.#leaveMode()
    const held = this.#held
    this.#held = []
    this.#node.cti.hear()
    for (const { kind, about, body, link } of held) this.#node.receive(kind, about, body, link)
  }

  #leaveMode(): void {
    this.#rest()
    this.mode = ''
    this.#since = -1
    this.leaving = -1
    this.#node.holds = false
  }

  /** What was waited for did not come in time. */
  timedOut(): void {
    this.#timer = -1
    const { cti } = this.#node
    if (this.leaving >= 0) {
      // It was told, and that is all that counts.
      cti.hangUp(this.leaving)
      this.left()
      return
    }
    this.#syslog('MAINTENANCE_MODE_REQUEST_TIMEOUT', cti.side)
    cti.dropAll()
  }

  /** All links are dropped, or the application ends: whatever was under way is over. */
  abandon(): void {
    this.#leaveMode()
    this.#held = []
  }
}

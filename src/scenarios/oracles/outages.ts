/**
 * Who is out and who was: Finesse nodes, the phones of the PG, the desktop of each user. A view that was out may leave
 * out what it missed, once; what it may not do is stay wrong. Shared by all oracles of a run.
 */

import { PgStatus } from '../../sim/domain/cti.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { finesseServices } from '../../sim/domain/fault.ts'
import { Life } from '../../sim/kernel/kernel.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { desktopSession } from '../../sim/machines/desktop-session.ts'
import { phoneAgent } from '../../sim/machines/phone-agent.ts'
import { service } from '../../sim/machines/service.ts'
import type { Listeners } from '../listeners.ts'
import { finesseNodes, type Subject } from '../subject.ts'
import { IN_SERVICE } from './service-status.ts'

const NODES = 2
const NEVER = Number.NEGATIVE_INFINITY
const states = Object.keys(desktopSession.states)
/** In these states a desktop is at work with its node. */
const atWork = new Set(
  ['USABLE', 'SIGNING_OUT', 'ABOUT_TO_MOVE', 'SIGNED_OUT', 'CLOSED'].map((name) => states.indexOf(name)),
)
const SIGNED_OUT = states.indexOf('SIGNED_OUT')
const CLOSED = states.indexOf('CLOSED')
/** An IP phone without a server, or on its way back, shows nothing of its agent; signed out it has forgotten all. */
const phoneStates = Object.keys(phoneAgent.states)
const phoneAtWork = new Set(
  ['SIGNED_IN', 'INACTIVE', 'SIGNING_OUT', 'SIGNED_OUT', 'EXITED'].map((name) => phoneStates.indexOf(name)),
)
const phoneBlank = new Set(['SIGNED_OUT', 'EXITED'].map((name) => phoneStates.indexOf(name)))
const TOMCAT = finesseServices.indexOf('tomcat')
const NOTIFICATION = finesseServices.indexOf('notification')
const HUNG = Object.keys(service.states).indexOf('HUNG')

export class Outages {
  /** How often a node left service, the PG lost its phones, a desktop its server. */
  readonly nodeGaps = new Int32Array(NODES)
  readonly deskGaps: Int32Array
  pgGaps = 0
  /** Session state of each desktop, -1 before its first word. */
  readonly sessions: Int8Array
  readonly #nodeOut = new Uint8Array(NODES)
  readonly #nodeUntil = new Float64Array(NODES).fill(NEVER)
  /** Applications that hang, and when one last went on. */
  readonly #hung = new Uint8Array(NODES)
  readonly #hungUntil = new Float64Array(NODES).fill(NEVER)
  /** When events that a Notification Service held while it hung went out, after what was read in the meantime. */
  #heldUntil = NEVER
  readonly #deskUntil: Float64Array
  /** State of each IP phone, -1 before its first word. */
  readonly #phones: Int8Array
  #pgOut = false
  #pgUntil = NEVER

  constructor(subject: Subject, listeners: Listeners) {
    const users = subject.directory.users.length
    this.deskGaps = new Int32Array(users)
    this.sessions = new Int8Array(users).fill(-1)
    this.#deskUntil = new Float64Array(users).fill(NEVER)
    this.#phones = new Int8Array(users).fill(-1)
    const finesseOf = finesseNodes(subject)
    listeners.on(Fact.finesseStatus, (at, _about, status, _side, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      const out = status !== IN_SERVICE
      if (out && this.#nodeOut[node] === 0) this.nodeGaps[node]!++
      if (!out) this.#nodeUntil[node] = at
      this.#nodeOut[node] = out ? 1 : 0
    })
    // A stream that was lost and opened anew, even where the screen shows nothing of it.
    listeners.on(Fact.presence, (at, user, available) => {
      if (available === 0) this.deskGaps[user]!++
      else this.#deskUntil[user] = at
    })
    const hung = (at: Micros, node: number, hangs: boolean): void => {
      if (this.#hung[node] === 1 && !hangs) this.#hungUntil[node] = at
      this.#hung[node] = hangs ? 1 : 0
    }
    const held = new Set<number>()
    listeners.on(Fact.process, (at, which, life) => {
      const node = finesseOf[which]!
      if (node >= 0) hung(at, node, life === Life.HUNG)
    })
    listeners.on(Fact.service, (at, number, which, state) => {
      if (which === TOMCAT) hung(at, number - 1, state === HUNG)
      if (which !== NOTIFICATION) return
      if (state === HUNG) held.add(number)
      else if (held.delete(number)) this.#heldUntil = at
    })
    listeners.on(Fact.pgStatus, (at, _about, status) => {
      const out = (status & PgStatus.PERIPHERAL_OFFLINE) !== 0
      if (out && !this.#pgOut) this.pgGaps++
      if (!out && this.#pgOut) this.#pgUntil = at
      this.#pgOut = out
    })
    listeners.on(Fact.desktopSession, (at, user, state) => {
      const before = this.sessions[user]!
      const wasAtWork = before < 0 || atWork.has(before)
      this.sessions[user] = state
      if (atWork.has(state)) {
        if (!wasAtWork) this.#deskUntil[user] = at
      } else if (wasAtWork && before !== SIGNED_OUT && before !== CLOSED) this.deskGaps[user]!++
    })
    listeners.on(Fact.phoneAgent, (at, user, state) => {
      const before = this.#phones[user]!
      const wasAtWork = before < 0 || phoneAtWork.has(before)
      this.#phones[user] = state
      if (phoneAtWork.has(state)) {
        if (!wasAtWork) this.#deskUntil[user] = at
      } else if (wasAtWork && !phoneBlank.has(before)) this.deskGaps[user]!++
      // Who leaves the service may open the other one next.
      if (phoneStates[state] === 'EXITED') this.deskGaps[user]!++
    })
  }

  isNodeOut(node: number): boolean {
    return this.#nodeOut[node] === 1
  }

  /** Whether a node is out, or was at `since` or later. */
  wasNodeOut(node: number, since: Micros): boolean {
    return this.#nodeOut[node] === 1 || this.#nodeUntil[node]! >= since
  }

  /** Whether the application of a node went on after a hang, at `since` or later. */
  wasNodeHung(node: number, since: Micros): boolean {
    return this.#hung[node] === 1 || this.#hungUntil[node]! >= since
  }

  wasPgOut(since: Micros): boolean {
    return this.#pgOut || this.#pgUntil >= since
  }

  isDeskOut(user: number): boolean {
    const state = this.sessions[user]!
    const phone = this.#phones[user]!
    return (state >= 0 && !atWork.has(state)) || (phone >= 0 && !phoneAtWork.has(phone))
  }

  /** Nobody has the desktop open, or the service of the IP phone. */
  isDeskClosed(user: number): boolean {
    return this.sessions[user] === CLOSED || phoneStates[this.#phones[user]!] === 'EXITED'
  }

  /** A page or screen that was given up: what it showed is gone. */
  isDeskBlank(user: number): boolean {
    const state = this.sessions[user]!
    return state === CLOSED || state === SIGNED_OUT || phoneBlank.has(this.#phones[user]!)
  }

  wasDeskOut(user: number, since: Micros): boolean {
    return this.isDeskOut(user) || this.#deskUntil[user]! >= since
  }

  /** Whether anything between the PG and this user's desktop is out, or was at `since` or later. */
  wasOutFor(user: number, since: Micros): boolean {
    return (
      this.wasDeskOut(user, since) ||
      this.wasNodeOut(0, since) ||
      this.wasNodeOut(1, since) ||
      this.wasPgOut(since) ||
      this.#heldUntil >= since
    )
  }

  /** Changes with every gap through which this user's desktop may have missed something. */
  gapsOf(user: number): number {
    return this.deskGaps[user]! + this.nodeGaps[0]! + this.nodeGaps[1]! + this.pgGaps
  }
}

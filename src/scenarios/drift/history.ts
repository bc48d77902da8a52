/** What each desktop showed and whom the router chose, in the order it happened: by this two worlds are compared. */
import { AgentState, agentStateName } from '../../sim/domain/agent-state.ts'
import { participantStateNames } from '../../sim/domain/dialog-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { desktopSession } from '../../sim/machines/desktop-session.ts'
import { phaseName } from '../collectors/hops.ts'
import type { Listeners } from '../listeners.ts'
import type { Subject } from '../subject.ts'

export interface Shown {
  readonly at: Micros
  /** `NOT_READY 50002`, `call 3 ACTIVE`, `signed in`; calls are counted up for each desktop. */
  readonly what: string
}

export interface Routing {
  readonly at: Micros
  readonly contact: number
  readonly agent: number
}

/** While an agent could be chosen; `until` is Infinity where that has not ended. */
export interface ReadySpan {
  readonly from: Micros
  until: Micros
}

export interface Fate {
  readonly at: Micros
  /** -1: the caller gave up. */
  readonly agent: number
}

const sessionStates = Object.keys(desktopSession.states)
/** All others are those of a desktop that has lost its server, or is about to move. */
const ordinary = new Set(
  ['CLOSED', 'LOADING', 'CONNECTING', 'SIGNING_IN', 'USABLE', 'SIGNING_OUT', 'SIGNED_OUT'].map((name) =>
    sessionStates.indexOf(name),
  ),
)

export class History {
  /** By user. */
  readonly shown: readonly Shown[][]
  readonly ready: readonly ReadySpan[][]
  /** When the session of a desktop changed, by user: what it shows may have a gap there. */
  readonly sessions: readonly Micros[][]
  readonly routed: Routing[] = []
  /** Users whose desktops were without a server at some time. */
  readonly wereOut = new Set<number>()
  /** What became of each contact: who answered it first, or that the caller gave up. */
  readonly fates = new Map<number, Fate>()
  /** Lengths of phases in milliseconds, by phase and whom it is about, in the order they ended. */
  readonly phases = new Map<string, number[]>()
  /** When a Finesse node left service, or was back. */
  readonly outages: Micros[] = []

  constructor({ directory }: Subject, listeners: Listeners) {
    const users = directory.users.length
    const lists = <T>(): T[][] => Array.from({ length: users }, () => [])
    this.shown = lists()
    this.ready = lists()
    this.sessions = lists()
    const last = new Map<string, string>()
    const calls = lists<number>()
    /** What is shown already is not shown anew. */
    const show = (at: Micros, user: number, key: string, what: string): void => {
      const slot = `${user} ${key}`
      if (last.get(slot) === what) return
      last.set(slot, what)
      this.shown[user]!.push({ at, what })
    }

    listeners.on(Fact.desktopAgentState, (at, user, state, reason) => {
      show(at, user, 'state', reason === 0 ? agentStateName(state) : `${agentStateName(state)} ${reason}`)
    })
    listeners.on(Fact.desktopDialog, (at, user, call, party) => {
      const known = calls[user]!
      if (!known.includes(call)) known.push(call)
      const name = `call ${known.indexOf(call) + 1}`
      show(at, user, name, `${name} ${participantStateNames[party]}`)
    })
    listeners.on(Fact.signedIn, (at, user, node) => this.shown[user]!.push({ at, what: `signed in at node ${node}` }))
    listeners.on(Fact.signedOut, (at, user) => this.shown[user]!.push({ at, what: 'signed out' }))
    listeners.on(Fact.desktopSession, (at, user, state) => {
      this.sessions[user]!.push(at)
      if (!ordinary.has(state)) this.wereOut.add(user)
    })
    listeners.on(Fact.contactAnswered, (at, contact, agent) => {
      if (!this.fates.has(contact)) this.fates.set(contact, { at, agent })
    })
    listeners.on(Fact.contactAbandoned, (at, contact) => this.fates.set(contact, { at, agent: -1 }))
    listeners.on(Fact.phase, (_at, about, phase, ms) => {
      const key = `${phaseName(phase)} ${about}`
      const known = this.phases.get(key)
      if (known === undefined) this.phases.set(key, [ms])
      else known.push(ms)
    })
    listeners.on(Fact.finesseStatus, (at) => this.outages.push(at))
    listeners.on(Fact.contactRouted, (at, contact, agent) => this.routed.push({ at, contact, agent }))
    listeners.on(Fact.truthAgentState, (at, agent, state) => {
      const spans = this.ready[agent]!
      const open = spans.at(-1)
      if (state === AgentState.READY && open?.until !== Number.POSITIVE_INFINITY) {
        spans.push({ from: at, until: Number.POSITIVE_INFINITY })
      } else if (state !== AgentState.READY && open !== undefined) open.until = Math.min(open.until, at)
    })
  }
}

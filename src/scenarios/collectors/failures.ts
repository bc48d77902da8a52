/** What failures came to, for whoever expects something of it: outages, moves, forced logouts, maintenance. */
import { AgentState } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { finesseMaintenance } from '../../sim/machines/finesse-maintenance.ts'
import { pgMaintenance } from '../../sim/machines/pg-maintenance.ts'
import { shiftOf } from '../../sim/people/attendance.ts'
import type { Listeners } from '../listeners.ts'
import { IN_SERVICE } from '../oracles/service-status.ts'
import type { Failures, HopResult } from '../result.ts'
import { finesseNodes, type Subject } from '../subject.ts'
import { Histogram } from './histogram.ts'
import { hop } from './hops.ts'

const NEVER = -1
const pgStates = Object.keys(pgMaintenance.states)
const finesseStates = Object.keys(finesseMaintenance.states)

export const maintenanceOutcomes = ['completed', 'refused', 'failed'] as const
export type MaintenanceOutcome = (typeof maintenanceOutcomes)[number]

export class FailureFigures {
  readonly #subject: Subject
  #forcedLogouts = 0
  readonly #moved = new Set<number>()
  readonly #states: Uint8Array
  /** By Finesse node: since when it is out of service, and the outages that are over. */
  readonly #outSince = [NEVER, NEVER]
  readonly #outages = [new Histogram(), new Histogram()]
  readonly #maintenance = new Map<string, { now: string; readonly counts: Record<MaintenanceOutcome, number> }>()

  constructor(subject: Subject, listeners: Listeners) {
    this.#subject = subject
    const users = subject.directory.users.length
    this.#states = new Uint8Array(users).fill(AgentState.LOGOUT)
    const nodeOf = new Uint8Array(users)
    listeners.on(Fact.forcedLogout, () => {
      this.#forcedLogouts++
    })
    listeners.on(Fact.signedIn, (_at, user, node) => {
      if (nodeOf[user] !== 0 && nodeOf[user] !== node) this.#moved.add(user)
      nodeOf[user] = node
    })
    listeners.on(Fact.signedOut, (_at, user) => {
      // Who has gone home and comes again, wherever, was not moved.
      nodeOf[user] = 0
    })
    listeners.on(Fact.truthAgentState, (_at, agent, state) => {
      this.#states[agent] = state
    })
    listeners.on(Fact.maintenance, (_at, who, state, detail) => this.#maintain(who, state, detail))
    this.#watchService(listeners)
  }

  #watchService(listeners: Listeners): void {
    const nodes = finesseNodes(this.#subject)
    const started = [false, false]
    listeners.on(Fact.finesseStatus, (at, _about, status, _side, where) => {
      const node = nodes[where]!
      if (node < 0) return
      if (status !== IN_SERVICE) {
        if (started[node] && this.#outSince[node] === NEVER) this.#outSince[node] = at
        return
      }
      started[node] = true
      if (this.#outSince[node] !== NEVER) this.#outages[node]!.record(at - this.#outSince[node]!)
      this.#outSince[node] = NEVER
    })
  }

  /** A request that is refused is told all the same: of the PG with the reason, of a node as no change. */
  #maintain(who: number, state: number, detail: number): void {
    const of = who === 0 ? 'agent-pg' : `finesse ${who}`
    const name = (who === 0 ? pgStates : finesseStates)[state]!
    let known = this.#maintenance.get(of)
    if (known === undefined) {
      known = { now: 'IDLE', counts: { completed: 0, refused: 0, failed: 0 } }
      this.#maintenance.set(of, known)
    }
    const isRefused = who === 0 ? detail !== 0 && name !== 'FAILED' : name === known.now
    if (isRefused) known.counts.refused++
    else if (name === 'COMPLETED') known.counts.completed++
    else if (name === 'FAILED') known.counts.failed++
    known.now = name
  }

  figures(now: Micros): Failures {
    return {
      forcedLogouts: this.#forcedLogouts,
      moved: this.#moved.size,
      ...this.#signedIn(now),
      maintenance: [...this.#maintenance].map(([of, { counts }]) => ({ of, ...counts })),
    }
  }

  /** Agents whose shift still goes on, and how many of them are signed in. */
  #signedIn(now: Micros): Pick<Failures, 'expectedIn' | 'signedIn'> {
    const { shifts, topology } = this.#subject.workload
    let expectedIn = 0
    let signedIn = 0
    if (shifts.length === 0) return { expectedIn, signedIn }
    for (let agent = 0; agent < topology.agents; agent++) {
      const { startUs, spreadUs, endUs } = shiftOf(shifts, agent, topology.agents)
      if (startUs + spreadUs > now || endUs <= now) continue
      expectedIn++
      if (this.#states[agent] !== AgentState.LOGOUT) signedIn++
    }
    return { expectedIn, signedIn }
  }

  /** Outages of each node, those that are not over until now included. */
  hops(now: Micros): HopResult[] {
    return this.#outages.flatMap((outages, node) => {
      const since = this.#outSince[node]!
      if (since !== NEVER) {
        outages.record(now - since)
        this.#outSince[node] = NEVER
      }
      const name = `outage: finesse ${node + 1}`
      return outages.count === 0
        ? []
        : [hop(name, `From the moment finesse ${node + 1} is out of service until it is back.`, outages)]
    })
  }
}

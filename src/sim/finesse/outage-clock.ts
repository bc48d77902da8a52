/**
 * The phases of an outage of CTI, as a node sees it: until it has a session with an active agent PG, and from there until
 * it is in service. The published times are those of the second part: they leave out what the CTI server and the PG need
 * to be there again (Administration Guide 15.0(1), Failover Planning, CTI Failover).
 */
import { Fact, phaseNames } from '../domain/facts.ts'
import { MILLISECOND, type Micros } from '../kernel/time.ts'
import type { FinesseNode } from './node.ts'

export class OutageClock {
  readonly #node: FinesseNode
  #lostAt: Micros = -1
  #foundAt: Micros = -1

  constructor(node: FinesseNode) {
    this.#node = node
  }

  /** CTI is lost, which ends the service; or what was found of it since is lost again. */
  lost(endsService: boolean): void {
    if (endsService && this.#lostAt < 0) this.#lostAt = this.#node.env.now()
    this.#foundAt = -1
  }

  /** There is a session with an active PG that has its phones. */
  found(): void {
    if (this.#lostAt >= 0) this.#foundAt = this.#node.env.now()
  }

  over(): void {
    if (this.#lostAt < 0) return
    const now = this.#node.env.now()
    const foundAt = this.#foundAt < 0 ? now : this.#foundAt
    this.#tell('pg-found', foundAt - this.#lostAt)
    this.#tell('finesse-loaded', now - foundAt)
    this.#tell('finesse-back', now - this.#lostAt)
    this.forget()
  }

  forget(): void {
    this.#lostAt = -1
    this.#foundAt = -1
  }

  #tell(phase: (typeof phaseNames)[number], us: Micros): void {
    const { env, options } = this.#node
    env.fact(Fact.phase, options.number, phaseNames.indexOf(phase), Math.round(us / MILLISECOND))
  }
}

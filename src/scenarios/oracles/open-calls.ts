/** The calls each user is in for CTI: joined by their parties, left when the party drops or the call is over. */
import { ParticipantState } from '../../sim/domain/dialog-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { FIRST_CALL, grown } from '../grown.ts'
import type { Watch } from './oracle.ts'
import { UserCalls } from './user-calls.ts'

export class OpenCalls {
  /** When the last call of a user was left, or -1. */
  readonly lastLeftAt: Float64Array
  readonly #calls: UserCalls
  /** Ended or merged away: nobody is in them any more, whatever their parties were. */
  #over = new Uint8Array(1 << 12)

  /** `countsRinging`: whether a call that only rings is one the user is in. */
  constructor(watch: Watch, countsRinging: boolean) {
    this.lastLeftAt = new Float64Array(watch.users).fill(-1)
    this.#calls = new UserCalls(watch.users)
    watch.on(Fact.truthParty, (at, call, agent, state) => {
      if (agent < 0) return
      const slot = this.#calls.find(agent, call)
      const isIn = state !== ParticipantState.DROPPED && state !== ParticipantState.WRAP_UP
      if (isIn) {
        if (slot < 0 && (countsRinging || state !== ParticipantState.ALERTING)) {
          this.#forgetOld(agent)
          this.#calls.add(agent, call, state)
        }
      } else if (slot >= 0) {
        this.#calls.remove(agent, slot)
        if (this.count(agent) === 0) this.lastLeftAt[agent] = at
      }
    })
    watch.on(Fact.truthCallEnded, (_at, call) => this.#end(call))
    watch.on(Fact.truthCallMerged, (_at, _call, gone) => this.#end(gone))
  }

  count(user: number): number {
    this.#forgetOld(user)
    return this.#calls.count(user)
  }

  of(user: number): number[] {
    this.#forgetOld(user)
    return this.#calls.of(user)
  }

  hasLeft(user: number, from: Micros): boolean {
    return this.count(user) === 0 && this.lastLeftAt[user]! >= from
  }

  #end(call: number): void {
    const index = call - FIRST_CALL
    if (index >= this.#over.length) this.#over = grown(this.#over, index)
    this.#over[index] = 1
  }

  #forgetOld(user: number): void {
    if (this.#calls.count(user) > 0) this.#calls.forget(user, this.#over, FIRST_CALL)
  }
}

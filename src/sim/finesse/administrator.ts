/**
 * The administrator's account, which lives on the node and needs no AWDB. Five wrong passwords in a row lock it for five
 * minutes, for configuration and for serviceability apart; a try while locked does not make it longer (Developer
 * Guide 12.5(1), p. 205 and 333; Administration Guide 11.6(1), ch. 1, where the console locks for 30 minutes).
 */
import { administrator } from '../domain/config.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import type { Micros } from '../kernel/time.ts'

export type AdministratorArea = 'configuration' | 'serviceability'

interface Lock {
  failures: number
  lockedUntil: Micros
}

export class AdministratorAccount {
  password: string = administrator.password
  readonly #profile: Pick<ReleaseProfile, 'lockAfter' | 'lockUs'>
  readonly #locks: Readonly<Record<AdministratorArea, Lock>> = {
    configuration: { failures: 0, lockedUntil: -1 },
    serviceability: { failures: 0, lockedUntil: -1 },
  }

  constructor(profile: Pick<ReleaseProfile, 'lockAfter' | 'lockUs'>) {
    this.#profile = profile
  }

  /** Whether the password is good now; who is locked out is told nothing else than who is wrong. */
  check(password: string, area: AdministratorArea, now: Micros): boolean {
    const lock = this.#locks[area]
    if (now < lock.lockedUntil) return false
    if (password === this.password) {
      lock.failures = 0
      return true
    }
    lock.failures++
    if (lock.failures >= this.#profile.lockAfter) {
      lock.failures = 0
      lock.lockedUntil = now + this.#profile.lockUs
    }
    return false
  }
}

/**
 * The administrator's account, which lives on the node. Five wrong passwords in a row lock it for five minutes, for
 * configuration and for serviceability apart; a try while locked does not make it longer (Developer Guide 12.5(1), p. 205
 * and 333). Of the administration console the documents have 30 minutes instead (Administration Guide 11.6(1), ch. 1):
 * the setting `administratorLock` says which.
 */
import { administrator } from '../domain/config.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import type { FinesseSettings } from '../domain/workload.ts'
import type { Micros } from '../kernel/time.ts'

export type AdministratorArea = 'configuration' | 'serviceability'

interface Lock {
  failures: number
  lockedUntil: Micros
}

export class AdministratorAccount {
  password: string = administrator.password
  readonly #lockAfter: number
  readonly #lockUs: Micros
  readonly #locks: Readonly<Record<AdministratorArea, Lock>> = {
    configuration: { failures: 0, lockedUntil: -1 },
    serviceability: { failures: 0, lockedUntil: -1 },
  }

  constructor(profile: ReleaseProfile, lock: FinesseSettings['administratorLock'] = 'api') {
    this.#lockAfter = profile.lockAfter
    this.#lockUs = lock === 'console' ? profile.administratorLockUs : profile.lockUs
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
    if (lock.failures >= this.#lockAfter) {
      lock.failures = 0
      lock.lockedUntil = now + this.#lockUs
    }
    return false
  }
}

/**
 * Who may ask: HTTP Basic against the AWDB, remembered for 30 minutes from each successful request; five wrong
 * passwords in a row lock a user for five minutes, and a try while locked starts the five minutes anew. A locked user
 * is told what one with a wrong password is told (Administration Guide 11.6(1), ch. 1 and 13; Developer Guide 12.5(1),
 * p. 7).
 */
import { Fact } from '../domain/facts.ts'
import type { Verdict } from './databases.ts'
import type { FinesseNode } from './node.ts'
import type { FinesseUser } from './users.ts'

/** `unavailable`: no AWDB answered; `broken`: the application ended before one did. */
export type AuthResult = 'granted' | 'refused' | 'unavailable' | 'broken'
const BY_CACHE = 0
const LOCKED = 3
const WRONG = 4
const NO_DATABASE = 5

export class Authentication {
  readonly #node: FinesseNode

  constructor(node: FinesseNode) {
    this.#node = node
  }

  /** Calls `then` at once when the answer is remembered, else when an AWDB has answered. */
  check(index: number, password: string, then: (result: AuthResult) => void): void {
    const { databases } = this.#node
    const user = this.#node.users[index]
    if (user === undefined) then('refused')
    else if (this.#isLocked(user)) then('refused')
    else if (this.#remembers(user, password)) {
      this.#grant(user, BY_CACHE)
      then('granted')
    } else databases.ask(index, password, (verdict, awdb) => then(this.#judge(user, password, verdict, awdb)))
  }

  /** Users who are locked now. */
  locked(): readonly FinesseUser[] {
    const now = this.#node.env.now()
    return this.#node.users.filter(({ lockedUntil }) => now < lockedUntil)
  }

  #remembers(user: FinesseUser, password: string): boolean {
    const { defects } = this.#node.options
    if (user.password !== password || defects['auth-cache-ignored']) return false
    return this.#node.env.now() < user.knownUntil || (defects['stale-auth-cache'] === true && user.knownUntil >= 0)
  }

  /** A try while locked is noted, and starts the time anew. */
  #isLocked(user: FinesseUser): boolean {
    const { env, options, profile } = this.#node
    if (env.now() >= user.lockedUntil) return false
    if (!options.defects['lock-not-restarted']) user.lockedUntil = env.now() + profile.lockUs
    env.fact(Fact.authenticated, user.index, 0, LOCKED)
    return true
  }

  #grant(user: FinesseUser, by: number): void {
    const { env, profile } = this.#node
    user.knownUntil = env.now() + profile.authCacheUs
    user.failures = 0
    env.fact(Fact.authenticated, user.index, 1, by)
  }

  #judge(user: FinesseUser, password: string, verdict: Verdict, awdb: number): AuthResult {
    if (verdict === 'broken') return verdict
    if (verdict === 'unavailable') {
      this.#node.env.fact(Fact.authenticated, user.index, 0, NO_DATABASE)
      return verdict
    }
    // Several tries may have been under way at once.
    if (this.#isLocked(user)) return 'refused'
    if (verdict === 'valid') {
      user.password = password
      this.#grant(user, awdb + 1)
      return 'granted'
    }
    const { env, options, profile } = this.#node
    if (!options.defects['lock-not-counted']) user.failures++
    if (user.failures >= profile.lockAfter) {
      user.failures = 0
      user.lockedUntil = env.now() + profile.lockUs
    }
    env.fact(Fact.authenticated, user.index, 0, WRONG)
    return 'refused'
  }
}

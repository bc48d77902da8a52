/**
 * Who may ask: an access token of single sign-on, or HTTP Basic against the AWDB, remembered for 30 minutes from each
 * successful request; five wrong passwords in a row lock a user for five minutes, and a try while locked starts the five
 * minutes anew. A locked user is told what one with a wrong password is told (Administration Guide 11.6(1), ch. 1 and
 * 13; Developer Guide 12.5(1), p. 7).
 */
import { Fact } from '../domain/facts.ts'
import type { RestRequest } from '../domain/rest.ts'
import { authMode } from '../domain/single-sign-on.ts'
import type { Verdict } from './databases.ts'
import type { FinesseNode } from './node.ts'
import type { FinesseUser } from './users.ts'

/** `unavailable`: no AWDB answered; `broken`: the application ended before one did. */
export type AuthResult = 'granted' | 'refused' | 'unavailable' | 'broken'
/** What comes along with a request, or with a stream that is opened. */
export type Credentials = Pick<RestRequest, 'password' | 'bearer' | 'tokenExpired'>

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
  check(index: number, credentials: Credentials, then: (result: AuthResult) => void): void {
    const { databases } = this.#node
    const user = this.#node.users[index]
    const { password } = credentials
    if (user === undefined) then('refused')
    else if (this.#hasToken(index, credentials)) then(this.#isExpired(credentials) ? 'refused' : 'granted')
    else if (this.#isLocked(user)) then('refused')
    else if (this.#remembers(user, password)) {
      this.#grant(user, BY_CACHE)
      then('granted')
    } else databases.ask(index, password, (verdict, awdb) => then(this.#judge(user, password, verdict, awdb)))
  }

  /** What the identity service has signed needs no database, and locks nobody. */
  #hasToken(index: number, { bearer }: Credentials): boolean {
    const { desk, directory } = this.#node.options
    return bearer === true && authMode(desk.sso, directory.users[index]!) === 'SSO'
  }

  #isExpired({ tokenExpired }: Credentials): boolean {
    return tokenExpired === true && this.#node.options.defects['expired-token-accepted'] !== true
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

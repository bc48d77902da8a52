/**
 * Who may ask: HTTP Basic against the AWDB, remembered for 30 minutes from each successful request; five wrong
 * passwords in a row lock a user for five minutes, and a try while locked starts the five minutes anew
 * (Administration Guide 11.6(1), ch. 13; Developer Guide 12.5(1), p. 7).
 */
import type { CredentialAnswer, CredentialQuery } from '../domain/credentials.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { FinesseNode } from './node.ts'

/** `unavailable`: no AWDB answered in time. */
export type AuthResult = 'granted' | 'refused' | 'unavailable'
const BY_CACHE = 0
const LOCKED = 3
const WRONG = 4

interface Question {
  readonly user: number
  readonly password: string
  readonly awdb: number
  readonly timer: Ticket
  readonly then: ((result: AuthResult) => void)[]
}

export class Authentication {
  readonly #node: FinesseNode
  readonly #questions = new Map<number, Question>()
  /** Index of the AWDB in use: the primary, or the secondary while the primary does not answer. */
  #inUse = 0
  #last = 0

  constructor(node: FinesseNode) {
    this.#node = node
  }

  /** Calls `then` at once when the answer is remembered, else when an AWDB has answered. */
  check(index: number, password: string, then: (result: AuthResult) => void): void {
    const { env, profile } = this.#node
    const user = this.#node.users[index]
    const now = env.now()
    if (user === undefined) {
      then('refused')
    } else if (now < user.lockedUntil) {
      user.lockedUntil = now + profile.lockUs
      env.fact(Fact.authenticated, index, 0, LOCKED)
      then('refused')
    } else if (now < user.knownUntil && user.password === password) {
      user.knownUntil = now + profile.authCacheUs
      user.failures = 0
      env.fact(Fact.authenticated, index, 1, BY_CACHE)
      then('granted')
    } else this.#ask(index, password, this.#inUse, [then])
  }

  #ask(user: number, password: string, awdb: number, then: ((result: AuthResult) => void)[]): void {
    const { env, profile, toAwdb } = this.#node
    const question = ++this.#last
    const timer = env.after(profile.awdbTimeoutUs, M.credentialTimeout, user, question)
    this.#questions.set(question, { user, password, awdb, timer, then })
    const query: CredentialQuery = { user, password, question }
    env.send(toAwdb[awdb]!, M.credentialQuery, user, query)
    // While the secondary serves, the primary is asked as well: that it answers is how its return is noticed.
    if (awdb !== 0) env.send(toAwdb[0]!, M.credentialQuery, user, query)
  }

  answered({ question, user: index, password, valid }: CredentialAnswer, awdb: number): void {
    if (awdb === 0) this.#inUse = 0
    const asked = this.#questions.get(question)
    if (asked === undefined) return
    this.#questions.delete(question)
    const { env, profile } = this.#node
    env.cancel(asked.timer)
    const user = this.#node.users[index]!
    if (valid) {
      user.password = password
      user.knownUntil = env.now() + profile.authCacheUs
      user.failures = 0
      env.fact(Fact.authenticated, index, 1, awdb + 1)
    } else {
      user.failures++
      if (user.failures >= profile.lockAfter) {
        user.failures = 0
        user.lockedUntil = env.now() + profile.lockUs
      }
      env.fact(Fact.authenticated, index, 0, WRONG)
    }
    for (const then of asked.then) then(valid ? 'granted' : 'refused')
  }

  timedOut(question: number): void {
    const asked = this.#questions.get(question)
    if (asked === undefined) return
    this.#questions.delete(question)
    const next = asked.awdb + 1
    if (next < this.#node.toAwdb.length) {
      this.#inUse = next
      this.#ask(asked.user, asked.password, next, asked.then)
    } else for (const then of asked.then) then('unavailable')
  }
}

export function credentialAnswer(node: FinesseNode, _user: number, answer: CredentialAnswer, link: number): void {
  node.authentication.answered(answer, node.toAwdb.indexOf(link ^ 1))
}

export function credentialTimeout(node: FinesseNode, _user: number, question: number): void {
  node.authentication.timedOut(question)
}

/**
 * The access token of single sign-on, which goes with each request in place of a password. A page that loads asks for one,
 * and then for the next when three quarters of its life are over (Finesse Web Services Developer Guide, single sign-on).
 * Requests with one that has expired are answered 401.
 */
import { M } from '../domain/messages.ts'
import { Operation, type RestRequest, type RestResponse } from '../domain/rest.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { Micros } from '../kernel/time.ts'
import type { Desktop } from './desktop.ts'

export class AccessToken {
  readonly #desktop: Desktop
  #expiresAt: Micros = Number.NEGATIVE_INFINITY
  #request = 0
  #timer: Ticket = -1

  constructor(desktop: Desktop) {
    this.#desktop = desktop
  }

  /** What is sent in place of a password. */
  get credentials(): Pick<RestRequest, 'bearer' | 'tokenExpired'> {
    const isValid = this.#desktop.env.now() < this.#expiresAt
    return isValid ? { bearer: true } : { bearer: true, tokenExpired: true }
  }

  received(lifeUs: Micros): void {
    const { env, profile } = this.#desktop
    this.#expiresAt = env.now() + lifeUs
    this.#after(Math.round((lifeUs * profile.accessTokenRenewPercent) / 100))
  }

  #after(us: Micros): void {
    this.stop()
    this.#timer = this.#desktop.env.after(us, M.tokenDue, this.#desktop.user.index, 'renew')
  }

  /** It is time for the next one; without an answer it is asked for again. */
  renew(): void {
    const { user, profile } = this.#desktop
    this.#timer = -1
    this.#request = this.#desktop.ask(Operation.getToken, user.index)
    this.#after(profile.accessTokenRetryUs)
  }

  /** True for the answer to a request for the next one. */
  answered(requestId: number, response: RestResponse | undefined): boolean {
    if (requestId !== this.#request) return false
    this.#request = 0
    const { content } = response ?? {}
    if (content?.kind === 'token') this.received(content.lifeUs)
    return true
  }

  /** The page is gone; the browser keeps the token. */
  stop(): void {
    if (this.#timer >= 0) this.#desktop.env.cancel(this.#timer)
    this.#timer = -1
  }
}

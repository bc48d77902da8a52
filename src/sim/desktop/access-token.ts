/**
 * The access token of single sign-on: the page renews it after three quarters of its life (Finesse Web Services Developer
 * Guide, single sign-on). A computer that slept over its end, or a page that could not reach its server, sends requests with
 * an expired one until then, and is answered 401.
 */
import { M } from '../domain/messages.ts'
import { Operation, type RestResponse } from '../domain/rest.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { Micros } from '../kernel/time.ts'
import type { Desktop } from './desktop.ts'

export const RENEW = 'renew'

export class AccessToken {
  readonly #desktop: Desktop
  #expiresAt: Micros = Number.POSITIVE_INFINITY
  #timer: Ticket = -1
  #request = 0

  constructor(desktop: Desktop) {
    this.#desktop = desktop
  }

  get isExpired(): boolean {
    return this.#expiresAt !== Number.POSITIVE_INFINITY && this.#desktop.env.now() >= this.#expiresAt
  }

  /** A new one, at sign-in or for the one before. */
  given(): void {
    const { sso } = this.#desktop.options
    if (sso === undefined) return
    const { env, profile } = this.#desktop
    this.stop()
    this.#expiresAt = env.now() + sso.accessTokenUs
    this.#wait(Math.round((sso.accessTokenUs * profile.accessTokenRenewPercent) / 100))
  }

  #wait(us: Micros): void {
    const { env, user } = this.#desktop
    this.#timer = env.after(us, M.tokenDue, user.index, RENEW)
  }

  /** The desktop's own web server passes the wish on; without an answer the page tries again after a while. */
  due(): void {
    this.#timer = -1
    this.#request = this.#desktop.ask(Operation.getPage, 0)
    this.#wait(this.#desktop.profile.restPatienceUs)
  }

  /** False for the answer to another request. */
  answered(requestId: number, response: RestResponse | undefined): boolean {
    if (requestId !== this.#request) return false
    this.#request = 0
    if (response?.status === 200) this.given()
    return true
  }

  stop(): void {
    if (this.#timer >= 0) this.#desktop.env.cancel(this.#timer)
    this.#timer = -1
    this.#request = 0
    this.#expiresAt = Number.POSITIVE_INFINITY
  }
}

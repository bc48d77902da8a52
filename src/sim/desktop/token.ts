/**
 * The refresh token of single sign-on: when it expires, the desktop warns at 10 and 5 minutes, counts down the last
 * one, and then sends a forced logout; the user has to sign in again (Administration Guide 11.6(1), ch. 13).
 */
import { AgentState } from '../domain/agent-state.ts'
import { M } from '../domain/messages.ts'
import { Notice } from '../domain/notices.ts'
import { Operation, type RestRequest } from '../domain/rest.ts'
import type { Ticket } from '../kernel/kernel.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import type { Desktop } from './desktop.ts'

export type Stage = 'first' | 'second' | 'countdown' | 'expired'

export class RefreshToken {
  readonly #desktop: Desktop
  #timers: Ticket[] = []

  constructor(desktop: Desktop) {
    this.#desktop = desktop
  }

  /** A new one was given, or the one at hand turns out to live no longer than this. */
  expireIn(lifeUs: Micros): void {
    this.stop()
    const { refreshWarningFirstUs, refreshWarningSecondUs, refreshCountdownUs } = this.#desktop.profile
    this.#at(lifeUs - refreshWarningFirstUs, 'first')
    this.#at(lifeUs - refreshWarningSecondUs, 'second')
    this.#at(lifeUs - refreshCountdownUs, 'countdown')
    this.#at(lifeUs, 'expired')
  }

  #at(us: Micros, stage: Stage): void {
    const { env, user } = this.#desktop
    if (us >= 0) this.#timers.push(env.after(us, M.tokenDue, user.index, stage))
  }

  stop(): void {
    for (const timer of this.#timers) this.#desktop.env.cancel(timer)
    this.#timers = []
  }

  due(stage: Stage): void {
    const desktop = this.#desktop
    const { refreshCountdownUs } = desktop.profile
    if (stage === 'first') desktop.tell(Notice['token-expires-in-10-minutes'])
    else if (stage === 'second') desktop.tell(Notice['token-expires-in-5-minutes'])
    else if (stage === 'countdown') desktop.tell(Notice['token-countdown'], Math.round(refreshCountdownUs / SECOND))
    else this.#expired()
  }

  /** Nobody waits for what comes of it: the page is at its sign-in form already. */
  #expired(): void {
    const desktop = this.#desktop
    const { user } = desktop
    this.stop()
    const request: RestRequest = {
      operation: Operation.putUser,
      id: user.index,
      user: user.index,
      password: user.password,
      ...desktop.accessToken?.credentials,
      requestId: 0,
      body: {
        state: AgentState.LOGOUT,
        extension: undefined,
        reasonCodeId: undefined,
        mobile: undefined,
        forced: true,
      },
    }
    desktop.sendToNode(M.restRequest, request)
    desktop.sessionExpired()
  }
}

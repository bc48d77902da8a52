/** What a browser has open to the HTTPS port of a node: one HTTP/2 connection, or six of HTTP/1.1, by undici. */
import { Client, type Dispatcher, Pool, request } from 'undici'
import type { Answered, HttpQuestion, RestLine, RestWish } from './lines.ts'
import { connectBy } from './trust.ts'

/** As many as browsers open to one host. */
const CONNECTIONS = 6
/** A page asks for many things at once; HTTP/2 carries them side by side. */
const AT_ONCE = 100
const CONNECT_MS = 10_000
/** How long an idle connection is kept: minutes in a browser, and here less than a served node keeps one (120 s). */
const IDLE_MS = 110_000

export class RestConnection implements RestLine {
  readonly #dispatcher: Dispatcher
  readonly #broke: () => void
  readonly #origin: string
  #closed = false

  /** `broke`: requests under way will not be answered. */
  constructor({ origin, ca, http2, lookup }: RestWish, broke: () => void) {
    const connect = { timeout: CONNECT_MS, ...connectBy({ ca, lookup }) }
    // How long to wait for an answer is up to who asks.
    const patience = {
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
    }
    this.#broke = broke
    this.#dispatcher = http2
      ? new Client(origin, { allowH2: true, pipelining: AT_ONCE, connect, ...patience })
      : new Pool(origin, { allowH2: false, connections: CONNECTIONS, connect, ...patience })
    this.#origin = origin
  }

  /** `answered` is not called for what the connection breaks under. */
  async ask({ method, path, headers, body }: HttpQuestion, answered: Answered): Promise<void> {
    let status: number
    let text: string
    try {
      const options = { method, headers, body: body ?? null, dispatcher: this.#dispatcher }
      const answer = await request(`${this.#origin}${path}`, options)
      status = answer.statusCode
      text = await answer.body.text()
    } catch {
      if (!this.#closed) this.#broke()
      return
    }
    if (!this.#closed) answered(status, text)
  }

  /** Breaks the connection; what it was asked is forgotten. */
  drop(): void {
    this.#closed = true
    void this.#dispatcher.destroy().catch(() => undefined)
  }
}

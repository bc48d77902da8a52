/** Lines of k6: requests by its HTTP module, which keeps connections for each virtual user, and XMPP over its WebSocket. */
import http from 'k6/http'
import { setTimeout } from 'k6/timers'
import { WebSocket } from 'k6/websockets'
import { ClientSession } from '../../wire/xmpp/client-session.ts'
import type { Answered, HttpQuestion, Lines, RestLine, RestWish } from '../clients/lines.ts'
import {
  Ear,
  type NotificationConnection,
  type StreamHeard,
  type StreamWish,
} from '../clients/notification-connection.ts'
import { Sending } from './sending.ts'

/** `readyState` of an open socket (WHATWG WebSockets); the class itself need not have it by name. */
const OPEN = 1
/** The desktop itself gives up sooner. */
const PATIENCE = '60s'

/** Of this virtual user: each has an engine of its own. */
const sending = new Sending((afterMs, run) => void setTimeout(run, afterMs))

export const k6Lines: Lines = {
  rest: (wish, broke) => new K6RestLine(wish, broke),
  stream: (wish, heard) => connect(wish, heard),
}

class K6RestLine implements RestLine {
  readonly #origin: string
  readonly #broke: () => void
  #closed = false

  constructor({ origin }: RestWish, broke: () => void) {
    this.#origin = origin
    this.#broke = broke
  }

  ask(question: HttpQuestion, answered: Answered): void {
    sending.after(() => {
      if (!this.#closed) this.#ask(question, answered)
    })
  }

  #ask({ method, path, headers, body }: HttpQuestion, answered: Answered): void {
    // One name for all requests of a kind: a time series for each dialog would be too many.
    const name = path.replace(/\d+/g, '{id}').replace(/\?.*/, '')
    const params = { headers: { ...headers }, tags: { name }, timeout: PATIENCE, redirects: 0 }
    http.asyncRequest(method, `${this.#origin}${path}`, body ?? null, params).then(
      (response) => {
        if (this.#closed) return
        if (response.status === 0) this.#broke()
        else answered(response.status, typeof response.body === 'string' ? response.body : '')
      },
      () => {
        if (!this.#closed) this.#broke()
      },
    )
  }

  /** Connections are those of k6; what comes back is not listened to any more. */
  drop(): void {
    this.#closed = true
  }
}

function connect(wish: StreamWish, heard: StreamHeard): NotificationConnection {
  const ear = new Ear(heard)
  // The second argument is not used by k6, so the subprotocol goes as a header (RFC 7395 §3.1).
  const socket = new WebSocket(wish.service, null, { headers: { 'Sec-WebSocket-Protocol': 'xmpp' } })
  const end = (tell: (told: StreamHeard) => void): void => {
    ear.end(tell)
    leave()
  }
  const leave = (): void => {
    if (socket.readyState === OPEN) socket.close()
  }
  const write = (text: string): void => {
    if (socket.readyState !== OPEN) return
    socket.send(text)
    sending.sent(socket)
  }
  const session = new ClientSession(wish, write, {
    opened: () => ear.opened(),
    refused: (condition) => end((told) => told.refused(condition)),
    stanza: (stanza) => ear.stanza(stanza),
    closed: (condition) => end((told) => told.closed(condition)),
  })
  socket.onopen = () => {
    // Whoever wanted it may have gone meanwhile.
    if (ear.isOver) leave()
    else session.start()
  }
  socket.onmessage = (message) => session.read(String(message?.data))
  socket.onerror = () => ear.end((told) => told.broken())
  socket.onclose = () => ear.end((told) => told.broken())
  return {
    send: (stanza) => session.send(stanza),
    close() {
      ear.forget()
      session.close()
      leave()
    },
    forget: () => ear.forget(),
    drop() {
      ear.forget()
      leave()
    },
  }
}

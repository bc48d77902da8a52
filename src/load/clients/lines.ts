/**
 * What the browser of a desktop needs of the world: a way to ask a node, and a way to hear from it. Who makes them is up to
 * whoever runs the browser: undici and @xmpp/client in Node, the HTTP and WebSocket modules of k6 there.
 */
import type { NotificationConnection, StreamHeard, StreamWish } from './notification-connection.ts'
import type { Trust } from './trust.ts'

export interface RestWish extends Trust {
  /** Such as `https://127.0.0.1:8445`. */
  readonly origin: string
  readonly http2: boolean
}

export interface HttpQuestion {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export type Answered = (status: number, body: string) => void

/** What a browser has open to the HTTPS port of a node. */
export interface RestLine {
  /** `answered` is not called for what the connection breaks under. */
  ask(question: HttpQuestion, answered: Answered): void
  /** Breaks the connection; what it was asked is forgotten. */
  drop(): void
}

export interface Lines {
  /** `broke`: requests under way will not be answered. */
  rest(wish: RestWish, broke: () => void): RestLine
  stream(wish: StreamWish, heard: StreamHeard): NotificationConnection
}

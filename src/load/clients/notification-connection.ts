/** A notification stream as a desktop has one, whatever carries it. */
import type { Element } from 'ltx'
import type { Trust } from './trust.ts'

/** How to get to the Notification Service of a node, and as whom. */
export interface StreamWish extends Trust {
  /** `wss:`, `xmpp:` or `xmpps:` with host and port; `https:` with the path of BOSH. */
  readonly service: string
  /** XMPP domain of the node. */
  readonly domain: string
  readonly user: string
  readonly password: string
  readonly resource: string
}

/** Of `refused`, `closed` and `broken` one comes at most, and nothing after it. */
export interface StreamHeard {
  /** Signed in and bound. */
  opened(): void
  /** The server does not take the credentials. */
  refused(condition: string): void
  stanza(stanza: Element): void
  /** The server ended the stream with an error. */
  closed(condition: string): void
  /** The connection could not be made, or is gone. */
  broken(): void
}

export interface NotificationConnection {
  send(stanza: Element): void
  /** Ends the stream as XMPP has it. */
  close(): void
  /** Nobody listens any more. The connection stays until the server, or `drop`, ends it. */
  forget(): void
  /** Breaks the connection without a word. */
  drop(): void
}

/** Passes on what is heard until it is over, or nobody listens. */
export class Ear {
  readonly #heard: StreamHeard
  #over = false

  constructor(heard: StreamHeard) {
    this.#heard = heard
  }

  get isOver(): boolean {
    return this.#over
  }

  opened(): void {
    if (!this.#over) this.#heard.opened()
  }

  stanza(stanza: Element): void {
    if (!this.#over) this.#heard.stanza(stanza)
  }

  /** The last word. */
  end(tell: (heard: StreamHeard) => void): void {
    if (this.#over) return
    this.#over = true
    tell(this.#heard)
  }

  forget(): void {
    this.#over = true
  }
}

/** One client of the Notification Service: its XMPP session on one side, its link to the Finesse node on the other. */
import { M } from '../../sim/domain/messages.ts'
import { Topic, type Update } from '../../sim/domain/rest.ts'
import { feedName, feedNamed, userIndex } from '../../wire/finesse-xml/names.ts'
import { writeUpdate } from '../../wire/finesse-xml/update.ts'
import { ServerSession, type SessionPort } from '../../wire/xmpp/server-session.ts'
import type { Framing } from '../../wire/xmpp/stream-reader.ts'
import type { Line } from './exchange.ts'
import type { NodeContext } from './node-context.ts'

/** The socket under a stream. */
export interface Transport {
  readonly framing: Framing
  write(text: string): void
  end(): void
}

export class NotificationStream implements SessionPort {
  readonly #context: NodeContext
  readonly #transport: Transport
  readonly #line: Line
  readonly session: ServerSession
  #user = -1
  #password = ''
  #bound = false
  #gone = false

  constructor(context: NodeContext, transport: Transport) {
    this.#context = context
    this.#transport = transport
    this.#line = context.exchange.open((kind, _about, body) => this.#heard(kind, body))
    const { domain } = context
    this.session = new ServerSession(this, { framing: transport.framing, domain, id: context.nextStream() })
  }

  /** The socket is closed, by whichever side. */
  disconnected(): void {
    if (this.#gone) return
    this.#gone = true
    if (this.#bound) this.#line.send(M.streamClose, this.#user)
    this.#line.release()
  }

  #heard(kind: number, body: unknown): void {
    if (kind === M.event) this.#event(body as Update)
    else if (kind === M.streamOpened) {
      this.#bound = true
      this.session.bound()
    } else if (kind === M.streamRefused) this.session.refused()
    else if (kind === M.streamClosed) {
      this.#bound = false
      this.session.close((body as { readonly condition: string }).condition)
    } else if (kind === M.subscribed) this.session.subscribed()
    else if (kind === M.pong) this.session.ponged()
  }

  #event(update: Update): void {
    const { names, requestIds, otherActive } = this.#context
    const requestId = update.requestId === 0 ? '' : requestIds.textOf(update.requestId)
    const text = writeUpdate(names, update, requestId, otherActive)
    this.session.event(feedName(names, update.topic, update.of), text)
  }

  write(text: string): void {
    if (!this.#gone) this.#transport.write(text)
  }

  end(): void {
    this.#transport.end()
  }

  /** A stream is opened with its resource, which comes after the password; so the password is checked by itself. */
  authenticate(name: string, password: string): void {
    const { names, finesse, exchange } = this.#context
    this.#user = userIndex(names, name)
    this.#password = password
    const loginId = names.directory.users[this.#user]?.loginId ?? ''
    exchange.enter(() => {
      finesse.authentication.check(this.#user, password, (result) => this.session.authenticated(result, loginId))
    })
  }

  bind(resource: string): void {
    this.#line.send(M.streamOpen, this.#user, { user: this.#user, password: this.#password, resource })
  }

  presence(available: boolean): void {
    this.#line.send(M.presence, this.#user, { available })
  }

  subscribe(feed: string): boolean {
    return this.#ask(M.subscribe, feed)
  }

  unsubscribe(feed: string): boolean {
    return this.#ask(M.unsubscribe, feed)
  }

  /** Feeds of other users are nobody else's business. */
  #ask(kind: number, name: string): boolean {
    const feed = feedNamed(this.#context.names, name)
    if (feed === undefined) return false
    const personal = feed.topic === Topic.USER || feed.topic === Topic.DIALOGS
    if (personal && feed.of !== this.#user) return false
    this.#line.send(kind, this.#user, feed)
    return true
  }

  ping(): void {
    this.#line.send(M.ping, this.#user)
  }
}

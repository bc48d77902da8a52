/** One client of the Notification Service: its XMPP session on one side, its link to the Finesse node on the other. */
import type { MaintenanceWarning } from '../../sim/domain/maintenance.ts'
import { M } from '../../sim/domain/messages.ts'
import { Topic, type Update } from '../../sim/domain/rest.ts'
import type { AuthResult, Credentials } from '../../sim/finesse/authentication.ts'
import { systemInfo } from '../../sim/finesse/rest-reads.ts'
import { maintenanceFeed, writeMaintenance } from '../../wire/finesse-xml/maintenance.ts'
import { feedName, feedNamed, userIndex } from '../../wire/finesse-xml/names.ts'
import { writeUpdate } from '../../wire/finesse-xml/update.ts'
import { ServerSession, type SessionPort } from '../../wire/xmpp/server-session.ts'
import type { Framing } from '../../wire/xmpp/stream-reader.ts'
import type { Attendee } from './attendance.ts'
import type { Line } from './exchange.ts'
import { type NodeContext, standing } from './node-context.ts'

/** The socket under a stream. */
export interface Transport {
  readonly framing: Framing
  readonly offersTls?: boolean
  write(text: string): void
  startTls?(): void
  /** Closes after what was written; a peer that does not close in turn is cut off. */
  end(): void
  /** Closes at once, as the host does when its process ends. */
  reset(): void
}

export class NotificationStream implements SessionPort, Attendee {
  readonly #context: NodeContext
  readonly #transport: Transport
  readonly #line: Line
  readonly session: ServerSession
  heardMs = performance.now()
  #user = -1
  #credentials: Credentials = { password: '' }
  #bound = false
  /** The client ended its stream, rather than that its connection broke. */
  #tookLeave = false
  #gone = false

  constructor(context: NodeContext, transport: Transport) {
    this.#context = context
    this.#transport = transport
    this.#line = context.exchange.open((kind, about, body) => this.#heard(kind, about, body))
    const { domain } = context
    const { framing, offersTls } = transport
    this.session = new ServerSession(this, { framing, domain, id: context.nextStream(), offersTls })
    context.attendance.add(this)
  }

  get isOpen(): boolean {
    return this.session.isOpen
  }

  /** The client said something, if only a blank. */
  alive(): void {
    this.heardMs = performance.now()
  }

  leave(condition: string): void {
    this.session.close(condition)
  }

  /** The socket is closed, by whichever side. */
  disconnected(): void {
    if (this.#gone) return
    this.#gone = true
    if (this.#bound && this.#tookLeave) this.#line.send(M.streamClose, this.#user)
    else if (this.#bound) this.#line.send(M.connectionReset, this.#user, 'stream')
    this.#line.release()
    this.#context.ears.remove(this.#user, this.session)
    this.#context.attendance.remove(this)
  }

  #heard(kind: number, about: number, body: unknown): void {
    if (kind === M.event) this.#event(body as Update)
    else if (kind === M.streamOpened) {
      this.#bound = true
      this.session.bound()
    } else if (kind === M.streamRefused) this.session.refused()
    // The link may have had another stream before this one.
    else if (kind === M.streamClosed && this.#bound) {
      this.#bound = false
      this.session.close((body as { readonly condition: string }).condition)
    } else if (kind === M.connectionReset && this.#bound) {
      this.#bound = false
      this.#transport.reset()
    } else if (kind === M.subscribed) this.session.subscribed((body as { readonly condition?: string }).condition)
    else if (kind === M.pong) this.session.ponged()
    else if (kind === M.systemPresence) this.session.systemPresence(about === 1)
    else if (kind === M.maintenanceWarning) this.#maintenance(body as MaintenanceWarning)
  }

  #maintenance(warning: MaintenanceWarning): void {
    const { names, finesse } = this.#context
    this.session.extra(maintenanceFeed(names), writeMaintenance(names, systemInfo(finesse), warning))
  }

  #event(update: Update): void {
    const { names, requestIds, otherActive } = this.#context
    const requestId = update.requestId === 0 ? '' : requestIds.textOf(update.requestId)
    const text = writeUpdate(names, update, requestId, otherActive)
    const feed = feedName(names, update.topic, update.of)
    this.session.event(feed, text, isOwn(update.topic))
  }

  write(text: string): void {
    if (!this.#gone) this.#transport.write(text)
  }

  startTls(): void {
    this.#transport.startTls?.()
  }

  end(): void {
    this.#transport.end()
  }

  left(): void {
    this.#tookLeave = true
  }

  /** A stream is opened with its resource, which comes after the password; so the password is checked by itself. */
  authenticate(name: string, password: string): void {
    const { names, finesse, exchange } = this.#context
    this.#user = userIndex(names, name)
    this.#credentials = this.#credentialsOf(password)
    const loginId = names.directory.users[this.#user]?.loginId ?? ''
    exchange.enter(() => {
      // Whether a password is right the application knows, which is in Tomcat.
      const tomcat = standing(this.#context, 'tomcat')
      const told = (result: AuthResult): void => {
        if (result === 'broken') this.#transport.reset()
        else this.session.authenticated(result, loginId)
      }
      if (exchange.isDown) this.#transport.reset()
      else if (tomcat === 'down') told('unavailable')
      else if (tomcat === 'up') finesse.authentication.check(this.#user, this.#credentials, told)
    })
  }

  /** Assumed: with single sign-on the access token is the password. One of somebody else is none. */
  #credentialsOf(password: string): Credentials {
    const { names, tokens } = this.#context
    const token = tokens?.read(password)
    if (token === undefined || userIndex(names, token.user) !== this.#user) return { password }
    return { password: '', bearer: true, ...(token.isExpired ? { tokenExpired: true } : {}) }
  }

  bind(resource: string): void {
    this.#line.send(M.streamOpen, this.#user, { user: this.#user, ...this.#credentials, resource })
  }

  presence(available: boolean): void {
    this.#line.send(M.presence, this.#user, { available })
  }

  isFeed(feed: string): boolean {
    return feedNamed(this.#context.names, feed) !== undefined
  }

  ownFeeds(): readonly string[] {
    const { names } = this.#context
    return [Topic.USER, Topic.DIALOGS, Topic.SYSTEM_INFO].map((topic) => feedName(names, topic, this.#user))
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
    const personal = [Topic.USER, Topic.DIALOGS, Topic.MEDIA].some((topic) => topic === feed.topic)
    if (personal && feed.of !== this.#user) return false
    this.#line.send(kind, this.#user, feed)
    return true
  }

  ping(): void {
    this.#line.send(M.ping, this.#user)
  }

  listens(): void {
    this.#context.ears.add(this.#user, this.session)
  }

  cannotMove(): void {
    this.#line.send(M.cannotMove, this.#user)
  }
}

/** Feeds that come without asking. */
const isOwn = (topic: number): boolean => topic !== Topic.TEAM_USERS && topic !== Topic.QUEUE

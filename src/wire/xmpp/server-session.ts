/**
 * The server's side of one XMPP stream as a state machine without sockets: header, STARTTLS, SASL PLAIN, resource
 * binding, then stanzas, over TCP (RFC 6120), WebSocket (RFC 7395) or BOSH (XEP-0206). What needs the Notification
 * Service is asked of the port and told back by a call; everything else is answered here. Stream management and
 * messages between users are left out: the Notification Service of Finesse has no use for them.
 */
import type { Element } from 'ltx'
import { type Credentials, plainCredentials } from '../credentials.ts'
import { IqDesk } from './iq-desk.ts'
import { Ns } from './namespaces.ts'
import type { SessionPort } from './session-port.ts'
import {
  element,
  eventMessage,
  features,
  iqError,
  iqResult,
  saslChallenge,
  saslFailure,
  saslSuccess,
  streamError,
  streamFooter,
  streamHeader,
  tlsProceed,
} from './stanzas.ts'
import { type Framing, type StreamCondition, type StreamListener, StreamReader } from './stream-reader.ts'

export type { SessionPort } from './session-port.ts'

export interface SessionOptions {
  readonly framing: Framing
  /** Host name of the node. */
  readonly domain: string
  /** Names the stream, and the resource of a client that asks for none. */
  readonly id: string
  /** Offers STARTTLS, without insisting on it; over TCP only. */
  readonly offersTls?: boolean | undefined
}

export type AuthenticationResult = 'granted' | 'refused' | 'unavailable'
type State = 'opening' | 'authenticating' | 'asked' | 'reopening' | 'binding' | 'open' | 'over'

const TRIES = 3
const PRIORITY = /^[+-]?\d{1,3}$/
const failures: Readonly<Record<Exclude<AuthenticationResult, 'granted'>, string>> = {
  refused: 'not-authorized',
  unavailable: 'temporary-auth-failure',
}

export class ServerSession implements StreamListener {
  readonly #port: SessionPort
  readonly #options: SessionOptions
  readonly #reader: StreamReader
  readonly #desk: IqDesk
  /** A declaration may come first; `state` says what the client may do next. */
  #state: State = 'opening'
  #offersTls: boolean
  #user = ''
  #resource = ''
  #tries = 0
  #messages = 0
  #extras = 0
  #challenged = false
  #binding: Element | undefined

  constructor(port: SessionPort, options: SessionOptions) {
    this.#port = port
    this.#options = options
    this.#offersTls = options.offersTls === true && options.framing === 'tcp'
    this.#reader = new StreamReader(options.framing, this)
    const session = this
    this.#desk = new IqDesk(port, {
      domain: options.domain,
      stream: options.id,
      get bareJid() {
        return session.bareJid
      },
      get fullJid() {
        return session.fullJid
      },
    })
  }

  get bareJid(): string {
    return `${this.#user}@${this.#options.domain}`
  }

  get fullJid(): string {
    return `${this.bareJid}/${this.#resource}`
  }

  get isOver(): boolean {
    return this.#state === 'over'
  }

  /** The client is bound: it may ask and be told. */
  get isOpen(): boolean {
    return this.#state === 'open'
  }

  receive(text: string): void {
    if (this.#state !== 'over') this.#reader.write(text)
  }

  /** The client begins its stream, or begins it anew after SASL; with BOSH nothing of it crosses the wire. */
  opened(_header: Element | undefined): void {
    const { framing, domain, id } = this.#options
    if (this.#state !== 'opening' && this.#state !== 'reopening') {
      this.close('not-well-formed')
      return
    }
    const authenticated = this.#state === 'reopening'
    this.#state = authenticated ? 'binding' : 'authenticating'
    this.#write(streamHeader(framing, domain, id))
    this.#write(features(framing, { authenticated, offersTls: this.#offersTls }))
  }

  #write(text: string): void {
    if (text !== '') this.#port.write(text)
  }

  /** The client ends the stream. */
  closed(): void {
    if (this.#state !== 'over') this.#port.left()
    this.#finish()
  }

  broken(condition: StreamCondition): void {
    this.close(condition)
  }

  /** Ends the stream with an error: `conflict`, for one. */
  close(condition: string): void {
    if (this.#state === 'over') return
    const { framing, domain, id } = this.#options
    // An error may not come before the header (RFC 6120 §4.9.1.2).
    if (this.#state === 'opening') this.#write(streamHeader(framing, domain, id))
    this.#write(streamError(framing, condition))
    this.#finish()
  }

  #finish(): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    this.#write(streamFooter(this.#options.framing))
    this.#port.end()
  }

  stanza(stanza: Element): void {
    const name = stanza.getName()
    if (this.#state === 'authenticating') this.#authenticate(name, stanza)
    else if (this.#state === 'binding') this.#bind(name, stanza)
    else if (this.#state !== 'open') this.close('not-authorized')
    else if (name === 'iq') this.#desk.ask(stanza)
    else if (name === 'presence') this.#presence(stanza)
    else if (name === 'message') this.#message(stanza)
    else this.close('unsupported-stanza-type')
  }

  #authenticate(name: string, stanza: Element): void {
    const text = stanza.getText().trim()
    if (name === 'starttls' && this.#offersTls) this.#startTls()
    else if (name === 'abort') this.#write(saslFailure('aborted'))
    else if (name !== 'auth' && !(name === 'response' && this.#challenged)) this.close('not-authorized')
    else if (name === 'auth' && stanza.attrs['mechanism'] !== 'PLAIN') this.#write(saslFailure('invalid-mechanism'))
    else if (name === 'auth' && text === '') {
      this.#challenged = true
      this.#write(saslChallenge())
    } else this.#check(plainCredentials(text))
  }

  #startTls(): void {
    this.#offersTls = false
    this.#state = 'opening'
    this.#reader.restart()
    this.#write(tlsProceed())
    this.#port.startTls?.()
  }

  #check(credentials: Credentials | undefined): void {
    if (credentials === undefined) this.#write(saslFailure('malformed-request'))
    else {
      this.#state = 'asked'
      this.#port.authenticate(credentials.user, credentials.password)
    }
  }

  /** `user` is the loginId, whatever the client called itself. */
  authenticated(result: AuthenticationResult, user: string): void {
    if (this.#state !== 'asked') return
    this.#challenged = false
    if (result === 'granted') {
      this.#user = user
      this.#state = 'reopening'
      this.#reader.restart()
      this.#write(saslSuccess())
      return
    }
    this.#state = 'authenticating'
    this.#write(saslFailure(failures[result]))
    if (++this.#tries >= TRIES) this.close('policy-violation')
  }

  #bind(name: string, stanza: Element): void {
    const bind = stanza.getChild('bind', Ns.BIND)
    if (name !== 'iq') this.close('not-authorized')
    else if (bind === undefined || stanza.attrs['type'] !== 'set') {
      this.#write(iqError(stanza, 'auth', 'not-authorized'))
    } else if (this.#binding === undefined) {
      this.#binding = stanza
      this.#resource = bind.getChildText('resource')?.trim() || `ccsim-${this.#options.id}`
      this.#port.bind(this.#resource)
    }
  }

  bound(): void {
    if (this.#state !== 'binding' || this.#binding === undefined) return
    this.#state = 'open'
    const jid = element('jid', {}, this.fullJid)
    this.#write(iqResult(this.#binding, element('bind', { xmlns: Ns.BIND }, jid)))
  }

  refused(): void {
    this.close('not-authorized')
  }

  #presence(stanza: Element): void {
    const { type, to } = stanza.attrs
    if (to !== undefined || (type !== undefined && type !== 'unavailable')) return
    const priority = stanza.getChildText('priority')?.trim() ?? ''
    const isNegative = PRIORITY.test(priority) && Number(priority) < 0
    this.#port.presence(type === undefined && !isNegative)
  }

  /** Of all that a client may send to others, only this is for the server: it cannot move for maintenance, or wants to hear. */
  #message(stanza: Element): void {
    if (stanza.getChild('cannot-move', Ns.MAINTENANCE) !== undefined) this.#port.cannotMove()
    else if (stanza.getChild('listen', Ns.VOICE) !== undefined) this.#port.listens?.()
  }

  ponged(): void {
    if (this.#state === 'open') this.#desk.ponged()
  }

  subscribed(refusal?: string): void {
    if (this.#state === 'open') this.#desk.subscribed(refusal)
  }

  /** Presence of the user "finesse", by which clients see whether the application is there to publish. */
  systemPresence(available: boolean): void {
    if (this.#state !== 'open') return
    const from = `finesse@${this.#options.domain}`
    const type = available ? undefined : 'unavailable'
    this.#write(element('presence', { xmlns: Ns.CLIENT, from, to: this.fullJid, type }).toString())
  }

  /**
   * An event of a feed, as an Update in XML. A feed that the user has anyway comes to the bare JID, and a second time
   * to the address that it was subscribed with besides; others come to who subscribed.
   */
  event(feed: string, update: string, isOwn: boolean): void {
    if (this.#state !== 'open') return
    const subscriber = this.#desk.subscriberOf(feed)
    if (isOwn || subscriber === undefined) this.#event(feed, update, this.bareJid)
    if (subscriber !== undefined && !(isOwn && subscriber === this.bareJid)) this.#event(feed, update, subscriber)
  }

  /** As an event of a feed of the user's own, for what is none of the events that a node counts. */
  extra(feed: string, update: string): void {
    if (this.#state !== 'open') return
    const number = ++this.#extras
    const { domain } = this.#options
    this.#write(eventMessage({ domain, to: this.bareJid, feed, update, number, isExtra: true }))
  }

  /** The caller of this call has said all there was to say. */
  goodbye(call: number): void {
    if (this.#state !== 'open') return
    const said = element('goodbye', { xmlns: Ns.VOICE, call: String(call) })
    const from = `finesse@${this.#options.domain}`
    this.#write(element('message', { xmlns: Ns.CLIENT, from, to: this.fullJid }, said).toString())
  }

  #event(feed: string, update: string, to: string): void {
    this.#write(eventMessage({ domain: this.#options.domain, to, feed, update, number: ++this.#messages }))
  }
}

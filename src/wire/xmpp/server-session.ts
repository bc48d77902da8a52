/**
 * The server's side of one XMPP stream as a state machine without sockets: header, SASL PLAIN, resource binding, then
 * stanzas, over TCP (RFC 6120) or WebSocket (RFC 7395). What needs the Notification Service is asked of the port and
 * told back by a call; everything else is answered here. Stream management, STARTTLS and messages between users are
 * left out: the Notification Service of Finesse has no use for them.
 */
import type { Element } from 'ltx'
import { type Credentials, plainCredentials } from '../credentials.ts'
import { Ns } from './namespaces.ts'
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
} from './stanzas.ts'
import { type Framing, type StreamCondition, type StreamListener, StreamReader } from './stream-reader.ts'

/** What a session asks of the world around it. */
export interface SessionPort {
  /** One TCP write, or one WebSocket message. */
  write(text: string): void
  /** Nothing more will be written. */
  end(): void
  /** To be answered by `authenticated`. */
  authenticate(user: string, password: string): void
  /** To be answered by `bound` or `refused`. */
  bind(resource: string): void
  presence(available: boolean): void
  /** False where there is no such feed; else to be answered by `subscribed`, in the order asked. */
  subscribe(feed: string): boolean
  unsubscribe(feed: string): boolean
  /** To be answered by `ponged`, in the order asked. */
  ping(): void
}

export interface SessionOptions {
  readonly framing: Framing
  /** Host name of the node. */
  readonly domain: string
  /** Names the stream, and the resource of a client that asks for none. */
  readonly id: string
}

export type AuthenticationResult = 'granted' | 'refused' | 'unavailable'
type State = 'opening' | 'authenticating' | 'asked' | 'reopening' | 'binding' | 'open' | 'over'

const TRIES = 3
const failures: Readonly<Record<Exclude<AuthenticationResult, 'granted'>, string>> = {
  refused: 'not-authorized',
  unavailable: 'temporary-auth-failure',
}

export class ServerSession implements StreamListener {
  readonly #port: SessionPort
  readonly #options: SessionOptions
  readonly #reader: StreamReader
  /** A declaration may come first; `state` says what the client may do next. */
  #state: State = 'opening'
  #user = ''
  #resource = ''
  #tries = 0
  #messages = 0
  #challenged = false
  #binding: Element | undefined
  /** Address that each feed was subscribed with. */
  readonly #subscribers = new Map<string, string>()
  readonly #subscribing: Element[] = []
  readonly #pings: Element[] = []

  constructor(port: SessionPort, options: SessionOptions) {
    this.#port = port
    this.#options = options
    this.#reader = new StreamReader(options.framing, this)
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

  receive(text: string): void {
    if (this.#state !== 'over') this.#reader.write(text)
  }

  opened(_header: Element): void {
    const { framing, domain, id } = this.#options
    if (this.#state !== 'opening' && this.#state !== 'reopening') {
      this.close('not-well-formed')
      return
    }
    const authenticated = this.#state === 'reopening'
    this.#state = authenticated ? 'binding' : 'authenticating'
    this.#port.write(streamHeader(framing, domain, id))
    this.#port.write(features(framing, authenticated))
  }

  /** The client ends the stream. */
  closed(): void {
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
    if (this.#state === 'opening') this.#port.write(streamHeader(framing, domain, id))
    this.#port.write(streamError(framing, condition))
    this.#finish()
  }

  #finish(): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    this.#port.write(streamFooter(this.#options.framing))
    this.#port.end()
  }

  stanza(stanza: Element): void {
    const name = stanza.getName()
    if (this.#state === 'authenticating') this.#authenticate(name, stanza)
    else if (this.#state === 'binding') this.#bind(name, stanza)
    else if (this.#state !== 'open') this.close('not-authorized')
    else if (name === 'iq') this.#iq(stanza)
    else if (name === 'presence') this.#presence(stanza)
    else if (name !== 'message') this.close('unsupported-stanza-type')
  }

  #authenticate(name: string, stanza: Element): void {
    const text = stanza.getText().trim()
    if (name === 'abort') this.#port.write(saslFailure('aborted'))
    else if (name !== 'auth' && !(name === 'response' && this.#challenged)) this.close('not-authorized')
    else if (name === 'auth' && stanza.attrs['mechanism'] !== 'PLAIN')
      this.#port.write(saslFailure('invalid-mechanism'))
    else if (name === 'auth' && text === '') {
      this.#challenged = true
      this.#port.write(saslChallenge())
    } else this.#check(plainCredentials(text))
  }

  #check(credentials: Credentials | undefined): void {
    if (credentials === undefined) this.#port.write(saslFailure('malformed-request'))
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
      this.#port.write(saslSuccess())
      return
    }
    this.#state = 'authenticating'
    this.#port.write(saslFailure(failures[result]))
    if (++this.#tries >= TRIES) this.close('policy-violation')
  }

  #bind(name: string, stanza: Element): void {
    const bind = stanza.getChild('bind', Ns.BIND)
    if (name !== 'iq') this.close('not-authorized')
    else if (bind === undefined || stanza.attrs['type'] !== 'set') {
      this.#port.write(iqError(stanza, 'auth', 'not-authorized'))
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
    this.#port.write(iqResult(this.#binding, element('bind', { xmlns: Ns.BIND }, jid)))
  }

  refused(): void {
    this.close('not-authorized')
  }

  #presence(stanza: Element): void {
    const { type, to } = stanza.attrs
    if (to === undefined && (type === undefined || type === 'unavailable')) this.#port.presence(type === undefined)
  }

  #iq(iq: Element): void {
    const { type, to } = iq.attrs
    if (type !== 'get' && type !== 'set') return
    const question = iq.getChildElements()[0]
    const namespace = question?.getNS()
    const toPubsub = to === `pubsub.${this.#options.domain}`
    if (question === undefined) this.#port.write(iqError(iq, 'modify', 'bad-request'))
    else if (namespace === Ns.PING) {
      this.#pings.push(iq)
      this.#port.ping()
    } else if (namespace === Ns.PUBSUB && type === 'set') this.#pubsub(iq, question)
    else if (namespace === Ns.SESSION) this.#port.write(iqResult(iq))
    else if (namespace === Ns.ROSTER && type === 'get')
      this.#port.write(iqResult(iq, element('query', { xmlns: Ns.ROSTER })))
    else if (namespace === Ns.DISCO_INFO && type === 'get') this.#port.write(this.#info(iq, question, toPubsub))
    else if (namespace === Ns.DISCO_ITEMS && type === 'get') this.#port.write(this.#items(iq, toPubsub))
    else this.#port.write(iqError(iq, 'cancel', 'service-unavailable'))
  }

  ponged(): void {
    const iq = this.#pings.shift()
    if (iq !== undefined && this.#state === 'open') this.#port.write(iqResult(iq))
  }

  #pubsub(iq: Element, pubsub: Element): void {
    const request = pubsub.getChildElements()[0]
    const feed = request?.attrs['node'] ?? ''
    const jid = request?.attrs['jid'] ?? this.fullJid
    if (request?.name === 'subscribe') {
      if (jid !== this.bareJid && jid !== this.fullJid) this.#port.write(iqError(iq, 'modify', 'bad-request'))
      else {
        this.#subscribing.push(iq)
        if (this.#port.subscribe(feed)) return
        this.#subscribing.pop()
        this.#port.write(iqError(iq, 'cancel', 'item-not-found'))
      }
    } else if (request?.name === 'unsubscribe') {
      const known = this.#port.unsubscribe(feed)
      this.#subscribers.delete(feed)
      this.#port.write(known ? iqResult(iq) : iqError(iq, 'cancel', 'item-not-found'))
    } else this.#port.write(iqError(iq, 'cancel', 'feature-not-implemented'))
  }

  subscribed(): void {
    const iq = this.#subscribing.shift()
    if (iq === undefined || this.#state !== 'open') return
    const request = iq.getChild('pubsub', Ns.PUBSUB)!.getChildElements()[0]!
    const node = request.attrs['node'] ?? ''
    const jid = request.attrs['jid'] ?? this.fullJid
    this.#subscribers.set(node, jid)
    const subid = `${this.#options.id}-${this.#subscribers.size}`
    const subscription = element('subscription', { node, jid, subid, subscription: 'subscribed' })
    this.#port.write(iqResult(iq, element('pubsub', { xmlns: Ns.PUBSUB }, subscription)))
  }

  #info(iq: Element, question: Element, toPubsub: boolean): string {
    const { node } = question.attrs
    const kind = !toPubsub
      ? { category: 'server', type: 'im', name: 'ccsim' }
      : { category: 'pubsub', type: node === undefined ? 'service' : 'leaf' }
    const features = toPubsub ? [Ns.DISCO_INFO, Ns.PUBSUB] : [Ns.DISCO_INFO, Ns.DISCO_ITEMS, Ns.PING]
    return iqResult(
      iq,
      element(
        'query',
        { xmlns: Ns.DISCO_INFO, node },
        element('identity', kind),
        ...features.map((name) => element('feature', { var: name })),
      ),
    )
  }

  #items(iq: Element, toPubsub: boolean): string {
    const items = toPubsub ? [] : [element('item', { jid: `pubsub.${this.#options.domain}` })]
    return iqResult(iq, element('query', { xmlns: Ns.DISCO_ITEMS }, ...items))
  }

  /** An event of a feed, as an Update in XML. Own feeds come to the bare JID, others to who subscribed. */
  event(feed: string, update: string): void {
    if (this.#state !== 'open') return
    const { domain } = this.#options
    const to = this.#subscribers.get(feed) ?? this.bareJid
    this.#port.write(eventMessage({ domain, to, feed, update, number: ++this.#messages }))
  }
}

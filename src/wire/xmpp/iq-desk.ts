/**
 * Answers the questions of an open stream: ping (XEP-0199), session, roster, discovery (XEP-0030) and subscriptions
 * (XEP-0060). Everything else gets service-unavailable, as RFC 6120 §8.2.3 asks for, and the stream goes on.
 */
import type { Element } from 'ltx'
import { Ns } from './namespaces.ts'
import type { SessionPort } from './session-port.ts'
import { element, iqError, iqResult } from './stanzas.ts'

/** Who asks, and where. */
export interface Caller {
  /** Host name of the node. */
  readonly domain: string
  /** Names the stream; unique on the node. */
  readonly stream: string
  readonly bareJid: string
  readonly fullJid: string
}

interface Subscription {
  readonly node: string
  readonly jid: string
  readonly subid: string
}

export class IqDesk {
  readonly #port: SessionPort
  readonly #caller: Caller
  readonly #subscriptions = new Map<string, Subscription>()
  readonly #subscribing: Element[] = []
  readonly #pings: Element[] = []
  #subids = 0

  constructor(port: SessionPort, caller: Caller) {
    this.#port = port
    this.#caller = caller
  }

  /** The address that a feed was subscribed with, or undefined. */
  subscriberOf(feed: string): string | undefined {
    return this.#subscriptions.get(feed)?.jid
  }

  ask(iq: Element): void {
    const { type, to } = iq.attrs
    if (type === 'result' || type === 'error') return
    const question = iq.getChildElements()[0]
    const { domain, bareJid, fullJid } = this.#caller
    const isPubsub = to === `pubsub.${domain}`
    const isHere = to === undefined || to === domain || to === bareJid || to === fullJid || isPubsub
    if (question === undefined || (type !== 'get' && type !== 'set')) this.#refuse(iq, 'modify', 'bad-request')
    else if (!isHere) this.#refuse(iq, 'cancel', 'service-unavailable')
    else this.#answer(iq, question, isPubsub)
  }

  #answer(iq: Element, question: Element, isPubsub: boolean): void {
    const kind = `${iq.attrs['type']} ${question.getNS()}`
    if (kind === `get ${Ns.PING}`) {
      this.#pings.push(iq)
      this.#port.ping()
    } else if (kind === `set ${Ns.PUBSUB}`) this.#change(iq, question.getChildElements()[0])
    else if (kind === `get ${Ns.PUBSUB}`) this.#tell(iq, question.getChildElements()[0])
    else if (kind === `set ${Ns.SESSION}`) this.#port.write(iqResult(iq))
    else if (kind === `get ${Ns.ROSTER}`) this.#port.write(iqResult(iq, element('query', { xmlns: Ns.ROSTER })))
    else if (kind === `get ${Ns.DISCO_INFO}`) this.#info(iq, question.attrs['node'], isPubsub)
    else if (kind === `get ${Ns.DISCO_ITEMS}`) this.#items(iq, question.attrs['node'], isPubsub)
    else this.#refuse(iq, 'cancel', 'service-unavailable')
  }

  #refuse(iq: Element, type: 'cancel' | 'modify' | 'auth', condition: string): void {
    this.#port.write(iqError(iq, type, condition))
  }

  ponged(): void {
    const iq = this.#pings.shift()
    if (iq !== undefined) this.#port.write(iqResult(iq))
  }

  #change(iq: Element, request: Element | undefined): void {
    const feed = request?.attrs['node'] ?? ''
    const jid = request?.attrs['jid'] ?? this.#caller.fullJid
    const name = request?.getName()
    if (name !== 'subscribe' && name !== 'unsubscribe') this.#refuse(iq, 'cancel', 'feature-not-implemented')
    else if (jid !== this.#caller.bareJid && jid !== this.#caller.fullJid) this.#refuse(iq, 'modify', 'bad-request')
    else if (name === 'subscribe') {
      this.#subscribing.push(iq)
      if (this.#port.subscribe(feed)) return
      this.#subscribing.pop()
      this.#refuse(iq, 'cancel', 'item-not-found')
    } else if (this.#port.unsubscribe(feed)) {
      this.#subscriptions.delete(feed)
      this.#port.write(iqResult(iq))
    } else this.#refuse(iq, 'cancel', 'item-not-found')
  }

  /** The node answered the oldest subscription asked for; `refusal` is the condition of an error. */
  subscribed(refusal?: string): void {
    const iq = this.#subscribing.shift()
    if (iq === undefined) return
    if (refusal !== undefined) {
      this.#refuse(iq, 'auth', refusal)
      return
    }
    const request = iq.getChild('pubsub', Ns.PUBSUB)!.getChildElements()[0]!
    const node = request.attrs['node'] ?? ''
    const jid = request.attrs['jid'] ?? this.#caller.fullJid
    const subid = this.#subscriptions.get(node)?.subid ?? `${this.#caller.stream}-${++this.#subids}`
    const subscription = { node, jid, subid }
    this.#subscriptions.set(node, subscription)
    this.#port.write(iqResult(iq, element('pubsub', { xmlns: Ns.PUBSUB }, shown(subscription))))
  }

  /** What the user is subscribed to: by nature, and by asking (XEP-0060 §5.6). */
  #tell(iq: Element, request: Element | undefined): void {
    if (request?.getName() !== 'subscriptions') {
      this.#refuse(iq, 'cancel', 'feature-not-implemented')
      return
    }
    const jid = this.#caller.bareJid
    const own = this.#port.ownFeeds().map((node) => ({ node, jid, subid: node }))
    const wanted = request.attrs['node']
    const all = [...own, ...this.#subscriptions.values()].filter(({ node }) => wanted === undefined || node === wanted)
    const list = element('subscriptions', wanted === undefined ? {} : { node: wanted }, ...all.map(shown))
    this.#port.write(iqResult(iq, element('pubsub', { xmlns: Ns.PUBSUB }, list)))
  }

  #info(iq: Element, node: string | undefined, isPubsub: boolean): void {
    if (node !== undefined && !(isPubsub && this.#port.isFeed(node))) {
      this.#refuse(iq, 'cancel', 'item-not-found')
      return
    }
    const isServer = iq.attrs['to'] === this.#caller.domain
    const kind = isPubsub
      ? { category: 'pubsub', type: node === undefined ? 'service' : 'leaf' }
      : isServer
        ? { category: 'server', type: 'im', name: 'ccsim' }
        : { category: 'account', type: 'registered' }
    const features = isPubsub
      ? [Ns.DISCO_INFO, Ns.DISCO_ITEMS, Ns.PUBSUB, `${Ns.PUBSUB}#subscribe`, `${Ns.PUBSUB}#retrieve-subscriptions`]
      : [Ns.DISCO_INFO, Ns.DISCO_ITEMS, Ns.PING, Ns.ROSTER]
    const said = features.map((name) => element('feature', { var: name }))
    const query = element('query', { xmlns: Ns.DISCO_INFO, node }, element('identity', kind), ...said)
    this.#port.write(iqResult(iq, query))
  }

  #items(iq: Element, node: string | undefined, isPubsub: boolean): void {
    const service = `pubsub.${this.#caller.domain}`
    const feeds = isPubsub && node === undefined ? this.#port.ownFeeds() : []
    const items = isPubsub
      ? feeds.map((name) => element('item', { jid: service, node: name }))
      : iq.attrs['to'] === this.#caller.domain && node === undefined
        ? [element('item', { jid: service })]
        : []
    this.#port.write(iqResult(iq, element('query', { xmlns: Ns.DISCO_ITEMS, node }, ...items)))
  }
}

const shown = ({ node, jid, subid }: Subscription): Element =>
  element('subscription', { node, jid, subid, subscription: 'subscribed' })

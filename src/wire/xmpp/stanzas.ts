/** What the server says, as text ready for the wire. */
import { Element } from 'ltx'
import { escapeXml } from '../xml/write.ts'
import { Ns } from './namespaces.ts'
import type { Framing } from './stream-reader.ts'

type Attributes = Readonly<Record<string, string | undefined>>

export function element(
  name: string,
  attributes: Attributes = {},
  ...children: readonly (Element | string)[]
): Element {
  const made = new Element(name, attributes)
  for (const child of children) {
    if (typeof child === 'string') made.t(child)
    else made.cnode(child)
  }
  return made
}

/** `<stream:stream …>` stays open over TCP, `<open/>` is whole over WebSocket; the bodies of BOSH have no header. */
export function streamHeader(framing: Framing, domain: string, id: string): string {
  const from = escapeXml(domain)
  if (framing === 'bosh') return ''
  if (framing === 'websocket')
    return `<open xmlns="${Ns.FRAMING}" from="${from}" id="${id}" version="1.0" xml:lang="en"/>`
  return `<?xml version="1.0"?><stream:stream xmlns="${Ns.CLIENT}" xmlns:stream="${Ns.STREAM}" from="${from}" id="${id}" version="1.0" xml:lang="en">`
}

export function streamFooter(framing: Framing): string {
  if (framing === 'bosh') return ''
  return framing === 'tcp' ? '</stream:stream>' : `<close xmlns="${Ns.FRAMING}"/>`
}

export interface Offer {
  readonly authenticated: boolean
  readonly offersTls: boolean
}

/** Only PLAIN: the server has to see the password to ask for it elsewhere. */
export function features(framing: Framing, { authenticated, offersTls }: Offer): string {
  const mechanisms = element('mechanisms', { xmlns: Ns.SASL }, element('mechanism', {}, 'PLAIN'))
  const before = offersTls ? [element('starttls', { xmlns: Ns.TLS }), mechanisms] : [mechanisms]
  const after = [element('bind', { xmlns: Ns.BIND }), element('session', { xmlns: Ns.SESSION }, element('optional'))]
  return element('stream:features', streamPrefix(framing), ...(authenticated ? after : before)).toString()
}

export const tlsProceed = (): string => element('proceed', { xmlns: Ns.TLS }).toString()

/** Only over TCP there is an enclosing element that declares the prefix. */
const streamPrefix = (framing: Framing): Attributes => (framing === 'tcp' ? {} : { 'xmlns:stream': Ns.STREAM })

export function streamError(framing: Framing, condition: string): string {
  return element('stream:error', streamPrefix(framing), element(condition, { xmlns: Ns.STREAM_ERRORS })).toString()
}

export const saslSuccess = (): string => element('success', { xmlns: Ns.SASL }).toString()
export const saslChallenge = (): string => element('challenge', { xmlns: Ns.SASL }).toString()
export const saslFailure = (condition: string): string =>
  element('failure', { xmlns: Ns.SASL }, element(condition)).toString()

/** Answers go to where the question came from, from whom it was put to. */
function answer(iq: Element, type: 'result' | 'error', children: readonly Element[]): string {
  const { id, from, to } = iq.attrs
  return element('iq', { xmlns: Ns.CLIENT, type, id, from: to, to: from }, ...children).toString()
}

export const iqResult = (iq: Element, ...children: readonly Element[]): string => answer(iq, 'result', children)

export function iqError(iq: Element, type: 'cancel' | 'modify' | 'auth', condition: string): string {
  return answer(iq, 'error', [element('error', { type }, element(condition, { xmlns: Ns.STANZA_ERRORS }))])
}

export interface EventMessage {
  readonly domain: string
  readonly to: string
  /** Name of the publish-subscribe node. */
  readonly feed: string
  /** The Update, as XML. */
  readonly update: string
  /** Number of the message, from which its ids are made. */
  readonly number: number
  /** Not one of the events that are counted: its id says so. */
  readonly isExtra?: boolean
}

/**
 * A publish-subscribe event. The Update is one escaped text: clients read the first text node, and some undo the
 * escaping by replacing `&lt;` and `&gt;` alone, so neither CDATA nor other references may stand for those.
 */
export function eventMessage({ domain, to, feed, update, number, isExtra }: EventMessage): string {
  const id = `${feed}__${to}__${isExtra === true ? 'extra-' : ''}${number.toString(36).padStart(5, '0')}`
  const item = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}1`
  const text = update.replace(/[&<>]/g, (character) =>
    character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&gt;',
  )
  return (
    `<message xmlns="${Ns.CLIENT}" from="pubsub.${escapeXml(domain)}" to="${escapeXml(to)}" id="${escapeXml(id)}">` +
    `<event xmlns="${Ns.PUBSUB_EVENT}"><items node="${escapeXml(feed)}"><item id="${item}">` +
    `<notification xmlns="${Ns.PUBSUB}">${text}</notification></item></items></event></message>`
  )
}

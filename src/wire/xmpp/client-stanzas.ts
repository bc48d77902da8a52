/** The client's side of a notification stream: what a desktop says, and what it reads. */
import type { Element } from 'ltx'
import { Ns } from './namespaces.ts'
import { element } from './stanzas.ts'

/** `<presence/>`, without which no events come, or its unavailable kind. */
export const presenceStanza = (available: boolean): Element =>
  element('presence', available ? {} : { type: 'unavailable' })

export const pingStanza = (id: string, domain: string): Element =>
  element('iq', { type: 'get', id, to: domain }, element('ping', { xmlns: Ns.PING }))

/** Subscribes to a feed, or unsubscribes (XEP-0060 §6). */
export function feedStanza(
  id: string,
  what: 'subscribe' | 'unsubscribe',
  { feed, jid, domain }: { readonly feed: string; readonly jid: string; readonly domain: string },
): Element {
  const pubsub = element('pubsub', { xmlns: Ns.PUBSUB }, element(what, { node: feed, jid }))
  return element('iq', { type: 'set', id, to: `pubsub.${domain}` }, pubsub)
}

/** The browser does not accept the other node, so the desktop stays through a maintenance. */
export const cannotMoveStanza = (domain: string): Element =>
  element('message', { to: `finesse@${domain}` }, element('cannot-move', { xmlns: Ns.MAINTENANCE }))

/** No phone stands beside the client: it wants to be told what is said there, as far as the server knows. */
export const listenStanza = (domain: string): Element =>
  element('message', { to: `finesse@${domain}` }, element('listen', { xmlns: Ns.VOICE }))

/** The call whose caller says goodbye in this message, if it is one. */
export function readGoodbye(stanza: Element): number | undefined {
  const said = stanza.getChild('goodbye', Ns.VOICE)
  return said === undefined ? undefined : Number(said.attrs['call'])
}

export interface ReadEvent {
  readonly feed: string
  /** The Update, as XML. */
  readonly text: string
  /** Running number on the stream, where the id of the message has one as ours do; else undefined. */
  readonly number: number | undefined
  /** It is none of the events that a node counts. */
  readonly isExtra: boolean
}

/** The event in a message, or undefined where there is none. */
export function readEvent(stanza: Element): ReadEvent | undefined {
  const items = stanza.getChild('event')?.getChild('items')
  const notification = items?.getChild('item')?.getChild('notification')
  if (items === undefined || notification === undefined) return undefined
  const { id = '' } = stanza.attrs
  const numbered = /__([0-9a-z]{5,10})$/.exec(id)?.[1]
  return {
    feed: items.attrs['node'] ?? '',
    text: notification.getText(),
    isExtra: /__extra-[0-9a-z]+$/.test(id),
    number: numbered === undefined ? undefined : Number.parseInt(numbered, 36),
  }
}

/** Condition of an error answer, undefined for a result. */
export function problemOf(iq: Element): string | undefined {
  if (iq.attrs['type'] !== 'error') return undefined
  return iq.getChild('error')?.getChildElements()[0]?.getName() ?? 'undefined-condition'
}

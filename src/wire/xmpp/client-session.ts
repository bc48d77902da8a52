/**
 * The client's end of an XMPP stream over WebSocket (RFC 7395), from the first `<open/>` by SASL PLAIN and the binding of a
 * resource to stanzas. It knows no socket: texts go in and out, one WebSocket message each.
 */
import type { Element } from 'ltx'
import { plainResponse } from '../credentials.ts'
import { Ns } from './namespaces.ts'
import { element } from './stanzas.ts'
import { StreamReader } from './stream-reader.ts'

export interface ClientWish {
  readonly domain: string
  readonly user: string
  readonly password: string
  readonly resource: string
}

/** Of `refused` and `closed` one comes at most, and nothing after it. */
export interface ClientListener {
  /** Signed in and bound. */
  opened(): void
  refused(condition: string): void
  stanza(stanza: Element): void
  /** The server ended the stream, with the condition of an error or without any. */
  closed(condition: string): void
}

type Step = 'opening' | 'authenticating' | 'opening again' | 'binding' | 'open' | 'over'

const BIND_ID = 'bind'

export class ClientSession {
  readonly #wish: ClientWish
  readonly #write: (text: string) => void
  readonly #listener: ClientListener
  readonly #reader: StreamReader
  #step: Step = 'opening'

  constructor(wish: ClientWish, write: (text: string) => void, listener: ClientListener) {
    this.#wish = wish
    this.#write = write
    this.#listener = listener
    this.#reader = new StreamReader('websocket', {
      opened: () => undefined,
      stanza: (stanza) => this.#stanza(stanza),
      closed: () => this.#end((told) => told.closed('')),
      broken: (condition) => this.#end((told) => told.closed(condition)),
    })
  }

  /** The socket is open. */
  start(): void {
    this.#open()
  }

  /** A message of the server. */
  read(text: string): void {
    if (this.#step !== 'over') this.#reader.write(text)
  }

  /** Each message is a document of its own, so each stanza names its namespace (RFC 7395 §3.3.3). */
  send(stanza: Element): void {
    if (this.#step !== 'open') return
    if (stanza.attrs['xmlns'] === undefined) stanza.attr('xmlns', Ns.CLIENT)
    this.#write(stanza.toString())
  }

  /** Says goodbye, as XMPP has it. */
  close(): void {
    if (this.#step === 'over') return
    this.#step = 'over'
    this.#write(element('close', { xmlns: Ns.FRAMING }).toString())
  }

  #open(): void {
    const { domain } = this.#wish
    this.#write(element('open', { xmlns: Ns.FRAMING, to: domain, version: '1.0' }).toString())
  }

  #stanza(stanza: Element): void {
    const name = stanza.getName()
    if (name === 'error') this.#end((told) => told.closed(conditionOf(stanza)))
    else if (this.#step === 'open') this.#listener.stanza(stanza)
    else if (name === 'features') this.#offered()
    else if (name === 'success' && this.#step === 'authenticating') {
      this.#step = 'opening again'
      this.#open()
    } else if (name === 'failure') this.#end((told) => told.refused(conditionOf(stanza)))
    else if (name === 'iq' && stanza.attrs['id'] === BIND_ID && this.#step === 'binding') this.#bound(stanza)
  }

  #offered(): void {
    if (this.#step === 'opening') {
      this.#step = 'authenticating'
      this.#write(element('auth', { xmlns: Ns.SASL, mechanism: 'PLAIN' }, plainResponse(this.#wish)).toString())
    } else if (this.#step === 'opening again') {
      this.#step = 'binding'
      const bind = element('bind', { xmlns: Ns.BIND }, element('resource', {}, this.#wish.resource))
      this.#write(element('iq', { xmlns: Ns.CLIENT, type: 'set', id: BIND_ID }, bind).toString())
    }
  }

  #bound(answer: Element): void {
    if (answer.attrs['type'] === 'error') {
      this.#end((told) => told.refused('not-authorized'))
      return
    }
    this.#step = 'open'
    this.#listener.opened()
  }

  #end(tell: (listener: ClientListener) => void): void {
    if (this.#step === 'over') return
    this.#step = 'over'
    tell(this.#listener)
  }
}

const conditionOf = (stanza: Element): string => stanza.getChildElements()[0]?.getName() ?? ''

/**
 * Opens an XMPP stream, sees what is offered, signs in by SASL PLAIN where there is a password to do it with, and
 * leaves before a resource is bound: nobody's desktop is disturbed (RFC 6120 §4, §6; RFC 7395; XEP-0206).
 */
import type { Element } from 'ltx'
import { readBoshBody, writeBoshBody } from '../../wire/xmpp/bosh-body.ts'
import { Ns } from '../../wire/xmpp/namespaces.ts'
import { StreamReader } from '../../wire/xmpp/stream-reader.ts'
import type { Carrier, Listener } from './carriers.ts'
import { within } from './network-error.ts'

export interface ProbeResult {
  readonly mechanisms: readonly string[]
  /** Undefined where no password was sent. */
  readonly sasl: 'success' | string | undefined
  /** The stream was in TLS when the password would have been sent. */
  readonly isSecure: boolean
}

export interface ProbeOptions {
  readonly domain: string
  readonly patienceMs: number
  readonly isSecure: boolean
  readonly credentials: { readonly user: string; readonly password: string } | undefined
  readonly connect: (listener: Listener) => Promise<Carrier> | Carrier
}

export async function probe({
  domain,
  patienceMs,
  credentials,
  connect,
  ...options
}: ProbeOptions): Promise<ProbeResult> {
  const talk = new Talk(domain)
  const next = () => within(patienceMs, talk.next())
  let { isSecure } = options
  try {
    await within(
      patienceMs,
      Promise.resolve(connect(talk)).then((carrier) => talk.begin(carrier)),
    )
    let features = await featuresOf(next)
    if (!isSecure && features.getChild('starttls', Ns.TLS) !== undefined && talk.canSecure) {
      talk.say(`<starttls xmlns="${Ns.TLS}"/>`)
      const answer = await next()
      if (answer.getName() !== 'proceed') throw new Error(`STARTTLS was answered with <${answer.getName()}>`)
      await within(patienceMs, talk.secure())
      isSecure = true
      features = await featuresOf(next)
    }
    const offered = features.getChild('mechanisms', Ns.SASL)?.getChildElements() ?? []
    const mechanisms = offered.map((one) => one.getText().trim())
    if (credentials === undefined || !isSecure || !mechanisms.includes('PLAIN'))
      return { mechanisms, sasl: undefined, isSecure }
    const { user, password } = credentials
    const token = Buffer.from(`\0${user}\0${password}`, 'utf8').toString('base64')
    talk.say(`<auth xmlns="${Ns.SASL}" mechanism="PLAIN">${token}</auth>`)
    const answer = await next()
    const condition = answer.getName() === 'success' ? 'success' : answer.getChildElements()[0]?.getName()
    return { mechanisms, sasl: condition ?? answer.getName(), isSecure }
  } finally {
    talk.leave()
  }
}

async function featuresOf(next: () => Promise<Element>): Promise<Element> {
  const stanza = await next()
  if (stanza.getName() === 'features') return stanza
  const condition = stanza.getChildElements()[0]?.getName()
  throw new Error(`the stream was ended: ${condition ?? stanza.getName()}`)
}

/** One stream as its client has it: stanzas in the order they come. */
class Talk implements Listener {
  readonly #domain: string
  readonly #stanzas: Element[] = []
  #carrier: Carrier | undefined
  #reader: StreamReader | undefined
  #failure: unknown
  #wake: () => void = () => undefined
  #rid = Math.floor(Math.random() * 1e9)
  #sid: string | undefined

  constructor(domain: string) {
    this.#domain = domain
  }

  begin(carrier: Carrier): void {
    this.#carrier = carrier
    this.#open()
  }

  get canSecure(): boolean {
    return this.#carrier?.secure !== undefined
  }

  async secure(): Promise<void> {
    await this.#carrier!.secure!()
    this.#open()
  }

  #open(): void {
    const { framing } = this.#carrier!
    const to = `to="${this.#domain}" version="1.0"`
    if (framing === 'bosh') {
      const how = { hold: 1, wait: 5, ver: '1.6', content: 'text/xml; charset=utf-8', 'xml:lang': 'en' }
      const xmpp = { to: this.#domain, 'xmpp:version': '1.0', 'xmlns:xmpp': Ns.XBOSH }
      this.#carrier!.send(writeBoshBody({ rid: ++this.#rid, ...how, ...xmpp }))
      return
    }
    this.#reader = new StreamReader(framing, {
      opened: () => undefined,
      closed: () => this.ended(new Error('the stream was ended')),
      stanza: (stanza) => this.#got(stanza),
      broken: (condition) => this.ended(new Error(`what it says is no XMPP: ${condition}`)),
    })
    const tcp = `<?xml version="1.0"?><stream:stream xmlns="${Ns.CLIENT}" xmlns:stream="${Ns.STREAM}" ${to}>`
    this.#carrier!.send(framing === 'tcp' ? tcp : `<open xmlns="${Ns.FRAMING}" ${to}/>`)
  }

  say(stanza: string): void {
    const { framing, send } = this.#carrier!
    send(framing === 'bosh' ? writeBoshBody({ rid: ++this.#rid, sid: this.#sid }, [stanza]) : stanza)
  }

  /** A stream that nobody was bound on may simply be closed; a BOSH session would be waited for. */
  leave(): void {
    const carrier = this.#carrier
    if (carrier?.framing === 'bosh' && this.#sid !== undefined && this.#failure === undefined) {
      carrier.send(writeBoshBody({ rid: ++this.#rid, sid: this.#sid, type: 'terminate' }))
      setTimeout(() => carrier.close(), 1_000).unref()
    } else carrier?.close()
  }

  heard(text: string): void {
    if (this.#carrier?.framing !== 'bosh') {
      this.#reader?.write(text)
      return
    }
    // An answer is a body like a request, but for the number of the request.
    const body = readBoshBody(text.replace('<body', '<body rid="0"'))
    if (typeof body === 'string') {
      this.ended(new Error(`what it says is no BOSH: ${body}`))
      return
    }
    this.#sid ??= body.sid
    for (const stanza of body.stanzas) this.#got(stanza)
    if (body.terminates) this.ended(new Error(`BOSH was ended: ${body.attributes['condition'] ?? 'no reason'}`))
  }

  ended(error: unknown): void {
    this.#failure ??= error
    this.#wake()
  }

  async next(): Promise<Element> {
    for (;;) {
      const stanza = this.#stanzas.shift()
      if (stanza !== undefined) return stanza
      if (this.#failure !== undefined) throw this.#failure
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #got(stanza: Element): void {
    this.#stanzas.push(stanza)
    this.#wake()
  }
}

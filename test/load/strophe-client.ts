/** Strophe.js, the XMPP library of browsers, over WebSocket and BOSH. What it takes from a browser is lent to it here. */
import { Agent, request } from 'node:https'
import { $iq, $pres, Strophe } from 'strophe.js'
import type { Served } from '../../src/load/serve/serve.ts'
import { trust } from './clients.ts'

/** As much of a DOM element as is looked at. */
export interface XmlNode {
  readonly firstChild: { readonly nodeValue: string | null } | null
  getAttribute(name: string): string | null
  getElementsByTagName(name: string): { readonly length: number; readonly [index: number]: XmlNode | undefined }
}

const pool = new Agent({ keepAlive: true })

/** As much of XMLHttpRequest as Strophe uses. */
class LentXmlHttpRequest {
  readyState = 0
  status = 0
  responseText = ''
  responseXML: unknown = null
  onreadystatechange: () => void = () => undefined
  readonly #headers: Record<string, string> = {}
  #url = ''
  #aborted = false
  #cancel: () => void = () => undefined

  open(_method: string, url: string): void {
    this.#url = url
    this.readyState = 1
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value
  }

  getAllResponseHeaders(): string {
    return ''
  }

  send(body: string): void {
    const headers = { ...this.#headers, 'Content-Length': String(Buffer.byteLength(body)) }
    const sending = request(this.#url, { method: 'POST', headers, agent: pool }, (response) => {
      response.setEncoding('utf8').on('data', (text) => {
        this.responseText += text
      })
      response.on('end', () => {
        this.status = response.statusCode!
        this.responseXML = new DOMParser().parseFromString(this.responseText, 'text/xml')
        this.#done()
      })
    })
    sending.on('error', () => this.#done())
    this.#cancel = () => sending.destroy()
    sending.end(body)
  }

  #done(): void {
    if (this.#aborted) return
    this.readyState = 4
    this.onreadystatechange()
  }

  abort(): void {
    this.#aborted = true
    this.#cancel()
  }
}
Strophe.setLogLevel(Strophe.LogLevel.FATAL)
Object.assign(globalThis, { XMLHttpRequest: LentXmlHttpRequest })
declare const DOMParser: new () => { parseFromString(text: string, type: string): unknown }

export interface Seen {
  readonly to: string
  readonly node: string
  /** The Update, as XML. */
  readonly update: string
}

export class StropheClient {
  readonly seen: Seen[] = []
  /** Names of the states that the connection went through, with the condition of an error. */
  readonly states: string[] = []
  readonly connection: InstanceType<typeof Strophe.Connection>
  readonly #jid: string
  readonly #password: string
  #wake: () => void = () => undefined

  constructor(served: Served, service: string, jid: string, password: string) {
    trust(served)
    this.#jid = jid
    this.#password = password
    this.connection = new Strophe.Connection(service)
  }

  #event(stanza: XmlNode): void {
    const node = stanza.getElementsByTagName('items')[0]?.getAttribute('node') ?? ''
    const update = stanza.getElementsByTagName('notification')[0]?.firstChild?.nodeValue ?? ''
    this.seen.push({ to: stanza.getAttribute('to') ?? '', node, update })
    this.#wake()
  }

  /** Connects and, where that works, sends presence. Resolves to the last state: CONNECTED, AUTHFAIL, CONNFAIL. */
  start(): Promise<string> {
    return new Promise((resolve) => {
      this.connection.connect(this.#jid, this.#password, (status: number, condition: string | null) => {
        const name = Object.entries(Strophe.Status).find(([, code]) => code === status)?.[0] ?? String(status)
        this.states.push(condition ? `${name} ${condition}` : name)
        this.#wake()
        if (name === 'CONNECTED') {
          this.connection.addHandler((stanza: XmlNode) => this.#heard(stanza), null as never, 'message')
          this.connection.send($pres())
          // With BOSH all of it is sent a little later; an answer tells that presence has arrived.
          void this.ask('get', 'ping', 'urn:xmpp:ping').then(() => resolve(name))
        } else if (['AUTHFAIL', 'CONNFAIL', 'DISCONNECTED'].includes(name)) resolve(name)
      })
    })
  }

  #heard(stanza: XmlNode): boolean {
    this.#event(stanza)
    return true
  }

  /** Resolves to the answer, also where it is an error. */
  ask(type: 'get' | 'set', name: string, xmlns: string, to?: string, child?: [string, Record<string, string>]) {
    const iq = $iq({ type, ...(to === undefined ? {} : { to }) }).c(name, { xmlns })
    if (child !== undefined) iq.c(...child)
    return new Promise<XmlNode>((resolve, reject) => {
      this.connection.sendIQ(iq, resolve, (error: XmlNode | null) => {
        if (error === null) reject(new Error('no answer'))
        else resolve(error)
      })
    })
  }

  /** The first event that has all these texts, now or later. */
  async until(...texts: readonly string[]): Promise<Seen> {
    for (;;) {
      const found = this.seen.find(({ update }) => texts.every((text) => update.includes(text)))
      if (found !== undefined) return found
      await this.#next()
    }
  }

  async untilState(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = this.states.find((state) => pattern.test(state))
      if (found !== undefined) return found
      await this.#next()
    }
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  stop(): void {
    this.connection.disconnect('over')
  }
}

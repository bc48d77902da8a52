/** Real clients for the tests: REST by undici over HTTP/2, events by @xmpp/client. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { client, type XmlNode, type XmppClient, xml } from '@xmpp/client'
import { Agent, request } from 'undici'
import { type Served, type ServeOptions, serve } from '../../src/load/serve/serve.ts'
import { defineScenario, type ScenarioDefinition } from '../../src/scenarios/define.ts'
import type { User } from '../../src/sim/domain/directory.ts'
import type { Update } from '../../src/sim/domain/rest.ts'
import { basicHeader } from '../../src/wire/credentials.ts'
import { readUpdate } from '../../src/wire/finesse-xml/update.ts'

/** A center whose own agents come to work tomorrow: today its users belong to the clients. */
export function quietScenario(more: Partial<ScenarioDefinition> = {}) {
  return defineScenario({
    name: 'wire',
    why: 'real clients, nobody else',
    duration: '48h',
    calm: '1min',
    topology: { agents: 4, supervisors: 1, teamSize: 4, queues: ['sales'], finesse: 1, cti: 'A', awdb: 1 },
    shifts: [{ start: '47h', spread: '1min' }],
    traffic: [],
    ...more,
  })
}

/** Every door there is, whatever the release. */
export const anyPorts = { https: 0, http: 0, notification: 0, insecure: 0, xmpp: 0, xmpps: 0 }

export function serveQuiet(
  more: Partial<ScenarioDefinition> = {},
  options: Partial<ServeOptions> = {},
): Promise<Served> {
  return serve({ workload: quietScenario(more).workload, seed: 'wire', ports: anyPorts, ...options })
}

export interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export class RestClient {
  readonly #base: string
  readonly #agent: Agent

  constructor(served: Served, allowH2 = true, node = 0) {
    this.#base = `${served.nodes[node]!.addresses.https}/finesse/api/`
    this.#agent = new Agent({ allowH2, connect: { ca: served.certificate } })
  }

  async ask(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD' | 'OPTIONS',
    path: string,
    user?: { readonly loginId: string; readonly password: string },
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const authorization = user && basicHeader({ user: user.loginId, password: user.password })
    const answer = await request(`${this.#base}${path}`, {
      method,
      dispatcher: this.#agent,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/xml' }),
        ...headers,
      },
      body: body ?? null,
    })
    return { status: answer.statusCode, body: await answer.body.text(), headers: answer.headers }
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }
}

const usualCas = getCACertificates('default')

/** Clients that cannot be told whom to trust, such as @xmpp/client, trust these servers from now on. */
export function trust(served: Served): void {
  setDefaultCACertificates([...usualCas, served.certificate])
}

export interface SeenUpdate {
  readonly to: string
  readonly feed: string
  readonly requestId: string
  readonly update: Update
  /** As it came. */
  readonly text: string
}

export class EventClient {
  readonly seen: SeenUpdate[] = []
  readonly errors: string[] = []
  readonly xmpp: XmppClient
  readonly #served: Served
  #wake: () => void = () => undefined

  constructor(served: Served, user: User, options: { service?: string; resource?: string; password?: string } = {}) {
    const { service = served.addresses.xmpp!, resource = 'desktop', password = user.password } = options
    this.#served = served
    trust(served)
    this.xmpp = client({
      service,
      domain: served.domain,
      resource,
      // The client would not send PLAIN over plain TCP by itself.
      credentials: (authenticate) => authenticate({ username: user.loginId, password }, 'PLAIN'),
    })
    this.xmpp.reconnect.stop()
    // The client waits for its header to be written before it listens for the answer; from a server in the same
    // process the answer may come first, and is then waited for in vain.
    this.xmpp.write = async (text) => {
      this.xmpp.socket?.write(text)
    }
    this.xmpp.on('error', (error) => {
      this.errors.push(error.condition ?? error.message)
      this.#wake()
    })
    this.xmpp.on('stanza', (stanza) => this.#heard(stanza))
  }

  #heard(stanza: XmlNode): void {
    const items = stanza.getChild('event')?.getChild('items')
    const notification = items?.getChild('item')?.getChild('notification')
    if (items === undefined || notification === undefined) return
    if (notification.children.length !== 1 || typeof notification.children[0] !== 'string') {
      throw new Error(`not one text: ${notification}`)
    }
    const feed = items.attrs['node']!
    const read = readUpdate(this.#served.names, feed, notification.children[0])
    if (read === undefined) throw new Error(`not understood: ${notification.children[0]}`)
    this.seen.push({ to: stanza.attrs['to']!, feed, text: notification.children[0], ...read })
    this.#wake()
  }

  /** Connects, and sends presence. */
  async start(): Promise<string> {
    const jid = await this.xmpp.start()
    await this.xmpp.send(xml('presence'))
    return String(jid)
  }

  iq(type: 'get' | 'set', child: XmlNode, to?: string): Promise<XmlNode> {
    return this.xmpp.iqCaller.request(xml('iq', { type, ...(to === undefined ? {} : { to }) }, child), 5000)
  }

  subscribe(node: string, jid: string): Promise<XmlNode> {
    const pubsub = xml('pubsub', { xmlns: 'http://jabber.org/protocol/pubsub' }, xml('subscribe', { node, jid }))
    return this.iq('set', pubsub, `pubsub.${this.#served.domain}`)
  }

  /** The first event that fits, now or later. */
  async until(fits: (seen: SeenUpdate) => boolean): Promise<SeenUpdate> {
    for (;;) {
      const found = this.seen.find(fits)
      if (found !== undefined) return found
      await this.#next()
    }
  }

  async untilError(): Promise<string> {
    while (this.errors.length === 0) await this.#next()
    return this.errors[0]!
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  async stop(): Promise<void> {
    await this.xmpp.stop().catch(() => undefined)
  }
}

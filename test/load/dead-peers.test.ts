/** Peers that are gone without a word: the socket is there, and nobody at it. */
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import { RestClient, serveQuiet } from './clients.ts'

const SILENCE_MS = 600
const auth = (user: string, password: string) =>
  `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${btoa(`\0${user}\0${password}`)}</auth>`
const HEADER =
  '<stream:stream to="localhost" xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams" version="1.0">'
const BIND =
  '<iq type="set" id="b"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>desk</resource></bind></iq>'

let served: Served
let rest: RestClient
beforeAll(async () => {
  const attendance = { silenceMs: SILENCE_MS, signInMs: 300, sweepMs: 20 }
  served = await serveQuiet({ desk: { load: 1 } }, { attendance })
  rest = new RestClient(served)
})
afterAll(async () => {
  await rest.close()
  await served.close()
})

/** A raw client, and what it was told. */
class RawClient {
  said = ''
  closed = false
  readonly #socket: Socket
  #wake: () => void = () => undefined

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('error', () => undefined)
    socket.setEncoding('utf8').on('data', (text) => {
      this.said += text
      this.#wake()
    })
    socket.on('close', () => {
      this.closed = true
      this.#wake()
    })
  }

  write(text: string): void {
    this.#socket.write(text)
  }

  async until(fits: () => boolean): Promise<void> {
    while (!fits()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  async ask(text: string, answer: string): Promise<void> {
    this.said = ''
    this.write(text)
    await this.until(() => this.said.includes(answer))
  }

  async signIn(user: string, password: string): Promise<void> {
    await this.ask(HEADER, 'PLAIN')
    await this.ask(auth(user, password), '<success')
    await this.ask(HEADER, '<bind')
    await this.ask(BIND, '<jid>')
    this.write('<presence/>')
  }

  destroy(): void {
    this.#socket.destroy()
  }
}

describe.each([
  ['TCP', () => connect(served.nodes[0].ports.xmpp!, '127.0.0.1')],
  ['TLS', () => connectTls({ host: '127.0.0.1', port: served.nodes[0].ports.xmpps!, ca: served.certificate })],
])('a client over %s', (_, open) => {
  it('is let go when it does not sign in', async () => {
    const client = new RawClient(open())
    await client.ask(HEADER, 'PLAIN')
    await client.until(() => client.closed)
    expect(client.said).toContain('<connection-timeout ')
  })

  it('[XMPP-07] stays as long as it says something, if only a blank, and is let go when it does not', async () => {
    const client = new RawClient(open())
    await client.signIn('1002', served.users[1]!.password)
    for (let n = 0; n < 15; n++) {
      await new Promise((resolve) => setTimeout(resolve, SILENCE_MS / 6))
      client.write(' ')
    }
    expect(client.closed).toBe(false)
    const since = performance.now()
    await client.until(() => client.closed)
    expect(performance.now() - since).toBeGreaterThan(SILENCE_MS / 2)
    expect(client.said).toContain('<connection-timeout ')
  })
})

describe('an agent whose client is gone without a word', () => {
  it('[DESK-02] is logged out a minute after the silence was noticed', async () => {
    const user = served.users[0]!
    const client = new RawClient(connect(served.nodes[0].ports.xmpp!, '127.0.0.1'))
    await client.signIn(user.loginId, user.password)
    const login = `<User><state>LOGIN</state><extension>${user.extension}</extension></User>`
    await rest.ask('PUT', `User/${user.loginId}`, user, login)
    await client.until(() => client.said.includes('NOT_READY'))
    await client.until(() => client.closed)
    const state = async () => (await rest.ask('GET', `User/${user.loginId}`, user)).body
    expect(await state()).toContain('<state>NOT_READY</state>')
    served.pace.speed = 200
    let now = await state()
    while (!now.includes('<state>LOGOUT</state>')) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      now = await state()
    }
    served.pace.speed = 1
    // Finesse says 255; with LOAD 1 the PG records a system failure.
    expect(now).toContain('<code>50002</code>')
  })
})

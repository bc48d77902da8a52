/**
 * Clients that take their time on purpose, or are half gone, on every door at once: those that behave are served as if
 * they were alone.
 */
import { connect as connectHttp2 } from 'node:http2'
import { connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedCti, serveCti } from '../../src/load/serve/cti-servers.ts'
import type { Served } from '../../src/load/serve/serve.ts'
import { EventClient, RestClient, serveQuiet } from './clients.ts'
import { CtiClient, openReq } from './cti-client.ts'

const EACH = 60
const TRICKLE_MS = 100

let served: Served
let cti: ServedCti
let rest: RestClient
const sockets: Socket[] = []
const ends: (() => void)[] = []

beforeAll(async () => {
  served = await serveQuiet()
  const { center, pace, names } = served
  cti = await serveCti({ center, pace, epochMs: names.epochMs, ports: { a: 0, b: 0 } })
  rest = new RestClient(served)
})
afterAll(async () => {
  for (const end of ends) end()
  for (const socket of sockets) socket.destroy()
  await rest.close()
  await cti.close()
  await served.close()
})

const opened = (socket: Socket | TLSSocket, event: 'connect' | 'secureConnect'): Promise<void> =>
  new Promise((resolve, reject) => {
    sockets.push(socket)
    socket.on('error', reject).once(event, () => {
      socket.off('error', reject).on('error', () => undefined)
      resolve()
    })
  })

/** Connections to a port that say something, a byte at a time after that, and read nothing. */
async function many(port: number, text: string | Uint8Array, secure: boolean, protocol = 'http/1.1'): Promise<void> {
  const all = Array.from({ length: EACH }, async () => {
    const options = { host: '127.0.0.1', port, ca: served.certificate, ALPNProtocols: [protocol] }
    const socket = secure ? connectTls(options) : connect(port, '127.0.0.1')
    await opened(socket, secure ? 'secureConnect' : 'connect')
    socket.pause()
    socket.write(text)
    const timer = setInterval(() => socket.writable && socket.write('x'), TRICKLE_MS)
    ends.push(() => clearInterval(timer))
  })
  await Promise.all(all)
}

/** A session of HTTP/2 with as many requests as it may have, each with a body that does not end. */
async function endless(): Promise<void> {
  const session = connectHttp2(served.addresses.https, { ca: served.certificate })
  session.on('error', () => undefined)
  ends.push(() => session.destroy())
  await new Promise((resolve) => session.once('remoteSettings', resolve))
  for (let n = 0; n < EACH; n++) {
    const request = session.request({
      ':method': 'PUT',
      ':path': '/finesse/api/User/1001',
      'content-type': 'application/xml',
    })
    request.on('error', () => undefined)
    request.write('<User>')
  }
}

const UPGRADE =
  'GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n'
const PUT =
  'PUT /finesse/api/User/1001 HTTP/1.1\r\nHost: x\r\nContent-Type: application/xml\r\nContent-Length: 60000\r\n\r\n'
const BOSH_BODY =
  '<body xmlns="http://jabber.org/protocol/httpbind" rid="1" to="localhost" wait="60" hold="1" ver="1.6" xml:lang="en"/>'
const BOSH = `POST /http-bind HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: ${BOSH_BODY.length}\r\n\r\n${BOSH_BODY}`
const STREAM = "<stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"

/** Milliseconds of a round trip, by REST and by the event that follows. */
async function roundTrip(client: EventClient, state: string): Promise<number> {
  const since = performance.now()
  const requestId = `r${since}`
  const body = `<User><state>${state}</state>${state === 'NOT_READY' ? '<reasonCodeId>1</reasonCodeId>' : ''}</User>`
  const told = await rest.ask('PUT', 'User/1001', served.users[0]!, body, { requestId })
  expect(told.status).toBe(202)
  await client.until((seen) => seen.requestId === requestId)
  return performance.now() - since
}

async function worst(client: EventClient): Promise<number> {
  let most = 0
  for (let n = 0; n < 30; n++) most = Math.max(most, await roundTrip(client, n % 2 === 0 ? 'READY' : 'NOT_READY'))
  return most
}

describe('clients that are slow, silent or half gone on every door', () => {
  it('do not make those wait who behave', async () => {
    const client = new EventClient(served, served.users[0]!)
    await client.start()
    ends.push(() => void client.stop())
    const { extension } = served.users[0]!
    await rest.ask(
      'PUT',
      'User/1001',
      served.users[0]!,
      `<User><state>LOGIN</state><extension>${extension}</extension></User>`,
    )
    await client.until(({ update }) => update.user !== undefined)
    const alone = await worst(client)

    const { https, http, notification, insecure, xmpp, xmpps } = served.nodes[0].ports
    const [a] = cti.sides
    await many(https!, 'GET / HTTP/1.1\r\nHost: ', true)
    await many(https!, PUT, true)
    await many(https!, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', true, 'h2')
    await many(https!, UPGRADE, true)
    await many(https!, BOSH, true)
    await many(notification!, UPGRADE, true)
    await many(notification!, BOSH, true)
    await many(insecure!, BOSH, false)
    await many(http!, 'GET / HTTP/1.1\r\nHost: ', false)
    await many(xmpp!, STREAM, false)
    await many(xmpps!, STREAM, true)
    await many(a!.port, Buffer.of(0, 0, 0, 60, 0, 0, 0, 3, 0), false)
    await endless()

    const among = await worst(client)
    // Bounds with room for a busy machine; one that waits for a slow one waits for seconds.
    expect(alone).toBeLessThan(2_000)
    expect(among).toBeLessThan(2_000)
    const peer = await CtiClient.to(a!.port)
    peer.send(openReq())
    // OPEN_CONF.
    await peer.next(4)
    peer.close()
  })
})

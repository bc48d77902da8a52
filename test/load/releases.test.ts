/** What each release opens and speaks, asked of its sockets as they are after an installation. */
import { once } from 'node:events'
import { type ClientRequestArgs, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DoorName, doorNames, usualPorts } from '../../src/load/serve/doors.ts'
import type { Served } from '../../src/load/serve/serve.ts'
import { type Release, releases } from '../../src/sim/domain/release.ts'
import { serveQuiet } from './clients.ts'

/**
 * By release (Finesse Web Services Developer and JavaScript Guide 12.5(1), p. 1-9; developer.cisco.com (Finesse): What's New, FAQs,
 * HTTPS Requests; Finesse 12.6 release notes).
 */
interface Wanted {
  readonly closed: readonly DoorName[]
  readonly http2: boolean
  /** What plain HTTP says to REST: an answer, or the way to HTTPS. */
  readonly plainRest: 200 | 301
  /** Doors with a WebSocket, and with BOSH. */
  readonly webSocket: readonly DoorName[]
  readonly bosh: readonly DoorName[]
  readonly cors: 'any page' | 'own pages'
  /** A path for each that is there since. */
  readonly has: readonly string[]
  readonly hasNot: readonly string[]
}

const since120 = ['TeamMessage/x', 'ChatConfig']
const since125 = ['TeamResource/5001/WrapUpReasons', 'UserAuthMode/1001']
const since126 = ['ConnectedUsersInfo', 'MaintenanceMode', 'LockedOutUsers', 'Devices?extension=31001']
const wanted: Readonly<Record<Release, Wanted>> = {
  '11.6': {
    closed: [],
    http2: false,
    plainRest: 200,
    webSocket: [],
    bosh: ['notification', 'insecure'],
    cors: 'any page',
    has: [],
    hasNot: [...since120, ...since125, ...since126],
  },
  '12.0': {
    closed: [],
    http2: false,
    plainRest: 200,
    webSocket: ['notification', 'insecure'],
    bosh: ['notification', 'insecure'],
    cors: 'own pages',
    has: since120,
    hasNot: [...since125, ...since126],
  },
  '12.5': {
    closed: ['insecure', 'xmpp'],
    http2: true,
    plainRest: 301,
    webSocket: ['notification'],
    bosh: ['notification'],
    cors: 'own pages',
    has: [...since120, ...since125],
    hasNot: since126,
  },
  '12.6': {
    closed: ['insecure', 'xmpp', 'xmpps'],
    http2: true,
    plainRest: 301,
    webSocket: ['https', 'notification'],
    bosh: ['https', 'notification'],
    cors: 'own pages',
    has: [...since120, ...since125, ...since126],
    hasNot: [],
  },
  '15.0': {
    closed: ['insecure', 'xmpp', 'xmpps'],
    http2: true,
    plainRest: 301,
    webSocket: ['https', 'notification'],
    bosh: ['https', 'notification'],
    cors: 'own pages',
    has: [...since120, ...since125, ...since126],
    hasNot: [],
  },
}

const isSecure = (door: DoorName): boolean => ['https', 'notification', 'xmpps'].includes(door)
const ORIGIN = 'https://gadgets.example'
const SILENT_MS = 5_000

describe.each(releases)('a node of %s', (release) => {
  const { closed, http2, plainRest, webSocket, bosh, cors, has, hasNot } = wanted[release]
  let served: Served
  const portOf = (door: DoorName): number => served.nodes[0].ports[door]!
  const openDoors = doorNames.filter((door) => !closed.includes(door))
  const overHttp = openDoors.filter((door) => door !== 'xmpp' && door !== 'xmpps')

  beforeAll(async () => {
    served = await serveQuiet({ release }, { ports: usualPorts(release, { https: 0 }) })
  })
  afterAll(() => served.close())

  function ask(door: DoorName, path: string, more: ClientRequestArgs = {}, body = ''): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: portOf(door), path, agent: false as const, ...more }
      const asked = isSecure(door) ? httpsRequest({ ...options, ca: served.certificate }) : httpRequest(options)
      asked.on('response', (response) => resolve(response.resume()))
      asked.on('upgrade', (response, socket) => {
        socket.destroy()
        resolve(response)
      })
      asked.on('error', reject).end(body)
    })
  }

  it('[CLI-03][CLI-04] opens its doors, and no others', () => {
    expect(Object.keys(served.nodes[0].ports).toSorted()).toEqual(openDoors.toSorted())
  })

  it('answers REST on 8445, and sends plain HTTP there as it has it', async () => {
    const path = '/finesse/api/SystemInfo'
    expect((await ask('https', path)).statusCode).toBe(200)
    expect((await ask('http', path)).statusCode).toBe(plainRest)
    expect((await ask('http', '/desktop/')).statusCode).toBe(301)
    for (const door of overHttp.filter((one) => one !== 'https' && one !== 'http')) {
      expect((await ask(door, path)).statusCode, door).toBe(404)
    }
  })

  it('chooses HTTP/2 or 1.1 on 8445', async () => {
    const socket = connectTls({
      host: '127.0.0.1',
      port: portOf('https'),
      ca: served.certificate,
      ALPNProtocols: ['h2', 'http/1.1'],
    })
    await once(socket, 'secureConnect')
    expect(socket.alpnProtocol).toBe(http2 ? 'h2' : 'http/1.1')
    socket.destroy()
  })

  it('[XMPP-06] has notifications where they are, by WebSocket and by BOSH', async () => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-protocol': 'xmpp',
    }
    const first = `<body xmlns="http://jabber.org/protocol/httpbind" rid="1" to="${served.domain}" wait="5" hold="1" ver="1.6"/>`
    const upgraded: DoorName[] = []
    const bound: DoorName[] = []
    for (const door of overHttp) {
      for (const path of ['/ws', '/ws/']) {
        const { statusCode } = await ask(door, path, { headers })
        if (statusCode === 101) upgraded.push(door)
      }
      for (const path of ['/http-bind', '/http-bind/']) {
        const posted = { method: 'POST', headers: { 'content-type': 'text/xml' } }
        const { statusCode, headers: said } = await ask(door, path, posted, first)
        if (statusCode === 200 && said['content-type']?.startsWith('text/xml') === true) bound.push(door)
      }
    }
    const twice = (doors: readonly DoorName[]) => doors.flatMap((door) => [door, door])
    expect(upgraded).toEqual(twice(doorNames.filter((door) => webSocket.includes(door))))
    expect(bound).toEqual(twice(doorNames.filter((door) => bosh.includes(door))))
  })

  it('speaks XMPP over TCP where it is open, with STARTTLS where it is plain', async () => {
    const header =
      "<stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
    for (const door of (['xmpp', 'xmpps'] as const).filter((one) => openDoors.includes(one))) {
      const to = { host: '127.0.0.1', port: portOf(door) }
      const socket = isSecure(door) ? connectTls({ ...to, ca: served.certificate }) : connect(to)
      socket.write(header)
      let said = ''
      socket.setEncoding('utf8').on('data', (text) => {
        said += text
      })
      await expect.poll(() => said, { timeout: SILENT_MS }).toContain('<mechanism>PLAIN</mechanism>')
      expect(said.includes('<starttls')).toBe(door === 'xmpp')
      socket.destroy()
    }
  })

  it('lets other pages call, or not', async () => {
    const { headers } = await ask('https', '/finesse/api/SystemInfo', { headers: { origin: ORIGIN } })
    expect(headers['access-control-allow-origin']).toBe(cors === 'any page' ? ORIGIN : undefined)
  })

  it('has the resources of its time', async () => {
    const unknown: string[] = []
    for (const path of [...has, ...hasNot]) {
      // Who asks without credentials learns of what is there that it wants some.
      const { statusCode } = await ask('https', `/finesse/api/${path}`)
      if (statusCode === 404) unknown.push(path)
      else expect([200, 401], path).toContain(statusCode)
    }
    expect(unknown).toEqual(hasNot)
  })
})

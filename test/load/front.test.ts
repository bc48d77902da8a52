/** What stands before REST and notifications on the ports of two nodes: by raw sockets and Node's own clients. */
import { type ClientRequestArgs, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import { serveQuiet } from './clients.ts'

interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A request to one of the doors, with any headers at all. */
function ask(
  served: Served,
  url: string,
  { headers = {}, method = 'GET' }: { headers?: Record<string, string>; method?: string } = {},
): Promise<Reply> {
  const isSecure = url.startsWith('https:')
  const options: ClientRequestArgs = { method, headers }
  return new Promise((resolve, reject) => {
    const send = isSecure ? httpsRequest(url, { ...options, ca: served.certificate }) : httpRequest(url, options)
    send.on('error', reject)
    send.on('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }))
    })
    send.end()
  })
}

const opened: Served[] = []
async function open(...options: Parameters<typeof serveQuiet>): Promise<Served> {
  const served = await serveQuiet(...options)
  opened.push(served)
  return served
}
afterAll(async () => {
  for (const served of opened) await served.close()
})

const topology = { agents: 2, supervisors: 1, teamSize: 2, queues: ['sales'], finesse: 2, cti: 'AB' as const, awdb: 1 }

describe('two nodes of 12.6', () => {
  let served: Served
  beforeAll(async () => {
    served = await open({ topology }, { domains: ['fin1.example.test', 'fin2.example.test'] })
  })
  const api = (node: number, path = 'SystemInfo') => `${served.nodes[node]!.addresses.https}/finesse/api/${path}`

  it('[API-01] send plain HTTP on to their own HTTPS, REST too', async () => {
    for (const { addresses, ports } of served.nodes) {
      const reply = await ask(served, `${addresses.http}/finesse/api/User/1001?a=b`, {
        headers: { host: 'fin1.example.test' },
      })
      expect(reply.status).toBe(301)
      expect(reply.headers.location).toBe(`https://fin1.example.test:${ports.https}/finesse/api/User/1001?a=b`)
    }
  })

  it('do not let a Host header write the Location', async () => {
    const reply = await ask(served, `${served.addresses.http}/x`, { headers: { host: 'evil.test/@a' } })
    expect(reply.headers.location).toBe(`https://fin1.example.test:${served.nodes[0].ports.https}/x`)
  })

  it('[API-01] speak TLS 1.2 and later, nothing older', async () => {
    const failed = await new Promise<string>((resolve) => {
      const options = { port: served.nodes[0].ports.https!, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' } as const
      connectTls({ host: '127.0.0.1', ...options, ciphers: 'ALL:@SECLEVEL=0', rejectUnauthorized: false })
        .on('secureConnect', () => resolve('connected'))
        .on('error', ({ message }) => resolve(message))
    })
    expect(failed).toMatch(/protocol version/)
  })

  it('[SEC-02] ask browsers for HTTPS only, but not of the whole machine', async () => {
    const named = await ask(served, api(0), { headers: { host: 'fin1.example.test:8445' } })
    expect(named.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    for (const host of ['localhost:8445', '127.0.0.1:8445', '[::1]:8445']) {
      expect((await ask(served, api(0), { headers: { host } })).headers['strict-transport-security']).toBeUndefined()
    }
  })

  it('[SEC-04] answer to pages of the other node, and of nobody else', async () => {
    const own = `https://fin2.example.test:${served.nodes[1]!.ports.https}`
    const reply = await ask(served, api(0), { headers: { origin: own } })
    expect(reply.headers['access-control-allow-origin']).toBe(own)
    expect(reply.headers['access-control-allow-credentials']).toBe('true')
    expect(reply.headers['access-control-expose-headers']).toContain('requestId')
    expect(reply.headers['content-security-policy']).toContain(`frame-ancestors 'self' https://fin1.example.test:`)
    const other = await ask(served, api(0), { headers: { origin: 'https://gadgets.example' } })
    expect(other.status).toBe(200)
    expect(other.headers['access-control-allow-origin']).toBeUndefined()
    expect(other.headers.vary).toBe('Origin')
  })

  it('[API-05] answer a preflight before a sign-in is asked for', async () => {
    const headers = {
      origin: `https://fin2.example.test:${served.nodes[1]!.ports.https}`,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization,content-type,requestid',
    }
    const reply = await ask(served, api(0, 'User/1001'), { method: 'OPTIONS', headers })
    expect(reply).toMatchObject({ status: 200, body: '' })
    expect(reply.headers['access-control-allow-methods']).toContain('PUT')
    expect(reply.headers['access-control-allow-headers']).toBe('authorization,content-type,requestid')
    const stranger = { ...headers, origin: 'https://gadgets.example' }
    const refused = await ask(served, api(0, 'User/1001'), { method: 'OPTIONS', headers: stranger })
    expect(refused.headers['access-control-allow-methods']).toBeUndefined()
  })

  it('have certificates for all their names, signed by one authority', async () => {
    for (const { ports, domain } of served.nodes) {
      for (const servername of [domain, 'localhost']) {
        const options = { host: '127.0.0.1', port: ports.https!, servername, ca: served.certificate }
        const authorized = await new Promise((resolve, reject) => {
          const socket = connectTls(options, () => {
            resolve(socket.authorized)
            socket.destroy()
          }).on('error', reject)
        })
        expect(authorized).toBe(true)
      }
    }
  })

  it('tell both their addresses in SystemInfo', async () => {
    const [first, second] = served.nodes
    for (const node of [0, 1]) {
      const { body } = await ask(served, api(node))
      expect(body).toContain(first.domain)
      expect(body).toContain(second!.domain)
    }
  })

  it('[XMPP-06] take a WebSocket on 8445 only with the subprotocol', async () => {
    const upgrade = (protocol: string | undefined, path = '/ws') =>
      new Promise<number>((resolve, reject) => {
        const headers = {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          ...(protocol === undefined ? {} : { 'sec-websocket-protocol': protocol }),
        }
        const send = httpsRequest(served.addresses.https + path, { headers, ca: served.certificate })
        send.on('upgrade', (response, socket) => {
          resolve(response.statusCode!)
          socket.destroy()
        })
        send.on('response', (response) => resolve(response.statusCode!))
        send.on('error', reject)
        send.end()
      })
    expect(await upgrade('xmpp')).toBe(101)
    expect(await upgrade('chat, xmpp', '/ws/')).toBe(101)
    expect(await upgrade(undefined)).toBe(400)
    expect(await upgrade('xmpp', '/wss')).toBe(404)
  })

  it('tell what their cache would have had', async () => {
    const { loginId, password } = served.users.find(({ role }) => role === 'supervisor')!
    const headers = { authorization: `Basic ${btoa(`${loginId}:${password}`)}` }
    const marks: unknown[] = []
    for (const path of [
      'TeamResource/5001/ReasonCodes?category=NOT_READY',
      'TeamResource/5001/ReasonCodes?category=NOT_READY&nocache=1',
      'TeamResource/5001/ReasonCodes?category=LOGOUT',
      'TeamResource/5001/ReasonCodes?category=NOT_READY&bypassServerCache=true&nocache',
      `User/${loginId}`,
    ]) {
      const reply = await ask(served, api(0, path), { headers })
      expect(reply.status).toBe(200)
      marks.push(reply.headers['x-cache-status'])
    }
    expect(marks).toEqual(['MISS', 'HIT', 'MISS', 'BYPASS', undefined])
  })
})

describe('a node of 11.6', () => {
  let served: Served
  beforeAll(async () => {
    served = await open({ release: '11.6' })
  })

  it('[SEC-01] answers REST over plain HTTP, and sends everything else on', async () => {
    const rest = await ask(served, `${served.addresses.http}/finesse/api/SystemInfo`)
    expect(rest.status).toBe(200)
    expect(rest.body).toContain('<status>IN_SERVICE</status>')
    const page = await ask(served, `${served.addresses.http}/desktop/`)
    expect(page.status).toBe(301)
    expect(page.headers.location).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/desktop\/$/)
  })

  it('echoes the origin of any page', async () => {
    const headers = { origin: 'https://gadgets.example' }
    const reply = await ask(served, `${served.addresses.https}/finesse/api/SystemInfo`, { headers })
    expect(reply.headers['access-control-allow-origin']).toBe('https://gadgets.example')
  })

  it('knows no HTTP/2, no WebSocket, and nothing of a cache', async () => {
    expect(served.addresses.webSocket).toBeUndefined()
    const chosen = await new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: served.nodes[0].ports.https!, ca: served.certificate }
      const socket = connectTls({ ...options, ALPNProtocols: ['h2', 'http/1.1'] }, () => {
        resolve(socket.alpnProtocol)
        socket.destroy()
      }).on('error', reject)
    })
    expect(chosen).toBe('http/1.1')
  })
})

describe('pages of elsewhere', () => {
  it('may call where an administrator lists them', async () => {
    const served = await open({}, { cors: ['https://gadgets.example'] })
    const originOf = async (origin: string) => {
      const reply = await ask(served, `${served.addresses.https}/finesse/api/SystemInfo`, { headers: { origin } })
      return reply.headers['access-control-allow-origin']
    }
    expect(await originOf('https://gadgets.example')).toBe('https://gadgets.example')
    expect(await originOf('https://other.example')).toBeUndefined()
  })
})

describe('clients that are slow on purpose', () => {
  /** Many connections that say a little and then nothing. */
  function loris(port: number, count: number, text: string): Promise<Socket[]> {
    return Promise.all(
      Array.from(
        { length: count },
        () =>
          new Promise<Socket>((resolve, reject) => {
            const socket = connect(port, '127.0.0.1', () => {
              socket.write(text)
              resolve(socket)
            })
            socket.on('error', reject)
          }),
      ),
    )
  }

  it('do not keep others waiting, on no port', async () => {
    const served = await open()
    const { ports, addresses } = served.nodes[0]
    const sockets = [
      ...(await loris(ports.https!, 100, 'half a hello')),
      ...(await loris(ports.http!, 100, 'GET / HTTP/1.1\r\nHost: ')),
      ...(await loris(ports.xmpp!, 100, "<stream:stream to='")),
      ...(await loris(ports.xmpps!, 100, '\u0016\u0003\u0001')),
    ]
    for (const socket of sockets) socket.on('error', () => undefined)
    const startedAt = performance.now()
    for (let n = 0; n < 20; n++) {
      expect((await ask(served, `${addresses.https}/finesse/api/SystemInfo`)).status).toBe(200)
    }
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    for (const socket of sockets) socket.destroy()
  })
})

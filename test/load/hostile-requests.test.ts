/** A sample of the bad requests of test/sim/finesse on real sockets, and what only sockets can do wrong. */
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import { hostileBodies, targets } from '../sim/finesse/hostile.ts'
import { RestClient, serveQuiet } from './clients.ts'

let served: Served
let http2: RestClient
let http1: RestClient
beforeAll(async () => {
  served = await serveQuiet()
  http2 = new RestClient(served)
  http1 = new RestClient(served, false)
})
afterAll(async () => {
  await http2.close()
  await http1.close()
  await served.close()
})

const who = (as: string) =>
  as === 'administrator' ? { loginId: as, password: 'pw-administrator' } : { loginId: as, password: `pw-${as}` }
/** Whose body is looked at: not what only asks for maintenance, nor a log that is packed. */
const withBody = targets.filter(
  ({ takesBody, path, operation }) =>
    takesBody && operation !== 'putMaintenanceMode' && !path.endsWith('CompressedClientLog'),
)
const alive = async () => expect((await http2.ask('GET', 'SystemInfo')).body).toContain('<status>IN_SERVICE</status>')

describe('a server on real sockets', () => {
  it.each(hostileBodies)('refuses a body that %s', async (_, body) => {
    const text = typeof body === 'string' ? body : Buffer.from(body).toString('latin1')
    for (const [at, { method, path, as, operation }] of withBody.entries()) {
      const told = await (at % 2 === 0 ? http2 : http1).ask(method as 'PUT', path, who(as), text)
      // Contacts come as a file, and what is addressed may be missing.
      const expected = operation === 'importContacts' ? [415] : [400, 404]
      expect(expected, `${method} ${path}: ${told.body}`).toContain(told.status)
      expect(told.body).toMatch(/^<ApiErrors><ApiError>/)
      expect(told.body).not.toMatch(/at .*\.ts|pw-/)
    }
    await alive()
  })

  it('refuses ten megabytes at every resource, and its client sees the answer', async () => {
    const long = `<User><state>${'x'.repeat(10 << 20)}</state></User>`
    const toRead = /Contacts|LayoutConfig|Config$|^Team\//
    for (const [at, { method, path, as, operation }] of withBody.entries()) {
      const told = await (at % 2 === 0 ? http2 : http1).ask(method as 'PUT', path, who(as), long)
      // Files of contacts and layouts may be that long, and are then looked at.
      const expected = operation === 'importContacts' ? [415] : toRead.test(path) ? [400, 404] : [413]
      expect(expected, `${method} ${path}`).toContain(told.status)
      expect(told.body).toMatch(/^<ApiErrors><ApiError>/)
    }
    const both = [http2, http1].map((client) => client.ask('PUT', 'User/1001', who('1001'), long))
    for (const told of await Promise.all(both)) expect(told.body).toContain('The request body is too long')
    await alive()
  }, 60_000)

  it('refuses a body without end in chunks', async () => {
    const { port } = new URL(served.addresses.https)
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpsRequest(
        {
          host: '127.0.0.1',
          port,
          method: 'PUT',
          path: '/finesse/api/User/1001',
          ca: served.certificate,
          auth: '1001:pw-1001',
          headers: { 'content-type': 'application/xml' },
        },
        (response) => {
          resolve(response.statusCode!)
          request.destroy()
        },
      )
      request.on('error', reject)
      const piece = Buffer.alloc(64 << 10, 0x20)
      const more = (): void => {
        if (!request.destroyed) request.write(piece, () => setImmediate(more))
      }
      more()
    })
    expect(status).toBe(413)
    await alive()
  })

  it('does not mind clients that go away in the middle of a body, or say nothing', async () => {
    const { port } = new URL(served.addresses.https)
    const half = Array.from(
      { length: 50 },
      (_, at) =>
        new Promise<void>((resolve) => {
          const socket = connect(
            { host: '127.0.0.1', port: Number(port), ca: served.certificate, ALPNProtocols: ['http/1.1'] },
            () => {
              if (at % 2 === 0)
                socket.write('PUT /finesse/api/User/1001 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n<User>')
              setTimeout(() => socket.destroy(), 50)
            },
          )
          socket.on('error', () => undefined)
          socket.on('close', () => resolve())
        }),
    )
    await alive()
    await Promise.all(half)
    await alive()
  })

  it('tells the address of what it made, as the client reached it', async () => {
    const code =
      '<ReasonCode><category>NOT_READY</category><code>77</code><label>Tea</label><forAll>true</forAll></ReasonCode>'
    const made = await http1.ask('POST', 'ReasonCode', who('administrator'), code)
    expect(made).toMatchObject({ status: 200, body: '' })
    expect(made.headers['location']).toBe(`${served.addresses.https}/finesse/api/ReasonCode/1001`)
    expect((await http2.ask('GET', 'ReasonCode/1001', who('1001'))).body).toContain('<label>Tea</label>')
    const csv = await http2.ask('GET', 'PhoneBook/7/Contacts/csvFileContent', who('administrator'))
    expect(csv.status).toBe(404)
  })
})

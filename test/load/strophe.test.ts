import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import { RestClient, serveQuiet } from './clients.ts'
import { StropheClient } from './strophe-client.ts'

let served: Served
let rest: RestClient
const clients: StropheClient[] = []

function client(service: string, jid: string, password: string): StropheClient {
  const made = new StropheClient(served, service, jid, password)
  clients.push(made)
  return made
}

beforeAll(async () => {
  served = await serveQuiet()
  rest = new RestClient(served)
})
afterEach(() => {
  for (const one of clients.splice(0)) one.stop()
})
afterAll(async () => {
  await rest.close()
  await served.close()
})

const onOldPort = (path: string) => `https://127.0.0.1:${served.nodes[0].ports.notification}${path}`

describe.each([
  ['WebSocket', () => served.addresses.webSocket!],
  ['WebSocket with a slash', () => `${served.addresses.webSocket!}/`],
  ['WebSocket on 7443', () => onOldPort('/ws').replace('https', 'wss')],
  ['BOSH', () => served.addresses.bosh!],
  ['BOSH with a slash', () => `${served.addresses.bosh!}/`],
  ['BOSH on 7443', () => onOldPort('/http-bind/')],
])('Strophe.js over %s', (_, service) => {
  const boss = () => served.users.find(({ role }) => role === 'supervisor')!

  it('[XMPP-01][XMPP-04] has own events without subscribing, and team events after', async () => {
    const { loginId, extension, password } = boss()
    const agent = served.users[0]!
    const strophe = client(service(), `${loginId}@localhost/${extension}`, password)
    expect(await strophe.start()).toBe('CONNECTED')
    const signIn = `<User><state>LOGIN</state><extension>${extension}</extension></User>`
    const answer = await rest.ask('PUT', `User/${loginId}`, boss(), signIn, { requestId: 'r1' })
    expect(answer.status).toBe(202)
    const own = await strophe.until('<state>NOT_READY</state>', '<requestId>r1</requestId>')
    expect(own).toMatchObject({ to: `${loginId}@localhost`, node: `/finesse/api/User/${loginId}` })

    const login = `<User><state>LOGIN</state><extension>${agent.extension}</extension></User>`
    const node = '/finesse/api/Team/5001/Users'
    const result = await strophe.ask('set', 'pubsub', 'http://jabber.org/protocol/pubsub', 'pubsub.localhost', [
      'subscribe',
      { node, jid: `${loginId}@localhost/${extension}` },
    ])
    expect(result.getElementsByTagName('subscription')[0]!.getAttribute('subscription')).toBe('subscribed')
    await rest.ask('PUT', `User/${agent.loginId}`, agent, login)
    const team = await strophe.until(`<loginId>${agent.loginId}</loginId>`)
    expect(team).toMatchObject({ to: `${loginId}@localhost/${extension}`, node })

    for (const user of [agent, boss()]) {
      const logout = '<User><state>LOGOUT</state><reasonCodeId>11</reasonCodeId></User>'
      expect((await rest.ask('PUT', `User/${user.loginId}`, user, logout)).status).toBe(202)
    }
    await strophe.until(`<loginId>${loginId}</loginId>`, '<state>LOGOUT</state>')
  })

  it('is told that a password is wrong, and goes on with the right one', async () => {
    const { loginId, password } = served.users[1]!
    const wrong = client(service(), `${loginId}@localhost/desk`, 'wrong')
    expect(await wrong.start()).toBe('AUTHFAIL')
    const right = client(service(), `${loginId}@localhost/desk`, password)
    expect(await right.start()).toBe('CONNECTED')
  })

  it('has a ping answered, and an unknown question refused', async () => {
    const { loginId, password } = served.users[2]!
    const strophe = client(service(), `${loginId}@localhost/desk`, password)
    await strophe.start()
    expect((await strophe.ask('get', 'ping', 'urn:xmpp:ping', 'localhost')).getAttribute('type')).toBe('result')
    const unknown = await strophe.ask('get', 'query', 'jabber:iq:last', 'localhost')
    expect(unknown.getAttribute('type')).toBe('error')
    expect(unknown.getElementsByTagName('service-unavailable')).toHaveLength(1)
    const roster = await strophe.ask('get', 'query', 'jabber:iq:roster')
    expect(roster.getAttribute('type')).toBe('result')
  })

  it('[XMPP-02] loses the older of two streams with one resource by a conflict', async () => {
    const { loginId, password } = served.users[3]!
    const older = client(service(), `${loginId}@localhost/twice`, password)
    await older.start()
    const newer = client(service(), `${loginId}@localhost/twice`, password)
    expect(await newer.start()).toBe('CONNECTED')
    await older.untilState(/conflict/i)
    expect((await newer.ask('get', 'ping', 'urn:xmpp:ping', 'localhost')).getAttribute('type')).toBe('result')
  })
})

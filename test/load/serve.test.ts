import { xml } from '@xmpp/client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import { AgentState } from '../../src/sim/domain/agent-state.ts'
import type { User } from '../../src/sim/domain/directory.ts'
import { Topic } from '../../src/sim/domain/rest.ts'
import { EventClient, RestClient, type SeenUpdate, serveQuiet } from './clients.ts'

const LOGIN = (user: User) => `<User><state>LOGIN</state><extension>${user.extension}</extension></User>`
const READY = '<User><state>READY</state></User>'
const LOGOUT = '<User><state>LOGOUT</state><reasonCodeId>11</reasonCodeId></User>'
const state = (wanted: number) => (seen: SeenUpdate) =>
  seen.update.user?.state === wanted && seen.update.topic === Topic.USER

let served: Served
let rest: RestClient
const open: EventClient[] = []

async function events(user: User, options: { service?: string; resource?: string } = {}) {
  const client = new EventClient(served, user, options)
  open.push(client)
  return { client, jid: await client.start() }
}

beforeAll(async () => {
  served = await serveQuiet()
  rest = new RestClient(served)
})
afterEach(async () => {
  for (const client of open.splice(0)) await client.stop()
})
afterAll(async () => {
  await rest.close()
  await served.close()
})

const ann = () => served.users[0]!
const ben = () => served.users[1]!
const boss = () => served.users.find(({ role }) => role === 'supervisor')!

describe('the REST interface on a real socket', () => {
  it('tells SystemInfo to anybody', async () => {
    const { status, body, headers } = await rest.ask('GET', 'SystemInfo?nocache=1767600000000')
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/xml;charset=UTF-8')
    expect(body).toContain('<status>IN_SERVICE</status>')
    expect(body).toContain('<xmppDomain>localhost</xmppDomain><xmppPubSubDomain>pubsub.localhost</xmppPubSubDomain>')
  })

  it('answers 401 with a challenge for a bad password, and for none', async () => {
    const bad = await rest.ask('GET', 'User/1001', { loginId: '1001', password: 'wrong' })
    expect(bad.status).toBe(401)
    expect(bad.headers['www-authenticate']).toMatch(/^Basic realm=/)
    expect(bad.body).toBe(
      '<ApiErrors><ApiError><ErrorData>1001</ErrorData><ErrorMessage>UNAUTHORIZED</ErrorMessage><ErrorType>Authorization Failure</ErrorType></ApiError></ApiErrors>',
    )
    expect((await rest.ask('GET', 'User/1001')).status).toBe(401)
  })

  it('has no dialogs as exactly one empty element', async () => {
    expect(await rest.ask('GET', 'User/1001/Dialogs', ann())).toMatchObject({ status: 200, body: '<Dialogs/>' })
  })

  it('finds a user by login name, with a slash at the end', async () => {
    const { status, body } = await rest.ask('GET', 'User/agent1001/', ann())
    expect(status).toBe(200)
    expect(body).toContain('<loginId>1001</loginId><loginName>agent1001</loginName>')
  })

  it('knows who it is by login name too', async () => {
    const { status } = await rest.ask('GET', 'User/1001', { loginId: 'agent1001', password: ann().password })
    expect(status).toBe(200)
  })

  it.each([
    ['GET', 'user/1001', 404],
    ['GET', 'Nothing', 404],
    ['POST', 'Team/5001/Users', 404],
    ['POST', 'User/1001', 405],
    ['DELETE', 'SystemInfo', 405],
  ] as const)('answers %s %s with %i', async (method, path, status) => {
    expect((await rest.ask(method, path, ann(), method === 'POST' ? '<User/>' : undefined)).status).toBe(status)
  })

  it('says which verbs there are', async () => {
    expect((await rest.ask('POST', 'User/1001', ann(), '<User/>')).headers['allow']).toBe('GET,OPTIONS,HEAD,PUT')
    expect(await rest.ask('OPTIONS', 'User/1001')).toMatchObject({ status: 200, body: '' })
  })

  it('names an unknown user as the path did, and the request in the header of a failed command', async () => {
    const unknown = await rest.ask('GET', 'User/nobody', ann())
    expect(unknown.status).toBe(404)
    expect(unknown.body).toContain('<ErrorData>nobody</ErrorData><ErrorMessage>UNKNOWN_USER</ErrorMessage>')
    const failed = await rest.ask('PUT', 'User/1001', ann(), '<User><state>SLEEPING</state></User>', {
      requestId: 'r 1',
    })
    expect(failed.status).toBe(400)
    expect(failed.headers['requestid']).toBe('r 1')
    expect((await rest.ask('PUT', 'User/1001', ann(), LOGOUT, { requestId: 'r 2' })).headers['requestid']).toBe('r 2')
  })

  it.each([
    ['no XML', 'state=READY'],
    ['an entity bomb', '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><User><state>&b;</state></User>'],
    ['another root', '<Dialog><requestedAction>ANSWER</requestedAction></Dialog>'],
    ['an unknown entity', '<User><state>&ready;</state></User>'],
  ])('refuses a body with %s as a bad request', async (_, body) => {
    const answer = await rest.ask('PUT', 'User/1001', ann(), body)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('<ErrorType>Bad Request</ErrorType>')
  })

  it('asks who it is before it looks at the body', async () => {
    const answer = await rest.ask('PUT', 'User/1001', { loginId: '1001', password: 'x' }, '<User')
    expect(answer.status).toBe(401)
    expect((await rest.ask('GET', 'User/1001', ann())).status).toBe(200)
  })

  it('refuses a body of a megabyte', async () => {
    expect((await rest.ask('PUT', 'User/1001', ann(), `<User>${' '.repeat(1 << 20)}</User>`)).status).toBe(413)
  })

  it('speaks HTTP/1.1 as well', async () => {
    const old = new RestClient(served, false)
    expect((await old.ask('GET', 'User/1001', ann())).status).toBe(200)
    await old.close()
  })
})

describe.each([
  ['TCP', () => served.addresses.xmpp!],
  ['TCP under TLS', () => served.addresses.xmpps!],
  ['WebSocket', () => served.addresses.webSocket!],
  ['WebSocket with a slash', () => `${served.addresses.webSocket}/`],
])('the Notification Service over %s', (_, service) => {
  it('brings the outcome of a sign-in without a subscription', async () => {
    const { client, jid } = await events(ann(), { service: service(), resource: '31001' })
    expect(jid).toBe('1001@localhost/31001')

    const signIn = await rest.ask('PUT', 'User/1001', ann(), LOGIN(ann()), { requestId: 'sign-in' })
    expect(signIn).toMatchObject({ status: 202, body: '' })
    const first = await client.until(state(AgentState.NOT_READY))
    expect(first).toMatchObject({ to: '1001@localhost', feed: '/finesse/api/User/1001', requestId: 'sign-in' })

    await rest.ask('PUT', 'User/1001', ann(), READY, { requestId: 'be ready' })
    expect((await client.until(state(AgentState.READY))).requestId).toBe('be ready')

    const notReady = '<User> <state>NOT_READY</state>\n<reasonCodeId>2</reasonCodeId> </User>'
    expect((await rest.ask('PUT', 'User/agent1001', ann(), notReady)).status).toBe(202)
    const lunch = await client.until((seen) => seen.update.user?.reason === 2)
    expect(lunch.requestId).toBe('')

    expect((await rest.ask('PUT', 'User/1001', ann(), LOGOUT)).status).toBe(202)
    await client.until(state(AgentState.LOGOUT))
    expect(client.seen.map(({ update }) => update.verb)).toEqual(['PUT', 'PUT', 'PUT', 'PUT'])
  })

  it('refuses a bad password with not-authorized', async () => {
    const client = new EventClient(served, ben(), { service: service(), password: 'wrong' })
    await expect(client.start()).rejects.toMatchObject({ condition: 'not-authorized' })
    await client.stop()
    expect((await rest.ask('GET', 'User/1002', ben())).status).toBe(200)
  })

  it('answers what it does not know with an error, and goes on', async () => {
    const { client } = await events(ann(), { service: service() })
    await expect(client.iq('get', xml('query', { xmlns: 'jabber:iq:last' }))).rejects.toMatchObject({
      condition: 'service-unavailable',
    })
    const pong = await client.iq('get', xml('ping', { xmlns: 'urn:xmpp:ping' }), 'localhost')
    expect(pong.attrs['type']).toBe('result')
    const roster = await client.iq('get', xml('query', { xmlns: 'jabber:iq:roster' }))
    expect(roster.getChild('query', 'jabber:iq:roster')).toBeDefined()
    const info = await client.iq(
      'get',
      xml('query', { xmlns: 'http://jabber.org/protocol/disco#info' }),
      'pubsub.localhost',
    )
    expect(info.getChild('query')!.getChild('identity')!.attrs).toEqual({ category: 'pubsub', type: 'service' })
    expect(client.errors).toEqual([])
  })

  it('tells the older of two streams with one resource that there is a conflict', async () => {
    const { client: older } = await events(ann(), { service: service(), resource: 'twice' })
    const { client: newer } = await events(ann(), { service: service(), resource: 'twice' })
    expect(await older.untilError()).toBe('conflict')
    const pong = await newer.iq('get', xml('ping', { xmlns: 'urn:xmpp:ping' }))
    expect(pong.attrs['type']).toBe('result')
  })
})

describe('a supervisor', () => {
  it('follows the team after a subscription', async () => {
    const { client, jid } = await events(boss())
    const node = '/finesse/api/Team/5001/Users'
    const result = await client.subscribe(node, jid)
    expect(result.getChild('pubsub')!.getChild('subscription')!.attrs).toMatchObject({
      node,
      jid,
      subscription: 'subscribed',
    })

    await rest.ask('PUT', 'User/1003', served.users[2], LOGIN(served.users[2]!), { requestId: 'own' })
    const seen = await client.until(({ feed }) => feed === node)
    expect(seen).toMatchObject({ to: jid, requestId: '' })
    expect(seen.update).toMatchObject({ verb: 'PUT', user: { user: 2, state: AgentState.NOT_READY } })

    const team = await rest.ask('GET', 'Team/5001', boss())
    expect(team.body.match(/<loginId>/g)).toHaveLength(1)
    const all = await rest.ask('GET', 'Team/5001?includeLoggedOutAgents=true', boss())
    expect(all.body.match(/<loginId>/g)).toHaveLength(4)
    await rest.ask('PUT', 'User/1003', served.users[2], LOGOUT)
    await client.until(({ update }) => update.user?.state === AgentState.LOGOUT)
  })

  it('[XMPP-01] is the only one who may follow a team: others are refused', async () => {
    const { client, jid } = await events(ann())
    await expect(client.subscribe('/finesse/api/Team/5001/Users', jid)).rejects.toMatchObject({
      condition: 'forbidden',
    })
    await expect(client.subscribe('/finesse/api/User/1002', jid)).rejects.toMatchObject({ condition: 'item-not-found' })
  })

  it('cannot subscribe to what is not there', async () => {
    const { client, jid } = await events(boss())
    await expect(client.subscribe('/finesse/api/Team/77/Users', jid)).rejects.toMatchObject({
      condition: 'item-not-found',
    })
  })
})

describe('two nodes', () => {
  it('[SVC-06] show the same agent, whoever was told of the change', async () => {
    const two = await serveQuiet({ topology: { agents: 2, teamSize: 2, queues: ['sales'], finesse: 2, cti: 'AB' } })
    const [first, second] = [new RestClient(two), new RestClient(two, true, 1)]
    const user = two.users[0]!
    const events = new EventClient(two, user, { service: two.nodes[1]!.addresses.webSocket! })
    open.push(events)
    await events.start()
    expect((await first.ask('PUT', 'User/1001', user, LOGIN(user), { requestId: 'at the first' })).status).toBe(202)
    const seen = await events.until(state(AgentState.NOT_READY))
    expect(seen).toMatchObject({ to: '1001@localhost', feed: '/finesse/api/User/1001', requestId: '' })
    const shown = await Promise.all([first, second].map((node) => node.ask('GET', 'User/1001', user)))
    expect(shown[0]!.body).toContain('<state>NOT_READY</state>')
    expect(shown[1]!.body).toBe(shown[0]!.body)
    for (const client of [first, second]) await client.close()
    await events.stop()
    await two.close()
  })
})

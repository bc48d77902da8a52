import { describe, expect, it } from 'vitest'
import { ClientSession } from '../../src/wire/xmpp/client-session.ts'
import { pingStanza } from '../../src/wire/xmpp/client-stanzas.ts'
import { ServerSession } from '../../src/wire/xmpp/server-session.ts'

/** Both ends of a stream, with nothing between them; what each was told. */
function stream(password = 'pw') {
  const told: string[] = []
  const sent: string[] = []
  // What is under way arrives after what it was said in answer to.
  const underWay: (() => void)[] = []
  const pump = (): void => {
    for (let deliver = underWay.shift(); deliver !== undefined; deliver = underWay.shift()) deliver()
  }
  const server: ServerSession = new ServerSession(
    {
      write: (text) => underWay.push(() => client.read(text)),
      end: () => told.push('server ends'),
      left: () => told.push('client left'),
      authenticate: (user, given) => server.authenticated(given === 'pw' ? 'granted' : 'refused', user),
      bind: (resource) => {
        told.push(`bind ${resource}`)
        server.bound()
      },
      presence: () => undefined,
      subscribe: () => true,
      unsubscribe: () => true,
      isFeed: () => true,
      ownFeeds: () => [],
      startTls: () => undefined,
      ping: () => server.ponged(),
      cannotMove: () => undefined,
    },
    { framing: 'websocket', domain: 'fin1', id: 's1', offersTls: false },
  )
  const wish = { domain: 'fin1', user: 'müller', password, resource: 'desk' }
  const write = (text: string): void => {
    sent.push(text)
    underWay.push(() => server.receive(text))
  }
  const client: ClientSession = new ClientSession(wish, write, {
    opened: () => told.push('opened'),
    refused: (condition) => told.push(`refused ${condition}`),
    stanza: (stanza) => told.push(`stanza ${stanza.getName()} ${stanza.attrs['id']}`),
    closed: (condition) => told.push(`closed ${condition}`),
  })
  const start = (): void => {
    client.start()
    pump()
  }
  return { client, server, told, sent, start, pump }
}

describe('the client end of a stream over WebSocket', () => {
  it('signs in, binds its resource, and is open', () => {
    const { told, start } = stream()
    start()
    expect(told).toEqual(['bind desk', 'opened'])
  })

  it('says in each message which namespace its stanza is of', () => {
    const { client, told, sent, start, pump } = stream()
    start()
    client.send(pingStanza('p1', 'fin1'))
    pump()
    expect(sent.at(-1)).toBe(
      '<iq type="get" id="p1" to="fin1" xmlns="jabber:client"><ping xmlns="urn:xmpp:ping"/></iq>',
    )
    expect(told.at(-1)).toBe('stanza iq p1')
  })

  it('is told that its password is wrong, and says no more', () => {
    const { client, told, sent, start } = stream('other')
    start()
    expect(told.at(0)).toBe('refused not-authorized')
    const before = sent.length
    client.send(pingStanza('p1', 'fin1'))
    client.close()
    expect(sent.length).toBe(before)
  })

  it('is told why the server ends the stream', () => {
    const { server, told, start, pump } = stream()
    start()
    server.close('conflict')
    pump()
    expect(told).toContain('closed conflict')
  })

  it('sends nothing before the stream is open', () => {
    const { client, sent } = stream()
    client.send(pingStanza('p1', 'fin1'))
    expect(sent).toEqual([])
  })
})

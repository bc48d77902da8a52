import { describe, expect, it } from 'vitest'
import { ServerSession } from '../../src/wire/xmpp/server-session.ts'
import type { Framing } from '../../src/wire/xmpp/stream-reader.ts'

const HEADER =
  "<?xml version='1.0'?><stream:stream to='fin1' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
const OPEN = '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="fin1" version="1.0"/>'
const AUTH = `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${Buffer.from('\u00001001\u0000pw').toString('base64')}</auth>`
const BIND =
  '<iq type="set" id="b"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>desk</resource></bind></iq>'

/** A session with a port that grants the password `pw`, and what went over it. */
function talk(framing: Framing = 'tcp', offersTls = false) {
  const said: string[] = []
  const asked: string[] = []
  const session: ServerSession = new ServerSession(
    {
      write: (text) => said.push(text),
      end: () => asked.push('end'),
      left: () => asked.push('left'),
      authenticate: (user, password) => session.authenticated(password === 'pw' ? 'granted' : 'refused', user),
      bind: (resource) => {
        asked.push(`bind ${resource}`)
        session.bound()
      },
      presence: (available) => asked.push(`presence ${available}`),
      subscribe: (feed) => {
        asked.push(`subscribe ${feed}`)
        return feed.startsWith('/finesse/')
      },
      unsubscribe: (feed) => {
        asked.push(`unsubscribe ${feed}`)
        return true
      },
      isFeed: (feed) => feed.startsWith('/finesse/'),
      ownFeeds: () => ['/finesse/api/User/1001'],
      startTls: () => asked.push('start TLS'),
      ping: () => session.ponged(),
      cannotMove: () => asked.push('cannot move'),
    },
    { framing, domain: 'fin1', id: 's1', offersTls },
  )
  const hear = (text: string): string => {
    said.length = 0
    session.receive(text)
    return said.join('\n')
  }
  const signIn = (): void => {
    for (const text of [framing === 'tcp' ? HEADER : OPEN, AUTH, framing === 'tcp' ? HEADER : OPEN, BIND])
      session.receive(text)
    said.length = 0
  }
  return { session, hear, asked, said, signIn }
}

describe('a stream over TCP', () => {
  it('goes from header to bound resource', () => {
    const { hear, asked } = talk()
    expect(hear(HEADER)).toMatchInlineSnapshot(`
      "<?xml version="1.0"?><stream:stream xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams" from="fin1" id="s1" version="1.0" xml:lang="en">
      <stream:features><mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><mechanism>PLAIN</mechanism></mechanisms></stream:features>"
    `)
    expect(hear(AUTH)).toBe('<success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>')
    expect(hear(HEADER)).toContain('<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/><session')
    expect(hear(BIND)).toBe(
      '<iq xmlns="jabber:client" type="result" id="b"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><jid>1001@fin1/desk</jid></bind></iq>',
    )
    expect(hear('<presence/><presence type="unavailable"/><presence to="other@fin1"/>')).toBe('')
    expect(hear('</stream:stream>')).toBe('</stream:stream>')
    expect(asked).toEqual(['bind desk', 'presence true', 'presence false', 'left', 'end'])
  })

  it('is understood in any pieces', () => {
    const { session, asked } = talk()
    for (const text of [
      HEADER,
      AUTH,
      HEADER,
      BIND,
      '<presence/> ',
      '<message><body><![CDATA[<b>]]]></body></message>',
    ]) {
      for (const character of text) session.receive(character)
    }
    expect(session.isOver).toBe(false)
    expect(asked).toEqual(['bind desk', 'presence true'])
  })

  it('ends after three wrong passwords', () => {
    const { hear } = talk()
    hear(HEADER)
    const wrong = AUTH.replace(/>[^<]+</, `>${Buffer.from('\u00001001\u0000no').toString('base64')}<`)
    expect(hear(wrong)).toBe('<failure xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><not-authorized/></failure>')
    expect(hear(wrong)).toContain('not-authorized')
    expect(hear(wrong)).toContain('policy-violation')
  })

  it.each([
    [AUTH.replace('PLAIN', 'SCRAM-SHA-1'), 'invalid-mechanism'],
    [AUTH.replace(/>[^<]+</, '>???<'), 'malformed-request'],
    [AUTH.replace(/>[^<]+</, '><'), '<challenge'],
    ['<abort xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>', 'aborted'],
  ])('says what is wrong with %s, and goes on', (text, condition) => {
    const { hear } = talk()
    hear(HEADER)
    expect(hear(text)).toContain(condition)
    expect(hear(AUTH)).toContain('<success')
  })

  it.each([
    ['a stanza before the password', [HEADER, '<presence/>'], 'not-authorized'],
    ['a document type', ['<!DOCTYPE x [<!ENTITY a "b">]>'], 'restricted-xml'],
    ['a document type in pieces', [HEADER, '<', '!', 'DOCTYPE x>'], 'restricted-xml'],
    ['a comment', [HEADER, '<!-- x -->'], 'restricted-xml'],
    ['a processing instruction', [HEADER, '<?php ?>'], 'restricted-xml'],
    ['an entity of its own', [HEADER, '<auth>&x;</auth>'], 'not-well-formed'],
    ['an end tag of something else', [HEADER, '<a></b>'], 'not-well-formed'],
    ['a stanza without end', [HEADER, `<auth>${'x'.repeat(70_000)}`], 'policy-violation'],
    ['depth without end', [HEADER, '<a>'.repeat(40)], 'policy-violation'],
  ])('ends on %s', (_, texts, condition) => {
    const { session, hear } = talk()
    const last = texts.map(hear).at(-1)
    expect(last).toContain(`<${condition} xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>`)
    expect(last).toMatch(/<\/stream:stream>$/)
    expect(session.isOver).toBe(true)
    expect(hear('<presence/>')).toBe('')
  })
})

describe('STARTTLS', () => {
  const TLS = 'xmlns="urn:ietf:params:xml:ns:xmpp-tls"'

  it('is offered beside the password, begins the stream anew, and is then offered no more', () => {
    const { hear, asked } = talk('tcp', true)
    expect(hear(HEADER)).toContain(`<starttls ${TLS}/><mechanisms`)
    expect(hear(`<starttls ${TLS}/>`)).toBe(`<proceed ${TLS}/>`)
    expect(asked).toEqual(['start TLS'])
    const again = hear(HEADER)
    expect(again).toContain('<mechanism>PLAIN</mechanism>')
    expect(again).not.toContain('starttls')
    expect(hear(AUTH)).toContain('<success')
  })

  it('forgets what came in plain text behind it', () => {
    const { hear, asked, session } = talk('tcp', true)
    hear(HEADER)
    hear(`<starttls ${TLS}/>${AUTH}<presence/><!`)
    expect(asked).toEqual(['start TLS'])
    expect(hear(HEADER)).toContain('<mechanism>PLAIN</mechanism>')
    expect(session.isOver).toBe(false)
  })

  it('is not to be had where it is not offered', () => {
    const { hear, asked } = talk()
    hear(HEADER)
    expect(hear(`<starttls ${TLS}/>`)).toContain('not-authorized')
    expect(asked).toEqual(['end'])
  })
})

describe('a stream over WebSocket', () => {
  it('has a whole element in each message', () => {
    const { hear, signIn, session } = talk('websocket')
    expect(hear(OPEN)).toMatchInlineSnapshot(`
      "<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" from="fin1" id="s1" version="1.0" xml:lang="en"/>
      <stream:features xmlns:stream="http://etherx.jabber.org/streams"><mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><mechanism>PLAIN</mechanism></mechanisms></stream:features>"
    `)
    signIn()
    expect(session.isOver).toBe(true)
  })

  it('takes stanzas with and without a namespace, and closes', () => {
    const { hear, signIn, asked } = talk('websocket')
    signIn()
    expect(hear('<iq type="get" id="1" to="fin1"><ping xmlns="urn:xmpp:ping"/></iq>')).toContain('type="result"')
    expect(hear('<iq xmlns="jabber:client" type="get" id="2"><ping xmlns="urn:xmpp:ping"/></iq>')).toContain('id="2"')
    expect(hear('<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>')).toBe(
      '<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>',
    )
    expect(asked.at(-1)).toBe('end')
  })

  it('ends on half an element', () => {
    const { hear } = talk('websocket')
    hear(OPEN)
    expect(hear('<auth>')).toContain('not-well-formed')
  })
})

describe('an open stream', () => {
  const iq = (child: string, type = 'get', to = '') => `<iq type="${type}" id="7"${to && ` to="${to}"`}>${child}</iq>`
  const open = () => {
    const session = talk()
    session.signIn()
    return session
  }

  it('answers what it does not know with an error', () => {
    const { hear, session } = open()
    expect(hear(iq('<query xmlns="jabber:iq:private"/>', 'get', 'fin1'))).toBe(
      '<iq xmlns="jabber:client" type="error" id="7" from="fin1"><error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>',
    )
    expect(hear(iq(''))).toContain('bad-request')
    expect(hear('<iq type="result" id="x"/>')).toBe('')
    expect(session.isOver).toBe(false)
  })

  it.each([
    ['no priority', '<presence/>', true],
    ['priority 0', '<presence><priority>0</priority></presence>', true],
    ['priority 127', '<presence><priority>127</priority></presence>', true],
    ['priority -1', '<presence><priority>-1</priority></presence>', false],
    ['another kind of presence', '<presence type="unavailable"/>', false],
  ])('[XMPP-02] is there for events with %s: %s', (_, presence, available) => {
    const { hear, asked } = open()
    hear(presence)
    expect(asked.at(-1)).toBe(`presence ${available}`)
  })

  it('sees whether the application is there by the presence of the user finesse', () => {
    const { session, said } = open()
    session.systemPresence(false)
    session.systemPresence(true)
    expect(said).toEqual([
      '<presence xmlns="jabber:client" from="finesse@fin1" to="1001@fin1/desk" type="unavailable"/>',
      '<presence xmlns="jabber:client" from="finesse@fin1" to="1001@fin1/desk"/>',
    ])
  })

  it('says what is where', () => {
    const { hear } = open()
    const info = '<query xmlns="http://jabber.org/protocol/disco#info"/>'
    const about = (node: string) => info.replace('/>', ` node="${node}"/>`)
    expect(hear(iq(info, 'get', 'fin1'))).toContain('<identity category="server" type="im" name="ccsim"/>')
    expect(hear(iq(info))).toContain('<identity category="account" type="registered"/>')
    expect(hear(iq(info, 'get', 'pubsub.fin1'))).toContain('<identity category="pubsub" type="service"/>')
    expect(hear(iq(about('/finesse/api/User/1001'), 'get', 'pubsub.fin1'))).toContain('category="pubsub" type="leaf"')
    expect(hear(iq(about('nowhere'), 'get', 'pubsub.fin1'))).toContain('item-not-found')
    const items = '<query xmlns="http://jabber.org/protocol/disco#items"/>'
    expect(hear(iq(items, 'get', 'fin1'))).toContain('<item jid="pubsub.fin1"/>')
    expect(hear(iq(items, 'get', 'pubsub.fin1'))).toContain('<item jid="pubsub.fin1" node="/finesse/api/User/1001"/>')
  })

  it('refuses a question to somebody else, and one of no kind', () => {
    const { hear, session } = open()
    const ping = '<ping xmlns="urn:xmpp:ping"/>'
    expect(hear(iq(ping, 'get', '1002@fin1'))).toContain('service-unavailable')
    expect(hear(iq(ping, 'ask'))).toContain('bad-request')
    expect(session.isOver).toBe(false)
  })

  it('lists subscriptions, those by nature and those asked for', () => {
    const { hear, session } = open()
    const pubsub = (inner: string, type: string) =>
      iq(`<pubsub xmlns="http://jabber.org/protocol/pubsub">${inner}</pubsub>`, type, 'pubsub.fin1')
    hear(pubsub('<subscribe node="/finesse/api/Team/5001/Users" jid="1001@fin1/desk"/>', 'set'))
    session.subscribed()
    expect(hear(pubsub('<subscriptions/>', 'get')).match(/ node="[^"]+"/g)).toEqual([
      ' node="/finesse/api/User/1001"',
      ' node="/finesse/api/Team/5001/Users"',
    ])
    hear(pubsub('<unsubscribe node="/finesse/api/Team/5001/Users" jid="1001@fin1/desk"/>', 'set'))
    expect(hear(pubsub('<subscriptions/>', 'get')).match(/ node="[^"]+"/g)).toEqual([' node="/finesse/api/User/1001"'])
    expect(hear(pubsub('<create node="mine"/>', 'set'))).toContain('feature-not-implemented')
  })

  it('is refused a feed that it has no right to', () => {
    const { hear, session, said } = open()
    const node = '/finesse/api/Team/5001/Users'
    hear(
      iq(
        `<pubsub xmlns="http://jabber.org/protocol/pubsub"><subscribe node="${node}" jid="1001@fin1"/></pubsub>`,
        'set',
        'pubsub.fin1',
      ),
    )
    session.subscribed('forbidden')
    expect(said.join('')).toContain('<error type="auth"><forbidden ')
  })

  it('[XMPP-09] has an own event twice when it subscribed by its full address besides', () => {
    const { hear, session, said } = open()
    const node = '/finesse/api/User/1001'
    hear(
      iq(
        `<pubsub xmlns="http://jabber.org/protocol/pubsub"><subscribe node="${node}" jid="1001@fin1/desk"/></pubsub>`,
        'set',
        'pubsub.fin1',
      ),
    )
    session.subscribed()
    said.length = 0
    session.event(node, '<Update/>', true)
    expect(said.map((text) => / to="([^"]+)"/.exec(text)![1])).toEqual(['1001@fin1', '1001@fin1/desk'])
  })

  it('subscribes, and sends events to the address that subscribed', () => {
    const { hear, session, said } = open()
    const subscribe = (node: string, jid: string) =>
      iq(
        `<pubsub xmlns="http://jabber.org/protocol/pubsub"><subscribe node="${node}" jid="${jid}"/></pubsub>`,
        'set',
        'pubsub.fin1',
      )
    expect(hear(subscribe('/finesse/api/Team/5001/Users', '1001@fin1/desk'))).toBe('')
    session.subscribed()
    expect(said.join('')).toBe(
      '<iq xmlns="jabber:client" type="result" id="7" from="pubsub.fin1"><pubsub xmlns="http://jabber.org/protocol/pubsub"><subscription node="/finesse/api/Team/5001/Users" jid="1001@fin1/desk" subid="s1-1" subscription="subscribed"/></pubsub></iq>',
    )
    expect(hear(subscribe('nowhere', '1001@fin1/desk'))).toContain('item-not-found')
    expect(hear(subscribe('/finesse/x', '1002@fin1'))).toContain('bad-request')
    session.event('/finesse/api/Team/5001/Users', '<Update/>', false)
    session.event('/finesse/api/User/1001', '<Update a="1">&amp;</Update>', true)
    expect(said.slice(-2).map((text) => / to="([^"]+)"/.exec(text)![1])).toEqual(['1001@fin1/desk', '1001@fin1'])
    expect(said.at(-1)).toMatchInlineSnapshot(
      `"<message xmlns="jabber:client" from="pubsub.fin1" to="1001@fin1" id="/finesse/api/User/1001__1001@fin1__00002"><event xmlns="http://jabber.org/protocol/pubsub#event"><items node="/finesse/api/User/1001"><item id="00000000-0000-4000-8000-0000000000021"><notification xmlns="http://jabber.org/protocol/pubsub">&lt;Update a="1"&gt;&amp;amp;&lt;/Update&gt;</notification></item></items></event></message>"`,
    )
  })
})

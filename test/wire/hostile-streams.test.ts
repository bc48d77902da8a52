/** Whatever a client of the Notification Service writes, in whatever pieces: an answer, an error or a goodbye, no crash. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseXml } from '../../src/wire/xml/parse.ts'
import { readBoshBody } from '../../src/wire/xmpp/bosh-body.ts'
import { ServerSession } from '../../src/wire/xmpp/server-session.ts'
import type { Framing } from '../../src/wire/xmpp/stream-reader.ts'

const HEADER =
  "<stream:stream to='fin1' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
const OPEN = '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="fin1" version="1.0"/>'
const AUTH = `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${btoa('\u00001001\u0000pw')}</auth>`
const BIND = '<iq type="set" id="b"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>'
const FEED = '/finesse/api/Team/5001/Users'
const SUBSCRIBE = `<iq type="set" id="s" to="pubsub.fin1"><pubsub xmlns="http://jabber.org/protocol/pubsub"><subscribe node="${FEED}" jid="1001@fin1"/></pubsub></iq>`

class Talk {
  readonly said: string[] = []
  ended = false
  readonly session: ServerSession

  constructor(framing: Framing) {
    this.session = new ServerSession(
      {
        write: (text) => void this.said.push(text),
        end: () => {
          this.ended = true
        },
        left: () => undefined,
        authenticate: (user, password) => this.session.authenticated(password === 'pw' ? 'granted' : 'refused', user),
        bind: () => this.session.bound(),
        presence: () => undefined,
        subscribe: () => {
          this.session.subscribed()
          return true
        },
        unsubscribe: () => true,
        isFeed: () => true,
        ownFeeds: () => [],
        startTls: () => undefined,
        ping: () => this.session.ponged(),
        cannotMove: () => undefined,
      },
      { framing, domain: 'fin1', id: 's1', offersTls: framing === 'tcp' },
    )
  }

  signIn(framing: Framing): void {
    const header = framing === 'tcp' ? HEADER : OPEN
    for (const text of [header, AUTH, header, BIND]) this.session.receive(text)
    this.said.length = 0
  }
}

const reference = fc.oneof(
  fc.constantFrom(
    '&amp;',
    '&lt;',
    '&nbsp;',
    '&x;',
    '&',
    '&;',
    '&#;',
    '&#0;',
    '&#x110000;',
    '&#99999999999;',
    '&#xD800;',
  ),
  fc.integer({ min: 0, max: 0x7fffffff }).map((code) => `&#${code};`),
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  reference,
  fc.constantFrom('', ' ', ']]>', '\u0000'),
)
const name = fc.constantFrom(
  'iq',
  'message',
  'presence',
  'auth',
  'response',
  'abort',
  'starttls',
  'query',
  'pubsub',
  'a:b',
)
const xmlns = fc.constantFrom(
  '',
  ' xmlns="jabber:client"',
  ' xmlns="http://jabber.org/protocol/pubsub"',
  ' xmlns="http://jabber.org/protocol/disco#info"',
  ' xmlns="urn:xmpp:ping"',
  ' type="set" id="1"',
  ' type="get" id="1" to="pubsub.fin1"',
  ' type="result"',
  ' xmlns:a="&#xFFFFFF;"',
  ' id="&x;"',
  ' constructor="1" __proto__="2"',
)
const element = fc.letrec<{ one: string; inside: string }>((tie) => ({
  one: fc
    .tuple(name, xmlns, tie('inside'), fc.boolean())
    .map(([tag, more, inside, whole]) => `<${tag}${more}>${inside}${whole ? `</${tag}>` : ''}`),
  inside: fc.oneof({ maxDepth: 3 }, text, tie('one')),
})).one
const piece = fc.oneof(
  element,
  text,
  fc.constantFrom(
    HEADER,
    OPEN,
    AUTH,
    BIND,
    SUBSCRIBE,
    '</stream:stream>',
    '<!DOCTYPE x>',
    '<?x?>',
    '<![CDATA[',
    '<!--',
  ),
)

describe.each(['tcp', 'websocket', 'bosh'] as const)('a stream over %s', (framing) => {
  it.each([
    ['before the password', false],
    ['after it', true],
  ])('survives anything said %s', (_, signedIn) => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (pieces, cuts) => {
          const talk = new Talk(framing)
          if (signedIn) talk.signIn(framing)
          for (const one of pieces) {
            if (framing !== 'tcp') talk.session.receive(one)
            else
              for (let at = 0, cut = 0; at < one.length; at += cut)
                talk.session.receive(one.slice(at, at + (cut = cuts.next().value)))
          }
          // What was said is XML, and nothing is said after the goodbye.
          for (const said of talk.said) {
            const whole = /^<(\?xml|\/stream:stream|stream:stream)/.test(said)
              ? undefined
              : said.replace(/<\/stream:stream>$/, '')
            if (whole !== undefined && whole !== '') parseXml(whole.replaceAll('stream:', 'stream-'))
          }
          const count = talk.said.length
          if (talk.session.isOver) {
            talk.session.receive(SUBSCRIBE)
            talk.session.event(FEED, '<Update/>', true)
            expect(talk.said.length).toBe(count)
          }
        },
      ),
      { numRuns: 400, seed: 7 },
    )
  })
})

it('a body of BOSH of any kind is read or refused', () => {
  const body = fc.oneof(
    piece,
    fc
      .tuple(xmlns, piece)
      .map(([more, inside]) => `<body rid="1" xmlns="http://jabber.org/protocol/httpbind"${more}>${inside}</body>`),
  )
  fc.assert(
    fc.property(body, (one) => {
      const read = readBoshBody(one)
      expect(['string', 'object']).toContain(typeof read)
    }),
    { numRuns: 1_000, seed: 7 },
  )
})

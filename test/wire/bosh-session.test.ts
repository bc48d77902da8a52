import type { Element } from 'ltx'
import { describe, expect, it } from 'vitest'
import { type BoshBody, readBoshBody } from '../../src/wire/xmpp/bosh-body.ts'
import { BoshSession } from '../../src/wire/xmpp/bosh-session.ts'

const NS = 'http://jabber.org/protocol/httpbind'
const BEGIN = 'wait="60" hold="1" ver="1.6" to="fin1" xmpp:version="1.0" xmlns:xmpp="urn:xmpp:xbosh"'

function body(rid: number, attributes = '', inner = ''): BoshBody {
  const read = readBoshBody(`<body xmlns="${NS}" rid="${rid}" ${attributes}>${inner}</body>`)
  if (typeof read === 'string') throw new Error(read)
  return read
}

/** A session with a clock wound by hand; a stream that says its features when it begins. */
function talk(first = BEGIN, rid = 100) {
  let now = 0
  const timers: { at: number; run: () => void }[] = []
  const log: string[] = []
  const session: BoshSession = new BoshSession(
    {
      after(ms, run) {
        const timer = { at: now + ms, run }
        timers.push(timer)
        return () => {
          const at = timers.indexOf(timer)
          if (at >= 0) timers.splice(at, 1)
        }
      },
      opened: () => session.write('<features/>'),
      stanza: (stanza: Element) => log.push(stanza.toString()),
      left: () => log.push('left'),
      ended: () => log.push('ended'),
    },
    body(rid, first),
    { sid: 'S', domain: 'fin1' },
  )
  const wind = (ms: number): void => {
    const until = now + ms
    for (;;) {
      const due = timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      now = due.at
      timers.splice(timers.indexOf(due), 1)
      due.run()
    }
    now = until
  }
  const answers = new Map<string, string>()
  /** Asks, and files the answer under the rid, or another name. */
  const ask = (number: number, attributes = '', inner = '', name = String(number)): (() => void) =>
    session.request(body(number, attributes, inner), (text) => answers.set(name, text))
  const begun = (): void => {
    ask(rid, first)
    wind(0)
  }
  return { session, ask, answers, wind, log, begun }
}

const EMPTY = `<body xmlns="${NS}"/>`
const NO_SESSION = `<body xmlns="${NS}" type="terminate" condition="item-not-found"/>`

describe('a BOSH session', () => {
  it('is begun by a request that is answered at once, with what was agreed', () => {
    const { ask, answers } = talk()
    ask(100, BEGIN)
    expect(answers.get('100')).toBe(
      `<body xmlns="${NS}" sid="S" wait="30" requests="2" inactivity="30" polling="5" maxpause="120" hold="1" ver="1.6" from="fin1" authid="S" xmpp:version="1.0" xmpp:restartlogic="true" xmlns:xmpp="urn:xmpp:xbosh" xmlns:stream="http://etherx.jabber.org/streams"><features/></body>`,
    )
  })

  it.each([
    ['3.5', '1.11'],
    ['1.6', '1.6'],
    ['1.11', '1.11'],
    ['', '1.11'],
  ])('of a client of version %s is of version %s', (asked, agreed) => {
    const { ask, answers } = talk(BEGIN.replace('1.6', asked))
    ask(100, BEGIN)
    expect(answers.get('100')).toContain(` ver="${agreed}"`)
  })

  it('[XMPP-05] holds a request until there is something to say', () => {
    const { session, ask, answers, wind, begun } = talk()
    begun()
    ask(101)
    wind(5_000)
    expect(answers.has('101')).toBe(false)
    session.write('<message id="1"/>')
    session.write('<message id="2"/>')
    wind(0)
    expect(answers.get('101')).toBe(`<body xmlns="${NS}"><message id="1"/><message id="2"/></body>`)
  })

  it('[XMPP-05] answers a request empty after 30 s', () => {
    const { ask, answers, wind, begun } = talk()
    begun()
    ask(101)
    wind(29_999)
    expect(answers.has('101')).toBe(false)
    wind(1)
    expect(answers.get('101')).toBe(EMPTY)
  })

  it('waits no longer than the client wants', () => {
    const { ask, answers, wind, begun } = talk(BEGIN.replace('wait="60"', 'wait="10"'))
    begun()
    expect(answers.get('100')).toContain(' wait="10"')
    ask(101)
    wind(10_000)
    expect(answers.get('101')).toBe(EMPTY)
  })

  it('lets the older of two requests go, so that the client can always ask', () => {
    const { ask, answers, log, begun } = talk()
    begun()
    ask(101)
    ask(102, '', '<iq id="a"/>')
    expect(answers.get('101')).toBe(EMPTY)
    expect(answers.has('102')).toBe(false)
    expect(log).toEqual(['<iq id="a"/>'])
  })

  it('keeps what comes without a request for the next one', () => {
    const { session, ask, answers, wind, begun } = talk()
    begun()
    session.write('<message/>')
    wind(1_000)
    ask(101)
    expect(answers.get('101')).toBe(`<body xmlns="${NS}"><message/></body>`)
  })

  it('takes requests in the order of their ids, not of their arrival', () => {
    const { ask, log, begun } = talk()
    begun()
    ask(102, '', '<b/>')
    expect(log).toEqual([])
    ask(101, '', '<a/><a2/>')
    expect(log).toEqual(['<a/>', '<a2/>', '<b/>'])
  })

  it('gives the same answer again to a request that is repeated, and does nothing twice', () => {
    const { ask, answers, wind, log, begun } = talk()
    begun()
    ask(101, '', '<iq id="a"/>')
    ask(102)
    const [first] = [answers.get('101')!]
    ask(101, '', '<iq id="a"/>', 'again')
    expect(answers.get('again')).toBe(first)
    wind(0)
    expect(log).toEqual(['<iq id="a"/>'])
  })

  it('answers a repeated request where the client asks now, while it is still held', () => {
    const { session, ask, answers, wind, begun } = talk()
    begun()
    ask(101)
    ask(101, '', '', 'again')
    expect(answers.get('101')).toBe(`<body xmlns="${NS}" type="error"/>`)
    session.write('<message/>')
    wind(0)
    expect(answers.get('again')).toBe(`<body xmlns="${NS}"><message/></body>`)
  })

  it('does not lose what was said into a broken connection', () => {
    const { session, ask, answers, wind, begun } = talk()
    begun()
    const gone = ask(101)
    gone()
    session.write('<message/>')
    wind(0)
    expect(answers.has('101')).toBe(false)
    ask(101, '', '', 'again')
    expect(answers.get('again')).toBe(`<body xmlns="${NS}"><message/></body>`)
  })

  it.each([
    ['far ahead', 110],
    ['long gone', 7],
  ])('ends on a request id that is %s', (_, rid) => {
    const { session, ask, answers, log, begun } = talk()
    begun()
    ask(rid)
    expect(answers.get(String(rid))).toBe(NO_SESSION)
    expect(session.isOver).toBe(true)
    expect(log).toEqual(['ended'])
    ask(101)
    expect(answers.get('101')).toBe(NO_SESSION)
  })

  it('ends 30 s after the last request was answered', () => {
    const { ask, wind, log, begun } = talk()
    begun()
    ask(101)
    wind(30_000)
    wind(29_999)
    expect(log).toEqual([])
    wind(1)
    expect(log).toEqual(['ended'])
  })

  it('ends 30 s after the connection of the last request broke', () => {
    const { ask, wind, log, begun } = talk()
    begun()
    ask(101)()
    wind(30_000)
    expect(log).toEqual(['ended'])
  })

  it('stays longer where the client says that it pauses, but not for ever', () => {
    const { ask, answers, wind, log, begun } = talk()
    begun()
    ask(101)
    ask(102, 'pause="600"')
    expect([answers.get('101'), answers.get('102')]).toEqual([EMPTY, EMPTY])
    wind(119_999)
    expect(log).toEqual([])
    wind(1)
    expect(log).toEqual(['ended'])
  })

  it('is ended by the client, whose last words are heard', () => {
    const { ask, answers, log, begun } = talk()
    begun()
    ask(101)
    ask(102, 'type="terminate"', '<presence type="unavailable"/>')
    expect(log).toEqual(['<presence type="unavailable"/>', 'left', 'ended'])
    expect(answers.get('101')).toBe(EMPTY)
    expect(answers.get('102')).toBe(`<body xmlns="${NS}" type="terminate"/>`)
  })

  it('tells the client why the stream has ended', () => {
    const { session, ask, answers, wind, log, begun } = talk()
    begun()
    ask(101)
    session.write('<stream:error><conflict/></stream:error>')
    session.finish('remote-stream-error')
    wind(0)
    expect(answers.get('101')).toBe(
      `<body xmlns="${NS}" type="terminate" condition="remote-stream-error"><stream:error><conflict/></stream:error></body>`,
    )
    expect(log).toEqual(['ended'])
  })

  it('begins its stream anew when asked', () => {
    const { ask, answers, begun } = talk()
    begun()
    ask(101, 'xmpp:restart="true" xmlns:xmpp="urn:xmpp:xbosh"')
    expect(answers.get('101')).toBe(`<body xmlns="${NS}"><features/></body>`)
  })

  it('of a client that polls answers at once, and ends when it polls too often', () => {
    const polling = BEGIN.replace('hold="1"', 'hold="0"')
    const { ask, answers, wind, begun } = talk(polling)
    begun()
    expect(answers.get('100')).toContain(' requests="1"')
    ask(101)
    expect(answers.get('101')).toBe(EMPTY)
    wind(5_000)
    ask(102)
    expect(answers.get('102')).toBe(EMPTY)
    wind(4_999)
    ask(103)
    expect(answers.get('103')).toBe(`<body xmlns="${NS}" type="terminate" condition="policy-violation"/>`)
  })

  it('ends when a client lets too much wait', () => {
    const { session, log, begun } = talk()
    begun()
    for (let n = 0; n < 5; n++) session.write('x'.repeat(1 << 20))
    expect(log).toEqual(['ended'])
  })
})

describe('a body', () => {
  it.each([
    ['no XML', 'hello', 'bad-request'],
    ['nothing', '', 'bad-request'],
    ['half a body', `<body xmlns="${NS}" rid="1"`, 'bad-request'],
    ['another element', `<x xmlns="${NS}" rid="1"/>`, 'bad-request'],
    ['no namespace', '<body rid="1"/>', 'bad-request'],
    ['no request id', `<body xmlns="${NS}"/>`, 'bad-request'],
    ['an id of letters', `<body xmlns="${NS}" rid="1x"/>`, 'bad-request'],
    ['an id beyond 2^53', `<body xmlns="${NS}" rid="9007199254740993"/>`, 'bad-request'],
    ['an entity bomb', `<!DOCTYPE x [<!ENTITY a "aa">]><body xmlns="${NS}" rid="1"/>`, 'restricted-xml'],
    ['a stanza without end', `<body xmlns="${NS}" rid="1"><a>`, 'not-well-formed'],
    ['too much', `<body xmlns="${NS}" rid="1">${' '.repeat(70_000)}</body>`, 'policy-violation'],
  ])('that is %s is refused', (_, text, problem) => {
    expect(readBoshBody(text)).toBe(problem)
  })
})

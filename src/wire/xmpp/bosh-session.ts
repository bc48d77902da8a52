/**
 * The rules of one BOSH session, without sockets or clocks (XEP-0124): requests in the order of their ids, some of
 * them held until there is something to say, answered empty when their wait is over, answered once more when the
 * client repeats one whose answer it lost. A client that holds no request for too long is gone. What the session
 * carries is the XMPP stream's business.
 */
import type { Element } from 'ltx'
import { type BoshBody, boshEnd, writeBoshBody } from './bosh-body.ts'
import { Ns } from './namespaces.ts'

/** Seconds, as the attributes of the first answer say them; the values are those of an Openfire server. */
export const boshLimits = { waitS: 30, inactivityS: 30, pollingS: 5, maxPauseS: 120, hold: 1 } as const
const VERSION = '1.11'
/** Characters that wait for a client which asks for nothing. */
const UNREAD_MOST = 4 << 20

export interface BoshPort {
  /** Runs it later, and returns what takes that back. */
  after(ms: number, run: () => void): () => void
  /** The client begins its stream anew, or at first. */
  opened(): void
  stanza(stanza: Element): void
  /** The client has taken its leave; `ended` follows. */
  left(): void
  /** Nobody will ask any more; told once. */
  ended(): void
}

export interface BoshOptions {
  readonly sid: string
  /** Host name of the node. */
  readonly domain: string
}

interface Held {
  readonly rid: number
  answer: (text: string) => void
  /** Its connection is there. One that broke is answered into the store of answers, for when it is asked again. */
  isLive: boolean
  untime: () => void
}

interface Early {
  readonly body: BoshBody
  readonly answer: (text: string) => void
}

/** To be called when the connection of a request is lost. */
export type Gone = () => void

export class BoshSession {
  readonly #port: BoshPort
  readonly #options: BoshOptions
  readonly #hold: number
  readonly #waitMs: number
  readonly #held: Held[] = []
  readonly #early = new Map<number, Early>()
  readonly #answers = new Map<number, string>()
  #greeting: Readonly<Record<string, string | number | undefined>> | undefined
  #lastRid: number
  #outbox: string[] = []
  #unread = 0
  #working = false
  #isOver = false
  /** The stream has said all, under this condition if it was an error. */
  #finished: { readonly condition: string | undefined } | undefined
  #unwatch: (() => void) | undefined
  #unsoon: (() => void) | undefined
  #pauseS = 0
  #polledJustNow = false

  constructor(port: BoshPort, first: BoshBody, options: BoshOptions) {
    this.#port = port
    this.#options = options
    const waitS = Math.min(first.wait ?? boshLimits.waitS, boshLimits.waitS)
    this.#hold = waitS === 0 ? 0 : Math.min(first.hold ?? boshLimits.hold, boshLimits.hold)
    this.#waitMs = waitS * 1000
    this.#lastRid = first.rid - 1
    this.#greeting = this.#greetingFor(first, waitS)
  }

  /** Requests that may be under way at a time. */
  get #requests(): number {
    return this.#hold + 1
  }

  #greetingFor({ attributes }: BoshBody, waitS: number): Readonly<Record<string, string | number | undefined>> {
    const { sid, domain } = this.#options
    return {
      sid,
      wait: waitS,
      requests: this.#requests,
      inactivity: boshLimits.inactivityS,
      polling: boshLimits.pollingS,
      maxpause: boshLimits.maxPauseS,
      hold: this.#hold,
      ver: olderVersion(attributes['ver'], VERSION),
      from: domain,
      authid: sid,
      'xmpp:version': '1.0',
      'xmpp:restartlogic': 'true',
      'xmlns:xmpp': Ns.XBOSH,
      'xmlns:stream': Ns.STREAM,
    }
  }

  get isOver(): boolean {
    return this.#isOver
  }

  request(body: BoshBody, answer: (text: string) => void): Gone {
    const { rid } = body
    this.#unwatch?.()
    this.#unwatch = undefined
    const gone = this.#ask(rid, body, answer)
    this.#watch()
    return gone
  }

  #ask(rid: number, body: BoshBody, answer: (text: string) => void): Gone {
    const repeated = this.#answers.get(rid)
    if (this.#isOver) answer(boshEnd('item-not-found'))
    else if (repeated !== undefined) answer(repeated)
    else {
      const held = this.#held.find((one) => one.rid === rid)
      if (held !== undefined) return this.#askedAgain(held, answer)
      if (rid <= this.#lastRid || rid > this.#lastRid + this.#requests) {
        this.#end('item-not-found')
        answer(boshEnd('item-not-found'))
      } else {
        this.#early.set(rid, { body, answer })
        this.#takeInOrder()
        return () => this.#lost(rid, answer)
      }
    }
    return () => undefined
  }

  /** The earlier connection is taken for broken, and told so in case it is not (XEP-0124 §14.3). */
  #askedAgain(held: Held, answer: (text: string) => void): Gone {
    if (held.isLive) held.answer(writeBoshBody({ type: 'error' }))
    held.answer = answer
    held.isLive = true
    return () => this.#lost(held.rid, answer)
  }

  #lost(rid: number, answer: (text: string) => void): void {
    const held = this.#held.find((one) => one.rid === rid && one.answer === answer)
    if (held !== undefined) held.isLive = false
    else if (this.#early.get(rid)?.answer === answer) this.#early.delete(rid)
    this.#watch()
  }

  #takeInOrder(): void {
    for (;;) {
      const next = this.#early.get(this.#lastRid + 1)
      if (next === undefined || this.#isOver) break
      this.#early.delete(++this.#lastRid)
      this.#take(next)
    }
  }

  #take({ body, answer }: Early): void {
    const isEmpty = body.stanzas.length === 0 && !body.restarts && !body.terminates && body.pauseS === undefined
    this.#held.push({ rid: body.rid, answer, isLive: true, untime: () => undefined })
    if (isEmpty && this.#hold === 0 && this.#polledJustNow) {
      this.#end('policy-violation')
      return
    }
    this.#working = true
    if (body.restarts || this.#greeting !== undefined) this.#port.opened()
    for (const stanza of body.stanzas) if (!this.#isOver) this.#port.stanza(stanza)
    this.#working = false
    if (body.terminates) {
      this.#port.left()
      this.#end(undefined)
      return
    }
    if (body.pauseS !== undefined) {
      this.#pauseS = Math.min(body.pauseS, boshLimits.maxPauseS)
      while (this.#held.length > 0) this.#answerOldest()
      return
    }
    const held = this.#held.find((one) => one.rid === body.rid)!
    held.untime = this.#port.after(this.#waitMs, () => this.#waited(held))
    this.#flush()
  }

  #waited(held: Held): void {
    while (this.#held.includes(held)) this.#answerOldest()
    this.#watch()
  }

  /** Something to say to the client: in the answer that is due next. */
  write(text: string): void {
    if (this.#isOver) return
    this.#outbox.push(text)
    this.#unread += text.length
    if (this.#unread > UNREAD_MOST) this.#end('policy-violation')
    else this.#flushSoon()
  }

  /** The stream has said all. The client learns it by the next answer. */
  finish(condition?: string): void {
    this.#finished ??= { condition }
    this.#flushSoon()
  }

  /** The host has lost it, as when its process ends: who asks is told that there is no such session. */
  reset(): void {
    this.#end('item-not-found')
  }

  /** What is said in one go shares an answer. */
  #flushSoon(): void {
    if (this.#working || this.#unsoon !== undefined || this.#held.length === 0) return
    this.#unsoon = this.#port.after(0, () => {
      this.#unsoon = undefined
      this.#flush()
      this.#watch()
    })
  }

  #flush(): void {
    if (this.#finished !== undefined && this.#held.length > 0) {
      this.#end(this.#finished.condition)
      return
    }
    if (this.#outbox.length > 0 && this.#held.length > 0) this.#answerOldest()
    while (this.#held.length > this.#hold) this.#answerOldest()
  }

  #answerOldest(): void {
    const stanzas = this.#outbox
    this.#outbox = []
    this.#unread = 0
    const greeting = this.#greeting
    this.#greeting = undefined
    this.#answer(this.#held[0]!, writeBoshBody(greeting ?? {}, stanzas))
    if (this.#hold > 0 || stanzas.length > 0 || greeting !== undefined) return
    this.#polledJustNow = true
    this.#port.after(boshLimits.pollingS * 1000, () => {
      this.#polledJustNow = false
    })
  }

  #answer(held: Held, text: string): void {
    this.#held.splice(this.#held.indexOf(held), 1)
    held.untime()
    this.#answers.set(held.rid, text)
    if (this.#answers.size > this.#requests + 1) this.#answers.delete(this.#answers.keys().next().value!)
    if (held.isLive) held.answer(text)
  }

  /** Starts to count when no request is held any more. Every request stops it. */
  #watch(): void {
    if (this.#isOver || this.#unwatch !== undefined || this.#held.some(({ isLive }) => isLive)) return
    const seconds = Math.max(boshLimits.inactivityS, this.#pauseS)
    this.#pauseS = 0
    this.#unwatch = this.#port.after(seconds * 1000, () => this.#end('item-not-found'))
  }

  /** Ends it for all that is held; the newest request is the one that hears of it. */
  #end(condition: string | undefined): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#unwatch?.()
    this.#unsoon?.()
    while (this.#held.length > 1) this.#answer(this.#held[0]!, writeBoshBody({}))
    const [last] = this.#held
    if (last !== undefined) this.#answer(last, boshEnd(condition, this.#outbox))
    for (const { answer } of this.#early.values()) answer(boshEnd('item-not-found'))
    this.#early.clear()
    this.#port.ended()
  }
}

/** Versions are compared by their numbers: 1.6 is older than 1.11. Anything else is the server's own. */
function olderVersion(asked: string | undefined, own: string): string {
  const found = /^(\d{1,4})\.(\d{1,4})$/.exec(asked ?? '')
  if (found === null) return own
  const [major, minor] = own.split('.').map(Number) as [number, number]
  const isOlder = Number(found[1]) < major || (Number(found[1]) === major && Number(found[2]) < minor)
  return isOlder ? asked! : own
}

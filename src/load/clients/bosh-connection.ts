/**
 * A notification stream over BOSH (XEP-0124, XEP-0206), as desktops of old releases have one: one request waits at the
 * server for what it has to say, a second carries what the desktop says meanwhile.
 */
import { randomInt } from 'node:crypto'
import type { Element } from 'ltx'
import { readBoshBody, writeBoshBody } from '../../wire/xmpp/bosh-body.ts'
import { Ns } from '../../wire/xmpp/namespaces.ts'
import { element } from '../../wire/xmpp/stanzas.ts'
import { Ear, type NotificationConnection, type StreamHeard, type StreamWish } from './notification-connection.ts'
import { RestConnection } from './rest-connection.ts'

const HOLD = 1
const WAIT_S = 30
const HEADERS = { 'content-type': 'text/xml; charset=utf-8' }
const XBOSH = { 'xmlns:xmpp': Ns.XBOSH }

export function connectBosh(wish: StreamWish, heard: StreamHeard): NotificationConnection {
  return new BoshConnection(wish, heard)
}

class BoshConnection implements NotificationConnection {
  readonly #wish: StreamWish
  readonly #ear: Ear
  readonly #http: RestConnection
  readonly #path: string
  #rid = randomInt(1, 2 ** 40)
  #sid = ''
  #underWay = 0
  #outbox: string[] = []
  #restarts = false
  #state: 'greeting' | 'authenticating' | 'binding' | 'open' | 'over' = 'greeting'

  constructor(wish: StreamWish, heard: StreamHeard) {
    const { origin, pathname } = new URL(wish.service)
    this.#wish = wish
    this.#ear = new Ear(heard)
    this.#path = pathname
    this.#http = new RestConnection({ origin, ca: wish.ca, lookup: wish.lookup, http2: false }, () =>
      this.#end((told) => told.broken()),
    )
    this.#post({
      ...XBOSH,
      to: wish.domain,
      wait: WAIT_S,
      hold: HOLD,
      ver: '1.6',
      'xmpp:version': '1.0',
      content: HEADERS['content-type'],
    })
  }

  send(stanza: Element): void {
    if (this.#state === 'over') return
    this.#outbox.push(stanza.toString())
    this.#flush()
  }

  close(): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    this.#ear.forget()
    this.#post({ sid: this.#sid, type: 'terminate' }, this.#outbox.splice(0))
  }

  forget(): void {
    this.#ear.forget()
  }

  drop(): void {
    this.#state = 'over'
    this.#ear.forget()
    this.#http.drop()
  }

  #end(tell: (heard: StreamHeard) => void): void {
    this.#state = 'over'
    this.#ear.end(tell)
    this.#http.drop()
  }

  /** A request for what there is to say, and one that waits, if there is none yet. */
  #flush(): void {
    if (this.#state === 'over' || this.#sid === '') return
    if (this.#restarts) {
      this.#restarts = false
      this.#post({ ...XBOSH, sid: this.#sid, to: this.#wish.domain, 'xmpp:restart': 'true' })
    } else if (this.#underWay === 0 || (this.#outbox.length > 0 && this.#underWay <= HOLD)) {
      this.#post({ sid: this.#sid }, this.#outbox.splice(0))
    }
  }

  #post(attributes: Readonly<Record<string, string | number>>, stanzas: readonly string[] = []): void {
    const body = writeBoshBody({ ...attributes, rid: this.#rid++ }, stanzas)
    this.#underWay++
    void this.#http.ask({ method: 'POST', path: this.#path, headers: HEADERS, body }, (status, text) => {
      this.#underWay--
      if (this.#state === 'over') {
        if (this.#underWay === 0) this.#http.drop()
      } else if (status === 200) this.#answered(text)
      else this.#end((told) => told.broken())
    })
  }

  #answered(text: string): void {
    // An answer has no request id of its own; the reader wants one.
    const read = readBoshBody(text.replace('<body', '<body rid="0"'))
    if (typeof read === 'string') {
      this.#end((told) => told.broken())
      return
    }
    this.#sid = this.#sid || (read.sid ?? '')
    for (const stanza of read.stanzas) this.#stanza(stanza)
    if (read.terminates) this.#end((told) => told.closed(read.attributes['condition'] ?? ''))
    this.#flush()
  }

  #stanza(stanza: Element): void {
    const name = stanza.getName()
    if (this.#state === 'open') {
      if (name === 'error') this.#end((told) => told.closed(stanza.getChildElements()[0]?.getName() ?? ''))
      else this.#ear.stanza(stanza)
    } else if (name === 'features') this.#offered()
    else if (name === 'success') {
      this.#restarts = true
    } else if (name === 'failure') {
      this.#end((told) => told.refused(stanza.getChildElements()[0]?.getName() ?? ''))
    } else if (name === 'iq' && this.#state === 'binding') {
      this.#bound(stanza.attrs['type'] === 'error')
    }
  }

  #bound(refused: boolean): void {
    if (refused) {
      this.#end((told) => told.refused('not-authorized'))
      return
    }
    this.#state = 'open'
    this.#ear.opened()
  }

  #offered(): void {
    const { user, password, resource } = this.#wish
    if (this.#state === 'greeting') {
      this.#state = 'authenticating'
      const plain = Buffer.from(`\0${user}\0${password}`).toString('base64')
      this.send(element('auth', { xmlns: Ns.SASL, mechanism: 'PLAIN' }, plain))
    } else if (this.#state === 'authenticating') {
      this.#state = 'binding'
      const bind = element('bind', { xmlns: Ns.BIND }, element('resource', {}, resource))
      this.send(element('iq', { xmlns: Ns.CLIENT, type: 'set', id: 'bind' }, bind))
    }
  }
}

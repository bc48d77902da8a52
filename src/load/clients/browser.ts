/**
 * The browser of one desktop, as far as one Finesse node sees it: messages of the simulated desktop become requests and
 * stanzas on real connections, and what comes back becomes messages. It knows the node by its addresses alone.
 */
import type { Element } from 'ltx'
import type { User } from '../../sim/domain/directory.ts'
import { M } from '../../sim/domain/messages.ts'
import { type Content, Operation, type RestRequest, type StreamOpen } from '../../sim/domain/rest.ts'
import { readTokenAnswer } from '../../wire/access-token.ts'
import { readMaintenance } from '../../wire/finesse-xml/maintenance.ts'
import { feedName, type Names } from '../../wire/finesse-xml/names.ts'
import { readUpdate } from '../../wire/finesse-xml/update.ts'
import {
  cannotMoveStanza,
  feedStanza,
  listenStanza,
  pingStanza,
  presenceStanza,
  problemOf,
  readEvent,
  readGoodbye,
} from '../../wire/xmpp/client-stanzas.ts'
import type { Keeper } from './keeper.ts'
import type { Answered, HttpQuestion, Lines, RestLine } from './lines.ts'
import type { NotificationConnection } from './notification-connection.ts'
import { questionOf, requestNumber, responseOf } from './requests.ts'
import type { Trust } from './trust.ts'

/** How a node is reached. */
export interface NodeDoors extends Trust {
  /** 1 or 2. What a node says of its service it says of itself, whatever name it has. */
  readonly number: number
  /** Such as `https://127.0.0.1:8445`. */
  readonly https: string
  readonly http2: boolean
  /** `wss:`, `xmpp:`, `xmpps:`, or `https:` for BOSH. */
  readonly notifications: string
  /** XMPP domain. */
  readonly domain: string
  /** Origin of the desktop's page where it comes from the other node: a browser tells it. */
  readonly otherOrigin: string | undefined
  /** Of a node that is not ours. */
  readonly keeper?: Keeper | undefined
}

/** Tells the desktop something. */
export type Tell = (kind: number, about: number, body?: unknown) => void

export interface BrowserOptions {
  readonly names: Names
  readonly doors: NodeDoors
  readonly lines: Lines
  readonly tell: Tell
  /** No phone of the simulated world stands beside it: the server is asked to tell what is said there. */
  readonly listens?: boolean | undefined
  /** Where there is single sign-on. */
  readonly tokens?: Tokens | undefined
}

/** The last access token of each user, by index: a browser keeps it for both nodes. */
export type Tokens = Map<number, string>

interface Feed {
  readonly topic: number
  readonly of: number
}

export class Browser {
  readonly #user: User
  readonly #names: Names
  readonly #doors: NodeDoors
  readonly #lines: Lines
  readonly #tell: Tell
  readonly #listens: boolean
  readonly #tokens: Tokens
  #rest: RestLine | undefined
  #stream: NotificationConnection | undefined
  #asked = 0
  /** Streams that were wanted so far, or not any more. */
  #opening = 0
  readonly #pings = new Set<string>()
  readonly #subscribing = new Map<string, Feed>()
  #events = 0

  constructor(user: User, { names, doors, lines, tell, listens = false, tokens }: BrowserOptions) {
    this.#user = user
    this.#names = names
    this.#doors = doors
    this.#lines = lines
    this.#tell = tell
    this.#listens = listens
    this.#tokens = tokens ?? new Map()
  }

  request(request: RestRequest): void {
    const { https: origin, ca, http2, lookup, otherOrigin, keeper } = this.#doors
    this.#rest ??= this.#lines.rest({ origin, ca, http2, lookup }, () => this.#reset('rest'))
    const { index } = this.#user
    const translated = keeper?.translate(index, request) ?? { request }
    if ('answer' in translated) {
      this.#tell(M.restResponse, index, { requestId: request.requestId, ...translated.answer })
      return
    }
    const isOurs = keeper === undefined
    const token = this.#tokens.get(index) ?? ''
    const question = questionOf(this.#names, this.#user, translated.request, { otherOrigin, isOurs, token })
    const answered = (status: number, text: string): void => this.#answered(request, status, text)
    if (keeper === undefined) this.#rest.ask(question, answered)
    else void this.#askKept(this.#rest, keeper, question, answered)
  }

  async #askKept(rest: RestLine, keeper: Keeper, question: HttpQuestion, answered: Answered): Promise<void> {
    const { authorization } = question.headers
    const told = await keeper.rest(question, authorization === undefined ? undefined : this.#user.loginId)
    if (told === undefined) return
    rest.ask(question, (status, text) => {
      told(status, text)
      answered(status, text)
    })
  }

  #answered(request: RestRequest, status: number, text: string): void {
    if (request.operation === Operation.getToken) this.#keepToken(text)
    const response = responseOf(this.#names, request, status, text)
    this.#tell(M.restResponse, this.#user.index, { ...response, content: this.#ofThisNode(response.content) })
  }

  #keepToken(text: string): void {
    const read = readTokenAnswer(text)
    if (read !== undefined) this.#tokens.set(this.#user.index, read.token)
  }

  #ofThisNode(content: Content | undefined): Content | undefined {
    if (content?.kind !== 'systemInfo') return content
    return { kind: 'systemInfo', info: { ...content.info, node: this.#doors.number } }
  }

  #reset(channel: 'rest' | 'stream'): void {
    this.#tell(M.connectionReset, this.#user.index, channel)
  }

  openStream(open: StreamOpen): void {
    // One that is there already belongs to a page that is gone; the server ends it.
    this.#stream?.forget()
    this.#forgetStream()
    const { keeper } = this.#doors
    if (keeper === undefined) this.#connect(open)
    else void this.#connectKept(keeper, open)
  }

  async #connectKept(keeper: Keeper, open: StreamOpen): Promise<void> {
    const opening = this.#opening
    const mayGo = await keeper.stream(this.#user.loginId)
    // Nobody may want it any more.
    if (mayGo && opening === this.#opening) this.#connect(open)
  }

  #connect({ bearer, password, resource, attempt }: StreamOpen): void {
    const { notifications: service, domain, ca, lookup } = this.#doors
    const secret = bearer === true ? (this.#tokens.get(this.#user.index) ?? '') : password
    const wish = { service, domain, user: this.#user.loginId, password: secret, resource, ca, lookup }
    this.#stream = this.#lines.stream(wish, {
      opened: () => {
        if (this.#listens) this.#stream?.send(listenStanza(domain))
        this.#tell(M.streamOpened, this.#user.index, { attempt })
      },
      refused: (condition) => this.#streamEnded(M.streamRefused, { condition, attempt }),
      closed: (condition) => this.#streamEnded(M.streamClosed, { condition }),
      broken: () => this.#streamEnded(M.connectionReset, 'stream'),
      stanza: (stanza) => this.#stanza(stanza),
    })
  }

  #streamEnded(kind: number, body: unknown): void {
    this.#forgetStream()
    this.#tell(kind, this.#user.index, body)
  }

  #forgetStream(): void {
    this.#opening++
    this.#stream = undefined
    this.#pings.clear()
    this.#subscribing.clear()
    this.#events = 0
  }

  closeStream(): void {
    this.#stream?.close()
    this.#forgetStream()
  }

  presence(available: boolean): void {
    this.#stream?.send(presenceStanza(available))
  }

  ping(): void {
    const id = this.#nextId()
    this.#pings.add(id)
    this.#stream?.send(pingStanza(id, this.#doors.domain))
  }

  subscribe(what: 'subscribe' | 'unsubscribe', { topic, of }: Feed): void {
    const id = this.#nextId()
    const { domain } = this.#doors
    if (what === 'subscribe') this.#subscribing.set(id, { topic, of })
    const feed = feedName(this.#names, topic, of)
    this.#stream?.send(feedStanza(id, what, { feed, jid: `${this.#user.loginId}@${domain}`, domain }))
  }

  cannotMove(): void {
    if (this.#doors.keeper === undefined) this.#stream?.send(cannotMoveStanza(this.#doors.domain))
  }

  #nextId(): string {
    return `d${++this.#asked}`
  }

  #stanza(stanza: Element): void {
    const name = stanza.getName()
    if (name === 'message') this.#message(stanza)
    else if (name === 'presence') this.#presence(stanza)
    else if (name === 'iq') this.#answer(stanza)
  }

  /** The application is there to publish, or not: presence of its own user. */
  #presence(stanza: Element): void {
    if (stanza.attrs['from']?.startsWith('finesse@') !== true) return
    this.#tell(M.systemPresence, stanza.attrs['type'] === 'unavailable' ? 0 : 1)
  }

  #answer(iq: Element): void {
    const { id = '', type } = iq.attrs
    if (type !== 'result' && type !== 'error') return
    const feed = this.#subscribing.get(id)
    if (this.#pings.delete(id)) this.#tell(M.pong, this.#user.index)
    else if (feed !== undefined) {
      this.#subscribing.delete(id)
      const condition = problemOf(iq)
      this.#tell(M.subscribed, this.#user.index, condition === undefined ? feed : { ...feed, condition })
    }
  }

  #message(stanza: Element): void {
    const event = readEvent(stanza)
    if (event === undefined) {
      const call = readGoodbye(stanza)
      if (call !== undefined) this.#tell(M.goodbye, call)
      return
    }
    if (event.isExtra) {
      const warning = readMaintenance(event.text)
      if (warning !== undefined) this.#tell(M.maintenanceWarning, this.#user.index, warning)
      return
    }
    const read = readUpdate(this.#names, event.feed, event.text)
    if (read === undefined) return
    this.#events++
    const requestId = requestNumber(this.#user, read.requestId)
    const number = event.number ?? this.#events
    const system = read.update.system && { ...read.update.system, node: this.#doors.number }
    this.#tell(M.event, this.#user.index, { ...read.update, requestId, number, system })
  }

  /** The network between the desktop and the node breaks what it carries. */
  drop(): void {
    this.#rest?.drop()
    this.#rest = undefined
    this.#stream?.drop()
    this.#forgetStream()
  }

  /** The run is over. */
  close(): void {
    this.closeStream()
    this.#rest?.drop()
    this.#rest = undefined
  }
}

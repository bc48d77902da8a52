/** A client played by hand: it sends what the test says, and keeps every answer and event with its virtual time. */
import { AgentState, type AgentStateName, agentStateName } from '../../src/sim/domain/agent-state.ts'
import type { MobileAgent } from '../../src/sim/domain/cti.ts'
import { type DialogAction, participantStateNames } from '../../src/sim/domain/dialog-state.ts'
import type { User } from '../../src/sim/domain/directory.ts'
import { M } from '../../src/sim/domain/messages.ts'
import {
  type ApiError,
  type Content,
  type DialogBody,
  type DialogView,
  Operation,
  type OperationName,
  type RestRequest,
  type RestResponse,
  Topic,
  type Update,
  type UserBody,
} from '../../src/sim/domain/rest.ts'
import type { Env, Part } from '../../src/sim/kernel/kernel.ts'
import type { Micros } from '../../src/sim/kernel/time.ts'
import { FIRST_CALL } from '../../src/sim/phones/phones.ts'

/** One request, and what came of it so far. */
export class Reply {
  readonly id: number
  readonly sentAt: Micros
  status = 0
  at: Micros = -1
  error: ApiError | undefined
  content: Content | undefined
  /** Events that carry its request id. */
  readonly events: (Update & { readonly at: Micros })[] = []

  constructor(id: number, sentAt: Micros) {
    this.id = id
    this.sentAt = sentAt
  }

  /** The answer in a word or three: `202`, `400 Invalid State state`. */
  get says(): string {
    const { error } = this
    return error === undefined ? String(this.status) : `${this.status} ${error.type} ${error.data}`.trim()
  }

  /** What the events with its id say: `['READY']`, `['error Invalid State 22']`. */
  get outcome(): string[] {
    return this.events.map(text)
  }
}

export interface PutUser {
  readonly state?: AgentStateName | 'nonsense'
  readonly extension?: string
  readonly reasonCodeId?: number
  readonly mobile?: MobileAgent
}

const idOf = (call: number): string => `call ${call - FIRST_CALL + 1}`

/** `call 1 ACTIVE: 31001 HELD, 5550000001 ACTIVE`. */
export function dialogText(dialog: DialogView): string {
  const parties = dialog.parties.map((party) => `${party.address} ${participantStateNames[party.state]}`)
  return `${idOf(dialog.call)}: ${parties.join(', ')}`
}

/** An event in one line; its time and request id are left to the test. */
export function text(update: Update): string {
  const { error, user, dialog, queue, system } = update
  if (error !== undefined) return `error ${error.type} ${error.data}`
  if (dialog !== undefined) return `${update.verb} ${dialogText(dialog)}`
  if (queue !== undefined) return `queue ${queue.queue}: ${queue.callsInQueue} waiting, ${queue.ready} ready`
  if (system !== undefined) return `system ${system.status}`
  const reason = user!.reason === 0 ? '' : ` ${user!.reason}`
  const next = user!.pendingState === 0 ? '' : `, then ${agentStateName(user!.pendingState)}`
  const who = update.topic === Topic.TEAM_USERS ? `member ${user!.user + 1001} ` : ''
  return `${who}${agentStateName(user!.state)}${reason}${next}`
}

export class Client implements Part {
  readonly env: Env
  readonly user: User
  /** Links to the Finesse nodes, and the one in use. */
  readonly toFinesse: number[] = []
  node = 0
  password: string
  readonly events: (Update & { readonly at: Micros })[] = []
  /** What the stream itself said: opened, refused, closed with its condition. */
  readonly stream: string[] = []
  readonly #replies: Map<number, Reply>
  readonly #run: (us: Micros) => void
  #read = 0

  /** `replies` is shared by all clients: request ids are unique among them. */
  constructor(env: Env, user: User, replies: Map<number, Reply>, run: (us: Micros) => void) {
    this.env = env
    this.user = user
    this.password = user.password
    this.#replies = replies
    this.#run = run
  }

  receive(kind: number, _about: number, body: unknown): void {
    if (kind === M.restResponse) this.#answered(body as RestResponse)
    else if (kind === M.event) this.#happened(body as Update)
    else if (kind === M.streamOpened) this.stream.push('opened')
    else if (kind === M.streamRefused || kind === M.streamClosed) {
      this.stream.push((body as { readonly condition: string }).condition)
    } else if (kind === M.subscribed) {
      this.stream.push((body as { readonly condition?: string }).condition ?? 'subscribed')
    }
  }

  #answered(response: RestResponse): void {
    const reply = this.#replies.get(response.requestId)!
    Object.assign(reply, response, { at: this.env.now() })
  }

  #happened(update: Update): void {
    const event = { ...update, at: this.env.now() }
    this.events.push(event)
    // Another client of the same user may have asked.
    if (update.requestId > 0) this.#replies.get(update.requestId)?.events.push(event)
  }

  send(operation: OperationName, id: number, body?: UserBody | DialogBody, rest: Partial<RestRequest> = {}): Reply {
    const reply = new Reply(this.#replies.size + 1, this.env.now())
    this.#replies.set(reply.id, reply)
    const request: RestRequest = {
      operation: Operation[operation],
      id,
      user: this.user.index,
      password: this.password,
      requestId: reply.id,
      body,
      ...rest,
    }
    this.env.send(this.toFinesse[this.node]!, M.restRequest, this.user.index, request)
    return reply
  }

  /** PUT User: of oneself, or of the user with this login. */
  put({ state, extension, reasonCodeId, mobile }: PutUser, user = this.user.index): Reply {
    const code = state === undefined ? -2 : state === 'nonsense' ? -1 : AgentState[state]
    return this.send('putUser', user, { state: code, extension, reasonCodeId, mobile })
  }

  /** PUT Dialog. */
  dialog(call: number, action: DialogAction, rest: Partial<DialogBody> = {}): Reply {
    return this.send('putDialog', call, this.#body(action, rest))
  }

  /** POST User/{id}/Dialogs. */
  post(action: DialogAction, to: string, rest: Partial<DialogBody> = {}): Reply {
    return this.send('postDialog', this.user.index, this.#body(action, { from: this.user.extension, to, ...rest }))
  }

  makeCall(to: string, rest: Partial<DialogBody> = {}): Reply {
    return this.post('MAKE_CALL', to, rest)
  }

  #body(action: DialogAction, rest: Partial<DialogBody>): DialogBody {
    return {
      action,
      target: this.user.extension,
      from: undefined,
      to: undefined,
      associatedDialog: undefined,
      variables: undefined,
      ecc: undefined,
      wrapUpReason: undefined,
      farEnd: undefined,
      ...rest,
    }
  }

  /** Anything that is no REST request: streamOpen, presence, subscribe. */
  tell(kind: 'streamOpen' | 'streamClose' | 'presence' | 'subscribe' | 'unsubscribe' | 'ping', body?: object): void {
    this.env.send(this.toFinesse[this.node]!, M[kind], this.user.index, body)
  }

  openStream(resource = 'desktop'): void {
    this.tell('streamOpen', { user: this.user.index, password: this.password, resource })
  }

  presence(available = true): void {
    this.tell('presence', { available })
  }

  // The rest plays a scene and lets one second go by for each step.

  /** Stream, presence, LOGIN: an agent in Not Ready. */
  signIn(rest: PutUser = {}): this {
    this.connect()
    this.put({ state: 'LOGIN', extension: this.user.extension, ...rest })
    this.#run(1_000_000)
    return this
  }

  /** Stream and presence, without signing in. */
  connect(resource = 'desktop'): this {
    this.openStream(resource)
    this.#run(1_000_000)
    this.presence()
    this.#run(1_000_000)
    return this
  }

  ready(): this {
    this.put({ state: 'READY' })
    this.#run(1_000_000)
    return this
  }

  notReady(reasonCodeId = 1): this {
    this.put({ state: 'NOT_READY', reasonCodeId })
    this.#run(1_000_000)
    return this
  }

  /** Does one thing to a call and waits a second. */
  does(call: number, action: DialogAction, rest: Partial<DialogBody> = {}): Reply {
    const reply = this.dialog(call, action, rest)
    this.#run(1_000_000)
    return reply
  }

  /** Events since the last look, of one topic. */
  news(topic: keyof typeof Topic = 'DIALOGS'): string[] {
    const fresh = this.events.slice(this.#read)
    this.#read = this.events.length
    return fresh.filter((update) => update.topic === Topic[topic]).map(text)
  }

  /** Forgets what happened so far. */
  heard(): this {
    this.#read = this.events.length
    return this
  }

  /** Events since the last look, of the topics named, with the seconds since `from`. */
  of(...topics: (keyof typeof Topic)[]): (Update & { readonly at: Micros })[] {
    return this.events.slice(this.#read).filter((update) => topics.some((topic) => Topic[topic] === update.topic))
  }

  /** The dialogs in the list now, as the events told them. */
  get dialogs(): Map<number, DialogView> {
    const list = new Map<number, DialogView>()
    for (const { dialog, verb } of this.events) {
      if (dialog === undefined) continue
      if (verb === 'DELETE') list.delete(dialog.call)
      else list.set(dialog.call, dialog)
    }
    return list
  }

  /** What the events say of the user now. */
  get state(): string {
    const last = this.events.findLast((update) => update.topic === Topic.USER && update.user !== undefined)
    return last === undefined ? 'LOGOUT' : text(last)
  }
}

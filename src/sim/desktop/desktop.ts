/**
 * What a browser with the Finesse desktop does for one user: sign-in step by step, requests, and events, from which
 * alone it learns what became of a request. It knows what a desktop knows, so it can drive a real server too. What
 * the person in front of it wants is in sim/people.
 */
import type { Client } from '../client/client.ts'
import { RequestBook, type SendOptions } from '../client/requests.ts'
import { Typing } from '../client/typing.ts'
import { AgentState } from '../domain/agent-state.ts'
import type { Planted } from '../domain/defects.ts'
import { type DialogAction, ParticipantState } from '../domain/dialog-state.ts'
import type { User } from '../domain/directory.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import {
  type ApiError,
  type DialogBody,
  type DialogView,
  type MediaBody,
  Operation,
  type RestResponse,
  type SystemInfoView,
  type UserBody,
} from '../domain/rest.ts'
import { SmallMap } from '../domain/small-map.ts'
import type { HandsetKey } from '../domain/voice.ts'
import type { CertificateName, Desk, FinesseSettings, Topology } from '../domain/workload.ts'
import type { Env, Part, Ticket } from '../kernel/kernel.ts'
import type { RandomStream } from '../kernel/random.ts'
import type { Micros } from '../kernel/time.ts'
import type { Person } from '../people/person.ts'
import type { Workplace } from '../people/workplace.ts'
import { AccessToken } from './access-token.ts'
import { Certificates } from './certificates.ts'
import { dialogBody } from './dialog-body.ts'
import { Failover } from './failover.ts'
import { asleep, awake, type Unread } from './inbox.ts'
import { Session } from './session.ts'
import { SignIn } from './sign-in.ts'
import { NotificationStream } from './stream.ts'
import { RefreshToken } from './token.ts'

export interface DesktopOptions {
  readonly user: User
  readonly profile: ReleaseProfile
  readonly settings: FinesseSettings
  /** Node the user signs in to first: 0 or 1. */
  readonly home: number
  readonly mobileMode: 'CALL_BY_CALL' | 'NAILED_CONNECTION'
  readonly gadgets: Topology['gadgets']
  readonly sso: Desk['sso']
  readonly wrongPassword?: Desk['wrongPassword']
  /** The certificate that this browser never accepted, if there is one. */
  readonly distrusts: CertificateName | undefined
  readonly playsPings: boolean
  /** Works in chat as well. */
  readonly chats: boolean
  readonly defects: Planted
}

export class Desktop implements Part, Workplace, Client {
  /** First what every event looks at, which then lies together. */
  readonly env: Env
  readonly user: User
  #handlers = awake
  readonly stream: NotificationStream
  readonly session: Session
  readonly requests: RequestBook
  /** Node in use, and the link to it; -1 until it is looked for. */
  node: number
  #toNode = -1
  person!: Person
  /** What the desktop shows of its user. */
  state: number = AgentState.LOGOUT
  reason = 0
  pendingState = 0
  /** Newest view of each dialog in the list. */
  readonly dialogs = new SmallMap<DialogView>()
  /** While the computer sleeps: what it will find when it wakes. */
  #unread: Unread[] | undefined
  /** The agent chose Ready last, here, and nothing else has changed it since. */
  choseReady = false
  readonly options: DesktopOptions
  readonly profile: ReleaseProfile
  readonly signInSteps: SignIn
  readonly failover: Failover
  readonly token: RefreshToken
  /** Undefined where users have passwords. */
  readonly accessToken: AccessToken | undefined
  readonly typing: Typing
  readonly certificates: Certificates
  /** Links to the Finesse nodes. */
  toFinesse: number[] = []
  /** Link to the phone beside the browser. */
  toPhone = -1
  #luck: RandomStream | undefined
  /** What the session itself waits for: one thing at a time. */
  #wait: Ticket = -1

  constructor(env: Env, options: DesktopOptions) {
    this.env = env
    this.options = options
    this.user = options.user
    this.profile = options.profile
    this.node = options.home
    this.session = new Session(this)
    this.requests = new RequestBook(this)
    this.stream = new NotificationStream(this)
    this.signInSteps = new SignIn(this)
    this.failover = new Failover(this)
    this.token = new RefreshToken(this)
    this.accessToken = options.sso === undefined ? undefined : new AccessToken(this)
    this.typing = new Typing(env, options.user, options.wrongPassword)
    this.certificates = new Certificates(options.home, options.distrusts)
    this.session.step('page.opened')
  }

  /** Whether somebody works here, or tries to. */
  get isOpen(): boolean {
    return this.session.name !== 'CLOSED' && this.session.name !== 'SIGNED_OUT'
  }

  get isUsable(): boolean {
    return this.session.name === 'USABLE' && this.#unread === undefined
  }

  /** Without a usable desktop an agent goes by the phone alone. */
  get goesByEar(): boolean {
    return !this.session.takesClicks || this.#unread !== undefined
  }

  get isOut(): boolean {
    return this.goesByEar
  }

  get password(): string {
    return this.typing.password
  }

  get luck(): RandomStream {
    this.#luck ??= this.env.random('luck')
    return this.#luck
  }

  press(key: HandsetKey, call: number): void {
    this.env.send(this.toPhone, M.handset, call, { key, device: this.user.index, call })
  }

  get mobileMode(): DesktopOptions['mobileMode'] {
    return this.options.mobileMode
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    const handler = this.#handlers[kind]
    if (handler !== undefined) handler(this, about, body, link)
    else this.person.timer(kind, about, body)
  }

  /** Sends one REST request to the node in use; returns its request id. */
  request(operation: number, id: number, body?: UserBody | DialogBody, category?: 'NOT_READY' | 'LOGOUT'): number {
    return this.requests.send(operation, id, body, category === undefined ? {} : { category })
  }

  /** A request of the page itself. A page that loads is patient. */
  ask(operation: number, id: number, body?: UserBody | MediaBody, options: SendOptions = {}): number {
    return this.requests.send(operation, id, body, {
      own: true,
      patienceUs: this.profile.outcomePatienceUs,
      ...options,
    })
  }

  /** Asks for an agent state, the own one or, as supervisor, that of a team member; without a server nothing happens. */
  putState(state: number, reasonCodeId?: number, user = this.user.index): void {
    if (this.goesByEar) return
    const body: UserBody = { state, extension: undefined, reasonCodeId, mobile: undefined }
    this.request(Operation.putUser, user, body)
  }

  /** One call-control request; a second waits for the outcome of the first (one at a time per device). */
  control(call: number, action: DialogAction, rest: Partial<DialogBody> = {}): void {
    if (this.goesByEar) return
    this.requests.control({
      operation: Operation.putDialog,
      id: call,
      body: dialogBody(this.user.extension, action, rest),
    })
  }

  place(action: DialogAction, to: string, rest: Partial<DialogBody> = {}): void {
    if (this.goesByEar) return
    const body = dialogBody(this.user.extension, action, { from: this.user.extension, to, ...rest })
    this.requests.control({ operation: Operation.postDialog, id: this.user.index, body })
  }

  sendToNode(kind: number, body?: unknown, node = this.node): void {
    const link = node === this.node ? this.#linkInUse : this.toFinesse[node]!
    this.env.send(link, kind, this.user.index, body)
  }

  get #linkInUse(): number {
    if (this.#toNode < 0) this.#toNode = this.toFinesse[this.node]!
    return this.#toNode
  }

  /** The next thing the session does, unless something else comes before. */
  wait(us: Micros, kind: number): void {
    if (this.#wait >= 0) this.env.cancel(this.#wait)
    this.#wait = this.env.after(us, kind, this.user.index)
  }

  waited(): void {
    this.#wait = -1
  }

  /** Waits for nothing more. */
  rest(): void {
    if (this.#wait >= 0) this.env.cancel(this.#wait)
    this.#wait = -1
  }

  /** The person is told something. */
  tell(notice: number, detail = 0): void {
    this.env.fact(Fact.notice, this.user.index, notice, detail)
  }

  /** The page comes from the other node from here on. */
  goTo(node: number): void {
    this.node = node
    this.#toNode = -1
  }

  /** The user wants to work: open the page, sign in. */
  signIn(): void {
    if (this.session.name === 'CLOSED') return
    if (!this.session.step('sign-in.requested')) return
    this.rest()
    this.typing.begin()
    if (this.options.sso !== undefined) this.token.expireIn(this.options.sso.refreshTokenUs)
    this.signInSteps.begin('first')
  }

  /** What the page asks for itself is marked as its own. */
  signInAnswer(): boolean {
    return false
  }

  ownAnswer(requestId: number, operation: number, response: RestResponse | undefined): void {
    if (this.accessToken?.answered(requestId, response) === true) return
    if (!this.failover.answered(requestId, response)) this.signInSteps.answered(requestId, operation, response)
  }

  ownFailure(requestId: number, error: ApiError): void {
    this.signInSteps.failed(requestId, error)
  }

  signInConfirmed(before: number, own: boolean): void {
    if (!this.session.takesClicks) {
      this.signInSteps.confirmed(before)
      return
    }
    const wanted = this.pendingState === 0 ? this.state : this.pendingState
    if (own) this.choseReady = wanted === AgentState.READY
    else if (this.state === AgentState.NOT_READY) this.choseReady = false
    this.failover.stateShown()
  }

  serverChanged({ status, node }: SystemInfoView, since: number): void {
    if (status !== 'IN_SERVICE' && node === this.node + 1) this.failover.serverLost(since)
  }

  signOut(reasonCodeId: number | undefined): void {
    if (this.isUsable && this.session.step('sign-out.requested')) this.putState(AgentState.LOGOUT, reasonCodeId)
  }

  signOutRefused(): boolean {
    return this.session.step('sign-out.refused')
  }

  /** The user's state was LOGOUT in an event: the session is over, whoever ended it. */
  signedOut(reason: number): void {
    if (!this.session.step('sign-out.confirmed') && !this.session.step('session.ended')) return
    this.#forget()
    this.env.fact(Fact.signedOut, this.user.index, reason)
    this.sendToNode(M.streamClose)
    this.stream.close()
    this.person.signedOut()
    if (reason === Reason.DEVICE_ERROR && this.person.isHere !== false) this.signInSteps.phoneFailed()
  }

  #forget(): void {
    this.rest()
    this.requests.forget()
    this.failover.stop()
    this.signInSteps.stop()
    this.token.stop()
    this.accessToken?.stop()
    this.dialogs.clear()
    this.choseReady = false
  }

  /** Calls may go on; here nothing is shown of them any more. */
  #clearCalls(): void {
    for (const call of this.dialogs.keys()) {
      this.env.fact(Fact.desktopDialog, this.user.index, call, ParticipantState.DROPPED)
    }
  }

  /** The token of the session is not valid any more: the page shows its sign-in form, whatever the agent's state is. */
  sessionExpired(): void {
    this.requests.lose()
    this.#clearCalls()
    this.#forget()
    this.stream.takeLeave()
    this.session.step('page.closed')
    this.session.step('page.opened')
    this.state = AgentState.LOGOUT
    this.person.cutOff()
  }

  /** The page goes away. What the server learns of it is up to who lets it go. */
  closePage(): void {
    this.requests.lose()
    this.#clearCalls()
    this.#forget()
    this.stream.fallSilent()
    this.stream.close()
    this.session.step('page.closed')
    this.#unread = undefined
    this.#handlers = awake
  }

  /** The page is loaded anew, by its user. */
  reload(): void {
    this.rest()
    this.requests.lose()
    this.stream.fallSilent()
    this.stream.close()
    this.signInSteps.begin('reload')
  }

  /** The connection to a node broke, or could not be made; `what` is the part of it that did, both unless told. */
  connectionBroke(link: number, what: 'rest' | 'stream' | undefined): void {
    const node = this.toFinesse.indexOf(link ^ 1)
    if (node < 0) return
    const wasUsed = node === this.node
    if (what !== 'stream') this.requests.broken(node)
    if (what === 'rest' || !wasUsed || node !== this.node) return
    if (this.stream.state === 'opening') this.streamFailed()
    else if (this.stream.state === 'open') this.streamLost()
  }

  /** Whether a link is the one from the node in use. */
  isFromNode(link: number): boolean {
    return link === (this.#linkInUse ^ 1)
  }

  streamLost(): void {
    const { silentSince } = this.stream
    this.stream.close()
    this.failover.streamLost(silentSince)
  }

  streamFailed(): void {
    this.failover.streamFailed()
  }

  sleep(): boolean {
    if (this.#unread !== undefined || !this.isOpen) return false
    this.stream.fallSilent()
    this.#unread = []
    this.#handlers = asleep
    return true
  }

  /** What came meanwhile is looked at now, all at once; of a server that gave up waiting that is its last word. */
  wake(): boolean {
    const unread = this.#unread
    if (unread === undefined) return false
    this.#unread = undefined
    this.#handlers = awake
    if (this.stream.state === 'open') this.sendToNode(M.ping)
    for (const { kind, about, body, link } of unread) this.receive(kind, about, body, link)
    return true
  }

  keep(unread: Unread): void {
    this.#unread?.push(unread)
  }

  /** State of the user's own participant in a dialog. */
  ownState(dialog: DialogView): number {
    for (const party of dialog.parties) if (party.device === this.user.index) return party.state
    return ParticipantState.DROPPED
  }
}

/**
 * Finesse IP Phone Agent: somebody signed in on the screen of an IP phone, without a browser. States are changed on the
 * screen, calls are handled by the phone's own keys. There is no failover: the phone notices that its server is gone
 * (checks.ts), and the rest is up to the person, who may open the service of the other node by hand (habits.ts).
 * Source: Cisco Finesse Administration Guide 11.6(1), ch. 10, p. 99-104, and ch. 13, p. 127.
 */
import type { Client } from '../client/client.ts'
import { eventArrived, serverPresence } from '../client/events.ts'
import { RequestBook } from '../client/requests.ts'
import { Typing } from '../client/typing.ts'
import { AgentState } from '../domain/agent-state.ts'
import type { Planted } from '../domain/defects.ts'
import { type DialogAction, ParticipantState } from '../domain/dialog-state.ts'
import type { User } from '../domain/directory.ts'
import { Fact } from '../domain/facts.ts'
import type { Order } from '../domain/fault.ts'
import { type Handler, handlers, M, PAUSED } from '../domain/messages.ts'
import { Notice, type NoticeName } from '../domain/notices.ts'
import type { PhoneHabits } from '../domain/phone-habits.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import { type DialogBody, type DialogView, Operation, type RestResponse, Topic, type Update } from '../domain/rest.ts'
import { SmallMap } from '../domain/small-map.ts'
import type { HandsetKey } from '../domain/voice.ts'
import type { Desk, FinesseSettings } from '../domain/workload.ts'
import type { Env, Part } from '../kernel/kernel.ts'
import type { RandomStream } from '../kernel/random.ts'
import { compileMachine } from '../machines/compile.ts'
import { phoneAgent } from '../machines/phone-agent.ts'
import { Running } from '../machines/running.ts'
import type { Person } from '../people/person.ts'
import type { Workplace } from '../people/workplace.ts'
import { Checks } from './checks.ts'
import { entryOf } from './entries.ts'
import { Habits } from './habits.ts'
import { maintenanceWarned } from './maintenance.ts'
import { Reading } from './reading.ts'
import { SignIn } from './sign-in.ts'
import { PhoneStream } from './stream.ts'

const machine = compileMachine(phoneAgent)
type Step = (typeof machine.events)[number]

export interface PhoneAgentOptions {
  readonly user: User
  readonly profile: ReleaseProfile
  readonly settings: FinesseSettings
  readonly habits: PhoneHabits
  /** Node whose service the phone opens first: 0 or 1. */
  readonly home: number
  readonly playsPings: boolean
  readonly wrongPassword?: Desk['wrongPassword']
  readonly defects: Planted
}

const usable: readonly string[] = ['SIGNED_IN', 'ONE_CHECK_FAILED', 'TWO_CHECKS_FAILED', 'INACTIVE']

export class PhoneAgent implements Part, Workplace, Client {
  readonly env: Env
  readonly options: PhoneAgentOptions
  readonly user: User
  readonly profile: ReleaseProfile
  /** The agent's own phone is the one on the desk. */
  readonly mobileMode = 'CALL_BY_CALL'
  readonly goesByEar = true
  readonly isOut = false
  readonly random: RandomStream
  readonly session = new Running(machine)
  readonly requests: RequestBook
  readonly stream: PhoneStream
  readonly reading: Reading
  readonly checks: Checks
  readonly habits: Habits
  readonly signingIn: SignIn
  readonly typing: Typing
  /** Links to the Finesse nodes; the phone talks to the one whose service is open. */
  toFinesse: number[] = []
  node: number
  toPhone = -1
  person!: Person
  state: number = AgentState.LOGOUT
  reason = 0
  pendingState = 0
  readonly dialogs = new SmallMap<DialogView>()

  constructor(env: Env, options: PhoneAgentOptions) {
    this.env = env
    this.options = options
    this.user = options.user
    this.profile = options.profile
    this.node = options.home
    this.random = env.random('phone')
    this.requests = new RequestBook(this)
    this.stream = new PhoneStream(this)
    this.reading = new Reading(this)
    this.checks = new Checks(this)
    this.habits = new Habits(this)
    this.signingIn = new SignIn(this)
    this.typing = new Typing(env, options.user, options.wrongPassword)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    const handler = on[kind]
    if (handler !== undefined) handler(this, about, body, link)
    else this.person.timer(kind, about, body)
  }

  /** Takes a step of the machine, and says so in the trace. */
  step(event: Step): boolean {
    const before = this.session.state
    if (!this.session.step(event)) return false
    if (this.session.state !== before) {
      this.env.fact(Fact.phoneAgent, this.user.index, this.session.state, this.node + 1)
    }
    return true
  }

  notice(name: NoticeName, detail = 0): void {
    this.env.fact(Fact.notice, this.user.index, Notice[name], detail)
  }

  get password(): string {
    return this.typing.password
  }

  get isUsable(): boolean {
    return usable.includes(this.session.name)
  }

  /** Whether somebody works here, or tries to. */
  get isOpen(): boolean {
    return this.session.name !== 'EXITED' && this.session.name !== 'SIGNED_OUT'
  }

  /** Whether a link is the one to the node in use. */
  isOwn(link: number): boolean {
    return this.toFinesse[this.node] === (link ^ 1)
  }

  signIn(): void {
    this.signingIn.wanted()
  }

  signOut(reasonCodeId: number | undefined): void {
    this.habits.lookAtScreen()
    if (this.step('sign-out.requested')) this.ask(AgentState.LOGOUT, reasonCodeId)
  }

  signOutRefused(): boolean {
    return this.step('sign-out.refused')
  }

  putState(state: number, reasonCodeId?: number): void {
    this.habits.lookAtScreen()
    if (this.isUsable) this.ask(state, reasonCodeId)
  }

  /** Asks for a state whatever the screen shows; reasons are those the phone lists. */
  ask(state: number, reasonCodeId: number | undefined): void {
    const reason = entryOf(this.profile, state, reasonCodeId)
    const body = { state, extension: undefined, reasonCodeId: reason, mobile: undefined }
    this.request(Operation.putUser, this.user.index, body)
  }

  request(operation: number, id: number, body?: Parameters<Workplace['request']>[2]): void {
    this.requests.send(operation, id, body)
  }

  /** Calls are the phone's own business. What needs a desktop, as monitoring or call data do, a phone does not offer. */
  control(call: number, action: DialogAction, rest: Partial<DialogBody> = {}): void {
    const key = keys[action]
    if (key === undefined) return
    const { to, farEnd } = rest
    this.env.send(this.toPhone, M.handset, call, {
      key,
      device: this.user.index,
      call,
      ...(to === undefined ? {} : { to }),
      ...(farEnd === undefined ? {} : { farEnd }),
    })
  }

  place(action: DialogAction, to: string, rest: Partial<DialogBody> = {}): void {
    this.control(0, action, { ...rest, to })
  }

  press(key: HandsetKey, call: number): void {
    this.env.send(this.toPhone, M.handset, call, { key, device: this.user.index, call })
  }

  sendToNode(kind: number, body?: unknown, node = this.node): void {
    this.env.send(this.toFinesse[node]!, kind, this.user.index, body)
  }

  ownState(dialog: DialogView): number {
    for (const party of dialog.parties) if (party.device === this.user.index) return party.state
    return ParticipantState.DROPPED
  }

  signInAnswer(operation: number, response: RestResponse): boolean {
    if (response.status === 503) this.checks.trouble()
    return this.signingIn.answered(operation, response)
  }

  /** Only what was missed is read by the phone for itself. */
  ownAnswer(_requestId: number, _operation: number, response: RestResponse | undefined): void {
    this.reading.answered(response)
  }

  signInConfirmed(before: number): void {
    this.signingIn.confirmed(before)
  }

  signedOut(reason: number): void {
    if (!this.step('sign-out.confirmed') && !this.step('session.ended')) return
    this.forget()
    this.env.fact(Fact.signedOut, this.user.index, reason)
    this.stream.leave()
    this.person.signedOut()
  }

  /** The session of the phone is over: nothing of it is left on the screen. */
  forget(): void {
    this.checks.stop()
    this.reading.forget()
    this.habits.forget()
    this.requests.forget()
    for (const call of this.dialogs.keys()) {
      this.env.fact(Fact.desktopDialog, this.user.index, call, ParticipantState.DROPPED)
    }
    this.dialogs.clear()
    this.state = AgentState.LOGOUT
  }
}

const keys: Readonly<Partial<Record<DialogAction, HandsetKey>>> = {
  ANSWER: 'answer',
  DROP: 'drop',
  HOLD: 'hold',
  RETRIEVE: 'retrieve',
  MAKE_CALL: 'dial',
  CONSULT_CALL: 'consult',
  TRANSFER: 'transfer',
  CONFERENCE: 'conference',
  TRANSFER_SST: 'redirect',
}

/** Which connection an answer belongs to. */
interface Opening {
  readonly attempt: number
}

function arrived(phone: PhoneAgent, update: Update, link: number): void {
  // A service or a stream that was left is not listened to any more.
  if (!phone.isOwn(link) || phone.stream.state !== 'open') return
  if (update.topic === Topic.SYSTEM_INFO && update.system?.status !== 'IN_SERVICE') phone.checks.trouble()
  const failed = update.error !== undefined && phone.signingIn.isFor(update.requestId)
  eventArrived(phone, update)
  if (failed) phone.signingIn.refused('refused')
  phone.habits.stateShown()
}

const on = handlers<PhoneAgent>({
  restResponse: ((phone, _about, response: RestResponse) => {
    if (!phone.checks.answered(response)) phone.requests.answered(response)
  }) as Handler<PhoneAgent>,
  event: ((phone, _about, update: Update, link) => arrived(phone, update, link)) as Handler<PhoneAgent>,
  streamOpened: ((phone, _about, { attempt }: Opening, link) => {
    if (!phone.isOwn(link) || !phone.stream.isOpening(attempt)) return
    phone.stream.opened()
    if (phone.session.name === 'SIGNING_IN') phone.signingIn.streamOpened()
    else phone.checks.streamOpened()
  }) as Handler<PhoneAgent>,
  streamRefused: ((phone, _about, { condition, attempt }: Opening & { readonly condition: string }, link) => {
    if (!phone.isOwn(link) || !phone.stream.isOpening(attempt)) return
    const wrong = condition === 'not-authorized'
    if (phone.session.name === 'SIGNING_IN') phone.signingIn.refused(wrong ? 'wrong password' : 'unavailable')
    else phone.checks.streamRefused()
  }) as Handler<PhoneAgent>,
  streamClosed: (phone, _about, _body, link) => {
    if (phone.isOwn(link)) phone.checks.streamLost()
  },
  subscribed: () => undefined,
  pong: () => undefined,
  systemPresence: (phone, available, _body, link) => {
    serverPresence(phone, available, link)
    if (available === 0 && phone.isOwn(link)) phone.checks.trouble()
  },
  maintenanceWarning: maintenanceWarned as Handler<PhoneAgent>,
  connectionReset: ((phone, _about, channel: 'rest' | 'stream' | undefined, link) => {
    if (!phone.isOwn(link)) return
    if (phone.session.name === 'SIGNING_IN') phone.signingIn.refused('unavailable')
    else phone.checks.reset(channel)
  }) as Handler<PhoneAgent>,
  linkSilent: (phone, _about, _body, link) => phone.checks.silence(link, true),
  linkAlive: (phone, _about, body, link) => phone.checks.silence(link, false, body === PAUSED),
  command: ((phone, _about, order: Order) => phone.habits.told(order)) as Handler<PhoneAgent>,
  silenceNoticed: (phone) => phone.checks.silenceNoticed(),
  checkDue: (phone, channel) => phone.checks.due(channel),
  signInStep: (phone, turn) => phone.signingIn.due(turn),
  retryDue: (phone) => phone.habits.goElsewhere(),
  inactivityDue: ((phone, visit, what: 'away' | 'back' | 'timeout') =>
    phone.habits.screenDue(visit, what)) as Handler<PhoneAgent>,
  pingDue: (phone) => phone.checks.ping(),
  outcomeOverdue: (phone, _about, id) => phone.requests.overdue(id as unknown as number),
})

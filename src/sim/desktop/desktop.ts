/**
 * What a browser with the Finesse desktop does for one user: sign-in step by step, requests, and events, from which
 * alone it learns what became of a request. It knows what a desktop knows, so it can drive a real server too. What
 * the person in front of it wants is in sim/people.
 */
import type { Client } from '../client/client.ts'
import { eventArrived } from '../client/events.ts'
import { RequestBook } from '../client/requests.ts'
import { AgentState } from '../domain/agent-state.ts'
import { type DialogAction, ParticipantState } from '../domain/dialog-state.ts'
import type { User } from '../domain/directory.ts'
import { Fact } from '../domain/facts.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import {
  type DialogBody,
  type DialogView,
  Operation,
  type RestResponse,
  type Update,
  type UserBody,
} from '../domain/rest.ts'
import { SmallMap } from '../domain/small-map.ts'
import type { HandsetKey } from '../domain/voice.ts'
import type { Env, Part } from '../kernel/kernel.ts'
import { compileMachine } from '../machines/compile.ts'
import { desktopSession } from '../machines/desktop-session.ts'
import { Running } from '../machines/running.ts'
import type { Person } from '../people/person.ts'
import type { Workplace } from '../people/workplace.ts'
import { signInAnswer, signInConfirmed, signInStep, streamOpened, streamRefused, tryAgain } from './sign-in.ts'

const machine = compileMachine(desktopSession)

export interface DesktopOptions {
  readonly user: User
  readonly profile: ReleaseProfile
  /** Node the user signs in to first: 0 or 1. */
  readonly home: number
  readonly mobileMode: 'CALL_BY_CALL' | 'NAILED_CONNECTION'
  readonly playsPings: boolean
}

export class Desktop implements Part, Workplace, Client {
  readonly env: Env
  readonly options: DesktopOptions
  readonly user: User
  readonly profile: ReleaseProfile
  readonly session = new Running(machine)
  readonly requests: RequestBook
  /** Links to the Finesse nodes, and which of them is used. */
  toFinesse: number[] = []
  node: number
  /** Link to the phone beside the browser. */
  toPhone = -1
  person!: Person
  /** What the desktop shows of its user. */
  state: number = AgentState.LOGOUT
  reason = 0
  pendingState = 0
  /** Newest view of each dialog in the list. */
  readonly dialogs = new SmallMap<DialogView>()
  /** Step of the sign-in, and when it began. */
  step = 0
  signInSince = 0

  constructor(env: Env, options: DesktopOptions) {
    this.env = env
    this.options = options
    this.user = options.user
    this.profile = options.profile
    this.node = options.home
    this.requests = new RequestBook(this)
    this.session.step('page.opened')
  }

  /** Whether somebody works here, or tries to. */
  get isOpen(): boolean {
    return this.session.name !== 'CLOSED' && this.session.name !== 'SIGNED_OUT'
  }

  get isUsable(): boolean {
    return this.session.name === 'USABLE'
  }

  /** Calls are answered on the screen. */
  get goesByEar(): boolean {
    return false
  }

  press(key: HandsetKey, call: number): void {
    this.env.send(this.toPhone, M.handset, call, { key, device: this.user.index, call })
  }

  get mobileMode(): DesktopOptions['mobileMode'] {
    return this.options.mobileMode
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    const handler = on[kind]
    if (handler !== undefined) handler(this, about, body, link)
    else this.person.timer(kind, about, body)
  }

  /** Sends one REST request to the node in use; returns its request id. */
  request(operation: number, id: number, body?: UserBody | DialogBody, category?: 'NOT_READY' | 'LOGOUT'): number {
    return this.requests.send(operation, id, body, category)
  }

  /** Asks for an agent state, the own one or, as supervisor, that of a team member. */
  putState(state: number, reasonCodeId?: number, user = this.user.index): number {
    const body: UserBody = { state, extension: undefined, reasonCodeId, mobile: undefined }
    return this.request(Operation.putUser, user, body)
  }

  /** One call-control request; a second waits for the outcome of the first (one at a time per device). */
  control(call: number, action: DialogAction, rest: Partial<DialogBody> = {}): void {
    this.requests.control({ operation: Operation.putDialog, id: call, body: this.#dialogBody(action, rest) })
  }

  place(action: DialogAction, to: string, rest: Partial<DialogBody> = {}): void {
    const body = this.#dialogBody(action, { from: this.user.extension, to, ...rest })
    this.requests.control({ operation: Operation.postDialog, id: this.user.index, body })
  }

  #dialogBody(action: DialogAction, rest: Partial<DialogBody>): DialogBody {
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

  sendToNode(kind: number, body?: unknown, node = this.node): void {
    this.env.send(this.toFinesse[node]!, kind, this.user.index, body)
  }

  /** The user wants to work: open the page, sign in. */
  signIn(): void {
    if (!this.session.step('sign-in.requested')) return
    this.signInSince = this.env.now()
    this.step = 0
    signInStep(this)
  }

  signInAnswer(operation: number, response: RestResponse): boolean {
    return signInAnswer(this, operation, response)
  }

  signInConfirmed(before: number): void {
    signInConfirmed(this, before)
  }

  signOut(reasonCodeId: number | undefined): void {
    if (this.session.step('sign-out.requested')) this.putState(AgentState.LOGOUT, reasonCodeId)
  }

  signOutRefused(): boolean {
    return this.session.step('sign-out.refused')
  }

  /** The user's state was LOGOUT in an event: the session is over, whoever ended it. */
  signedOut(reason: number): void {
    if (!this.session.step('sign-out.confirmed') && !this.session.step('session.ended')) return
    this.requests.forget()
    this.dialogs.clear()
    this.env.fact(Fact.signedOut, this.user.index, reason)
    this.sendToNode(M.streamClose)
    this.person.signedOut()
  }

  /** State of the user's own participant in a dialog. */
  ownState(dialog: DialogView): number {
    for (const party of dialog.parties) if (party.device === this.user.index) return party.state
    return ParticipantState.DROPPED
  }
}

const on = handlers<Desktop>({
  restResponse: ((desktop, _about, response: RestResponse) => desktop.requests.answered(response)) as Handler<Desktop>,
  event: ((desktop, _about, update: Update) => eventArrived(desktop, update)) as Handler<Desktop>,
  streamOpened,
  streamRefused,
  streamClosed: () => undefined,
  subscribed: () => undefined,
  pong: () => undefined,
  pingDue: (desktop) => {
    if (desktop.state === AgentState.LOGOUT) return
    desktop.sendToNode(M.ping)
    desktop.env.after(desktop.options.profile.pingUs, M.pingDue, desktop.user.index)
  },
  signInStep: tryAgain,
  outcomeOverdue: (desktop, _about, id) => desktop.requests.overdue(id as unknown as number),
})

/**
 * Sign-in on the phone: id, extension and password are typed in, but for what the service URL brings along (One Button
 * Sign In; Administration Guide 11.6(1), ch. 10, p. 100 and 104), then the stream is opened and LOGIN is asked for.
 */
import { AgentState } from '../domain/agent-state.ts'
import { ParticipantState } from '../domain/dialog-state.ts'
import { draw } from '../domain/draw.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { type PhoneEntry, type PhoneHabits, phoneEntries } from '../domain/phone-habits.ts'
import { type DialogView, Operation, type RestResponse } from '../domain/rest.ts'
import type { PhoneAgent } from './phone-agent.ts'

/** What a phone asks for at sign-in. An enterprise subscription is the same for all phones, and can bring nothing along. */
export function prompts({ prefilled, enterpriseSubscription }: PhoneHabits): readonly PhoneEntry[] {
  return enterpriseSubscription ? phoneEntries : phoneEntries.filter((entry) => !prefilled.includes(entry))
}

export type Refusal = 'unavailable' | 'wrong password' | 'refused'

export class SignIn {
  readonly #phone: PhoneAgent
  /** Counts sign-ins, so that a timer of an earlier one is dropped. */
  #turn = 0
  #isTyping = false
  /** Signed in, and the calls not read yet: only then does work begin. */
  #isNew = false
  #login = 0
  /** The next try follows one that was refused for the password. */
  #isAgain = false

  constructor(phone: PhoneAgent) {
    this.#phone = phone
  }

  /** The person wants to sign in: opens the service, if it is not, and types. */
  wanted(): void {
    const { options, env, random, session } = this.#phone
    this.#phone.habits.chooseService()
    if (this.#phone.step('service.opened')) this.screenShown()
    if (session.name !== 'SIGNED_OUT' || this.#isTyping) return
    if (!this.#isAgain) this.#phone.typing.begin()
    this.#isAgain = false
    const asked = prompts(options.habits)
    let us = 0
    for (let n = 0; n < asked.length; n++) us += draw(options.habits.typing, random)
    this.#isTyping = true
    env.after(us, M.signInStep, ++this.#turn)
  }

  /** The screen asks for what is not known; where everything is, there is nothing to see of it. */
  screenShown(): void {
    const asked = prompts(this.#phone.options.habits).length
    if (asked > 0) this.#phone.notice('sign-in-screen', asked)
  }

  /** Everything is typed in; or, later, no answer came for a long time. */
  due(turn: number): void {
    if (turn !== this.#turn) return
    const { env, profile, session } = this.#phone
    if (session.name === 'SIGNING_IN') this.refused('unavailable')
    else if (this.#isTyping && this.#phone.step('sign-in.requested')) {
      this.#isTyping = false
      this.#login = 0
      this.#phone.stream.open()
      env.after(profile.outcomePatienceUs, M.signInStep, ++this.#turn)
    } else this.#isTyping = false
  }

  /** The screen was left. */
  forget(): void {
    this.#isTyping = false
    this.#turn++
  }

  streamOpened(): void {
    const { user, requests } = this.#phone
    const body = { state: AgentState.LOGIN, extension: user.extension, reasonCodeId: undefined, mobile: undefined }
    this.#login = requests.send(Operation.putUser, user.index, body, undefined)
  }

  /** Whether an event is the outcome of the LOGIN under way. */
  isFor(requestId: number): boolean {
    return requestId > 0 && requestId === this.#login && this.#phone.session.name === 'SIGNING_IN'
  }

  answered(operation: number, { status, requestId, content }: RestResponse): boolean {
    if (operation === Operation.getDialogs) {
      if (content?.kind === 'dialogs') this.#show(content.dialogs)
      if (this.#isNew) this.#phone.person.signedIn()
      this.#isNew = false
      return true
    }
    if (operation !== Operation.putUser || !this.isFor(requestId)) return false
    if (status >= 400) this.refused(status === 401 ? 'wrong password' : status === 503 ? 'unavailable' : 'refused')
    return true
  }

  /** The person tries again after a while; a server that is not there may be a reason to go to the other. */
  refused(why: Refusal): void {
    const phone = this.#phone
    if (!phone.step('sign-in.refused')) return
    this.forget()
    phone.checks.stop()
    phone.requests.forget()
    phone.stream.leave()
    if (why === 'wrong password') phone.notice('wrong-user-or-password')
    if (why === 'unavailable') phone.habits.serverIsUnavailable()
    this.#isAgain = why === 'wrong password'
    const againUs = this.#isAgain ? phone.typing.refused() : undefined
    phone.env.after(againUs ?? phone.profile.signInRetryUs, M.shiftStarts, phone.user.index)
  }

  confirmed(stateBefore: number): void {
    const phone = this.#phone
    if (!phone.step('sign-in.confirmed')) return
    this.#turn++
    phone.env.fact(Fact.signedIn, phone.user.index, phone.node + 1, stateBefore)
    phone.checks.begin()
    phone.habits.signedIn()
    this.#isNew = true
    this.read()
  }

  /** Reads the calls there are, as no event will tell of them. */
  read(): void {
    this.#phone.request(Operation.getDialogs, this.#phone.user.index)
  }

  #show(list: readonly DialogView[]): void {
    const { dialogs, env, user } = this.#phone
    for (const call of dialogs.keys()) {
      if (list.some((dialog) => dialog.call === call)) continue
      dialogs.delete(call)
      env.fact(Fact.desktopDialog, user.index, call, ParticipantState.DROPPED)
    }
    for (const dialog of list) {
      dialogs.set(dialog.call, dialog)
      env.fact(Fact.desktopDialog, user.index, dialog.call, this.#phone.ownState(dialog))
    }
  }
}

/**
 * What people do with an IP phone: look at another screen for a while, and leave a service whose server is gone for the one
 * of the other node, where the phone has a second one. Both by hand, as the phone does neither by itself.
 */
import { AgentState } from '../domain/agent-state.ts'
import { draw } from '../domain/draw.ts'
import type { Order } from '../domain/fault.ts'
import { M } from '../domain/messages.ts'
import type { Ticket } from '../kernel/kernel.ts'
import { SECOND } from '../kernel/time.ts'
import type { PhoneAgent } from './phone-agent.ts'

export class Habits {
  readonly #phone: PhoneAgent
  #leaving: Ticket = -1
  /** Told that this node goes into maintenance: the next sign-in is at the other. */
  #avoidsNode = false
  /** Counts looks at other screens, so that a timer of an earlier one is dropped. */
  #visit = 0
  /** The phone signs its agent out as nobody looked at it. */
  #timedOut = false

  constructor(phone: PhoneAgent) {
    this.#phone = phone
  }

  signedIn(): void {
    this.#stay()
    this.#awaitOtherScreen()
  }

  forget(): void {
    this.#visit++
    this.#timedOut = false
    this.#stay()
  }

  #stay(): void {
    if (this.#leaving >= 0) this.#phone.env.cancel(this.#leaving)
    this.#leaving = -1
  }

  get #hasSecondService(): boolean {
    return this.#phone.options.habits.otherService !== undefined && this.#phone.toFinesse.length > 1
  }

  serverIsUnavailable(): void {
    const { env, options, random, user } = this.#phone
    this.#phone.notice('server-unavailable')
    if (this.#leaving >= 0 || !this.#hasSecondService) return
    this.#leaving = env.after(draw(options.habits.otherService!, random), M.retryDue, user.index)
  }

  /** Had enough of waiting: leaves this service and signs in to the other. */
  goElsewhere(): void {
    this.#leaving = -1
    if (this.#phone.isUsable || this.#phone.session.name === 'SIGNING_IN') return
    this.#switch()
    this.#phone.signIn()
  }

  #switch(): void {
    this.leaveService()
    this.#phone.node = 1 - this.#phone.node
  }

  /** At sign-in: the other service, when it is known that this one will not be there. */
  chooseService(): void {
    if (!this.#avoidsNode || this.#phone.isOpen || !this.#hasSecondService) return
    this.#avoidsNode = false
    this.#switch()
  }

  warned(): void {
    this.#avoidsNode = true
  }

  /** Exits the service; the phone says goodbye to the server, if it can. */
  leaveService(noticed = true): void {
    const phone = this.#phone
    const wasOpen = phone.isOpen
    if (!phone.step('service.exited')) return
    phone.signingIn.forget()
    phone.forget()
    if (wasOpen && noticed) phone.stream.leave()
    else phone.stream.close()
  }

  #awaitOtherScreen(): void {
    const { otherScreen } = this.#phone.options.habits
    if (otherScreen === undefined) return
    this.#phone.env.after(draw(otherScreen.every, this.#phone.random), M.inactivityDue, ++this.#visit, 'away')
  }

  /** Whoever wants to press a key of the service has to look at its screen, and is signed out for inactivity no more. */
  lookAtScreen(): void {
    if (this.#phone.isUsable) this.#timedOut = false
    if (this.#phone.step('screen.returned')) this.#awaitOtherScreen()
  }

  screenDue(visit: number, what: 'away' | 'back' | 'timeout'): void {
    if (visit !== this.#visit) return
    if (what === 'away') this.#lookAway()
    else if (what === 'back') this.lookAtScreen()
    else if (this.#phone.step('after.inactivityTimeout')) {
      this.#timedOut = true
      if (this.#phone.state !== AgentState.NOT_READY) this.#phone.ask(AgentState.NOT_READY, undefined)
      this.stateShown()
    }
  }

  #lookAway(): void {
    const { env, random, options } = this.#phone
    const { otherScreen } = options.habits
    if (otherScreen === undefined || !this.#phone.step('other-screen.opened')) {
      this.#awaitOtherScreen()
      return
    }
    const { ippaInactivityTimeoutSec } = options.settings
    if (ippaInactivityTimeoutSec > 0 && !options.defects['phone-inactivity-ignored']) {
      env.after(ippaInactivityTimeoutSec * SECOND, M.inactivityDue, this.#visit, 'timeout')
    }
    env.after(draw(otherScreen.for, random), M.inactivityDue, this.#visit, 'back')
  }

  /** A sign-out for inactivity goes by way of Not Ready, as any. */
  stateShown(): void {
    if (!this.#timedOut || this.#phone.state !== AgentState.NOT_READY) return
    this.#timedOut = false
    this.#phone.ask(AgentState.LOGOUT, undefined)
  }

  /** What happens to the phone from outside: it is switched off, or somebody leaves or opens the service. */
  told({ command, touched }: Order): void {
    if (command.what !== 'desktop') return
    const { deed, node } = command
    if (deed === 'open') {
      touched()
      if (node !== undefined && !this.#phone.isOpen) {
        this.leaveService()
        this.#phone.node = node - 1
      }
      this.#phone.signIn()
    } else if (deed === 'close' || deed === 'back' || deed === 'crash') {
      if (this.#phone.session.name === 'EXITED') return
      touched()
      this.leaveService(deed !== 'crash' && command.noticed !== false)
    }
  }
}

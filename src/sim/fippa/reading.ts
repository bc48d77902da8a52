/** A phone whose stream came back reads what no event has told it: the agent's state, and then the calls. */
import { takeDialogs, takeUser } from '../client/refresh.ts'
import { AgentState } from '../domain/agent-state.ts'
import { Operation, type RestResponse } from '../domain/rest.ts'
import type { PhoneAgent } from './phone-agent.ts'

export class Reading {
  readonly #phone: PhoneAgent
  /** It failed, and is tried again with the next check that is passed. */
  #isOwed = false

  constructor(phone: PhoneAgent) {
    this.#phone = phone
  }

  begin(): void {
    this.#isOwed = false
    this.#ask(Operation.getUser)
  }

  serverAnswers(): void {
    if (this.#isOwed && this.#phone.stream.state === 'open') this.begin()
  }

  forget(): void {
    this.#isOwed = false
  }

  #ask(operation: number): void {
    this.#phone.requests.send(operation, this.#phone.user.index, undefined, { own: true })
  }

  /** Without an answer: none will come. */
  answered(response: RestResponse | undefined): void {
    const phone = this.#phone
    if (!phone.isOpen || phone.stream.state !== 'open') return
    const { content } = response ?? {}
    if (content?.kind === 'user') {
      takeUser(phone, content.user)
      if (phone.state === AgentState.LOGOUT) phone.signedOut(phone.reason)
      else this.#ask(Operation.getDialogs)
    } else if (content?.kind === 'dialogs') {
      takeDialogs(phone, content.dialogs)
      phone.person.back()
      phone.habits.stateShown()
    } else {
      this.#isOwed = true
      phone.checks.trouble()
    }
  }
}

/**
 * The notification stream of an IP phone. Each one is a connection of its own: what an earlier one still brings, when a
 * server reads late that it was closed, reaches nobody.
 */
import { M } from '../domain/messages.ts'
import type { PhoneAgent } from './phone-agent.ts'

export class PhoneStream {
  state: 'closed' | 'opening' | 'open' = 'closed'
  readonly #phone: PhoneAgent
  #attempt = 0

  constructor(phone: PhoneAgent) {
    this.#phone = phone
  }

  open(): void {
    const { user, password } = this.#phone
    this.state = 'opening'
    const attempt = ++this.#attempt
    this.#phone.sendToNode(M.streamOpen, { user: user.index, password, resource: 'fippa', attempt })
  }

  /** Whether an answer is to the connection that is wanted now. */
  isOpening(attempt: number): boolean {
    return this.state === 'opening' && attempt === this.#attempt
  }

  /** It is open: without presence no events come. */
  opened(): void {
    this.state = 'open'
    this.#phone.sendToNode(M.presence, { available: true })
  }

  /** Broken, or given up without a word. */
  close(): void {
    this.state = 'closed'
  }

  leave(): void {
    this.close()
    this.#phone.sendToNode(M.streamClose)
  }
}

/** A password that does not print: neither in a message, nor as JSON, nor by a debugger's look at its owner. */
import { inspect } from 'node:util'

const HIDDEN = '(hidden)'

export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The password itself, for the place where it is sent. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [inspect.custom](): string {
    return HIDDEN
  }
}

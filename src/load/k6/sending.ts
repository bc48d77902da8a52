/**
 * Keeps requests behind what was sent before them. k6 takes what is sent over a WebSocket and writes it later, beside
 * requests, so that on a busy machine a sign-in could overtake the presence without which nothing is heard of it.
 */

/** As much of a WebSocket as this looks at (WHATWG WebSockets). */
export interface Sender {
  readonly readyState: number
  /** Bytes that were taken and not yet written; versions that do not say are taken at their word. */
  readonly bufferedAmount?: number
}

const OPEN = 1
const LOOK_MS = 1
/** Looks that a request waits at most, whatever a socket says. */
const PATIENCE = 50

export class Sending {
  readonly #wake: (afterMs: number, run: () => void) => void
  readonly #unsent = new Set<Sender>()
  #waiting: (() => void)[] = []

  constructor(wake: (afterMs: number, run: () => void) => void) {
    this.#wake = wake
  }

  /** Something was just sent. */
  sent(socket: Sender): void {
    this.#unsent.add(socket)
  }

  /** Does it when all that was sent is written, and in the order in which it was asked for. */
  after(act: () => void): void {
    if (this.#waiting.length === 0 && this.#isWritten()) act()
    else if (this.#waiting.push(act) === 1) this.#look(PATIENCE)
  }

  #look(left: number): void {
    if (left > 0 && !this.#isWritten()) {
      this.#wake(LOOK_MS, () => this.#look(left - 1))
      return
    }
    const waiting = this.#waiting
    this.#waiting = []
    for (const act of waiting) act()
  }

  #isWritten(): boolean {
    for (const socket of this.#unsent) {
      if (socket.readyState !== OPEN || !((socket.bufferedAmount ?? 0) > 0)) this.#unsent.delete(socket)
    }
    return this.#unsent.size === 0
  }
}

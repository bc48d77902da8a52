/**
 * Looks after the notification streams of a node: who does not sign in soon has to go, and so has who was silent for
 * too long (a dead peer, a half-open connection). When too many strangers wait at the door, the one that has waited
 * longest makes room, so that idle connections never keep others out.
 *
 * Silence is counted by the wall clock, also where virtual time runs faster: clients on sockets ping by theirs.
 */
export interface Attendee {
  /** Signed in and bound. */
  readonly isOpen: boolean
  /** Moment of the last sign of life, in milliseconds. */
  readonly heardMs: number
  /** Says goodbye under this condition and closes, politely or not. */
  leave(condition: string): void
}

export interface AttendanceOptions {
  /** How long a client may be silent. */
  readonly silenceMs: number
  readonly signInMs?: number
  readonly strangersMost?: number
  readonly sweepMs?: number
}

const SIGN_IN_MS = 30_000
const STRANGERS_MOST = 1_000
const SWEEP_MS = 1_000
const TIMEOUT = 'connection-timeout'

export class Attendance {
  readonly #options: Required<AttendanceOptions>
  readonly #known = new Set<Attendee>()
  /** By arrival, with the moment of it. */
  readonly #strangers = new Map<Attendee, number>()
  readonly #timer: NodeJS.Timeout

  constructor(options: AttendanceOptions) {
    const usual = { signInMs: SIGN_IN_MS, strangersMost: STRANGERS_MOST, sweepMs: SWEEP_MS }
    this.#options = { ...usual, ...options }
    this.#timer = setInterval(() => this.#sweep(), this.#options.sweepMs).unref()
  }

  add(attendee: Attendee): void {
    this.#strangers.set(attendee, performance.now())
    if (this.#strangers.size <= this.#options.strangersMost) return
    const [longest] = this.#strangers.keys()
    this.#strangers.delete(longest!)
    if (longest!.isOpen) this.#known.add(longest!)
    else longest!.leave('resource-constraint')
  }

  remove(attendee: Attendee): void {
    this.#known.delete(attendee)
    this.#strangers.delete(attendee)
  }

  #sweep(): void {
    const now = performance.now()
    for (const [attendee, since] of this.#strangers) {
      if (attendee.isOpen) {
        this.#strangers.delete(attendee)
        this.#known.add(attendee)
      } else if (now - since >= this.#options.signInMs) {
        this.#strangers.delete(attendee)
        attendee.leave(TIMEOUT)
      }
    }
    for (const attendee of this.#known) {
      if (now - attendee.heardMs < this.#options.silenceMs) continue
      this.#known.delete(attendee)
      attendee.leave(TIMEOUT)
    }
  }

  close(): void {
    clearInterval(this.#timer)
  }
}

/** The session of a desktop as the machine `desktop-session` has it; the trace learns each change. */
import { Fact } from '../domain/facts.ts'
import { compileMachine } from '../machines/compile.ts'
import { desktopSession } from '../machines/desktop-session.ts'
import { Running } from '../machines/running.ts'
import type { Desktop } from './desktop.ts'

const machine = compileMachine(desktopSession)
export type SessionState = (typeof machine.states)[number]
export type SessionEvent = (typeof machine.events)[number]
const takesClicks = machine.states.map((name) => ['USABLE', 'SIGNING_OUT', 'ABOUT_TO_MOVE'].includes(name))

export class Session extends Running<SessionState, SessionEvent> {
  readonly #desktop: Desktop

  constructor(desktop: Desktop) {
    super(machine)
    this.#desktop = desktop
  }

  override step(event: SessionEvent): boolean {
    const before = this.state
    if (!super.step(event)) return false
    const { env, user, node } = this.#desktop
    if (this.state !== before) env.fact(Fact.desktopSession, user.index, this.state, node + 1)
    return true
  }

  /** Whether clicks reach the server: everything works but for a sign-out or a move that is under way. */
  get takesClicks(): boolean {
    return takesClicks[this.state]!
  }
}

/** What a person works at: a browser with the desktop, or the screen of an IP phone. */
import type { DialogAction } from '../domain/dialog-state.ts'
import type { User } from '../domain/directory.ts'
import type { DialogBody, DialogView, UserBody } from '../domain/rest.ts'
import type { SmallMap } from '../domain/small-map.ts'
import type { HandsetKey } from '../domain/voice.ts'
import type { Env } from '../kernel/kernel.ts'

export interface Workplace {
  readonly env: Env
  readonly user: User
  readonly mobileMode: 'CALL_BY_CALL' | 'NAILED_CONNECTION'
  /** What is shown of the user, and the newest view of each dialog in the list. */
  readonly state: number
  readonly reason: number
  readonly pendingState: number
  readonly dialogs: SmallMap<DialogView>
  /** Signed in, and connected to a server that does what is asked. */
  readonly isUsable: boolean
  /** Calls are answered and ended by the keys of the phone: no desktop is there for it, or not now. */
  readonly goesByEar: boolean
  /** There is a desktop, and for now its buttons do nothing. */
  readonly isOut: boolean
  signIn(): void
  /** Asks to sign out with a configured reason; nothing happens unless usable. */
  signOut(reasonCodeId: number | undefined): void
  /** The sign-out was refused; true when one had been asked for. */
  signOutRefused(): boolean
  /** Asks for an agent state, the own one or, as supervisor, that of a team member. */
  putState(state: number, reasonCodeId?: number, user?: number): void
  /** One call-control request; a second waits for the outcome of the first (one at a time per device). */
  control(call: number, action: DialogAction, rest?: Partial<DialogBody>): void
  place(action: DialogAction, to: string, rest?: Partial<DialogBody>): void
  request(operation: number, id: number, body?: UserBody | DialogBody): void
  /** Presses a key of the phone. */
  press(key: HandsetKey, call: number): void
  /** State of the user's own participant in a dialog. */
  ownState(dialog: DialogView): number
}

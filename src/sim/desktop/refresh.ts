/** The picture on the desktop, taken over from what was read instead of from events. */
import { ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import type { DialogView, UserView } from '../domain/rest.ts'
import type { Desktop } from './desktop.ts'

/** The user as GET User has it. Whoever sits there looks at it only once the desktop is usable. */
export function takeUser(desktop: Desktop, view: UserView): void {
  desktop.state = view.state
  desktop.reason = view.reason
  desktop.pendingState = view.pendingState
  desktop.env.fact(Fact.desktopAgentState, desktop.user.index, view.state, view.reason)
}

/** Dialogs as GET Dialogs has them: what came, changed or went meanwhile is seen now, each as one change. */
export function takeDialogs(desktop: Desktop, views: readonly DialogView[]): void {
  const { env, user, dialogs, person } = desktop
  const before = new Map(dialogs.entries())
  for (const [call, dialog] of before) {
    if (views.some((view) => view.call === call)) continue
    dialogs.delete(call)
    env.fact(Fact.desktopDialog, user.index, call, ParticipantState.DROPPED)
    person.dialogChanged(dialog, ParticipantState.DROPPED, desktop.ownState(dialog))
  }
  for (const view of views) {
    const known = before.get(view.call)
    const own = desktop.ownState(view)
    dialogs.set(view.call, view)
    env.fact(Fact.desktopDialog, user.index, view.call, own)
    person.dialogChanged(view, own, known === undefined ? -1 : desktop.ownState(known))
  }
}

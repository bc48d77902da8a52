/** The picture on a client's screen, taken over from what was read instead of from events. */
import { ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import type { DialogView, UserView } from '../domain/rest.ts'
import type { Client } from './client.ts'

/** The user as GET User has it. Whoever sits there looks at it only once all is read. */
export function takeUser(client: Client, view: UserView): void {
  client.state = view.state
  client.reason = view.reason
  client.pendingState = view.pendingState
  client.env.fact(Fact.desktopAgentState, client.user.index, view.state, view.reason)
}

/** Dialogs as GET Dialogs has them: what came, changed or went meanwhile is seen now, each as one change. */
export function takeDialogs(client: Client, views: readonly DialogView[]): void {
  const { env, user, dialogs, person } = client
  const before = new Map(dialogs.entries())
  for (const [call, dialog] of before) {
    if (views.some((view) => view.call === call)) continue
    dialogs.delete(call)
    env.fact(Fact.desktopDialog, user.index, call, ParticipantState.DROPPED)
    person.dialogChanged(dialog, ParticipantState.DROPPED, client.ownState(dialog))
  }
  for (const view of views) {
    const known = before.get(view.call)
    const own = client.ownState(view)
    dialogs.set(view.call, view)
    env.fact(Fact.desktopDialog, user.index, view.call, own)
    person.dialogChanged(view, own, known === undefined ? -1 : client.ownState(known))
  }
}

/** Events of the Notification Service, as they arrive: the picture on the desktop follows them, nothing else. */
import { AgentState } from '../domain/agent-state.ts'
import { ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import { Topic, type Update } from '../domain/rest.ts'
import type { Desktop } from './desktop.ts'
import { signInConfirmed } from './sign-in.ts'

export function eventArrived(desktop: Desktop, update: Update): void {
  desktop.env.fact(Fact.received, desktop.user.index, update.number, update.topic)
  if (update.error !== undefined) desktop.requests.outcome(update.requestId, true)
  else if (update.topic === Topic.USER) userChanged(desktop, update)
  else if (update.topic === Topic.DIALOGS) dialogChanged(desktop, update)
  else if (update.topic === Topic.TEAM_USERS) {
    const member = update.user!
    desktop.requests.outcomeForMember(member.user, member.state)
    desktop.person.memberChanged(member.user, member.state)
  }
}

function userChanged(desktop: Desktop, update: Update): void {
  const view = update.user!
  const before = desktop.state
  desktop.state = view.state
  desktop.reason = view.reason
  desktop.pendingState = view.pendingState
  desktop.env.fact(Fact.desktopAgentState, desktop.user.index, view.state, view.reason)
  if (update.requestId > 0) desktop.requests.outcome(update.requestId, false)
  if (view.state === AgentState.LOGOUT) desktop.signedOut(view.reason)
  else {
    signInConfirmed(desktop, before)
    desktop.person.stateChanged(before)
  }
}

function dialogChanged(desktop: Desktop, update: Update): void {
  const dialog = update.dialog!
  const before = desktop.dialogs.get(dialog.call)
  const own = update.verb === 'DELETE' ? ParticipantState.DROPPED : desktop.ownState(dialog)
  if (update.verb === 'DELETE') desktop.dialogs.delete(dialog.call)
  else desktop.dialogs.set(dialog.call, dialog)
  desktop.env.fact(Fact.desktopDialog, desktop.user.index, dialog.call, own)
  if (update.requestId > 0) desktop.requests.outcome(update.requestId, false)
  desktop.person.dialogChanged(dialog, own, before === undefined ? -1 : desktop.ownState(before))
}

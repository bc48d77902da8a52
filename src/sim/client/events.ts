/** Events of the Notification Service, as they arrive: the picture on the screen follows them, nothing else. */
import { AgentState } from '../domain/agent-state.ts'
import { ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import { Topic, type Update } from '../domain/rest.ts'
import type { Client } from './client.ts'

export function eventArrived(client: Client, update: Update): void {
  client.env.fact(Fact.received, client.user.index, update.number, update.topic)
  if (update.error !== undefined) client.requests.outcome(update.requestId, update.error)
  else if (update.topic === Topic.USER) userChanged(client, update)
  else if (update.topic === Topic.DIALOGS) dialogChanged(client, update)
  else if (update.topic === Topic.TEAM_USERS) {
    const member = update.user!
    client.requests.outcomeForMember(member.user, member.state)
    client.person.memberChanged(member.user, member.state)
  } else if (update.topic === Topic.MEDIA) client.requests.outcome(update.requestId, undefined)
  else if (update.system !== undefined) client.serverChanged?.(update.system, update.origin)
}

function userChanged(client: Client, update: Update): void {
  const view = update.user!
  const before = client.state
  client.state = view.state
  client.reason = view.reason
  client.pendingState = view.pendingState
  client.env.fact(Fact.desktopAgentState, client.user.index, view.state, view.reason)
  const own = update.requestId > 0 && client.requests.outcome(update.requestId, undefined)
  if (view.state === AgentState.LOGOUT) client.signedOut(view.reason)
  else {
    client.signInConfirmed(before, own)
    client.person.stateChanged(before)
  }
}

function dialogChanged(client: Client, update: Update): void {
  const dialog = update.dialog!
  const before = client.dialogs.get(dialog.call)
  const own = update.verb === 'DELETE' ? ParticipantState.DROPPED : client.ownState(dialog)
  if (update.verb === 'DELETE') client.dialogs.delete(dialog.call)
  else client.dialogs.set(dialog.call, dialog)
  client.env.fact(Fact.desktopDialog, client.user.index, dialog.call, own)
  if (update.requestId > 0) client.requests.outcome(update.requestId, undefined)
  client.person.dialogChanged(dialog, own, before === undefined ? -1 : client.ownState(before))
}

/** What the Notification Service says of the XMPP user "finesse". */
export function serverPresence(client: Client, available: number, link: number): void {
  client.env.fact(Fact.serverPresence, client.user.index, available, client.toFinesse.indexOf(link ^ 1) + 1)
}

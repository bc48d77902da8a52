/** AGENT_STATE_EVENT: the node's view of a user follows, and the news goes out. */
import { AgentState } from '../domain/agent-state.ts'
import type { AgentStateEvent } from '../domain/cti.ts'
import { ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { withState } from '../domain/voice.ts'
import { removeFromList, requestIdFor } from './call-events.ts'
import type { FinesseNode } from './node.ts'
import { outcomeOf } from './operations.ts'
import { absentUserChanged } from './presence.ts'
import { publishDialog, publishUser } from './publish.ts'
import type { FinesseUser } from './users.ts'

export function agentStateEvent(node: FinesseNode, index: number, event: AgentStateEvent): void {
  node.env.spend(node.profile.finesseCtiEventUs)
  const user = node.users[index]!
  const changed = take(node, user, event)
  const requestId =
    user.stateOperations.length === 0
      ? 0
      : outcomeOf(
          user,
          user.stateOperations,
          ({ state }) =>
            state === event.state || state === event.next || state === AgentState.LOGIN || state === AgentState.WORK,
        )
  publishUser(node, user, requestId)
  if (changed) followWrapUp(node, user)
}

/** Takes over what CTI says, without publishing; true when the state is another. */
export function take(node: FinesseNode, user: FinesseUser, event: AgentStateEvent): boolean {
  const changed = user.state !== event.state
  user.state = event.state
  user.reason = event.reason
  user.pendingState = event.next
  user.since = event.since
  // A session is over: its mobile phone is forgotten.
  if (event.state === AgentState.LOGOUT) user.mobile = undefined
  node.env.fact(Fact.finesseAgentState, user.index, event.state, event.reason)
  if (changed && !user.present) absentUserChanged(node, user)
  return changed
}

/** Wrap-up keeps the finished call on the desktop, as participant WRAP_UP, until it is over. */
function followWrapUp(node: FinesseNode, user: FinesseUser): void {
  if (user.dialogs.length === 0) return
  const wrapUp = user.state === AgentState.WORK || user.state === AgentState.WORK_READY
  const { dialogs } = user
  for (let at = 0; at < dialogs.length; ) {
    const dialog = dialogs[at]!
    if (wrapUp && dialog.contact > 0) {
      dialog.parties = dialog.parties.map((party) =>
        party.device === user.index ? withState(party, ParticipantState.WRAP_UP) : party,
      )
      node.env.fact(Fact.finesseParty, dialog.call, user.index, ParticipantState.WRAP_UP)
      const requestId = requestIdFor(user, M.connectionClearedEvent, user.index)
      publishDialog(node, user, 'PUT', requestId, dialog)
    } else if (dialog.ended) removeFromList(node, dialog, user, 0)
    if (dialogs[at] === dialog) at++
  }
}

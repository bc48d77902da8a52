/** Call events of the CTI link, and what they do to dialogs (Developer Guide 12.5(1), Dialog notifications). */
import { AgentState } from '../domain/agent-state.ts'
import type { CallEvent } from '../domain/cti.ts'
import { ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { OUTSIDE, withState } from '../domain/voice.ts'
import { type Dialog, droppedParties, newDialog, ownState } from './dialogs.ts'
import type { FinesseNode } from './node.ts'
import { outcomeOf } from './operations.ts'
import { publishDialog } from './publish.ts'
import type { FinesseUser } from './users.ts'

const CAUSE_BUSY = 3
/** A call that was there before this side of the PG turned active. */
const CAUSE_REBUILT = 50
const NOBODY = -2

/** The dialog of an event, made when it is new, with what the event says of it. */
function follow(node: FinesseNode, event: CallEvent): Dialog {
  node.env.spend(node.profile.finesseCtiEventUs)
  let dialog = node.dialogs.get(event.call)
  if (dialog === undefined) {
    dialog = newDialog(event)
    node.dialogs.set(dialog.call, dialog)
  }
  // Call data may still change in wrap-up; the parties are gone by then.
  if (!dialog.ended) dialog.parties = event.parties
  dialog.data = event.data
  dialog.type = event.type
  return dialog
}

export function requestIdFor(user: FinesseUser, kind: number, actor: number): number {
  if (user.callOperations.length === 0) return 0
  return outcomeOf(user, user.callOperations, (operation) => operation.expects === kind && operation.actor === actor)
}

export function addToList(node: FinesseNode, dialog: Dialog, user: FinesseUser, requestId: number): void {
  // A phone rings also when nobody is signed in at it; there is no desktop to show it then.
  if (user.state === AgentState.LOGOUT || dialog.members.includes(user.index)) return
  dialog.members.push(user.index)
  user.dialogs.push(dialog)
  node.env.fact(Fact.finesseParty, dialog.call, user.index, ownState(dialog.parties, user.index))
  publishDialog(node, user, 'POST', requestId, dialog)
}

export function removeFromList(node: FinesseNode, dialog: Dialog, user: FinesseUser, requestId: number): void {
  const at = dialog.members.indexOf(user.index)
  if (at < 0) return
  dialog.members.splice(at, 1)
  user.dialogs.splice(user.dialogs.indexOf(dialog), 1)
  node.env.fact(Fact.finesseParty, dialog.call, user.index, ParticipantState.DROPPED)
  if (dialog.ended) dialog.parties = droppedParties(dialog.parties, user.index)
  publishDialog(node, user, 'DELETE', requestId, dialog)
  if (dialog.ended && dialog.members.length === 0) node.dialogs.delete(dialog.call)
}

/** The whole dialog to everybody who has it; `skip` already got it. */
function update(node: FinesseNode, dialog: Dialog, kind: number, actor: number, skip: number = NOBODY): void {
  for (const index of dialog.members) {
    if (index === skip) continue
    const user = node.users[index]!
    if (index === actor) node.env.fact(Fact.finesseParty, dialog.call, index, ownState(dialog.parties, index))
    publishDialog(node, user, 'PUT', requestIdFor(user, kind, actor), dialog)
  }
}

/** Also SERVICE_INITIATED and DELIVERED: the device's user gets the dialog, the others an update. */
export function appears(kind: number) {
  return (node: FinesseNode, _call: number, event: CallEvent): void => {
    if (event.cause === CAUSE_REBUILT) {
      rebuilt(node, event)
      return
    }
    const dialog = follow(node, event)
    if (event.device === OUTSIDE) return
    const user = node.users[event.device]!
    addToList(node, dialog, user, requestIdFor(user, kind, event.device))
    update(node, dialog, kind, event.device, event.device)
  }
}

/** Of a call that the node has right there is nothing to tell anybody: it is nobody's outcome and no news. */
function rebuilt(node: FinesseNode, event: CallEvent): void {
  const before = node.dialogs.get(event.call)?.parties ?? []
  const dialog = follow(node, event)
  const user = node.users[event.device]!
  if (node.options.defects['pg-maintenance-reposts-calls'] === true) removeFromList(node, dialog, user, 0)
  addToList(node, dialog, user, 0)
  const isKnown =
    before.length === dialog.parties.length &&
    before.every(
      ({ device, state }, at) => dialog.parties[at]!.device === device && dialog.parties[at]!.state === state,
    )
  if (before.length > 0 && !isKnown) update(node, dialog, M.establishedEvent, NOBODY)
}

export function begin(node: FinesseNode, _call: number, event: CallEvent): void {
  follow(node, event)
}

export function changes(kind: number) {
  return (node: FinesseNode, _call: number, event: CallEvent): void => {
    if (event.cause === CAUSE_REBUILT) {
      rebuilt(node, event)
      return
    }
    const dialog = follow(node, event)
    if (kind === M.failedEvent) dialog.stateCause = event.cause === CAUSE_BUSY ? 'BUSY' : 'BAD_DESTINATION'
    update(node, dialog, kind, event.device)
  }
}

/** A party left. The call goes on when the event lists the others only; else END_CALL follows. */
export function connectionCleared(node: FinesseNode, _call: number, event: CallEvent): void {
  const before = node.dialogs.get(event.call)?.parties.length ?? 0
  const dialog = follow(node, event)
  const fewer = event.by === OUTSIDE && event.parties.length < before
  const goesOn = fewer || !event.parties.some((party) => party.device === event.by)
  if (!goesOn) {
    dialog.parties = event.parties.map((party) =>
      party.device === event.by ? withState(party, ParticipantState.DROPPED) : party,
    )
  } else if (event.by !== OUTSIDE) {
    const user = node.users[event.by]!
    removeFromList(node, dialog, user, requestIdFor(user, M.connectionClearedEvent, event.by))
  }
  // Whoever ended the call hears of it with the next event: wrap-up, or the end. DROPPED would be said too early.
  update(node, dialog, M.connectionClearedEvent, event.by, goesOn ? NOBODY : event.by)
}

/** TRANSFERRED and CONFERENCED: one dialog survives and names the other as secondary. */
export function merges(kind: number) {
  return (node: FinesseNode, _call: number, event: CallEvent): void => {
    const dialog = follow(node, event)
    dialog.secondary = event.other
    if (event.contact !== undefined) {
      dialog.contact = event.contact.id
      dialog.queue = event.contact.queue
    }
    const requester = node.users[event.device]!
    const requestId = requestIdFor(requester, kind, event.device)
    const gone = node.dialogs.get(event.other)
    if (gone !== undefined) {
      gone.ended = true
      gone.parties = droppedParties(gone.parties)
      sayEnded(node, gone.call)
      for (const index of [...gone.members]) removeFromList(node, gone, node.users[index]!, 0)
      if (gone.members.length === 0) node.dialogs.delete(gone.call)
    }
    for (const index of [...dialog.members]) {
      if (ownState(dialog.parties, index) === ParticipantState.DROPPED) {
        removeFromList(node, dialog, node.users[index]!, index === event.device ? requestId : 0)
      }
    }
    for (const index of dialog.members) {
      const own = index === event.device ? requestId : 0
      publishDialog(node, node.users[index]!, 'PUT', own, dialog)
    }
    for (const party of dialog.parties) {
      if (party.device === OUTSIDE) continue
      const own = party.device === event.device ? requestId : 0
      addToList(node, dialog, node.users[party.device]!, own)
    }
  }
}

function sayEnded(node: FinesseNode, call: number): void {
  node.env.fact(Fact.finesseDialogEnded, call)
  node.cti.resynchronization.ended(call)
}

export function endCall(node: FinesseNode, call: number): void {
  node.env.spend(node.profile.finesseCtiEventUs)
  const dialog = node.dialogs.get(call)
  if (dialog === undefined) return
  if (call % 50 === 0 && node.options.defects['ghost-dialogs'] === true) return
  dialog.ended = true
  dialog.parties = droppedParties(dialog.parties)
  if (node.options.defects['outage-calls-published'] === true && !node.inService) {
    const devices = dialog.parties.map(({ device }) => device).filter((device) => device !== OUTSIDE)
    const users = devices.map((device) => node.users[device]!)
    node.cti.resynchronization.noteGone(dialog, users)
  }
  sayEnded(node, call)
  for (const index of [...dialog.members]) {
    const user = node.users[index]!
    const wrapUp = user.state === AgentState.WORK || user.state === AgentState.WORK_READY
    const keeps = wrapUp && ownState(dialog.parties, index) === ParticipantState.WRAP_UP
    if (keeps) continue
    publishDialog(node, user, 'PUT', requestIdFor(user, M.connectionClearedEvent, index), dialog)
    removeFromList(node, dialog, user, 0)
  }
  if (dialog.members.length === 0) node.dialogs.delete(call)
}

/** Dialogs of a Finesse node: calls as its users see them. */

import type { CallData } from '../domain/contact.ts'
import type { CallEvent } from '../domain/cti.ts'
import { DialogState, ParticipantState } from '../domain/dialog-state.ts'
import type { DialogView } from '../domain/rest.ts'
import { type Party, withState } from '../domain/voice.ts'

const NOBODY = -2

export interface Dialog {
  readonly call: number
  type: number
  from: string
  to: string
  parties: readonly Party[]
  data: CallData
  readonly associated: number
  secondary: number
  contact: number
  queue: number
  readonly startedAt: number
  stateCause: string
  /** END_CALL came; only users in wrap-up still have it. */
  ended: boolean
  /** Users who have it in their list. */
  readonly members: number[]
}

export function newDialog(event: CallEvent): Dialog {
  return {
    call: event.call,
    type: event.type,
    from: event.from,
    to: event.to,
    parties: event.parties,
    data: event.data,
    associated: event.other,
    secondary: 0,
    contact: event.contact?.id ?? 0,
    queue: event.contact?.queue ?? -1,
    startedAt: event.startedAt,
    stateCause: '',
    ended: false,
    members: [],
  }
}

/** State of the whole from those of its participants. */
function stateOf(parties: readonly Party[]): number {
  let state: number = DialogState.DROPPED
  for (const party of parties) {
    if (party.state === ParticipantState.ACTIVE || party.state === ParticipantState.HELD) return DialogState.ACTIVE
    if (party.state === ParticipantState.FAILED) state = DialogState.FAILED
    else if (party.state === ParticipantState.ALERTING) state = DialogState.ALERTING
    else if (state === DialogState.DROPPED && party.state === ParticipantState.INITIATED) state = DialogState.INITIATED
    else if (state === DialogState.DROPPED && party.state === ParticipantState.INITIATING)
      state = DialogState.INITIATING
  }
  return state
}

export function dialogView(dialog: Dialog): DialogView {
  return {
    call: dialog.call,
    state: stateOf(dialog.parties),
    type: dialog.type,
    from: dialog.from,
    to: dialog.to,
    parties: dialog.parties,
    data: dialog.data,
    associated: dialog.associated,
    secondary: dialog.secondary,
    contact: dialog.contact,
    queue: dialog.queue,
    startedAt: dialog.startedAt,
    stateCause: dialog.stateCause,
  }
}

/** Of a call that is over only those in wrap-up are left, without the one who ends it now. */
export function droppedParties(parties: readonly Party[], leaving: number = NOBODY): readonly Party[] {
  return parties.map((party) =>
    party.state === ParticipantState.WRAP_UP && party.device !== leaving
      ? party
      : withState(party, ParticipantState.DROPPED),
  )
}

/** State of a user's own participant; DROPPED when there is none. */
export function ownState(parties: readonly Party[], user: number): number {
  for (const party of parties) if (party.device === user) return party.state
  return ParticipantState.DROPPED
}

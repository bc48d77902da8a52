/** Dialogs and their participants (Finesse Web Services Developer Guide 12.5(1), p. 125-127). */
export const ParticipantState = {
  INITIATING: 0,
  INITIATED: 1,
  ALERTING: 2,
  ACTIVE: 3,
  HELD: 4,
  FAILED: 5,
  WRAP_UP: 6,
  DROPPED: 7,
} as const
export type ParticipantStateName = keyof typeof ParticipantState
export type ParticipantStateCode = (typeof ParticipantState)[ParticipantStateName]
export const participantStateNames = Object.keys(ParticipantState) as readonly ParticipantStateName[]

export const DialogState = { INITIATING: 0, INITIATED: 1, ALERTING: 2, ACTIVE: 3, FAILED: 4, DROPPED: 5 } as const
export type DialogStateName = keyof typeof DialogState
export type DialogStateCode = (typeof DialogState)[DialogStateName]
export const dialogStateNames = Object.keys(DialogState) as readonly DialogStateName[]

/** Call types by their GED-188 number; the names are those of `callType` in a dialog. */
export const CallType = {
  ACD_IN: 1,
  PREROUTE_ACD_IN: 2,
  TRANSFER: 4,
  OTHER_IN: 6,
  OUT: 9,
  AGENT_INSIDE: 10,
  OFFERED: 11,
  CONSULT: 12,
  CONSULT_OFFERED: 13,
  CONFERENCE: 15,
  SUPERVISOR_MONITOR: 21,
  BARGE_IN: 23,
} as const
export type CallTypeName = keyof typeof CallType
export type CallTypeCode = (typeof CallType)[CallTypeName]
const callTypeNames: string[] = []
for (const [name, code] of Object.entries(CallType)) callTypeNames[code] = name
export function callTypeName(code: number): string {
  return callTypeNames[code] ?? 'OTHER_IN'
}

export type DialogAction =
  | 'ANSWER'
  | 'HOLD'
  | 'RETRIEVE'
  | 'DROP'
  | 'CONSULT_CALL'
  | 'TRANSFER'
  | 'CONFERENCE'
  | 'TRANSFER_SST'
  | 'UPDATE_CALL_DATA'
  | 'PARTICIPANT_DROP'
  | 'SEND_DTMF'
  | 'START_RECORDING'
  | 'ACCEPT'
  | 'CLOSE'
  | 'REJECT'
  | 'RECLASSIFY'
  | 'UPDATE_SCHEDULED_CALLBACK'
  | 'CANCEL_SCHEDULED_CALLBACK'
  | 'MAKE_CALL'
  | 'SILENT_MONITOR'
  | 'BARGE_CALL'

/** What a participant may do now. `otherActive`: the agent also has an active call on another dialog. */
export function allowedActions(state: number, otherActive: boolean): readonly DialogAction[] {
  switch (state) {
    case ParticipantState.INITIATING:
    case ParticipantState.INITIATED:
      return ['DROP', 'UPDATE_CALL_DATA']
    case ParticipantState.ALERTING:
      return ['ANSWER']
    case ParticipantState.ACTIVE:
      return ['HOLD', 'DROP', 'UPDATE_CALL_DATA', 'CONSULT_CALL', 'TRANSFER_SST']
    case ParticipantState.HELD:
      return otherActive
        ? ['RETRIEVE', 'DROP', 'UPDATE_CALL_DATA', 'TRANSFER', 'CONFERENCE']
        : ['RETRIEVE', 'DROP', 'UPDATE_CALL_DATA']
    case ParticipantState.FAILED:
      return ['DROP']
    case ParticipantState.WRAP_UP:
      return ['UPDATE_CALL_DATA']
    default:
      return []
  }
}

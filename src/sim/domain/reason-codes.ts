/**
 * System reason codes: numbers as shown in events and reports (Cisco Finesse Administration Guide, Predefined system
 * reason codes; UCCX list: Unified CCX feature guide). They are never offered to agents in lists.
 */
export interface SystemReasonCode {
  readonly code: number
  readonly category: 'NOT_READY' | 'LOGOUT'
  readonly label: string
  readonly deployment: 'cce' | 'ccx'
}

const code = (
  number: number,
  category: SystemReasonCode['category'],
  label: string,
  deployment: SystemReasonCode['deployment'] = 'cce',
): SystemReasonCode => ({ code: number, category, label, deployment })

export const systemReasonCodes: readonly SystemReasonCode[] = [
  code(32767, 'NOT_READY', 'Not Ready - Call Not Answered'),
  code(32762, 'NOT_READY', 'Not Ready - Offhook'),
  code(50001, 'LOGOUT', 'Logged Out - System Disconnect'),
  code(50002, 'LOGOUT', 'Logged Out - System Failure'),
  code(50002, 'NOT_READY', 'Not Ready - Connection Failure'),
  code(50003, 'LOGOUT', 'Logged Out - Device Error'),
  code(50004, 'LOGOUT', 'Logged Out - Inactivity Timeout'),
  code(50005, 'NOT_READY', 'Not Ready - Non ACD Busy'),
  code(50006, 'NOT_READY', 'Call placed from Ready'),
  code(50010, 'NOT_READY', 'Not Ready - Call Overlap'),
  code(50020, 'LOGOUT', 'Logged Out - Queue Change'),
  code(50030, 'LOGOUT', 'Logged Out - Device Conflict'),
  code(50040, 'LOGOUT', 'Logged Out - Mobile Agent Call Fail'),
  code(50041, 'NOT_READY', 'Not Ready - Mobile Call Not Answered'),
  code(50042, 'LOGOUT', 'Logged Out - Mobile Agent Disconnect'),
  code(50045, 'NOT_READY', 'Maintenance mode migration'),
  code(65535, 'NOT_READY', 'Not Ready - System Reinitialized'),
  code(65534, 'NOT_READY', 'Not Ready - System Reset'),
  code(65533, 'NOT_READY', 'Not Ready - Extension Modified'),
  code(20001, 'NOT_READY', 'Not Ready - Starting Force Logout'),
  code(20002, 'LOGOUT', 'Logged Out - Force Logout'),
  code(20003, 'NOT_READY', 'Not Ready - Agent Logout Request'),
  code(999, 'NOT_READY', 'Not Ready - Supervisor Initiated'),
  code(999, 'LOGOUT', 'Logged Out - Supervisor Initiated'),
  code(255, 'LOGOUT', 'Logged Out - Connection Failure'),
  code(22, 'LOGOUT', 'Logout by Supervisor', 'ccx'),
  code(33, 'NOT_READY', 'Not Ready by Supervisor', 'ccx'),
  code(255, 'LOGOUT', 'Connection Failure', 'ccx'),
  code(32740, 'LOGOUT', 'Agent Relogin', 'ccx'),
  code(32741, 'LOGOUT', 'Extension Conflict', 'ccx'),
  code(32742, 'NOT_READY', 'Offhook on Non ACD Line', 'ccx'),
  code(32745, 'NOT_READY', 'Outbound Call Reserved', 'ccx'),
  code(32746, 'NOT_READY', 'Outbound Call Ended', 'ccx'),
  code(32747, 'NOT_READY', 'Outbound Call Failed', 'ccx'),
  code(32748, 'LOGOUT', 'Agent Deleted', 'ccx'),
  code(32749, 'NOT_READY', 'Call Cancelled', 'ccx'),
  code(32767, 'NOT_READY', 'Call Not Answered', 'ccx'),
]

export const Reason = {
  NONE: 0,
  RONA: 32767,
  CALL_FROM_READY: 50006,
  CONNECTION_FAILURE: 50002,
  DEVICE_ERROR: 50003,
  OFF_HOOK: 32762,
  QUEUE_CHANGE: 50020,
  EXTENSION_CHANGED: 65533,
  MOBILE_CALL_FAIL: 50040,
  MOBILE_NOT_ANSWERED: 50041,
  MOBILE_DISCONNECT: 50042,
  CALL_OVERLAP: 50010,
  INACTIVITY: 50004,
  SECOND_LINE: 50005,
  DEVICE_CONFLICT: 50030,
  FORCE_LOGOUT_BEGINS: 20001,
  /** The PG was lost as a whole, and what it knew of agents with it; or the phone system was, for all of the PG. */
  PG_RESET: 65534,
  REINITIALIZED: 65535,
  FORCE_LOGOUT: 20002,
  SUPERVISOR: 999,
  PRESENCE_LOST: 255,
  /** Maintenance mode migration. */
  MAINTENANCE: 50045,
} as const

/** A reason code an administrator configured; `id` is the database id that clients send as reasonCodeId. */
export interface ReasonCode {
  readonly id: number
  readonly code: number
  readonly category: 'NOT_READY' | 'LOGOUT'
  readonly label: string
  readonly forAll: boolean
}

/** The codes a new embedded center offers; scenarios name them by label. */
export const defaultReasonCodes: readonly ReasonCode[] = [
  { id: 1, code: 1, category: 'NOT_READY', label: 'Break', forAll: true },
  { id: 2, code: 2, category: 'NOT_READY', label: 'Lunch', forAll: true },
  { id: 3, code: 3, category: 'NOT_READY', label: 'Meeting', forAll: true },
  { id: 4, code: 4, category: 'NOT_READY', label: 'Training', forAll: true },
  { id: 5, code: 5, category: 'NOT_READY', label: 'Coaching', forAll: true },
  { id: 6, code: 6, category: 'NOT_READY', label: 'Back office', forAll: true },
  { id: 11, code: 1, category: 'LOGOUT', label: 'End of shift', forAll: true },
  { id: 12, code: 2, category: 'LOGOUT', label: 'Illness', forAll: true },
  { id: 13, code: 3, category: 'LOGOUT', label: 'Technical problem', forAll: true },
]

export function reasonCodeByLabel(label: string, category: ReasonCode['category']): ReasonCode | undefined {
  return defaultReasonCodes.find((reason) => reason.category === category && reason.label === label)
}

/** Ids of system codes begin here. */
const FIRST_SYSTEM_CODE = 501

/** All codes a new center has, those of the system behind those of the administrator. */
export function firstCodes(deployment: 'cce' | 'ccx'): readonly (ReasonCode & { readonly systemCode: boolean })[] {
  const system = systemReasonCodes
    .map(({ code, category, label }, at) => ({
      id: FIRST_SYSTEM_CODE + at,
      code,
      category,
      label,
      forAll: true,
      systemCode: true,
    }))
    .filter((_, at) => systemReasonCodes[at]!.deployment === deployment)
  return [...defaultReasonCodes.map((code) => ({ ...code, systemCode: false })), ...system]
}

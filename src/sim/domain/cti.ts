/**
 * Decoded messages of the CTI link, after the CTI Server Message Reference Guide (GED-188). One shape serves one
 * family; fields that a message lacks on the wire are not looked at by its receiver.
 */
import type { CallData, Contact } from './contact.ts'
import type { FarEnd, Party } from './voice.ts'

export interface OpenReq {
  readonly invoke: number
  readonly version: number
  readonly idleTimeoutUs: number
  /** Service mask; bits below. */
  readonly services: number
  readonly clientId: string
}

export const CtiService = {
  CLIENT_EVENTS: 0x1,
  CALL_DATA_UPDATE: 0x2,
  CLIENT_CONTROL: 0x4,
  ALL_EVENTS: 0x10,
  SUPERVISOR: 0x80,
  CONFIG_EVENTS: 0x40000,
  UPDATE_EVENTS: 0x80000,
  ACTIVE_STANDBY: 0x2000000,
} as const

export interface OpenConf {
  readonly invoke: number
  readonly session: 'active' | 'standby'
  readonly peripheralOnline: boolean
}

/** FAILURE_CONF and FAILURE_EVENT: an E_CTI status. */
export interface Failure {
  readonly invoke: number
  readonly status: number
}

export const CtiStatus = {
  INVALID_VERSION: 1,
  INVALID_MESSAGE_LENGTH: 2,
  SESSION_NOT_OPEN: 4,
  SESSION_ALREADY_OPEN: 5,
  REQUIRED_DATA_MISSING: 6,
  INVALID_PERIPHERAL_ID: 7,
  INVALID_AGENT_DATA: 8,
  FUNCTION_NOT_AVAILABLE: 12,
  INVALID_CALLID: 13,
  CTI_SERVER_OFFLINE: 15,
  TIMEOUT: 16,
  INVALID_TIMEOUT: 18,
  INVALID_RESERVED_FIELD: 22,
  INCONSISTENT_AGENT_DATA: 32,
  INVALID_MESSAGE_TYPE: 48,
  TEAM_NOT_FOUND: 65,
  SERVER_NOT_MASTER: 92,
  INVALID_CLIENT_FOR_STANDBY: 107,
  DUPLICATE_INSTANCE: 109,
  SERVER_IN_MAINTENANCE_MODE: 110,
} as const

export interface Invoke {
  readonly invoke: number
}

/** ACTIVE_MAINTENANCE_RESP: a client's answer to ACTIVE_MAINTENANCE_REQ. */
export interface MaintenanceResp extends Invoke {
  readonly accepted: boolean
}

/** ACTIVE_MAINTENANCE_EVENT: the maintenance goes on, or is cancelled. */
export interface MaintenanceEvent {
  readonly continues: boolean
}

/** Bits of the PGStatus; 0 is healthy. */
export const PgStatus = { CONTROLLER_OFFLINE: 2, PERIPHERAL_OFFLINE: 4 } as const

/** SystemEventID of SYSTEM_EVENT. */
export const SystemEventId = {
  CONTROLLER_ONLINE: 1,
  CONTROLLER_OFFLINE: 2,
  PERIPHERAL_ONLINE: 3,
  PERIPHERAL_OFFLINE: 4,
} as const

/** SYSTEM_EVENT. */
export interface SystemEvent {
  readonly event: number
  readonly pgStatus: number
}

/** AGENT_STATE_EVENT and QUERY_AGENT_STATE_CONF. */
export interface AgentStateEvent {
  readonly agent: number
  readonly state: number
  readonly reason: number
  /** A state asked for during a call, 0 for none (NextAgentState). */
  readonly next: number
  readonly nextReason: number
  /** Virtual time the state began. */
  readonly since: number
  readonly mobile: MobileAgent | undefined
}

export interface MobileAgent {
  readonly mode: 'CALL_BY_CALL' | 'NAILED_CONNECTION'
  readonly dialNumber: string
}

/** SET_AGENT_STATE_REQ. */
export interface SetAgentStateReq {
  readonly invoke: number
  readonly agent: number
  readonly state: number
  readonly reason: number
  readonly extension: string
  readonly mobile: MobileAgent | undefined
  /** ForcedFlag: a forced logout (LOAD applies), or a supervisor's wish. */
  readonly forced: boolean
  /** User index of the supervisor who asks, or -1. */
  readonly supervisor: number
}

/** Requests about calls: ANSWER, HOLD, RETRIEVE, CLEAR_CONNECTION, MAKE, CONSULTATION, TRANSFER, CONFERENCE, SUPERVISE. */
export interface CallControlReq {
  readonly invoke: number
  readonly agent: number
  readonly call: number
  /** The other call, of TRANSFER and CONFERENCE; the supervisor's call, of a barge-in. */
  readonly other: number
  readonly to: string
  /** SUPERVISE_CALL: the agent who is supervised; CLEAR_CONNECTION: the party to drop; else -1. */
  readonly target: number
  readonly action: 'none' | 'monitor' | 'barge'
  readonly farEnd: FarEnd | undefined
  readonly data: CallData | undefined
}

/** SET_CALL_DATA_REQ: only what changes. */
export interface SetCallDataReq {
  readonly invoke: number
  readonly agent: number
  readonly call: number
  readonly variables: ReadonlyMap<number, string>
  readonly ecc: ReadonlyMap<string, string>
  readonly wrapUpReason: string | undefined
}

/** SNAPSHOT_CALL_REQ: the state of one call. */
export interface SnapshotCallReq extends Invoke {
  readonly call: number
}

/** SNAPSHOT_CALL_CONF. */
export interface SnapshotCallConf extends Invoke {
  readonly event: CallEvent
}

/** SNAPSHOT_DEVICE_CONF: the calls at the phone of an agent; a client reads their numbers alone. */
export interface SnapshotDeviceConf extends Invoke {
  readonly agent: number
  readonly calls: readonly CallEvent[] | readonly Pick<CallEvent, 'call'>[]
}

/** CONTROL_FAILURE_CONF. */
export interface ControlFailureConf {
  readonly invoke: number
  /** FailureCode of the CTI guide, such as 22 CF_INVALID_OBJECT_STATE. */
  readonly failure: number
  /** PeripheralErrorCode, such as 20999. */
  readonly peripheral: number
}

/** All call events: BEGIN_CALL to END_CALL. */
export interface CallEvent {
  readonly call: number
  readonly type: number
  /** User index of the device it is about, or OUTSIDE. */
  readonly device: number
  readonly parties: readonly Party[]
  readonly from: string
  readonly to: string
  readonly contact: Contact | undefined
  readonly data: CallData
  /** Original of a consult call; the call that was merged away. */
  readonly other: number
  /** Who conferenced, transferred or released. */
  readonly by: number
  /** EventCause, 0xFFFF none. */
  readonly cause: number
  readonly startedAt: number
}

export interface SkillGroupStatistics {
  readonly invoke: number
  readonly queue: number
  readonly callsInQueue: number
  /** Virtual time the longest waiting call was queued, or -1. */
  readonly oldest: number
  readonly loggedOn: number
  readonly ready: number
  readonly notReady: number
  readonly talkingInbound: number
  readonly talkingOutbound: number
  readonly talkingInternal: number
  readonly workReady: number
  readonly workNotReady: number
  readonly busyOther: number
}

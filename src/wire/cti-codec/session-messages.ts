/** Opening, failures and system events, both ways. */
import { CtiService, type Failure, type OpenConf, type OpenReq, type SystemEvent } from '../../sim/domain/cti.ts'
import { M } from '../../sim/domain/messages.ts'
import { SECOND } from '../../sim/kernel/time.ts'
import { floatsOf, floatValue } from '../ged188/floats.ts'
import { viewOf } from '../ged188/frame.ts'
import type { Message, MessageOf } from '../ged188/layouts.ts'
import type { Decoded } from './decoded.ts'
import { make } from './make.ts'
import { ENTERPRISE_AGENT, NULL_CODE, NULL_ID, secondsOf } from './names.ts'
import { fit, fromWire } from './text.ts'
import type { Writing } from './writing.ts'

/** All call events and all agent states there are. */
export const ALL_CALL_MESSAGES = 0x0fff_ffff
export const ALL_AGENT_STATES = 0x3fff
/** AgentState of an OPEN_CONF that is of no agent. */
const NO_AGENT_STATE = 9

const isStandbyCapable = ({ services, version }: OpenReq): boolean =>
  version >= 24 && (services & CtiService.ACTIVE_STANDBY) !== 0

/** `instance` tells clients of one name apart, where a client may have a session at either side. */
export function writeOpenReq({ names }: Writing, request: OpenReq, instance: string): Message {
  const { version, idleTimeoutUs } = request
  return make(
    'OPEN_REQ',
    {
      InvokeID: request.invoke,
      VersionNumber: version,
      IdleTimeout: Math.min(Math.round(idleTimeoutUs / SECOND), NULL_ID),
      PeripheralID: names.peripheralId,
      ServicesRequested: request.services >>> 0,
      CallMsgMask: ALL_CALL_MESSAGES,
      AgentStateMask: ALL_AGENT_STATES,
      ConfigMsgMask: 0,
      Reserved1: 0,
      Reserved2: 0,
      Reserved3: 0,
    },
    floatsOf({
      ClientID: fit(request.clientId, 'ClientID', version),
      ClientPassword: new Uint8Array(0),
      ClientSignature: fit(request.clientId, 'ClientSignature', version),
      UniqueInstanceID: isStandbyCapable(request) ? fit(instance, 'UniqueInstanceID', version) : undefined,
    }),
  )
}

export function readOpenReq({ fields, floats }: MessageOf<'OPEN_REQ'>): Decoded {
  const body: OpenReq = {
    invoke: fields.InvokeID,
    version: fields.VersionNumber,
    idleTimeoutUs: fields.IdleTimeout * SECOND,
    services: fields.ServicesRequested,
    clientId: fromWire(floatValue(floats, 'ClientID') ?? ''),
  }
  return { kind: M.openReq, about: 0, body }
}

/** The version that an OPEN_REQ asks for: it decides how the message itself is to be read. Undefined for any other. */
export function versionAsked(frame: Uint8Array): number | undefined {
  const view = viewOf(frame)
  const isOpen = frame.length >= 16 && view.getUint32(4) === 3
  return isOpen ? view.getUint32(12) : undefined
}

const SessionType = { active: 1, standby: 2 } as const

export function writeOpenConf(writing: Writing, conf: OpenConf, granted: number): Message {
  const { names } = writing
  return make(
    'OPEN_CONF',
    {
      InvokeID: conf.invoke,
      ServicesGranted: granted >>> 0,
      MonitorID: 0,
      PGStatus: 0,
      ICMCentralControllerTime: secondsOf(names, writing.now()),
      PeripheralOnline: conf.peripheralOnline,
      PeripheralType: ENTERPRISE_AGENT,
      AgentState: NO_AGENT_STATE,
      DepartmentID: 0,
      SessionType: SessionType[conf.session],
    },
    floatsOf({ NumPeripherals: 1, FltPeripheralID: names.peripheralId, MultilineAgentControl: 0 }),
  )
}

export function readOpenConf({ fields }: MessageOf<'OPEN_CONF'>): Decoded {
  const session = fields.SessionType === SessionType.standby ? 'standby' : 'active'
  const body: OpenConf = { invoke: fields.InvokeID, session, peripheralOnline: fields.PeripheralOnline }
  return { kind: M.openConf, about: 0, body }
}

export function writeFailure(failure: Failure): Message {
  return make('FAILURE_CONF', { InvokeID: failure.invoke, Status: failure.status })
}

const PERIPHERAL_ONLINE = 3
const PERIPHERAL_OFFLINE = 4

export function writeSystemEvent(writing: Writing, { event, pgStatus }: SystemEvent): Message {
  const isOfPeripheral = event === PERIPHERAL_ONLINE || event === PERIPHERAL_OFFLINE
  return make('SYSTEM_EVENT', {
    PGStatus: pgStatus,
    ICMCentralControllerTime: secondsOf(writing.names, writing.now()),
    SystemEventID: event,
    SystemEventArg1: isOfPeripheral ? writing.names.peripheralId : 0,
    SystemEventArg2: 0,
    SystemEventArg3: 0,
    EventDeviceType: NULL_CODE,
  })
}

export function readSystemEvent({ fields }: MessageOf<'SYSTEM_EVENT'>): Decoded {
  const body: SystemEvent = { event: fields.SystemEventID, pgStatus: fields.PGStatus }
  return { kind: M.systemEvent, about: 0, body }
}

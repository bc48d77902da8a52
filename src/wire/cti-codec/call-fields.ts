/** Pieces that events of calls share. */
import type { CallEvent } from '../../sim/domain/cti.ts'
import { CallType } from '../../sim/domain/dialog-state.ts'
import { OUTSIDE } from '../../sim/domain/voice.ts'
import { type CtiNames, ENTERPRISE_AGENT, extensionOf, NULL_CODE, NULL_ID } from './names.ts'
import { fit } from './text.ts'

/** LocalConnectionState. */
export const Connection = { NULL: 0, INITIATE: 1, ALERTING: 2, CONNECT: 3, HOLD: 4, QUEUED: 5, FAIL: 6 } as const

/** DeviceIDType. */
export const DeviceType = { ROUTE_POINT: 74, EXTERNAL: 75, AGENT: 76 } as const

/** EventCause. */
export const Cause = {
  CONFERENCE: 17,
  TRANSFER: 32,
  MONITOR: 46,
  BARGE_IN: 48,
  /** Calls that ran already when this side became active. */
  PARTY_UPDATE: 50,
  NONE: NULL_CODE,
} as const

const lineTypes: ReadonlyMap<number, number> = new Map([
  [CallType.PREROUTE_ACD_IN, 0],
  [CallType.AGENT_INSIDE, 2],
  [CallType.CONSULT, 2],
  [CallType.OUT, 7],
  [CallType.SUPERVISOR_MONITOR, 9],
])
const UNKNOWN_LINE = 3

/** Number of a device as a client sees it; of one outside, the party that the event is about. */
export function addressOf(names: CtiNames, { device, parties, to }: CallEvent): string {
  if (device !== OUTSIDE) return extensionOf(names, device)
  const outside = parties.filter((party) => party.device === OUTSIDE)
  return (outside.find(({ address }) => address === to) ?? outside[0] ?? parties[0])?.address ?? to
}

export const deviceTypeOf = (device: number): number => (device === OUTSIDE ? DeviceType.EXTERNAL : DeviceType.AGENT)

export function callFields(names: CtiNames, call: number) {
  return {
    MonitorID: 0,
    PeripheralID: names.peripheralId,
    PeripheralType: ENTERPRISE_AGENT,
    ConnectionDeviceIDType: 0,
    ConnectionCallID: call,
  }
}

export const lineFields = (type: number) => ({ LineHandle: 0, LineType: lineTypes.get(type) ?? UNKNOWN_LINE })
export const noService = { ServiceNumber: NULL_ID, ServiceID: NULL_ID }

export function skillGroupFields(names: CtiNames, queue: number | undefined) {
  const id = queue === undefined ? undefined : names.queues[queue]?.id
  return { SkillGroupNumber: id ?? NULL_ID, SkillGroupID: id ?? NULL_ID, SkillGroupPriority: 0 }
}

/** Who calls whom, for clients that know a call by its numbers. */
export function callerFloats({ from, to }: CallEvent, version: number) {
  return {
    CallingDeviceID: fit(from, 'CallingDeviceID', version),
    CalledDeviceID: fit(to, 'CalledDeviceID', version),
  }
}

export function callerTypes({ type }: CallEvent) {
  const routed = type === CallType.PREROUTE_ACD_IN || type === CallType.TRANSFER
  return {
    CallingDeviceType: routed ? DeviceType.EXTERNAL : DeviceType.AGENT,
    CalledDeviceType: routed ? DeviceType.ROUTE_POINT : NULL_CODE,
  }
}

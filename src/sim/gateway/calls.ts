/** What the PG keeps of each call, and the CTI events it tells of it. */

import type { CallData, Contact } from '../domain/contact.ts'
import type { CallEvent } from '../domain/cti.ts'
import { CallType } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { type DeviceEvent, OUTSIDE, type Party } from '../domain/voice.ts'
import type { Gateway } from './gateway.ts'

export const NO_CAUSE = 0xffff

export interface PgCall {
  readonly id: number
  type: number
  contact: Contact | undefined
  data: CallData
  parties: readonly Party[]
  from: string
  to: string
  readonly original: number
  readonly startedAt: number
}

const typeOfKind: Readonly<Record<DeviceEvent['kind'], number>> = {
  routed: CallType.PREROUTE_ACD_IN,
  out: CallType.OUT,
  inside: CallType.AGENT_INSIDE,
  consult: CallType.CONSULT,
  monitor: CallType.SUPERVISOR_MONITOR,
  conference: CallType.CONFERENCE,
}

/** The PG's record of the call an event is about; made, and announced by BEGIN_CALL, when it is new. */
export function callOf(gateway: Gateway, event: DeviceEvent): PgCall {
  let call = gateway.calls.get(event.call)
  if (call === undefined) {
    call = {
      id: event.call,
      type: typeOfKind[event.kind],
      contact: event.contact,
      data: event.contact?.data ?? gateway.dataOfNewCall(event),
      parties: event.parties,
      from: event.from,
      to: event.to,
      original: event.other,
      startedAt: gateway.env.now(),
    }
    gateway.calls.set(call.id, call)
    gateway.env.fact(Fact.truthCallBegan, call.id, call.type, event.contact?.id ?? 0)
    tell(gateway, M.beginCallEvent, call, event.device)
  } else call.parties = event.parties
  return call
}

export function tell(
  gateway: Gateway,
  kind: number,
  call: PgCall,
  device: number,
  rest: Partial<CallEvent> = {},
): void {
  const event: CallEvent = {
    call: call.id,
    type: call.type,
    device,
    parties: call.parties,
    from: call.from,
    to: call.to,
    contact: call.contact,
    data: call.data,
    other: rest.other ?? call.original,
    by: rest.by ?? OUTSIDE,
    cause: rest.cause ?? NO_CAUSE,
    startedAt: call.startedAt,
  }
  gateway.publish(kind, call.id, event)
}

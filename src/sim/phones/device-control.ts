/** Answer, hold, retrieve, drop: what the PG asks of a device on behalf of its agent. */
import { ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { type DeviceRequest, OUTSIDE, withState } from '../domain/voice.ts'
import { finish, leave, partyOf, setParty } from './calls.ts'
import type { PhoneCall, Phones } from './phones.ts'

export function answer(phones: Phones, _about: number, request: DeviceRequest): void {
  const call = phones.calls.get(request.call)
  if (call === undefined || partyOf(call, request.device)?.state !== ParticipantState.ALERTING) {
    phones.refuse(request)
    return
  }
  connect(phones, call, request.device, request.invoke)
}

/** The device goes off hook on a ringing call. */
export function connect(phones: Phones, call: PhoneCall, device: number, invoke: number): void {
  call.parties = call.parties.map((party) =>
    party.device === device || party.state === ParticipantState.INITIATED
      ? withState(party, ParticipantState.ACTIVE)
      : party,
  )
  if (call.contact !== undefined && call.kind === 'routed') {
    phones.env.fact(Fact.contactAnswered, call.contact.id, device, call.id)
    const leg = { contact: call.contact.id, device, call: call.id }
    phones.env.send(phones.toRouter, M.legAnswered, call.contact.id, leg)
  }
  phones.tell(M.deviceConnected, call, device, invoke)
}

export function hold(phones: Phones, _about: number, request: DeviceRequest): void {
  change(phones, request, ParticipantState.ACTIVE, ParticipantState.HELD, M.deviceHeld)
}

export function retrieve(phones: Phones, _about: number, request: DeviceRequest): void {
  const busy = phones.deviceCalls[request.device]!.some(
    (call) => partyOf(call, request.device)?.state === ParticipantState.ACTIVE,
  )
  if (busy) phones.refuse(request)
  else change(phones, request, ParticipantState.HELD, ParticipantState.ACTIVE, M.deviceRetrieved)
}

function change(phones: Phones, request: DeviceRequest, from: number, to: number, event: number): void {
  const call = phones.calls.get(request.call)
  if (call === undefined || partyOf(call, request.device)?.state !== from) {
    phones.refuse(request)
    return
  }
  setParty(call, request.device, to)
  phones.tell(event, call, request.device, request.invoke)
}

export function drop(phones: Phones, _about: number, request: DeviceRequest): void {
  const call = phones.calls.get(request.call)
  if (call === undefined || partyOf(call, request.device) === undefined) phones.refuse(request)
  else leave(phones, call, request.device, request.invoke)
}

/** Takes a call that rang out away from the device; the router has it back. */
export function divert(phones: Phones, _about: number, request: DeviceRequest): void {
  const call = phones.calls.get(request.call)
  if (call === undefined || partyOf(call, request.device)?.state !== ParticipantState.ALERTING) return
  if (call.contact === undefined || call.kind !== 'routed') leave(phones, call, request.device, request.invoke)
  else finish(phones, call, OUTSIDE, 'not answered', request.invoke)
}

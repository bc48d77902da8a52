/** Transfer, conference, silent monitoring, barge-in: calls that join, and parties that listen. */
import { ParticipantState } from '../domain/dialog-state.ts'
import { M } from '../domain/messages.ts'
import { type DeviceRequest, OUTSIDE, type Party, withState } from '../domain/voice.ts'
import { forgetAt, partyOf } from './calls.ts'
import { ring } from './handset.ts'
import type { PhoneCall, Phones } from './phones.ts'

/** Devices of one conference (CUCM's default for ad hoc conferences, agents' bridges included). */
const MOST_PARTIES = 8

/** The held call survives; the transferor leaves both. */
export function transfer(phones: Phones, _about: number, request: DeviceRequest): void {
  const calls = heldAndActive(phones, request)
  if (calls === undefined) return
  const [held, active] = calls
  const { device } = request
  const parties = active.parties.filter((party) => party.device !== device)
  forgetAt(phones, device, held)
  join(phones, held, active, [...held.parties.filter((party) => party.device !== device), ...parties])
  phones.tell(M.deviceMerged, held, device, request.invoke, { other: active.id, by: device })
}

export function conference(phones: Phones, _about: number, request: DeviceRequest): void {
  const calls = heldAndActive(phones, request)
  if (calls === undefined) return
  const [held, active] = calls
  const { device } = request
  const others = active.parties.filter((party) => party.device !== device)
  const full = held.parties.length + others.length > MOST_PARTIES
  if (full || !isController(held, device)) {
    phones.refuse(request, full ? 'conference full' : 'not controller')
    return
  }
  const parties = held.parties.map((party) =>
    party.device === device ? withState(party, ParticipantState.ACTIVE) : party,
  )
  held.controller = device
  held.kind = 'conference'
  join(phones, held, active, [...parties, ...others])
  phones.tell(M.deviceMerged, held, device, request.invoke, { other: active.id, by: device })
}

/** Whoever opened a conference controls it; of a call of two nobody else does. */
function isController(call: PhoneCall, device: number): boolean {
  return call.controller === OUTSIDE || call.controller === device
}

function heldAndActive(phones: Phones, request: DeviceRequest): readonly [PhoneCall, PhoneCall] | undefined {
  const held = phones.calls.get(request.call)
  const active = phones.calls.get(request.other ?? 0)
  const fits =
    held !== undefined &&
    active !== undefined &&
    partyOf(held, request.device)?.state === ParticipantState.HELD &&
    partyOf(active, request.device)?.state === ParticipantState.ACTIVE &&
    active.parties.every((party) => party.state === ParticipantState.ACTIVE)
  if (!fits) {
    phones.refuse(request)
    return undefined
  }
  return [held, active]
}

/** Moves the parties of `gone` into `kept`. */
function join(phones: Phones, kept: PhoneCall, gone: PhoneCall, parties: readonly Party[]): void {
  phones.calls.delete(gone.id)
  // Only a number that an agent dialed comes back to its call, when it hangs up.
  if (gone.contact === undefined && partyOf(gone, OUTSIDE) !== undefined) phones.mergedInto.set(gone.id, kept.id)
  for (const party of gone.parties) if (party.device !== OUTSIDE) forgetAt(phones, party.device, gone)
  kept.parties = parties
  for (const party of parties) {
    if (party.device === OUTSIDE) continue
    const calls = phones.deviceCalls[party.device]!
    if (!calls.includes(kept)) calls.push(kept)
  }
  if (gone.contact !== undefined) {
    phones.callOfContact.set(gone.contact.id, kept)
    kept.contact ??= gone.contact
  }
}

/** The call goes on to another device; the agent is out of it at once. */
export function singleStepTransfer(phones: Phones, _about: number, request: DeviceRequest): void {
  const call = phones.calls.get(request.call)
  const target = phones.options.directory.byExtension(request.to ?? '')
  const active = call !== undefined && partyOf(call, request.device)?.state === ParticipantState.ACTIVE
  if (!active || call.parties.length !== 2 || target === undefined || target.index === request.device) {
    phones.refuse(request, target === undefined ? 'bad destination' : 'not possible')
    return
  }
  if (!phones.registered[target.index] || phones.deviceCalls[target.index]!.length > 0) {
    phones.refuse(request, 'busy')
    return
  }
  const rest = call.parties.filter((party) => party.device !== request.device)
  const ringing = { device: target.index, address: target.extension, state: ParticipantState.ALERTING }
  forgetAt(phones, request.device, call)
  call.parties = [...rest, ringing]
  phones.deviceCalls[target.index]!.push(call)
  phones.tell(M.deviceDropped, call, request.device, request.invoke, { by: request.device })
  ring(phones, call, target.index)
}

/** A supervisor listens: a call of its own that nobody else takes part in. */
export function monitor(phones: Phones, _about: number, request: DeviceRequest): void {
  const target = phones.options.directory.byExtension(request.to ?? '')
  const listened = target && phones.deviceCalls[target.index]!.find((call) => isActiveAt(call, target.index))
  const free = phones.deviceCalls[request.device]!.length === 0
  if (target === undefined || listened === undefined || !free || phones.monitorOf.has(listened.id)) {
    phones.refuse(request)
    return
  }
  const from = phones.options.directory.users[request.device]!.extension
  const own = { device: request.device, address: from, state: ParticipantState.ACTIVE }
  const heard = { device: OUTSIDE, address: target.extension, state: ParticipantState.ACTIVE }
  const call = phones.open('monitor', [own, heard], { from, to: target.extension, monitored: listened.id })
  phones.monitorOf.set(listened.id, call)
  phones.tell(M.deviceOffHook, call, request.device, request.invoke)
  phones.tell(M.deviceConnected, call, request.device)
}

/** The listening supervisor joins in: the monitor call is merged into the agent's call, now a conference. */
export function barge(phones: Phones, _about: number, request: DeviceRequest): void {
  const listening = phones.calls.get(request.other ?? 0)
  const call = listening && phones.calls.get(listening.monitored)
  const agent = phones.options.directory.byExtension(request.to ?? '')
  const fits =
    listening?.kind === 'monitor' &&
    call !== undefined &&
    agent !== undefined &&
    partyOf(call, agent.index)?.state === ParticipantState.ACTIVE
  if (!fits) {
    phones.refuse(request)
    return
  }
  if (call.parties.length >= MOST_PARTIES || !isController(call, agent.index)) {
    phones.refuse(request, call.parties.length >= MOST_PARTIES ? 'conference full' : 'not controller')
    return
  }
  const own = partyOf(listening, request.device)!
  listening.parties = [own]
  phones.monitorOf.delete(call.id)
  call.controller = call.controller === OUTSIDE ? agent.index : call.controller
  call.kind = 'conference'
  join(phones, call, listening, [...call.parties, own])
  phones.tell(M.deviceMerged, call, request.device, request.invoke, { other: listening.id, by: agent.index })
}

function isActiveAt(call: PhoneCall, device: number): boolean {
  return call.kind !== 'monitor' && partyOf(call, device)?.state === ParticipantState.ACTIVE
}

/** Steps that all call operations share: a party changes, leaves, or was the last but one. */
import { ParticipantState } from '../domain/dialog-state.ts'
import { M } from '../domain/messages.ts'
import { OUTSIDE, type Party, withState } from '../domain/voice.ts'
import type { PhoneCall, Phones } from './phones.ts'

export function partyOf(call: PhoneCall, device: number): Party | undefined {
  return call.parties.find((party) => party.device === device)
}

export function setParty(call: PhoneCall, device: number, state: number): void {
  call.parties = call.parties.map((party) => (party.device === device ? withState(party, state) : party))
}

export function isTalking(party: Party): boolean {
  return party.state === ParticipantState.ACTIVE || party.state === ParticipantState.HELD
}

export function forgetAt(phones: Phones, device: number, call: PhoneCall): void {
  const calls = phones.deviceCalls[device]!
  const at = calls.indexOf(call)
  if (at >= 0) calls.splice(at, 1)
}

/** Whoever talks with nobody but colleagues now hears that the caller is gone. */
function tellTheRest({ env, heard, toEar }: Phones, { id, parties }: PhoneCall): void {
  if (parties.some(({ device }) => device === OUTSIDE)) return
  for (const { device } of parties) if (heard[device]) env.send(toEar[device]!, M.callerLeft, id)
}

/** Ends a call for all its parties. `by` released it; the router learns it unless the caller did. */
export function finish(phones: Phones, call: PhoneCall, by: number, cause: '' | 'not answered' = '', invoke = 0): void {
  phones.calls.delete(call.id)
  for (const party of call.parties) if (party.device !== OUTSIDE) forgetAt(phones, party.device, call)
  if (call.contact !== undefined) phones.callOfContact.delete(call.contact.id)
  phones.tell(M.callFinished, call, by, invoke, { by, cause })
  // Voice finds its way back without the PG, which may not hear of it.
  if (cause === 'not answered' && call.contact !== undefined) {
    phones.env.send(phones.toRouter, M.contactReturned, call.contact.id)
  }
  if (call.kind === 'monitor') phones.monitorOf.delete(call.monitored)
  const listening = phones.monitorOf.get(call.id)
  if (listening !== undefined) finish(phones, listening, OUTSIDE)
}

/**
 * One party leaves; with fewer than two left the call is over. Of several parties outside the address tells which.
 */
export function leave(phones: Phones, call: PhoneCall, device: number, invoke: number, address = ''): void {
  const isHere = (party: Party): boolean => device !== OUTSIDE || party.address === address
  const leaving = call.parties.find((party) => party.device === device && isHere(party))
  const rest = call.parties.filter((party) => party !== leaving)
  const over = rest.length < 2 || !rest.some(isTalking)
  const byCaller = device === OUTSIDE && address === call.contact?.ani
  if (over) {
    if (call.contact !== undefined && !byCaller) {
      const leg = { contact: call.contact.id, device, call: call.id }
      phones.env.send(phones.toRouter, M.legReleased, call.contact.id, leg)
    }
    finish(phones, call, device, '', invoke)
    return
  }
  call.parties = rest
  if (byCaller) {
    if (call.contact !== undefined) phones.callOfContact.delete(call.contact.id)
    call.contact = undefined
    tellTheRest(phones, call)
  } else if (device !== OUTSIDE) forgetAt(phones, device, call)
  phones.tell(M.deviceDropped, call, device, invoke, { by: device })
}

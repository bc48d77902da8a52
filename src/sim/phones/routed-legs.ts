/** Calls that the router sends to an agent's device. */
import { ParticipantState } from '../domain/dialog-state.ts'
import { draw } from '../domain/draw.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { type Leg, type LegInvite, OUTSIDE } from '../domain/voice.ts'
import { leave } from './calls.ts'
import { ring } from './handset.ts'
import type { Phones } from './phones.ts'

export function invited(phones: Phones, _about: number, { contact, device }: LegInvite, link: number): void {
  const { env, options } = phones
  const user = options.directory.users[device]!
  if (!phones.registered[device] || phones.deviceCalls[device]!.length > 0) {
    const leg: Leg = { contact: contact.id, device, call: 0 }
    env.send(link ^ 1, M.legRefused, contact.id, leg)
    return
  }
  if (phones.brokenLines.has(device)) {
    env.send(phones.toGateway, M.deviceLost, device)
    env.send(link ^ 1, M.legRefused, contact.id, { contact: contact.id, device, call: 0 } satisfies Leg)
    return
  }
  const call = phones.open(
    'routed',
    [
      { device, address: user.extension, state: ParticipantState.ALERTING },
      { device: OUTSIDE, address: contact.ani, state: ParticipantState.INITIATED },
    ],
    { from: contact.ani, to: contact.dialedNumber, contact },
  )
  phones.callOfContact.set(contact.id, call)
  env.fact(Fact.contactRinging, contact.id, call.id, device)
  ring(phones, call, device)
  // A mobile agent in call-by-call mode has no Answer button: the phone at home is picked up, or is not.
  if (user.mobile && options.mobileMode === 'CALL_BY_CALL' && !phones.random.chance(options.desk.ringOut)) {
    env.after(draw(options.desk.answer, phones.random), M.farEndAnswers, call.id, { device, talkUs: Infinity })
  }
}

/** What a caller says is heard by every device on the call. */
export function goodbye(phones: Phones, contact: number): void {
  const call = phones.callOfContact.get(contact)
  if (call === undefined) return
  for (const party of call.parties) {
    if (party.device !== OUTSIDE) phones.env.send(phones.toEar[party.device]!, M.goodbye, call.id)
  }
}

/** The caller hung up. */
export function released(phones: Phones, _about: number, leg: Leg): void {
  const call = phones.callOfContact.get(leg.contact)
  if (call !== undefined) leave(phones, call, OUTSIDE, 0, call.contact?.ani)
}

/** Calls that a device starts: off hook, dialing, ringing at a colleague or at a number outside. */
import { ParticipantState } from '../domain/dialog-state.ts'
import { draw } from '../domain/draw.ts'
import { M } from '../domain/messages.ts'
import { type DeviceRequest, type FarEnd, OUTSIDE } from '../domain/voice.ts'
import { leave, partyOf, setParty } from './calls.ts'
import { connect } from './device-control.ts'
import { ring } from './handset.ts'
import type { CallKind, PhoneCall, Phones } from './phones.ts'

const DIAL_US = 400_000

/** Sign-in asks whether the device is there and free. */
export function check(phones: Phones, about: number, request: DeviceRequest): void {
  const { options, env } = phones
  const user = options.directory.users[request.device]!
  if (!phones.registered[request.device]) checked(phones, about, { ...request, cause: 'out of service' })
  else if (user.mobile && options.mobileMode === 'NAILED_CONNECTION') {
    // The sign-in counts only once the agent's own phone has been called and picked up.
    env.after(DIAL_US + draw(options.desk.answer, phones.random), M.nailedUp, about, { ...request, cause: '' })
  } else checked(phones, about, { ...request, cause: '' })
}

export function checked(phones: Phones, about: number, answer: DeviceRequest & { readonly cause: string }): void {
  phones.env.send(phones.toGateway, M.deviceChecked, about, answer)
}

export function makeCall(phones: Phones, _about: number, request: DeviceRequest): void {
  if (!phones.registered[request.device]) phones.refuse(request, 'out of service')
  else if (phones.deviceCalls[request.device]!.length > 0) phones.refuse(request, 'busy')
  else dial(phones, request, 'out', undefined)
}

export function consult(phones: Phones, _about: number, request: DeviceRequest): void {
  const original = phones.calls.get(request.call)
  const alone = phones.deviceCalls[request.device]!.length === 1
  if (original === undefined || !alone || partyOf(original, request.device)?.state !== ParticipantState.ACTIVE) {
    phones.refuse(request)
    return
  }
  setParty(original, request.device, ParticipantState.HELD)
  phones.tell(M.deviceHeld, original, request.device)
  dial(phones, request, 'consult', original)
}

function dial(phones: Phones, request: DeviceRequest, kind: CallKind, original: PhoneCall | undefined): void {
  const { directory } = phones.options
  const { device, invoke } = request
  const to = request.to ?? ''
  const from = directory.users[device]!.extension
  const target = directory.byExtension(to)
  const own = { device, address: from, state: ParticipantState.INITIATING as number }
  const inside = target !== undefined && kind === 'out'
  const call = phones.open(inside ? 'inside' : kind, [own], { from, to, original: original?.id ?? 0 })
  phones.tell(M.deviceOffHook, call, device, invoke)
  setParty(call, device, ParticipantState.INITIATED)
  if (target === undefined) dialOutside(phones, call, device, request.farEnd)
  else ringAt(phones, call, device, target.index)
}

function ringAt(phones: Phones, call: PhoneCall, device: number, target: number): void {
  const busy = !phones.registered[target] || phones.deviceCalls[target]!.length > 0 || target === device
  if (busy) {
    fail(phones, call, device, 'busy')
    return
  }
  const address = phones.options.directory.users[target]!.extension
  call.parties = [...call.parties, { device: target, address, state: ParticipantState.ALERTING }]
  phones.deviceCalls[target]!.push(call)
  phones.tell(M.deviceDialing, call, device)
  ring(phones, call, target)
}

function dialOutside(phones: Phones, call: PhoneCall, device: number, farEnd: FarEnd | undefined): void {
  const behaviour = farEnd ?? { answer: 'answers', afterUs: 3_000_000, talkUs: 30_000_000 }
  if (behaviour.answer === 'busy') fail(phones, call, device, 'busy')
  else if (behaviour.answer === 'bad number') fail(phones, call, device, 'bad destination')
  else {
    call.parties = [...call.parties, { device: OUTSIDE, address: call.to, state: ParticipantState.ALERTING }]
    phones.tell(M.deviceDialing, call, device)
    if (behaviour.answer === 'answers') {
      const timer = { device: OUTSIDE, talkUs: behaviour.talkUs }
      phones.env.after(DIAL_US + behaviour.afterUs, M.farEndAnswers, call.id, timer)
    }
  }
}

function fail(phones: Phones, call: PhoneCall, device: number, cause: 'busy' | 'bad destination'): void {
  setParty(call, device, ParticipantState.FAILED)
  phones.tell(M.deviceFailed, call, device, 0, { cause })
}

interface Pickup {
  readonly device: number
  readonly talkUs: number
}

/** Somebody picks up without a desktop: a number outside, or a mobile agent at the phone. */
export function farEndAnswers(phones: Phones, id: number, { device, talkUs }: Pickup): void {
  const call = phones.calls.get(id)
  if (call === undefined || partyOf(call, device)?.state !== ParticipantState.ALERTING) return
  connect(phones, call, device, 0)
  if (talkUs !== Infinity) phones.env.after(talkUs, M.farEndHangsUp, id, call.to)
}

/** The call may have been merged into others since the number was dialed. */
export function farEndHangsUp(phones: Phones, id: number, address: string): void {
  let at = id
  for (let next = phones.mergedInto.get(at); next !== undefined; next = phones.mergedInto.get(at)) at = next
  phones.mergedInto.delete(id)
  const call = phones.calls.get(at)
  const there = call?.parties.some((party) => party.device === OUTSIDE && party.address === address)
  if (call !== undefined && there === true) leave(phones, call, OUTSIDE, 0, address)
}

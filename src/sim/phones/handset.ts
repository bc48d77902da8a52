/** The phone itself: it rings, and whoever sits there presses its keys, whether or not any CTI client listens. */
import { M } from '../domain/messages.ts'
import type { DeviceRequest, HandsetDeed, HandsetKey } from '../domain/voice.ts'
import { answer, drop, hold, retrieve } from './device-control.ts'
import { consult, makeCall } from './dialing.ts'
import { conference, singleStepTransfer, transfer } from './merging.ts'
import type { PhoneCall, Phones } from './phones.ts'

/** Starts ringing: the PG is told, and who sits beside the phone hears it. */
export function ring(phones: Phones, call: PhoneCall, device: number): void {
  phones.tell(M.deviceRinging, call, device)
  if (phones.heard[device]) phones.env.send(phones.toEar[device]!, M.ringTone, call.id, call.contact?.id ?? 0)
}

const keys: Readonly<Record<HandsetKey, (phones: Phones, about: number, request: DeviceRequest) => void>> = {
  answer,
  drop,
  hold,
  retrieve,
  dial: makeCall,
  consult,
  transfer,
  conference,
  redirect: singleStepTransfer,
}

/** A key that does not fit the moment does nothing: the refusal goes to the PG, which never asked. */
export function handset(phones: Phones, _about: number, { key, device, call, to, farEnd }: HandsetDeed): void {
  const other = phones.deviceCalls[device]!.find(({ id }) => id !== call)?.id
  keys[key](phones, call, {
    device,
    call,
    invoke: 0,
    ...(to === undefined ? {} : { to }),
    ...(other === undefined ? {} : { other }),
    farEnd,
  })
}

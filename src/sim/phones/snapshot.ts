/** All calls and phones as they are, for a PIM that finds the phones again. */
import { M } from '../domain/messages.ts'
import { type DeviceSnapshot, OUTSIDE } from '../domain/voice.ts'
import type { Phones } from './phones.ts'

export function snapshot(phones: Phones, link: number): void {
  const calls = [...phones.calls.values()].map((call) => phones.eventOf(call, OUTSIDE))
  const outOfService = phones.registered.flatMap((registered, device) => (registered ? [] : [device]))
  const body: DeviceSnapshot = { calls, outOfService }
  phones.env.send(link, M.deviceSnapshot, 0, body)
}

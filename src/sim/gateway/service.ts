/** What the PG does with messages while its PIM is not active, and when the phones can be had again. */
import { M } from '../domain/messages.ts'
import type { DeviceSnapshot, RouteSelect } from '../domain/voice.ts'
import { phoneOutOfService } from './device-troubles.ts'
import type { Gateway } from './gateway.ts'
import { findCalls } from './outages.ts'

const PERIPHERAL_OFFLINE = 1004

/** Of the phones nothing is heard; routes and requests are refused. True when the message is dealt with. */
export function withoutPhones(gateway: Gateway, kind: number, about: number, body: unknown, link: number): boolean {
  if (fromPhones.has(kind)) return true
  if (kind === M.routeSelect) {
    const { contact } = body as RouteSelect
    gateway.env.send(link ^ 1, M.routeRefused, contact.id, body)
    return true
  }
  if (!requests.has(kind)) return false
  gateway.fail(link, (body as { readonly invoke: number }).invoke, about, PERIPHERAL_OFFLINE)
  return true
}

/** What phones are doing, after the PIM asked. */
export function phonesFound(gateway: Gateway, { calls, outOfService }: DeviceSnapshot): void {
  if (gateway.options.defects['calls-not-found-again'] !== true) findCalls(gateway, calls)
  gateway.pair.back()
  // What Unified CM had to say of them was heard by nobody.
  for (const device of outOfService) phoneOutOfService(gateway, device)
}

/** A CTI server is gone, or the central controller; that one is missed by its heartbeats. */
export function connectionLost(gateway: Gateway, link: number): void {
  const side = gateway.toCti.indexOf(link)
  if (side >= 0) gateway.pair.ctiServerLost(side)
}

/** The CTI server of a side says nothing any more: OPC misses it as it would miss its peer. */
export function ctiSilent(gateway: Gateway, link: number): void {
  const side = gateway.toCti.indexOf(link)
  if (side < 0) return
  gateway.silence[side] = gateway.env.after(gateway.options.profile.pgTakeoverUs, M.silenceNoticed, side)
}

export function ctiAlive(gateway: Gateway, link: number): void {
  const side = gateway.toCti.indexOf(link)
  if (side < 0) return
  gateway.env.cancel(gateway.silence[side]!)
  if (!gateway.pair.sides[side]!.ctiUp) gateway.pair.ctiServerUp(side)
}

const fromPhones = new Set([
  M.deviceChecked,
  M.deviceRinging,
  M.deviceConnected,
  M.deviceHeld,
  M.deviceRetrieved,
  M.deviceDropped,
  M.deviceOffHook,
  M.deviceDialing,
  M.deviceFailed,
  M.deviceRefused,
  M.deviceMerged,
  M.deviceLost,
  M.callFinished,
  M.phoneOutOfService,
  M.phoneInService,
  M.phoneOffHook,
  M.ringNoAnswer,
])

const requests = new Set([
  M.setAgentStateReq,
  M.answerCallReq,
  M.holdCallReq,
  M.retrieveCallReq,
  M.clearConnectionReq,
  M.makeCallReq,
  M.consultationCallReq,
  M.transferCallReq,
  M.conferenceCallReq,
  M.singleStepTransferReq,
  M.superviseCallReq,
  M.setCallDataReq,
])

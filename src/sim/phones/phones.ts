/**
 * The phone system: agent devices on Unified CM and the calls between them. It rings, connects, holds, joins and
 * ends calls, and tells the PG of each step as JTAPI does. Left out: codecs, media streams, shared lines.
 */

import type { Contact } from '../domain/contact.ts'
import type { Directory } from '../domain/directory.ts'
import type { Order } from '../domain/fault.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { DeviceEvent, DeviceRequest, Party } from '../domain/voice.ts'
import { OUTSIDE } from '../domain/voice.ts'
import type { Desk } from '../domain/workload.ts'
import type { Env, Part } from '../kernel/kernel.ts'
import type { RandomStream } from '../kernel/random.ts'
import { answer, divert, drop, hold, retrieve } from './device-control.ts'
import { check, checked, consult, farEndAnswers, farEndHangsUp, makeCall } from './dialing.ts'
import { handset } from './handset.ts'
import { barge, conference, monitor, singleStepTransfer, transfer } from './merging.ts'
import { obey } from './orders.ts'
import { goodbye, invited, released } from './routed-legs.ts'
import { snapshot } from './snapshot.ts'

/** Call ids look like those of a PG: integers from here up, one after another. */
export const FIRST_CALL = 16_777_217

export type CallKind = DeviceEvent['kind']

export interface PhoneCall {
  readonly id: number
  kind: CallKind
  contact: Contact | undefined
  from: string
  to: string
  parties: readonly Party[]
  /** Original of a consult call, or 0. */
  readonly original: number
  /** Call listened to by a silent monitor, or 0. */
  monitored: number
  /** Device that opened a conference, or OUTSIDE. */
  controller: number
  readonly startedAt: number
}

export interface PhonesOptions {
  readonly directory: Directory
  readonly desk: Desk
  readonly mobileMode: 'CALL_BY_CALL' | 'NAILED_CONNECTION'
}

export class Phones implements Part {
  readonly env: Env
  readonly options: PhonesOptions
  readonly random: RandomStream
  /** Set when the world is wired. */
  toRouter = -1
  toGateway = -1
  /** Voice to whoever sits at each device. */
  toEar: number[] = []
  /** Devices whose ring somebody goes by: those of IP phone agents, and of all where a desktop may be lost. */
  heard: readonly boolean[] = []
  readonly calls = new Map<number, PhoneCall>()
  readonly callOfContact = new Map<number, PhoneCall>()
  /** Silent monitor calls by the call they listen to. */
  readonly monitorOf = new Map<number, PhoneCall>()
  /** Calls to numbers outside that were merged away, and the calls they went into. */
  readonly mergedInto = new Map<number, number>()
  /** Calls on each device, oldest first. */
  readonly deviceCalls: PhoneCall[][]
  readonly registered: boolean[]
  /** Mobile agents, called call by call, whose lines do not work. */
  readonly brokenLines = new Set<number>()
  nextCall = FIRST_CALL

  constructor(env: Env, options: PhonesOptions) {
    this.env = env
    this.options = options
    this.random = env.random()
    this.deviceCalls = options.directory.users.map(() => [])
    this.registered = options.directory.users.map(() => true)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    on[kind]!(this, about, body, link)
  }

  open(kind: CallKind, parties: readonly Party[], rest: Partial<PhoneCall> & { from: string; to: string }): PhoneCall {
    const call: PhoneCall = {
      id: this.nextCall++,
      kind,
      contact: rest.contact,
      from: rest.from,
      to: rest.to,
      parties,
      original: rest.original ?? 0,
      monitored: rest.monitored ?? 0,
      controller: OUTSIDE,
      startedAt: this.env.now(),
    }
    this.calls.set(call.id, call)
    for (const party of parties) if (party.device !== OUTSIDE) this.deviceCalls[party.device]!.push(call)
    return call
  }

  /** Tells the PG what happened at a device. */
  tell(kind: number, call: PhoneCall, device: number, invoke = 0, rest: Partial<DeviceEvent> = {}): void {
    this.env.send(this.toGateway, kind, call.id, this.eventOf(call, device, invoke, rest))
  }

  eventOf(call: PhoneCall, device: number, invoke = 0, rest: Partial<DeviceEvent> = {}): DeviceEvent {
    return {
      device,
      call: call.id,
      invoke,
      kind: call.kind,
      contact: call.contact,
      parties: call.parties,
      from: call.from,
      to: call.to,
      other: rest.other ?? call.original,
      by: rest.by ?? OUTSIDE,
      cause: rest.cause ?? '',
    }
  }

  /** A request that the phones cannot carry out. */
  refuse(request: DeviceRequest, cause: DeviceEvent['cause'] = 'not possible'): void {
    const event: DeviceEvent = {
      device: request.device,
      call: request.call,
      invoke: request.invoke,
      kind: 'out',
      contact: undefined,
      parties: [],
      from: '',
      to: request.to ?? '',
      other: 0,
      by: OUTSIDE,
      cause,
    }
    this.env.send(this.toGateway, M.deviceRefused, request.call, event)
  }
}

const on = handlers<Phones>({
  command: ((phones, _about, order: Order) => obey(phones, order)) as Handler<Phones>,
  deviceSnapshotReq: (phones, _about, _body, link) => snapshot(phones, link ^ 1),
  legInvite: invited as Handler<Phones>,
  legRelease: released as Handler<Phones>,
  goodbye,
  deviceCheck: check as Handler<Phones>,
  nailedUp: checked as Handler<Phones>,
  deviceAnswer: answer as Handler<Phones>,
  deviceHold: hold as Handler<Phones>,
  deviceRetrieve: retrieve as Handler<Phones>,
  deviceDrop: drop as Handler<Phones>,
  deviceDivert: divert as Handler<Phones>,
  deviceMakeCall: makeCall as Handler<Phones>,
  deviceConsult: consult as Handler<Phones>,
  deviceTransfer: transfer as Handler<Phones>,
  deviceConference: conference as Handler<Phones>,
  deviceSingleStepTransfer: singleStepTransfer as Handler<Phones>,
  deviceMonitor: monitor as Handler<Phones>,
  deviceBarge: barge as Handler<Phones>,
  farEndAnswers: farEndAnswers as Handler<Phones>,
  handset: handset as Handler<Phones>,
  farEndHangsUp: farEndHangsUp as Handler<Phones>,
})

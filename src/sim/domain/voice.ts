/** Messages of the voice network and of the PG's link to the phones. Devices are meant by the index of their user. */
import type { Contact } from './contact.ts'

export interface LegInvite {
  readonly contact: Contact
  readonly device: number
}

export interface Leg {
  readonly contact: number
  readonly device: number
  readonly call: number
}

export interface RouteSelect {
  readonly contact: Contact
  readonly agent: number
  /** How often the contact was routed, this time included: an answer may come when it is routed anew. */
  readonly attempt: number
  /** Of a route that is called off: the phone did not take the call, rather than that the caller gave up. */
  readonly undelivered?: boolean
}

/** What the central controller tells the PG of a queue, for skill group statistics. */
export interface QueueStatus {
  readonly waiting: number
  /** Virtual time the longest waiting contact was queued, or -1. */
  readonly oldest: number
}

/** A party of a call: a device by user index, or a number outside. */
export const OUTSIDE = -1

export interface Party {
  /** User index of the device, or OUTSIDE. */
  readonly device: number
  readonly address: string
  /** ParticipantState. */
  readonly state: number
}

/** The same party in another state. Written out, as a spread would give it another hidden class than a literal has. */
export function withState({ device, address }: Party, state: number): Party {
  return { device, address, state }
}

export interface DeviceRequest {
  readonly device: number
  readonly call: number
  /** The PG's number for the request, back in the event that answers it. */
  readonly invoke: number
  /** Dialed number, where the request has one. */
  readonly to?: string
  /** The other call of a transfer or conference (the consult call). */
  readonly other?: number
  /** How the far end outside behaves, drawn by who dials (domain/far-end.ts). */
  readonly farEnd?: FarEnd | undefined
}

/** Keys of a phone; `redirect` is Transfer, a number, and Transfer again while that rings. */
export type HandsetKey =
  | 'answer'
  | 'drop'
  | 'hold'
  | 'retrieve'
  | 'dial'
  | 'consult'
  | 'transfer'
  | 'conference'
  | 'redirect'

/** Somebody presses a key of the phone. A second call at the device, where the key needs one, the phone knows. */
export interface HandsetDeed {
  readonly key: HandsetKey
  readonly device: number
  /** 0 for a call that is yet to be dialed. */
  readonly call: number
  readonly to?: string
  readonly farEnd?: FarEnd
}

/** What a number outside does when it is dialed. */
export interface FarEnd {
  readonly answer: 'answers' | 'busy' | 'no answer' | 'bad number'
  readonly afterUs: number
  /** How long it talks before it hangs up; Infinity: the agent hangs up. */
  readonly talkUs: number
}

export interface DeviceEvent {
  readonly device: number
  readonly call: number
  readonly invoke: number
  readonly kind: 'routed' | 'out' | 'inside' | 'consult' | 'monitor' | 'conference'
  readonly contact: Contact | undefined
  readonly parties: readonly Party[]
  readonly from: string
  readonly to: string
  /** The original call of a consult call, or the call merged away. */
  readonly other: number
  /** Who conferenced, transferred or released, by user index or OUTSIDE. */
  readonly by: number
  readonly cause:
    | 'busy'
    | 'bad destination'
    | 'not answered'
    | 'out of service'
    | 'not controller'
    | 'conference full'
    | 'not possible'
    | ''
}

/** What the phones tell a PIM that finds them again. */
export interface DeviceSnapshot {
  readonly calls: readonly DeviceEvent[]
  /** Devices that are not registered. */
  readonly outOfService: readonly number[]
}

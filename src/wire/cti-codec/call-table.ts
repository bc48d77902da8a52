/**
 * What an end of a CTI link knows of the calls. The sender needs it to say what changed; the receiver builds it from
 * events alone, as an event tells of one party and not of all.
 */
import { type CallData, type Contact, emptyCallData } from '../../sim/domain/contact.ts'
import type { CallEvent } from '../../sim/domain/cti.ts'
import { CallType } from '../../sim/domain/dialog-state.ts'
import { OUTSIDE, type Party } from '../../sim/domain/voice.ts'

export interface KnownCall {
  readonly call: number
  type: number
  from: string
  to: string
  /** Changed by `CallTable.place` only. */
  parties: readonly Party[]
  contact: Contact | undefined
  data: CallData
  /** Original of a consult call, 0 for none. */
  other: number
  startedAt: number
  /** Its end was told party by party; END_CALL follows. */
  clearing: boolean
}

const nothing: readonly KnownCall[] = []
const isAt = (parties: readonly Party[], device: number): boolean => parties.some((party) => party.device === device)

export class CallTable {
  readonly calls = new Map<number, KnownCall>()
  /** Calls at each device, oldest first. */
  readonly #at = new Map<number, readonly KnownCall[]>()
  /** Call data may change in wrap-up: the last call of each device. */
  readonly #ended = new Map<number, KnownCall>()

  get(call: number): KnownCall | undefined {
    return this.calls.get(call)
  }

  /** Also a call that has ended, where the device may still wrap it up. */
  find(call: number, device: number): KnownCall | undefined {
    const ended = this.#ended.get(device)
    return this.calls.get(call) ?? (ended?.call === call ? ended : undefined)
  }

  /** The call, made when it is not known: the session was opened in the middle of it. */
  need(call: number, startedAt: number): KnownCall {
    return this.calls.get(call) ?? this.add(newCall(call, startedAt))
  }

  /** A new call, also in the place of one that was known by its number. */
  add(call: KnownCall): KnownCall {
    const before = this.calls.get(call.call)
    if (before !== undefined) this.place(before, [])
    this.calls.set(call.call, call)
    return call
  }

  /** Takes over a whole event, as the simulated world has it. */
  follow({ call, device, type, from, to, parties, contact, data, startedAt }: CallEvent): void {
    const known = this.find(call, device) ?? this.need(call, startedAt)
    Object.assign(known, { type, from, to, contact, data })
    this.place(known, parties)
  }

  /** Says who is in a call now. */
  place(known: KnownCall, parties: readonly Party[]): void {
    const before = known.parties
    known.parties = parties
    if (!this.calls.has(known.call)) return
    for (const { device } of before) if (!isAt(parties, device)) this.#leaves(known, device)
    for (const { device } of parties) if (device !== OUTSIDE && !isAt(before, device)) this.#comes(known, device)
  }

  #comes(known: KnownCall, device: number): void {
    this.#at.set(device, [...this.at(device), known])
  }

  #leaves(known: KnownCall, device: number): void {
    const left = this.at(device).filter((one) => one !== known)
    if (left.length === 0) this.#at.delete(device)
    else this.#at.set(device, left)
  }

  end(call: number): void {
    const known = this.calls.get(call)
    if (known === undefined) return
    this.calls.delete(call)
    for (const { device } of known.parties) {
      if (device === OUTSIDE) continue
      this.#leaves(known, device)
      this.#ended.set(device, known)
    }
  }

  /** Calls at a device, oldest first. */
  at(device: number): readonly KnownCall[] {
    return this.#at.get(device) ?? nothing
  }

  clear(): void {
    this.calls.clear()
    this.#at.clear()
    this.#ended.clear()
  }
}

export function newCall(call: number, startedAt: number): KnownCall {
  return {
    call,
    type: CallType.OTHER_IN,
    from: '',
    to: '',
    parties: [],
    contact: undefined,
    data: emptyCallData,
    other: 0,
    startedAt,
    clearing: false,
  }
}

/** What is told of a contact on the wire: which one it is, its queue and its numbers. */
export function contactStub(id: number, queue: number, ani: string, dialedNumber: string, data: CallData): Contact {
  const unknown = { priority: 0, ivrUs: 0, talkUs: 0, agentEnds: false, attempt: 1, traffic: 0 }
  return { id, queue, ani, dialedNumber, data, ...unknown }
}

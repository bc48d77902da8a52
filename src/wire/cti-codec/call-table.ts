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
  parties: readonly Party[]
  contact: Contact | undefined
  data: CallData
  /** Original of a consult call, 0 for none. */
  other: number
  startedAt: number
  /** Its end was told party by party; END_CALL follows. */
  clearing: boolean
}

export class CallTable {
  readonly calls = new Map<number, KnownCall>()
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

  add(call: KnownCall): KnownCall {
    this.calls.set(call.call, call)
    return call
  }

  /** Takes over a whole event, as the simulated world has it. */
  follow({ call, device, type, from, to, parties, contact, data, startedAt }: CallEvent): void {
    const known = this.find(call, device) ?? this.need(call, startedAt)
    Object.assign(known, { type, from, to, parties, contact, data })
  }

  end(call: number): void {
    const known = this.calls.get(call)
    if (known === undefined) return
    this.calls.delete(call)
    for (const { device } of known.parties) if (device !== OUTSIDE) this.#ended.set(device, known)
  }

  /** Calls at a device, oldest first. */
  at(device: number): readonly KnownCall[] {
    return [...this.calls.values()].filter(({ parties }) => parties.some((party) => party.device === device))
  }

  clear(): void {
    this.calls.clear()
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

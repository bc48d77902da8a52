/**
 * Call events read by a client. A message tells of one party; who else is in the call, and how, the client knows from
 * what it heard before (CallTable). Of a contact only its number, its queue and its numbers come over.
 */
import { CallType, ParticipantState } from '../../sim/domain/dialog-state.ts'
import { M } from '../../sim/domain/messages.ts'
import { OUTSIDE, type Party, withState } from '../../sim/domain/voice.ts'
import { floatValue } from '../ged188/floats.ts'
import type { Message, MessageOf } from '../ged188/layouts.ts'
import type { Float } from '../ged188/tags.ts'
import { readData } from './call-data.ts'
import { Cause, Connection, DeviceType } from './call-fields.ts'
import { type CallTable, contactStub, type KnownCall, newCall } from './call-table.ts'
import type { Decoded } from './decoded.ts'
import { deviceOf, userByDevice } from './names.ts'
import { readCleared } from './read-cleared.ts'
import { readConferenced, readTransferred } from './read-merges.ts'
import { eventOf, type Reading, text } from './reading.ts'

/** The event of a message, nothing for a message that only prepares another; undefined for one that is about no call. */
export function readCallEvent(reading: Reading, calls: CallTable, message: Message): Decoded | 'nothing' | undefined {
  switch (message.type) {
    case 'AGENT_PRE_CALL_EVENT':
      preCall(reading, message)
      return 'nothing'
    case 'BEGIN_CALL_EVENT':
      return begin(reading, calls, message)
    case 'CALL_SERVICE_INITIATED_EVENT':
      return changed(reading, calls, M.serviceInitiatedEvent, message, (_known, device) => ({ device }))
    case 'CALL_ORIGINATED_EVENT':
      return originated(reading, calls, message)
    case 'CALL_DELIVERED_EVENT':
      return delivered(reading, calls, message)
    case 'CALL_ESTABLISHED_EVENT':
      return established(reading, calls, message)
    case 'CALL_HELD_EVENT':
      return moved(reading, calls, M.heldEvent, message, ParticipantState.HELD)
    case 'CALL_RETRIEVED_EVENT':
      return moved(reading, calls, M.retrievedEvent, message, ParticipantState.ACTIVE)
    case 'CALL_FAILED_EVENT':
      return moved(reading, calls, M.failedEvent, message, ParticipantState.FAILED)
    case 'CALL_CONNECTION_CLEARED_EVENT':
      return readCleared(reading, calls, message)
    case 'CALL_CLEARED_EVENT':
      return 'nothing'
    case 'CALL_CONFERENCED_EVENT':
      return readConferenced(reading, calls, message)
    case 'CALL_TRANSFERRED_EVENT':
      return readTransferred(reading, calls, message)
    case 'CALL_DATA_UPDATE_EVENT':
      return dataUpdated(reading, calls, message)
    case 'END_CALL_EVENT':
      return ended(reading, calls, message)
    default:
      return undefined
  }
}

function preCall(reading: Reading, { fields, floats }: MessageOf<'AGENT_PRE_CALL_EVENT'>): void {
  const contact = floatValue(floats, 'RouterCallKeyCallID')
  if (contact !== undefined) reading.announced.set(contact, reading.queueOf(fields.SkillGroupNumber))
}

function begin(reading: Reading, calls: CallTable, { fields, floats }: MessageOf<'BEGIN_CALL_EVENT'>): Decoded {
  const known = calls.add(newCall(fields.ConnectionCallID, reading.now()))
  const address = text(floats, 'ConnectionDeviceID') ?? ''
  const device = deviceOf(reading.names, address)
  known.type = fields.CallType
  known.from = text(floats, 'ANI') ?? ''
  known.to = text(floats, 'DialedNumber') ?? text(floats, 'DNIS') ?? ''
  known.data = readData(floats)
  const contact = floatValue(floats, 'RouterCallKeyCallID')
  if (contact !== undefined) {
    const queue = reading.announced.get(contact) ?? -1
    reading.announced.delete(contact)
    known.contact = contactStub(contact, queue, known.from, known.to, known.data)
  }
  // A consult call belongs to the call that its device has on hold.
  const original = known.type === CallType.CONSULT ? calls.at(device).find((call) => isHeldAt(call, device)) : undefined
  known.other = original?.call ?? 0
  calls.place(known, firstParties(known, { device, address, state: ParticipantState.INITIATING }))
  return eventOf(M.beginCallEvent, known, { device })
}

const isHeldAt = ({ parties }: KnownCall, device: number): boolean =>
  parties.some((party) => party.device === device && party.state === ParticipantState.HELD)

/** Who is in a call when it begins follows from what kind of call it is. */
function firstParties({ type, from, to, contact }: KnownCall, own: Party): readonly Party[] {
  if (type === CallType.SUPERVISOR_MONITOR) {
    const heard = { device: OUTSIDE, address: to, state: ParticipantState.ACTIVE }
    return [withState(own, ParticipantState.ACTIVE), heard]
  }
  if (contact === undefined) return [own]
  const caller = { device: OUTSIDE, address: from, state: ParticipantState.INITIATED }
  return [withState(own, ParticipantState.ALERTING), caller]
}

/** A message about one connection of a call, whose fixed part every one of these begins with. */
interface OfConnection {
  readonly fields: { readonly ConnectionCallID: number; readonly EventCause: number }
  readonly floats: readonly Float[]
}

function changed(
  reading: Reading,
  calls: CallTable,
  kind: number,
  { fields, floats }: OfConnection,
  change: (known: KnownCall, device: number, address: string) => { readonly device: number },
): Decoded {
  const known = calls.need(fields.ConnectionCallID, reading.now())
  const address = text(floats, 'ConnectionDeviceID') ?? ''
  const { device } = change(known, deviceOf(reading.names, address), address)
  return eventOf(kind, known, { device, cause: fields.EventCause })
}

function moved(reading: Reading, calls: CallTable, kind: number, message: OfConnection, state: number): Decoded {
  return changed(reading, calls, kind, message, (known, device, address) => {
    calls.place(known, withParty(known.parties, { device, address, state }))
    return { device }
  })
}

/** The parties with one in another state, or one more. */
function withParty(parties: readonly Party[], party: Party): readonly Party[] {
  if (!parties.some(({ device }) => device === party.device)) return [...parties, party]
  return parties.map((one) => (one.device === party.device ? withState(one, party.state) : one))
}

function originated(reading: Reading, calls: CallTable, message: MessageOf<'CALL_ORIGINATED_EVENT'>): Decoded {
  const { fields, floats } = message
  return changed(reading, calls, M.originatedEvent, message, (known, device, address) => {
    const own = withParty(known.parties, { device, address, state: ParticipantState.INITIATED })
    const called = text(floats, 'CalledDeviceID')
    const isCalled = called !== undefined && fields.CalledDeviceType !== Cause.NONE
    const other = fields.CalledDeviceType === DeviceType.AGENT ? userByDevice(reading.names, called) : OUTSIDE
    const ringing = isCalled ? [{ device: other, address: called, state: ParticipantState.ALERTING }] : []
    calls.place(known, [...own, ...ringing])
    return { device }
  })
}

function delivered(reading: Reading, calls: CallTable, message: MessageOf<'CALL_DELIVERED_EVENT'>): Decoded {
  return changed(reading, calls, M.deliveredEvent, message, (known, device, address) => {
    calls.place(known, withParty(known.parties, { device, address, state: ParticipantState.ALERTING }))
    known.data = readData(message.floats, known.data)
    return { device }
  })
}

/** Whoever was calling is connected as well; but not where a call that ran already is told again. */
function established(reading: Reading, calls: CallTable, message: MessageOf<'CALL_ESTABLISHED_EVENT'>): Decoded {
  const { AnsweringDeviceType, LocalConnectionState, EventCause } = message.fields
  const outside = AnsweringDeviceType !== DeviceType.AGENT
  return changed(reading, calls, M.establishedEvent, message, (known, user, address) => {
    const device = outside ? OUTSIDE : user
    const state = LocalConnectionState === Connection.HOLD ? ParticipantState.HELD : ParticipantState.ACTIVE
    const parties = withParty(known.parties, { device, address, state })
    calls.place(known, EventCause === Cause.PARTY_UPDATE ? parties : parties.map(connected))
    return { device }
  })
}

const connected = (party: Party): Party =>
  party.state === ParticipantState.INITIATED ? withState(party, ParticipantState.ACTIVE) : party

function dataUpdated(reading: Reading, calls: CallTable, message: MessageOf<'CALL_DATA_UPDATE_EVENT'>): Decoded {
  const { fields, floats } = message
  const device = deviceOf(reading.names, text(floats, 'ConnectionDeviceID') ?? '')
  const known = calls.find(fields.ConnectionCallID, device) ?? calls.need(fields.ConnectionCallID, reading.now())
  known.type = fields.CallType
  known.data = readData(floats, known.data)
  return eventOf(M.callDataUpdateEvent, known, { device })
}

function ended(reading: Reading, calls: CallTable, { fields }: MessageOf<'END_CALL_EVENT'>): Decoded {
  const known = calls.need(fields.ConnectionCallID, reading.now())
  calls.end(known.call)
  return eventOf(M.endCallEvent, known, { device: OUTSIDE })
}

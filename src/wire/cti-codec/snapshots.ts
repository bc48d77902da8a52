/**
 * Calls that run already, for a client that has just come. The simulated Finesse asks for all of them in one message,
 * which no message of the protocol does: it goes as SNAPSHOT_CALL_REQ of the null call, and is answered by one
 * SNAPSHOT_CALL_CONF a call and a last one without devices. Other clients ask for devices and calls one by one.
 */
import type { CallEvent, Invoke } from '../../sim/domain/cti.ts'
import { CallType, ParticipantState } from '../../sim/domain/dialog-state.ts'
import { M } from '../../sim/domain/messages.ts'
import { OUTSIDE, type Party } from '../../sim/domain/voice.ts'
import { floatsOf, floatValue, groupsOf } from '../ged188/floats.ts'
import type { Message, MessageOf } from '../ged188/layouts.ts'
import type { Float } from '../ged188/tags.ts'
import { readData, writeData } from './call-data.ts'
import { Connection, DeviceType, deviceTypeOf } from './call-fields.ts'
import { type CallTable, contactStub, type KnownCall, newCall } from './call-table.ts'
import type { Decoded } from './decoded.ts'
import { make } from './make.ts'
import { NULL_CODE, NULL_ID, userByDevice } from './names.ts'
import { eventOf, type Reading, text } from './reading.ts'
import { fit, fromWire } from './text.ts'
import { routerCallKey } from './write-calls.ts'
import type { Writing } from './writing.ts'

const DEVICES_MOST = 16

export function writeSnapshotReq({ names }: Writing, { invoke }: Invoke): Message {
  const fields = { ConnectionCallID: NULL_ID, ConnectionDeviceIDType: NULL_CODE }
  return make(
    'SNAPSHOT_CALL_REQ',
    { InvokeID: invoke, PeripheralID: names.peripheralId, ...fields },
    floatsOf({ ConnectionDeviceID: '' }),
  )
}

const connectionStates: readonly number[] = [
  Connection.INITIATE,
  Connection.INITIATE,
  Connection.ALERTING,
  Connection.CONNECT,
  Connection.HOLD,
  Connection.FAIL,
  Connection.NULL,
  Connection.NULL,
]

export function writeCallSnapshot(writing: Writing, invoke: number, event: CallEvent): Message {
  const { version } = writing
  const parties = event.parties.slice(0, DEVICES_MOST)
  const data = writeData(event.data, { version })
  return make(
    'SNAPSHOT_CALL_CONF',
    {
      InvokeID: invoke,
      CallType: event.type,
      NumCTIClients: 0,
      NumCallDevices: parties.length,
      ...data.counts,
      CalledPartyDisposition: NULL_CODE,
    },
    [
      ...floatsOf({
        ANI: fit(event.from, 'ANI', version),
        DNIS: fit(event.to, 'DNIS', version),
        DialedNumber: fit(event.to, 'DialedNumber', version),
        ...(event.contact === undefined ? {} : routerCallKey(event.contact.id)),
        RouterCallKeySequenceNumber: undefined,
      }),
      ...data.floats,
      ...parties.flatMap((party) => partyFloats(writing, event.call, party)),
      ...floatsOf(event.other > 0 ? { COCConnectionCallID: event.other, COCConnectionDeviceIDType: 0 } : {}),
    ],
  )
}

function partyFloats({ version }: Writing, call: number, { device, address, state }: Party): readonly Float[] {
  return floatsOf({
    CallConnectionCallID: call,
    CallConnectionDeviceIDType: 0,
    CallConnectionDeviceID: fit(address, 'CallConnectionDeviceID', version),
    CallDeviceType: deviceTypeOf(device),
    CallDeviceID: fit(address, 'CallDeviceID', version),
    CallDeviceConnectionState: connectionStates[state] ?? Connection.NULL,
  })
}

/** No more calls. */
export function writeSnapshotEnd(invoke: number): Message {
  return make('SNAPSHOT_CALL_CONF', {
    InvokeID: invoke,
    CallType: NULL_CODE,
    NumCTIClients: 0,
    NumCallDevices: 0,
    NumNamedVariables: 0,
    NumNamedArrays: 0,
    CalledPartyDisposition: NULL_CODE,
  })
}

/** The calls of one device. */
export function writeDeviceSnapshot(
  { version }: Writing,
  invoke: number,
  device: number,
  calls: readonly CallEvent[],
): Message {
  const here = calls
    .flatMap((call) => call.parties.filter((party) => party.device === device).map((party) => ({ call, party })))
    .slice(0, DEVICES_MOST)
  return make(
    'SNAPSHOT_DEVICE_CONF',
    { InvokeID: invoke, NumCalls: here.length },
    here.flatMap(({ call, party }) =>
      floatsOf({
        CallConnectionCallID: call.call,
        CallConnectionDeviceIDType: 0,
        CallConnectionDeviceID: fit(party.address, 'CallConnectionDeviceID', version),
        CallState: connectionStates[party.state] ?? Connection.NULL,
        SilentMonitorStatus: call.type === CallType.SUPERVISOR_MONITOR ? 1 : 0,
      }),
    ),
  )
}

/** A call of a snapshot; undefined at its end. */
export function readCallSnapshot(
  reading: Reading,
  calls: CallTable,
  { fields, floats }: MessageOf<'SNAPSHOT_CALL_CONF'>,
): CallEvent | undefined {
  const groups = groupsOf(floats, 'CallConnectionCallID')
  const call = groups[0] === undefined ? undefined : floatValue(groups[0], 'CallConnectionCallID')
  if (call === undefined) return undefined
  const known = calls.add(newCall(call, reading.now()))
  known.type = fields.CallType
  known.from = text(floats, 'ANI') ?? ''
  known.to = text(floats, 'DialedNumber') ?? ''
  known.data = readData(floats)
  known.other = floatValue(floats, 'COCConnectionCallID') ?? 0
  const contact = floatValue(floats, 'RouterCallKeyCallID')
  if (contact !== undefined) known.contact = contactStub(contact, -1, known.from, known.to, known.data)
  const alone = groups.length === 1
  calls.place(
    known,
    groups.map((group) => partyOf(reading, group, alone)),
  )
  return asSnapshot(known)
}

const asSnapshot = (known: KnownCall): CallEvent =>
  eventOf(M.snapshotCallConf, known, { device: OUTSIDE }).body as CallEvent

/** Whoever is off hook with nobody else there has not dialed yet. */
function partyOf(reading: Reading, group: readonly Float[], alone: boolean): Party {
  const address = fromWire(floatValue(group, 'CallDeviceID') ?? '')
  const isAgent = floatValue(group, 'CallDeviceType') === DeviceType.AGENT
  const state = stateOf(floatValue(group, 'CallDeviceConnectionState') ?? Connection.NULL, alone)
  return { device: isAgent ? userByDevice(reading.names, address) : OUTSIDE, address, state }
}

function stateOf(connection: number, alone: boolean): number {
  if (connection === Connection.INITIATE) return alone ? ParticipantState.INITIATING : ParticipantState.INITIATED
  const at = connectionStates.indexOf(connection)
  return connection === Connection.NULL || at < 0 ? ParticipantState.DROPPED : at
}

export function snapshotDecoded(invoke: number, calls: readonly CallEvent[]): Decoded {
  return { kind: M.snapshotCallConf, about: 0, body: { invoke, calls } }
}

/** Calls that run already, for a client that has just come: it asks for devices and calls one by one. */
import type { CallEvent, Invoke, SnapshotCallConf, SnapshotCallReq, SnapshotDeviceConf } from '../../sim/domain/cti.ts'
import { CallType, ParticipantState } from '../../sim/domain/dialog-state.ts'
import { M } from '../../sim/domain/messages.ts'
import { OUTSIDE, type Party } from '../../sim/domain/voice.ts'
import { floatsOf, floatValue, groupsOf } from '../ged188/floats.ts'
import type { Message, MessageOf } from '../ged188/layouts.ts'
import type { Float } from '../ged188/tags.ts'
import { readData, writeData } from './call-data.ts'
import { Connection, DeviceType, deviceTypeOf } from './call-fields.ts'
import { type CallTable, contactStub, newCall } from './call-table.ts'
import type { Decoded } from './decoded.ts'
import { make } from './make.ts'
import { extensionOf, NULL_CODE, userByDevice } from './names.ts'
import { eventOf, type Reading, text } from './reading.ts'
import { fit, fromWire } from './text.ts'
import { routerCallKey } from './write-calls.ts'
import type { Writing } from './writing.ts'

const DEVICES_MOST = 16

export function writeDeviceReq({ names }: Writing, agent: number, { invoke }: Invoke): Message {
  return make(
    'SNAPSHOT_DEVICE_REQ',
    { InvokeID: invoke, PeripheralID: names.peripheralId, SnapshotDeviceType: NULL_CODE },
    floatsOf({ AgentInstrument: extensionOf(names, agent) }),
  )
}

export function writeCallReq({ names }: Writing, { invoke, call }: SnapshotCallReq): Message {
  const fields = { ConnectionCallID: call, ConnectionDeviceIDType: NULL_CODE }
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

/** The numbers of the calls alone: what they are, is asked next. */
export function readDeviceSnapshot({ fields, floats }: MessageOf<'SNAPSHOT_DEVICE_CONF'>, agent: number): Decoded {
  const calls = groupsOf(floats, 'CallConnectionCallID').flatMap((group) => {
    const call = floatValue(group, 'CallConnectionCallID')
    return call === undefined ? [] : [{ call }]
  })
  const body: SnapshotDeviceConf = { invoke: fields.InvokeID, agent, calls }
  return { kind: M.snapshotDeviceConf, about: agent, body }
}

/** Undefined for a call without devices. */
export function readCallSnapshot(
  reading: Reading,
  calls: CallTable,
  { fields, floats }: MessageOf<'SNAPSHOT_CALL_CONF'>,
): Decoded | undefined {
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
  const { body: event } = eventOf(M.snapshotCallConf, known, { device: OUTSIDE }) as { readonly body: CallEvent }
  const body: SnapshotCallConf = { invoke: fields.InvokeID, event }
  return { kind: M.snapshotCallConf, about: call, body }
}

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

/** Call events of the simulated world as messages of GED-188, server to client. */
import type { CallEvent } from '../../sim/domain/cti.ts'
import { CallType, ParticipantState } from '../../sim/domain/dialog-state.ts'
import { M } from '../../sim/domain/messages.ts'
import { floatsOf } from '../ged188/floats.ts'
import type { Message } from '../ged188/layouts.ts'
import { noData, writeData } from './call-data.ts'
import {
  addressOf,
  Cause,
  Connection,
  callerFloats,
  callerTypes,
  callFields,
  DeviceType,
  deviceTypeOf,
  lineFields,
  noService,
  skillGroupFields,
} from './call-fields.ts'
import type { CallTable } from './call-table.ts'
import { make } from './make.ts'
import { agentIdOf, NULL_CODE, skillTargetOf, VOICE } from './names.ts'
import { fit } from './text.ts'
import { writeCleared } from './write-cleared.ts'
import { writeConferenced, writeTransferred } from './write-merges.ts'
import type { Writing } from './writing.ts'

type Writer = (writing: Writing, calls: CallTable, event: CallEvent) => readonly Message[]

/** The messages of an event; the table then follows it. */
export function writeCallEvent(
  writing: Writing,
  calls: CallTable,
  kind: number,
  event: CallEvent,
): readonly Message[] | undefined {
  const write = writers.get(kind)
  if (write === undefined) return undefined
  const messages = write(writing, calls, event)
  calls.follow(event)
  if (kind === M.endCallEvent) calls.end(event.call)
  return messages
}

/** A contact is named by a router call key; a pre-call event tells first which queue it comes from. */
function begin(writing: Writing, _calls: CallTable, event: CallEvent): readonly Message[] {
  const { names, version } = writing
  const { contact, type, call, device } = event
  const data = writeData(event.data, { version })
  const key = contact === undefined ? {} : routerCallKey(contact.id)
  const message = make(
    'BEGIN_CALL_EVENT',
    {
      ...callFields(names, call),
      ...data.counts,
      NumCTIClients: 0,
      CallType: type,
      CalledPartyDisposition: NULL_CODE,
    },
    [
      ...floatsOf({
        ConnectionDeviceID: fit(addressOf(names, event), 'ConnectionDeviceID', version),
        ANI: fit(event.from, 'ANI', version),
        DNIS: fit(event.to, 'DNIS', version),
        DialedNumber: fit(event.to, 'DialedNumber', version),
        ...key,
      }),
      ...data.floats,
    ],
  )
  if (contact === undefined || device < 0) return [message]
  const preCall = make(
    'AGENT_PRE_CALL_EVENT',
    {
      MonitorID: 0,
      ...noData.counts,
      ...noService,
      ...skillGroupFields(names, contact.queue),
      MRDID: VOICE,
      AgentSkillTargetID: skillTargetOf(device),
    },
    floatsOf({
      AgentInstrument: addressOf(names, event),
      ...key,
      ANI: fit(contact.ani, 'ANI', version),
      DialedNumber: fit(contact.dialedNumber, 'DialedNumber', version),
      AgentID: agentIdOf(names, device),
    }),
  )
  return [preCall, message]
}

/** The day is not told apart: numbers of contacts are not used twice. */
export const routerCallKey = (contact: number) => ({
  RouterCallKeyDay: 0,
  RouterCallKeyCallID: contact,
  RouterCallKeySequenceNumber: 0,
})

function serviceInitiated(writing: Writing, _calls: CallTable, event: CallEvent): readonly Message[] {
  const { names, version } = writing
  const address = fit(addressOf(names, event), 'ConnectionDeviceID', version)
  const original = event.other > 0 ? { COCConnectionCallID: event.other, COCConnectionDeviceIDType: 0 } : {}
  const monitors = event.type === CallType.SUPERVISOR_MONITOR
  return [
    make(
      'CALL_SERVICE_INITIATED_EVENT',
      {
        ...callFields(names, event.call),
        ...lineFields(event.type),
        ...noService,
        ...skillGroupFields(names, event.contact?.queue),
        CallingDeviceType: deviceTypeOf(event.device),
        LocalConnectionState: Connection.INITIATE,
        EventCause: monitors ? Cause.MONITOR : event.cause,
      },
      floatsOf({ ConnectionDeviceID: address, CallingDeviceID: address, ...original }),
    ),
  ]
}

function originated(writing: Writing, _calls: CallTable, event: CallEvent): readonly Message[] {
  const { names, version } = writing
  const called = event.parties.find(({ device }) => device !== event.device)
  return [
    make(
      'CALL_ORIGINATED_EVENT',
      {
        ...callFields(names, event.call),
        ...lineFields(event.type),
        ...noService,
        ...skillGroupFields(names, event.contact?.queue),
        CallingDeviceType: deviceTypeOf(event.device),
        CalledDeviceType: called === undefined ? NULL_CODE : deviceTypeOf(called.device),
        LocalConnectionState: Connection.INITIATE,
        EventCause: event.cause,
      },
      floatsOf({
        ConnectionDeviceID: fit(addressOf(names, event), 'ConnectionDeviceID', version),
        ...callerFloats(event, version),
      }),
    ),
  ]
}

function delivered(writing: Writing, calls: CallTable, event: CallEvent): readonly Message[] {
  const { names, version } = writing
  const address = fit(addressOf(names, event), 'ConnectionDeviceID', version)
  const data = writeData(event.data, { version, before: calls.get(event.call)?.data })
  return [
    make(
      'CALL_DELIVERED_EVENT',
      {
        ...callFields(names, event.call),
        ...lineFields(event.type),
        ...noService,
        ...skillGroupFields(names, event.contact?.queue),
        AlertingDeviceType: deviceTypeOf(event.device),
        ...callerTypes(event),
        LastRedirectDeviceType: NULL_CODE,
        LocalConnectionState: Connection.ALERTING,
        EventCause: event.cause,
        ...data.counts,
      },
      [
        ...floatsOf({
          ConnectionDeviceID: address,
          AlertingDeviceID: address,
          ...callerFloats(event, version),
          ANI: fit(event.from, 'ANI', version),
          DNIS: fit(event.to, 'DNIS', version),
          DialedNumber: fit(event.to, 'DialedNumber', version),
        }),
        ...data.floats,
      ],
    ),
  ]
}

function established(writing: Writing, _calls: CallTable, event: CallEvent): readonly Message[] {
  const { names, version } = writing
  const address = fit(addressOf(names, event), 'ConnectionDeviceID', version)
  return [
    make(
      'CALL_ESTABLISHED_EVENT',
      {
        ...callFields(names, event.call),
        ...lineFields(event.type),
        ...noService,
        ...skillGroupFields(names, event.contact?.queue),
        AnsweringDeviceType: deviceTypeOf(event.device),
        ...callerTypes(event),
        LastRedirectDeviceType: NULL_CODE,
        LocalConnectionState: isHeld(event) ? Connection.HOLD : Connection.CONNECT,
        EventCause: event.cause,
      },
      floatsOf({ ConnectionDeviceID: address, AnsweringDeviceID: address, ...callerFloats(event, version) }),
    ),
  ]
}

/** Of a call that ran already, and is told again, the connection may be held. */
const isHeld = ({ device, parties }: CallEvent): boolean =>
  parties.some((party) => party.device === device && party.state === ParticipantState.HELD)

function held(writing: Writing, _calls: CallTable, event: CallEvent): readonly Message[] {
  const address = fit(addressOf(writing.names, event), 'ConnectionDeviceID', writing.version)
  const states = { LocalConnectionState: Connection.HOLD, EventCause: event.cause }
  return [
    make(
      'CALL_HELD_EVENT',
      { ...callFields(writing.names, event.call), HoldingDeviceType: deviceTypeOf(event.device), ...states },
      floatsOf({ ConnectionDeviceID: address, HoldingDeviceID: address }),
    ),
  ]
}

function retrieved(writing: Writing, _calls: CallTable, event: CallEvent): readonly Message[] {
  const address = fit(addressOf(writing.names, event), 'ConnectionDeviceID', writing.version)
  const states = { LocalConnectionState: Connection.CONNECT, EventCause: event.cause }
  return [
    make(
      'CALL_RETRIEVED_EVENT',
      { ...callFields(writing.names, event.call), RetrievingDeviceType: deviceTypeOf(event.device), ...states },
      floatsOf({ ConnectionDeviceID: address, RetrievingDeviceID: address }),
    ),
  ]
}

function failed(writing: Writing, _calls: CallTable, event: CallEvent): readonly Message[] {
  const { names, version } = writing
  const address = fit(addressOf(names, event), 'ConnectionDeviceID', version)
  return [
    make(
      'CALL_FAILED_EVENT',
      {
        ...callFields(names, event.call),
        FailingDeviceType: deviceTypeOf(event.device),
        CalledDeviceType: DeviceType.EXTERNAL,
        LocalConnectionState: Connection.FAIL,
        EventCause: event.cause,
      },
      floatsOf({
        ConnectionDeviceID: address,
        FailingDeviceID: address,
        CalledDeviceID: fit(event.to, 'CalledDeviceID', version),
      }),
    ),
  ]
}

function dataUpdated(writing: Writing, calls: CallTable, event: CallEvent): readonly Message[] {
  const { names, version } = writing
  const before = calls.find(event.call, event.device)?.data
  const data = writeData(event.data, { version, before, changedOnly: version < 22 })
  const address = fit(addressOf(names, event), 'ConnectionDeviceID', version)
  return [
    make(
      'CALL_DATA_UPDATE_EVENT',
      {
        ...callFields(names, event.call),
        ...data.counts,
        NumCTIClients: 0,
        CallType: event.type,
        NewConnectionDeviceIDType: 0,
        NewConnectionCallID: event.call,
        CalledPartyDisposition: NULL_CODE,
        CampaignID: 0,
        QueryRuleID: 0,
      },
      [
        ...floatsOf({
          ConnectionDeviceID: address,
          NewConnectionDeviceID: address,
          ANI: fit(event.from, 'ANI', version),
          DialedNumber: fit(event.to, 'DialedNumber', version),
        }),
        ...data.floats,
      ],
    ),
  ]
}

function ended({ names, version }: Writing, _calls: CallTable, event: CallEvent): readonly Message[] {
  const address = event.parties[0]?.address ?? event.from
  return [
    make(
      'END_CALL_EVENT',
      callFields(names, event.call),
      floatsOf({ ConnectionDeviceID: fit(address, 'ConnectionDeviceID', version) }),
    ),
  ]
}

const writers: ReadonlyMap<number, Writer> = new Map([
  [M.beginCallEvent, begin],
  [M.serviceInitiatedEvent, serviceInitiated],
  [M.originatedEvent, originated],
  [M.deliveredEvent, delivered],
  [M.establishedEvent, established],
  [M.heldEvent, held],
  [M.retrievedEvent, retrieved],
  [M.failedEvent, failed],
  [M.connectionClearedEvent, writeCleared],
  [M.conferencedEvent, writeConferenced],
  [M.transferredEvent, writeTransferred],
  [M.callDataUpdateEvent, dataUpdated],
  [M.endCallEvent, ended],
])

/** Call control read by a server. What no message of the simulated world does is undefined here. */
import { type CallData, emptyVariables } from '../../sim/domain/contact.ts'
import type { CallControlReq, SetCallDataReq } from '../../sim/domain/cti.ts'
import { ParticipantState } from '../../sim/domain/dialog-state.ts'
import { M } from '../../sim/domain/messages.ts'
import { floatValue } from '../ged188/floats.ts'
import type { Message, MessageOf } from '../ged188/layouts.ts'
import type { Float } from '../ged188/tags.ts'
import { agentOf } from './agent-states.ts'
import { readChanges } from './call-data.ts'
import { Supervisory } from './call-requests.ts'
import type { CallTable } from './call-table.ts'
import type { Decoded } from './decoded.ts'
import { extensionOf, NULL_ID, userByDevice } from './names.ts'
import { type Reading, text } from './reading.ts'

/** The request; 'nobody' when the device is none of this center's; undefined for a message that is no call control. */
export function readCallRequest(reading: Reading, calls: CallTable, message: Message): Decoded | 'nobody' | undefined {
  switch (message.type) {
    case 'ANSWER_CALL_REQ':
      return ofConnection(reading, M.answerCallReq, message, (agent) => ringingAt(calls, agent, message))
    case 'HOLD_CALL_REQ':
      return ofConnection(reading, M.holdCallReq, message)
    case 'RETRIEVE_CALL_REQ': {
      const { fields, floats } = message
      return asked(M.retrieveCallReq, fields.InvokeID, device(reading, floats, 'HeldConnectionDeviceID'), {
        call: fields.HeldConnectionCallID,
      })
    }
    case 'CLEAR_CONNECTION_REQ':
      return clear(reading, message)
    case 'MAKE_CALL_REQ':
      return makeCall(reading, message)
    case 'CONSULTATION_CALL_REQ': {
      const { fields, floats } = message
      return asked(M.consultationCallReq, fields.InvokeID, device(reading, floats, 'ActiveConnectionDeviceID'), {
        call: fields.ActiveConnectionCallID,
        to: text(floats, 'DialedNumber') ?? '',
      })
    }
    case 'TRANSFER_CALL_REQ':
      return transfer(reading, message)
    case 'CONFERENCE_CALL_REQ': {
      const { fields, floats } = message
      return asked(M.conferenceCallReq, fields.InvokeID, device(reading, floats, 'ActiveConnectionDeviceID'), {
        call: fields.HeldConnectionCallID,
        other: fields.ActiveConnectionCallID,
      })
    }
    case 'SUPERVISE_CALL_REQ':
      return supervise(reading, message)
    case 'SET_CALL_DATA_REQ':
      return setCallData(reading, message)
    default:
      return undefined
  }
}

type DeviceTag = 'ConnectionDeviceID' | 'HeldConnectionDeviceID' | 'ActiveConnectionDeviceID' | 'AgentInstrument'

/** Whose device it is: that of the connection, or else the instrument. */
function device(reading: Reading, floats: readonly Float[], tag: DeviceTag): number {
  const found = userByDevice(reading.names, text(floats, tag))
  return found >= 0 ? found : userByDevice(reading.names, text(floats, 'AgentInstrument'))
}

function asked(
  kind: number,
  invoke: number,
  agent: number,
  rest: Partial<CallControlReq> & { readonly call: number },
): Decoded | 'nobody' {
  if (agent < 0) return 'nobody'
  const body: CallControlReq = {
    invoke,
    agent,
    other: 0,
    to: '',
    target: -1,
    action: 'none',
    farEnd: undefined,
    data: undefined,
    ...rest,
  }
  return { kind, about: body.call > 0 ? body.call : agent, body }
}

function ofConnection(
  reading: Reading,
  kind: number,
  { fields, floats }: MessageOf<'ANSWER_CALL_REQ'> | MessageOf<'HOLD_CALL_REQ'>,
  callOf: (agent: number) => number = () => fields.ConnectionCallID,
): Decoded | 'nobody' {
  const agent = device(reading, floats, 'ConnectionDeviceID')
  return asked(kind, fields.InvokeID, agent, { call: callOf(agent) })
}

/** The null call is whatever rings. */
function ringingAt(calls: CallTable, agent: number, { fields }: MessageOf<'ANSWER_CALL_REQ'>): number {
  if (fields.ConnectionCallID !== NULL_ID) return fields.ConnectionCallID
  const rings = calls.at(agent).find(({ parties }) => parties.some((party) => isRinging(party, agent)))
  return rings?.call ?? 0
}

const isRinging = (party: { readonly device: number; readonly state: number }, agent: number): boolean =>
  party.device === agent && party.state === ParticipantState.ALERTING

function clear(reading: Reading, { fields, floats }: MessageOf<'CLEAR_CONNECTION_REQ'>): Decoded | 'nobody' {
  const cleared = userByDevice(reading.names, text(floats, 'ConnectionDeviceID'))
  const requester = userByDevice(reading.names, text(floats, 'RequestingDeviceID'))
  const instrument = userByDevice(reading.names, text(floats, 'AgentInstrument'))
  const agent = [requester, instrument, cleared].find((user) => user >= 0) ?? -1
  // A number outside cannot be dropped by others.
  if (cleared < 0) return 'nobody'
  const target = cleared === agent ? -1 : cleared
  return asked(M.clearConnectionReq, fields.InvokeID, agent, { call: fields.ConnectionCallID, target })
}

function makeCall(reading: Reading, { fields, floats }: MessageOf<'MAKE_CALL_REQ'>): Decoded | 'nobody' {
  const agent = userByDevice(reading.names, text(floats, 'AgentInstrument'))
  const to = text(floats, 'DialedNumber') ?? ''
  return asked(M.makeCallReq, fields.InvokeID, agent, { call: 0, to, data: dataOf(floats) })
}

function dataOf(floats: readonly Float[]): CallData | undefined {
  const { variables, ecc, wrapUpReason = '' } = readChanges(floats)
  if (variables.size === 0 && ecc.size === 0 && wrapUpReason === '') return undefined
  return { variables: emptyVariables.map((none, at) => variables.get(at + 1) ?? none), ecc, wrapUpReason }
}

/** With a number to dial and no held call it is a transfer in one step. */
function transfer(reading: Reading, { fields, floats }: MessageOf<'TRANSFER_CALL_REQ'>): Decoded | 'nobody' {
  const agent = device(reading, floats, 'ActiveConnectionDeviceID')
  const to = text(floats, 'DialedNumber')
  const { InvokeID: invoke, ActiveConnectionCallID: active, HeldConnectionCallID: held } = fields
  if (to !== undefined && to !== '' && (held === NULL_ID || held === 0)) {
    return asked(M.singleStepTransferReq, invoke, agent, { call: active, to })
  }
  return asked(M.transferCallReq, invoke, agent, { call: held, other: active })
}

function supervise(
  reading: Reading,
  { fields, floats }: MessageOf<'SUPERVISE_CALL_REQ'>,
): Decoded | 'nobody' | undefined {
  const supervisor = userByDevice(reading.names, floatValue(floats, 'SupervisorInstrument'))
  const target = agentOf(reading, floats)
  if (target < 0) return 'nobody'
  const to = extensionOf(reading.names, target)
  if (fields.SupervisoryAction === Supervisory.MONITOR) {
    return asked(M.superviseCallReq, fields.InvokeID, supervisor, { call: 0, target, to, action: 'monitor' })
  }
  if (fields.SupervisoryAction !== Supervisory.BARGE_IN) return undefined
  const call = fields.SupervisorConnectionCallID
  return asked(M.superviseCallReq, fields.InvokeID, supervisor, { call, other: call, target, to, action: 'barge' })
}

function setCallData(reading: Reading, { fields, floats }: MessageOf<'SET_CALL_DATA_REQ'>): Decoded | 'nobody' {
  const agent = userByDevice(reading.names, text(floats, 'ConnectionDeviceID'))
  if (agent < 0) return 'nobody'
  const call = fields.ConnectionCallID
  const body: SetCallDataReq = { invoke: fields.InvokeID, agent, call, ...readChanges(floats) }
  return { kind: M.setCallDataReq, about: call, body }
}

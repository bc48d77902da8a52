/** Call control of a client as messages of GED-188, client to server. */
import type { CallControlReq, SetCallDataReq } from '../../sim/domain/cti.ts'
import { M } from '../../sim/domain/messages.ts'
import { floatsOf } from '../ged188/floats.ts'
import type { Message } from '../ged188/layouts.ts'
import { noData, type WrittenData, writeChanges } from './call-data.ts'
import { make } from './make.ts'
import { agentIdOf, extensionOf, NULL_CODE, NULL_ID } from './names.ts'
import { toWire } from './text.ts'
import type { Writing } from './writing.ts'

/** SupervisoryAction. */
export const Supervisory = { CLEAR: 0, MONITOR: 1, WHISPER: 2, BARGE_IN: 3, INTERCEPT: 4 } as const
/** ConsultType: what the consultation is for, which the simulated Finesse does not know yet. */
const CONSULT_FOR_ANYTHING = 0

const placement = {
  CallPlacementType: 0,
  CallMannerType: 0,
  AlertRings: 0,
  CallOption: 0,
  FacilityType: 0,
  AnsweringMachine: 0,
  Priority: false,
  PostRoute: false,
}

export function writeCallRequest(
  writing: Writing,
  kind: number,
  body: CallControlReq | SetCallDataReq,
): Message | undefined {
  return kind === M.setCallDataReq
    ? setCallData(writing, body as SetCallDataReq)
    : writers.get(kind)?.(writing, body as CallControlReq)
}

const head = ({ names }: Writing, { invoke }: { readonly invoke: number }) => ({
  InvokeID: invoke,
  PeripheralID: names.peripheralId,
})
const connection = (request: CallControlReq) => ({ ConnectionCallID: request.call, ConnectionDeviceIDType: 0 })

function own({ names }: Writing, { agent }: CallControlReq) {
  const extension = extensionOf(names, agent)
  return { ConnectionDeviceID: extension, AgentInstrument: extension }
}

function answer(writing: Writing, request: CallControlReq): Message {
  return make('ANSWER_CALL_REQ', { ...head(writing, request), ...connection(request) }, floatsOf(own(writing, request)))
}

function hold(writing: Writing, request: CallControlReq): Message {
  const fields = { ...head(writing, request), ...connection(request), Reservation: false }
  return make('HOLD_CALL_REQ', fields, floatsOf(own(writing, request)))
}

function retrieve(writing: Writing, request: CallControlReq): Message {
  const extension = extensionOf(writing.names, request.agent)
  return make(
    'RETRIEVE_CALL_REQ',
    { ...head(writing, request), HeldConnectionCallID: request.call, HeldConnectionDeviceIDType: 0 },
    floatsOf({ HeldConnectionDeviceID: extension, AgentInstrument: extension }),
  )
}

/** The connection to clear is that of the party to drop; who asks is said beside it. */
function clear(writing: Writing, request: CallControlReq): Message {
  const requester = extensionOf(writing.names, request.agent)
  return make(
    'CLEAR_CONNECTION_REQ',
    { ...head(writing, request), ...connection(request), RequestingDeviceIDType: NULL_CODE },
    floatsOf({
      ConnectionDeviceID: request.target < 0 ? requester : extensionOf(writing.names, request.target),
      AgentInstrument: requester,
      RequestingDeviceID: requester,
    }),
  )
}

function makeCall(writing: Writing, request: CallControlReq): Message {
  const data = dataOf(request)
  return make('MAKE_CALL_REQ', { ...head(writing, request), ...placement, ...data.counts, SkillGroupNumber: NULL_ID }, [
    ...floatsOf({
      AgentInstrument: extensionOf(writing.names, request.agent),
      DialedNumber: toWire(request.to),
    }),
    ...data.floats,
  ])
}

/** Variables that a call begins with; empty ones need not be said. */
function dataOf({ data }: CallControlReq): WrittenData {
  if (data === undefined) return noData
  const entries = data.variables.map((value, at) => [at + 1, value] as const).filter(([, value]) => value !== '')
  return writeChanges(new Map(entries), data.ecc, undefined, toWire)
}

function consult(writing: Writing, request: CallControlReq): Message {
  const extension = extensionOf(writing.names, request.agent)
  return make(
    'CONSULTATION_CALL_REQ',
    {
      ...head(writing, request),
      ActiveConnectionCallID: request.call,
      ActiveConnectionDeviceIDType: 0,
      ...placement,
      ConsultType: CONSULT_FOR_ANYTHING,
      ...noData.counts,
    },
    floatsOf({
      ActiveConnectionDeviceID: extension,
      DialedNumber: toWire(request.to),
      AgentInstrument: extension,
    }),
  )
}

function pair(request: CallControlReq) {
  return {
    HeldConnectionCallID: request.call,
    ActiveConnectionCallID: request.other,
    HeldConnectionDeviceIDType: 0,
    ActiveConnectionDeviceIDType: 0,
  }
}

function transfer(writing: Writing, request: CallControlReq): Message {
  const extension = extensionOf(writing.names, request.agent)
  return make(
    'TRANSFER_CALL_REQ',
    { ...head(writing, request), ...pair(request), ...placement, ...noData.counts },
    floatsOf({
      ActiveConnectionDeviceID: extension,
      HeldConnectionDeviceID: extension,
      AgentInstrument: extension,
    }),
  )
}

/** A transfer of the active call to a number, with no held one. */
function singleStepTransfer(writing: Writing, request: CallControlReq): Message {
  const extension = extensionOf(writing.names, request.agent)
  const calls = { ...pair(request), HeldConnectionCallID: NULL_ID, ActiveConnectionCallID: request.call }
  return make(
    'TRANSFER_CALL_REQ',
    { ...head(writing, request), ...calls, ...placement, ...noData.counts },
    floatsOf({
      ActiveConnectionDeviceID: extension,
      AgentInstrument: extension,
      DialedNumber: toWire(request.to),
    }),
  )
}

function conference(writing: Writing, request: CallControlReq): Message {
  const extension = extensionOf(writing.names, request.agent)
  return make(
    'CONFERENCE_CALL_REQ',
    { ...head(writing, request), ...pair(request), ...placement, ...noData.counts },
    floatsOf({
      ActiveConnectionDeviceID: extension,
      HeldConnectionDeviceID: extension,
      AgentInstrument: extension,
    }),
  )
}

/** The supervisor names the agent; of a barge-in the supervisor's own call is the one that listens. */
function supervise(writing: Writing, request: CallControlReq): Message {
  const { names } = writing
  const barges = request.action === 'barge'
  const supervisor = extensionOf(names, request.agent)
  const agent = extensionOf(names, request.target)
  return make(
    'SUPERVISE_CALL_REQ',
    {
      ...head(writing, request),
      AgentConnectionCallID: NULL_ID,
      SupervisorConnectionCallID: barges ? request.other : NULL_ID,
      AgentConnectionDeviceIDType: 0,
      SupervisorConnectionDeviceIDType: barges ? 0 : NULL_CODE,
      SupervisoryAction: barges ? Supervisory.BARGE_IN : Supervisory.MONITOR,
    },
    floatsOf({
      AgentConnectionDeviceID: agent,
      SupervisorConnectionDeviceID: barges ? supervisor : undefined,
      AgentExtension: agent,
      AgentID: agentIdOf(names, request.target),
      SupervisorInstrument: supervisor,
    }),
  )
}

function setCallData(writing: Writing, request: SetCallDataReq): Message {
  const data = writeChanges(request.variables, request.ecc, request.wrapUpReason, toWire)
  return make(
    'SET_CALL_DATA_REQ',
    {
      ...head(writing, request),
      ConnectionDeviceIDType: 0,
      ConnectionCallID: request.call,
      ...data.counts,
      CallType: NULL_CODE,
      CalledPartyDisposition: NULL_CODE,
      CampaignID: 0,
      QueryRuleID: 0,
    },
    [...floatsOf({ ConnectionDeviceID: extensionOf(writing.names, request.agent) }), ...data.floats],
  )
}

const writers: ReadonlyMap<number, (writing: Writing, request: CallControlReq) => Message> = new Map([
  [M.answerCallReq, answer],
  [M.holdCallReq, hold],
  [M.retrieveCallReq, retrieve],
  [M.clearConnectionReq, clear],
  [M.makeCallReq, makeCall],
  [M.consultationCallReq, consult],
  [M.transferCallReq, transfer],
  [M.singleStepTransferReq, singleStepTransfer],
  [M.conferenceCallReq, conference],
  [M.superviseCallReq, supervise],
])

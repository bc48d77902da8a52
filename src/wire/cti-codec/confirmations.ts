/** What the simulated world confirms with one message, the protocol confirms with one of its own for each request. */
import { CallType } from '../../sim/domain/dialog-state.ts'
import { floatsOf } from '../ged188/floats.ts'
import type { Message, MessageName } from '../ged188/layouts.ts'
import { lineFields } from './call-fields.ts'
import type { CallTable } from './call-table.ts'
import { make } from './make.ts'
import { extensionOf, NULL_ID } from './names.ts'
import { partyFloats } from './write-merges.ts'
import type { Writing } from './writing.ts'

/** A request that the server has not answered yet. */
export interface Asked {
  readonly type: MessageName
  readonly agent: number
  /** The call it is about and the other one, 0 for none. */
  readonly call: number
  readonly other: number
  /** The agent who is supervised, or -1. */
  readonly target: number
}

export function writeConfirmation(writing: Writing, calls: CallTable, asked: Asked, invoke: number): Message {
  const { names } = writing
  const device = extensionOf(names, asked.agent)
  const newConnection = (call: number) => ({
    InvokeID: invoke,
    NewConnectionCallID: call === 0 ? NULL_ID : call,
    NewConnectionDeviceIDType: 0,
    ...lineFields(calls.get(call)?.type ?? CallType.OTHER_IN),
  })
  const connection = floatsOf({ NewConnectionDeviceID: device })
  switch (asked.type) {
    case 'MAKE_CALL_REQ':
      return make('MAKE_CALL_CONF', newConnection(newest(calls, asked)), connection)
    case 'CONSULTATION_CALL_REQ':
      return make('CONSULTATION_CALL_CONF', newConnection(newest(calls, asked)), connection)
    case 'TRANSFER_CALL_REQ':
    case 'CONFERENCE_CALL_REQ': {
      const transfers = asked.type === 'TRANSFER_CALL_REQ'
      const parties = partiesAfter(calls, asked, transfers)
      return make(
        transfers ? 'TRANSFER_CALL_CONF' : 'CONFERENCE_CALL_CONF',
        { ...newConnection(asked.call), NumParties: parties.length },
        [...connection, ...partyFloats(writing, asked.call, parties)],
      )
    }
    case 'SUPERVISE_CALL_REQ': {
      const call = asked.call === 0 ? newest(calls, asked) : (calls.at(asked.target)[0]?.call ?? asked.call)
      const fields = { InvokeID: invoke, ConnectionCallID: call, ConnectionDeviceIDType: 0 }
      return make('SUPERVISE_CALL_CONF', fields, floatsOf({ ConnectionDeviceID: device }))
    }
    default:
      return make(plain[asked.type] ?? 'SET_AGENT_STATE_CONF', { InvokeID: invoke })
  }
}

/** The call that the request has just begun. */
const newest = (calls: CallTable, { agent }: Asked): number => calls.at(agent).at(-1)?.call ?? 0

/** Who will be in the call when two have been joined. */
function partiesAfter(calls: CallTable, { agent, call, other }: Asked, withoutAgent: boolean): readonly string[] {
  const first = calls.get(call)?.parties ?? []
  const second = (calls.get(other)?.parties ?? []).filter(({ device }) => device !== agent)
  const all = [...first, ...second].filter(({ device }) => !withoutAgent || device !== agent)
  return all.map(({ address }) => address)
}

type PlainConf =
  | 'SET_AGENT_STATE_CONF'
  | 'ANSWER_CALL_CONF'
  | 'HOLD_CALL_CONF'
  | 'RETRIEVE_CALL_CONF'
  | 'CLEAR_CONNECTION_CONF'
  | 'SET_CALL_DATA_CONF'

/** Confirmations that hold nothing but the number of the request. */
const plain: Readonly<Partial<Record<MessageName, PlainConf>>> = {
  SET_AGENT_STATE_REQ: 'SET_AGENT_STATE_CONF',
  ANSWER_CALL_REQ: 'ANSWER_CALL_CONF',
  HOLD_CALL_REQ: 'HOLD_CALL_CONF',
  RETRIEVE_CALL_REQ: 'RETRIEVE_CALL_CONF',
  CLEAR_CONNECTION_REQ: 'CLEAR_CONNECTION_CONF',
  SET_CALL_DATA_REQ: 'SET_CALL_DATA_CONF',
}

/** All confirmations that stand for the one message of the simulated world. */
export const confirmations: ReadonlySet<MessageName> = new Set<MessageName>([
  ...(Object.values(plain) as MessageName[]),
  'MAKE_CALL_CONF',
  'CONSULTATION_CALL_CONF',
  'TRANSFER_CALL_CONF',
  'CONFERENCE_CALL_CONF',
  'SUPERVISE_CALL_CONF',
])

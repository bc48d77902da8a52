/** A party left. Whether the call goes on without it follows from who is left: one alone, or nobody talking, is no call. */
import { ParticipantState } from '../../sim/domain/dialog-state.ts'
import { M } from '../../sim/domain/messages.ts'
import { OUTSIDE, type Party } from '../../sim/domain/voice.ts'
import type { MessageOf } from '../ged188/layouts.ts'
import { Cause, DeviceType } from './call-fields.ts'
import type { CallTable, KnownCall } from './call-table.ts'
import type { Decoded } from './decoded.ts'
import { userByDevice } from './names.ts'
import { eventOf, type Reading, text } from './reading.ts'

export function readCleared(
  reading: Reading,
  calls: CallTable,
  { fields, floats }: MessageOf<'CALL_CONNECTION_CLEARED_EVENT'>,
): Decoded | 'nothing' {
  const known = calls.need(fields.ConnectionCallID, reading.now())
  // The other connections of a call that is over are cleared too; one event tells of that.
  if (known.clearing) return 'nothing'
  const address = text(floats, 'ReleasingDeviceID')
  const isAgent = fields.ReleasingDeviceType === DeviceType.AGENT
  const by = isAgent ? userByDevice(reading.names, address) : OUTSIDE
  const rest = withoutParty(known.parties, by, address)
  const transferred = fields.EventCause === Cause.TRANSFER
  if (!transferred && (rest.length < 2 || !rest.some(isTalking))) known.clearing = true
  else {
    calls.place(known, rest)
    if (by === OUTSIDE && isCaller(known, address)) known.contact = undefined
  }
  return eventOf(M.connectionClearedEvent, known, { device: by, by, cause: fields.EventCause })
}

function withoutParty(parties: readonly Party[], by: number, address: string | undefined): readonly Party[] {
  const leaving = parties.find(({ device, address: own }) => device === by && (by !== OUTSIDE || own === address))
  return parties.filter((party) => party !== leaving)
}

const isTalking = ({ state }: Party): boolean => state === ParticipantState.ACTIVE || state === ParticipantState.HELD

const isCaller = ({ contact }: KnownCall, address: string | undefined): boolean => contact?.ani === address

/** Two calls became one: the message names the parties, the calls they come from tell their states. */
import { CallType, ParticipantState } from '../../sim/domain/dialog-state.ts'
import { M } from '../../sim/domain/messages.ts'
import { type Party, withState } from '../../sim/domain/voice.ts'
import { floatValue, groupsOf } from '../ged188/floats.ts'
import type { MessageOf } from '../ged188/layouts.ts'
import type { Float } from '../ged188/tags.ts'
import { Cause } from './call-fields.ts'
import type { CallTable, KnownCall } from './call-table.ts'
import type { Decoded } from './decoded.ts'
import { deviceOf, userByDevice } from './names.ts'
import { eventOf, type Reading, text } from './reading.ts'
import { fromWire } from './text.ts'

type Merge = MessageOf<'CALL_CONFERENCED_EVENT'> | MessageOf<'CALL_TRANSFERRED_EVENT'>

export function readConferenced(
  reading: Reading,
  calls: CallTable,
  message: MessageOf<'CALL_CONFERENCED_EVENT'>,
): Decoded {
  const { fields, floats } = message
  const by = userByDevice(reading.names, text(floats, 'ControllerDeviceID'))
  const barges = fields.EventCause === Cause.BARGE_IN
  const device = barges ? userByDevice(reading.names, text(floats, 'AddedPartyDeviceID')) : by
  const known = merged(reading, calls, message)
  known.type = CallType.CONFERENCE
  const joined = known.parties.map((party) => (party.device === by ? withState(party, ParticipantState.ACTIVE) : party))
  calls.place(known, joined)
  return eventOf(M.conferencedEvent, known, { device, by, other: fields.SecondaryCallID })
}

export function readTransferred(
  reading: Reading,
  calls: CallTable,
  message: MessageOf<'CALL_TRANSFERRED_EVENT'>,
): Decoded {
  const by = userByDevice(reading.names, text(message.floats, 'TransferringDeviceID'))
  const known = merged(reading, calls, message)
  known.type = CallType.TRANSFER
  return eventOf(M.transferredEvent, known, { device: by, by, other: message.fields.SecondaryCallID })
}

function merged(reading: Reading, calls: CallTable, { fields, floats }: Merge): KnownCall {
  const known = calls.need(fields.PrimaryCallID, reading.now())
  const gone = calls.get(fields.SecondaryCallID)
  known.contact ??= gone?.contact
  calls.place(known, partiesOf(reading, floats, [...known.parties, ...(gone?.parties ?? [])]))
  return known
}

/** The parties of a message, each in the state it was in; of two with one address the first is meant first. */
export function partiesOf(reading: Reading, floats: readonly Float[], known: readonly Party[]): readonly Party[] {
  const left = [...known]
  return groupsOf(floats, 'ConnectedPartyCallID').map((group) => {
    const address = fromWire(floatValue(group, 'ConnectedPartyDeviceID') ?? '')
    const at = left.findIndex((party) => party.address === address)
    if (at >= 0) return left.splice(at, 1)[0]!
    return { device: deviceOf(reading.names, address), address, state: ParticipantState.ACTIVE }
  })
}

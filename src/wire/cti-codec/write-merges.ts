/** Two calls that become one: all parties are named, their states are those they had. */
import type { CallEvent } from '../../sim/domain/cti.ts'
import { floatsOf } from '../ged188/floats.ts'
import type { Message } from '../ged188/layouts.ts'
import type { Float } from '../ged188/tags.ts'
import { Cause, Connection, deviceTypeOf, lineFields, skillGroupFields } from './call-fields.ts'
import type { CallTable } from './call-table.ts'
import { make } from './make.ts'
import { ENTERPRISE_AGENT, extensionOf } from './names.ts'
import { fit } from './text.ts'
import type { Writing } from './writing.ts'

const PARTIES_MOST = 16

export function partyFloats({ version }: Writing, call: number, addresses: readonly string[]): readonly Float[] {
  return addresses.slice(0, PARTIES_MOST).flatMap((address) =>
    floatsOf({
      ConnectedPartyCallID: call,
      ConnectedPartyDeviceIDType: 0,
      ConnectedPartyDeviceID: fit(address, 'ConnectedPartyDeviceID', version),
    }),
  )
}

function mergedFields({ names }: Writing, event: CallEvent, cause: number) {
  return {
    MonitorID: 0,
    PeripheralID: names.peripheralId,
    PeripheralType: ENTERPRISE_AGENT,
    PrimaryDeviceIDType: 0,
    PrimaryCallID: event.call,
    ...lineFields(event.type),
    ...skillGroupFields(names, event.contact?.queue),
    NumParties: Math.min(event.parties.length, PARTIES_MOST),
    SecondaryDeviceIDType: 0,
    SecondaryCallID: event.other,
    LocalConnectionState: Connection.CONNECT,
    EventCause: cause,
  }
}

const addresses = ({ parties }: CallEvent): readonly string[] => parties.map(({ address }) => address)

/** Barging in is a conference that the supervised agent controls, and the supervisor joins. */
export function writeConferenced(writing: Writing, calls: CallTable, event: CallEvent): readonly Message[] {
  const { names } = writing
  const barges = event.device !== event.by
  const controller = extensionOf(names, event.by)
  const before = calls.get(event.call)?.parties ?? []
  const isNew = (address: string): boolean => !before.some((party) => party.address === address)
  const added = barges
    ? extensionOf(names, event.device)
    : (addresses(event).find(isNew) ?? addresses(event).at(-1) ?? '')
  return [
    make(
      'CALL_CONFERENCED_EVENT',
      {
        ...mergedFields(writing, event, barges ? Cause.BARGE_IN : Cause.CONFERENCE),
        ControllerDeviceType: deviceTypeOf(event.by),
        AddedPartyDeviceType: deviceTypeOf(event.parties.find(({ address }) => address === added)?.device ?? event.by),
      },
      [
        ...floatsOf({
          PrimaryDeviceID: controller,
          SecondaryDeviceID: controller,
          ControllerDeviceID: controller,
          AddedPartyDeviceID: fit(added, 'AddedPartyDeviceID', writing.version),
        }),
        ...partyFloats(writing, event.call, addresses(event)),
      ],
    ),
  ]
}

export function writeTransferred(writing: Writing, _calls: CallTable, event: CallEvent): readonly Message[] {
  const transferor = extensionOf(writing.names, event.by)
  const transferred = event.parties[0]
  return [
    make(
      'CALL_TRANSFERRED_EVENT',
      {
        ...mergedFields(writing, event, Cause.TRANSFER),
        TransferringDeviceType: deviceTypeOf(event.by),
        TransferredDeviceType: deviceTypeOf(transferred?.device ?? event.by),
      },
      [
        ...floatsOf({
          PrimaryDeviceID: transferor,
          SecondaryDeviceID: transferor,
          TransferringDeviceID: transferor,
          TransferredDeviceID: fit(transferred?.address ?? transferor, 'TransferredDeviceID', writing.version),
        }),
        ...partyFloats(writing, event.call, addresses(event)),
      ],
    ),
  ]
}

/**
 * A party that leaves, and a call that is over. Of a call that goes on one connection is cleared; of one that ends all
 * of them are, the releasing one first, and then the call. A blind transfer clears the transferor's with cause TRANSFER.
 */
import type { CallEvent } from '../../sim/domain/cti.ts'
import { OUTSIDE, type Party } from '../../sim/domain/voice.ts'
import { floatsOf } from '../ged188/floats.ts'
import type { Message } from '../ged188/layouts.ts'
import { Cause, Connection, callFields, deviceTypeOf } from './call-fields.ts'
import type { CallTable } from './call-table.ts'
import { make } from './make.ts'
import { extensionOf } from './names.ts'
import { fit } from './text.ts'
import type { Writing } from './writing.ts'

const sameParty = (a: Party, b: Party): boolean => a.device === b.device && a.address === b.address
const has = (parties: readonly Party[], party: Party): boolean => parties.some((one) => sameParty(one, party))

export function writeCleared(writing: Writing, calls: CallTable, event: CallEvent): readonly Message[] {
  const { by, parties } = event
  const before = calls.get(event.call)?.parties ?? []
  const left = before.find((party) => party.device === by && !has(parties, party))
  const goesOn = by === OUTSIDE ? left !== undefined : !parties.some(({ device }) => device === by)
  const leaving = left ?? parties.find(({ device }) => device === by) ?? partyOf(writing, by)
  if (goesOn) {
    const transferred = parties.some((party) => before.length > 0 && !has(before, party))
    return [cleared(writing, event, leaving, leaving, transferred ? Cause.TRANSFER : event.cause)]
  }
  const others = parties.filter((party) => leaving === undefined || !sameParty(party, leaving))
  return [
    cleared(writing, event, leaving, leaving, event.cause),
    ...others.map((party) => cleared(writing, event, party, leaving, event.cause)),
    make(
      'CALL_CLEARED_EVENT',
      { ...callFields(writing.names, event.call), LocalConnectionState: Connection.NULL, EventCause: event.cause },
      floatsOf({ ConnectionDeviceID: addressOf(writing, event, leaving) }),
    ),
  ]
}

const partyOf = ({ names }: Writing, device: number): Party | undefined =>
  device === OUTSIDE ? undefined : { device, address: extensionOf(names, device), state: 0 }

const addressOf = ({ version }: Writing, event: CallEvent, party: Party | undefined): string =>
  fit(party?.address ?? event.parties[0]?.address ?? event.from, 'ConnectionDeviceID', version)

function cleared(
  writing: Writing,
  event: CallEvent,
  party: Party | undefined,
  releasing: Party | undefined,
  cause: number,
): Message {
  const device = releasing?.device ?? OUTSIDE
  return make(
    'CALL_CONNECTION_CLEARED_EVENT',
    {
      ...callFields(writing.names, event.call),
      ReleasingDeviceType: deviceTypeOf(device),
      LocalConnectionState: Connection.NULL,
      EventCause: cause,
    },
    floatsOf({
      ConnectionDeviceID: addressOf(writing, event, party),
      ReleasingDeviceID: releasing === undefined ? undefined : addressOf(writing, event, releasing),
    }),
  )
}

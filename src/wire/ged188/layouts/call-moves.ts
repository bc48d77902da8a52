/** Calls that change their parties or their place: conferences, transfers, diversions, queues. */

import { callEvent, line, parties, queuedAt, service, skillGroup, stateAndCause } from '../groups.ts'
import { layout } from '../notation.ts'

export const callMoves = [
  layout(
    17,
    'CALL_CONFERENCED_EVENT',
    [
      'MonitorID',
      'PeripheralID',
      'PeripheralType:u2',
      'PrimaryDeviceIDType:u2',
      'PrimaryCallID',
      ...line,
      ...skillGroup,
      'NumParties:u2',
      'SecondaryDeviceIDType:u2',
      'SecondaryCallID',
      'ControllerDeviceType:u2',
      'AddedPartyDeviceType:u2',
      ...stateAndCause,
    ],
    ['PrimaryDeviceID', 'SecondaryDeviceID', 'ControllerDeviceID?', 'AddedPartyDeviceID?', parties],
  ),
  layout(
    18,
    'CALL_TRANSFERRED_EVENT',
    [
      'MonitorID',
      'PeripheralID',
      'PeripheralType:u2',
      'PrimaryDeviceIDType:u2',
      'PrimaryCallID',
      ...line,
      ...skillGroup,
      'NumParties:u2',
      'SecondaryDeviceIDType:u2',
      'SecondaryCallID',
      'TransferringDeviceType:u2',
      'TransferredDeviceType:u2',
      ...stateAndCause,
    ],
    ['PrimaryDeviceID', 'SecondaryDeviceID', 'TransferringDeviceID?', 'TransferredDeviceID?', parties],
  ),
  layout(
    19,
    'CALL_DIVERTED_EVENT',
    [...callEvent, ...service, 'DivertingDeviceType:u2', 'CalledDeviceType:u2', ...stateAndCause],
    ['ConnectionDeviceID', 'DivertingDeviceID?', 'CalledDeviceID?'],
  ),
  layout(
    20,
    'CALL_SERVICE_INITIATED_EVENT',
    [...callEvent, ...line, ...service, ...skillGroup, 'CallingDeviceType:u2', ...stateAndCause],
    [
      'ConnectionDeviceID',
      'CallingDeviceID?',
      'CallReferenceID?',
      'COCConnectionCallID?',
      'COCConnectionDeviceIDType?',
    ],
  ),
  layout(
    21,
    'CALL_QUEUED_EVENT',
    [
      ...callEvent,
      ...service,
      'QueueDeviceType:u2',
      'CallingDeviceType:u2',
      'CalledDeviceType:u2',
      'LastRedirectDeviceType:u2',
      'NumQueued:u2',
      'NumSkillGroups:u2',
      ...stateAndCause,
    ],
    ['ConnectionDeviceID', 'QueueDeviceID?', 'CallingDeviceID?', 'CalledDeviceID?', 'LastRedirectDeviceID?', queuedAt],
  ),
  // QueueDeviceType stands before the service here, and after it in CALL_QUEUED_EVENT.
  layout(
    86,
    'CALL_DEQUEUED_EVENT',
    [...callEvent, 'QueueDeviceType:u2', ...service, 'NumQueued:u2', 'NumSkillGroups:u2', ...stateAndCause],
    ['ConnectionDeviceID', queuedAt],
  ),
]

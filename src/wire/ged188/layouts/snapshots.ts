/** Questions about devices and calls, and their answers. */

import { callContext, clients, connection, namedCounts, toPeripheral } from '../groups.ts'
import { group, layout } from '../notation.ts'

export const snapshots = [
  // Reserved is seen with four bytes too.
  layout(78, 'QUERY_DEVICE_INFO_REQ', [...toPeripheral, 'Reserved:u2'], ['AgentInstrument'], {
    variants: [{ fixed: [...toPeripheral, 'Reserved'] }],
  }),
  layout(
    79,
    'QUERY_DEVICE_INFO_CONF',
    [
      'InvokeID',
      'PeripheralType:u2',
      'TypeOfDevice:u2',
      'ClassOfDevice:u2',
      'NumLines:u2',
      'Reserved:u2',
      'MaxActiveCalls:u2',
      'MaxHeldCalls:u2',
      'MaxDevicesInConference:u2',
      'MakeCallSetup',
      'TransferConferenceSetup',
      'CallEventsSupported',
      'CallControlSupported',
      'OtherFeaturesSupported',
    ],
    [group('NumLines', 10, ['LineHandle', 'LineType'])],
  ),
  layout(82, 'SNAPSHOT_CALL_REQ', [...toPeripheral, ...connection], ['ConnectionDeviceID']),
  layout(
    83,
    'SNAPSHOT_CALL_CONF',
    ['InvokeID', 'CallType:u2', 'NumCTIClients:u2', 'NumCallDevices:u2', ...namedCounts, 'CalledPartyDisposition:u2'],
    [
      'ANI?',
      'DNIS?',
      'DialedNumber?',
      'CallerEnteredDigits?',
      'RouterCallKeyDay?',
      'RouterCallKeyCallID?',
      ...callContext,
      clients,
      group('NumCallDevices', 16, [
        'CallConnectionCallID',
        'CallConnectionDeviceIDType',
        'CallConnectionDeviceID',
        'CallDeviceType',
        'CallDeviceID',
        'CallDeviceConnectionState',
      ]),
      'CallReferenceID?',
      'COCConnectionCallID?',
      'COCConnectionDeviceIDType?',
      'COCConnectionDeviceID?',
      'ProtocolReferenceGUID? since 24',
      'CcaiConfigId?',
      'NumOfEnabledServices?',
      'EnabledServices?',
    ],
  ),
  layout(84, 'SNAPSHOT_DEVICE_REQ', [...toPeripheral, 'SnapshotDeviceType:u2'], ['AgentInstrument']),
  layout(
    85,
    'SNAPSHOT_DEVICE_CONF',
    ['InvokeID', 'NumCalls:u2'],
    [
      group('NumCalls', 16, [
        'CallConnectionCallID',
        'CallConnectionDeviceIDType',
        'CallConnectionDeviceID',
        'CallState',
        'SilentMonitorStatus',
      ]),
    ],
  ),
]

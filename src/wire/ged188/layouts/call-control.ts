/** What clients ask of running calls, and the answers. */

import { connection, toPeripheral } from '../groups.ts'
import { layout } from '../notation.ts'

export const callControl = [
  layout(
    40,
    'ALTERNATE_CALL_REQ',
    [
      ...toPeripheral,
      'ActiveConnectionCallID',
      'OtherConnectionCallID',
      'ActiveConnectionDeviceIDType:u2',
      'OtherConnectionDeviceIDType:u2',
    ],
    ['ActiveConnectionDeviceID', 'OtherConnectionDeviceID', 'AgentInstrument?'],
  ),
  layout(41, 'ALTERNATE_CALL_CONF', ['InvokeID']),
  layout(42, 'ANSWER_CALL_REQ', [...toPeripheral, ...connection], ['ConnectionDeviceID', 'AgentInstrument?']),
  layout(43, 'ANSWER_CALL_CONF', ['InvokeID']),
  layout(44, 'CLEAR_CALL_REQ', [...toPeripheral, ...connection], ['ConnectionDeviceID', 'AgentInstrument?']),
  layout(45, 'CLEAR_CALL_CONF', ['InvokeID']),
  // The guide has RequestingDeviceIDType twice, fixed and floating; clients are known that send no fixed one.
  layout(
    46,
    'CLEAR_CONNECTION_REQ',
    [...toPeripheral, ...connection, 'RequestingDeviceIDType:u2'],
    [
      'ConnectionDeviceID',
      'AgentInstrument?',
      'RequestingDeviceID?',
      'RequestingDeviceIDType?',
      'CTIOSCILClientID? until 24',
    ],
    { variants: [{ fixed: [...toPeripheral, ...connection], absent: { RequestingDeviceIDType: 0xffff } }] },
  ),
  layout(47, 'CLEAR_CONNECTION_CONF', ['InvokeID']),
  layout(
    52,
    'DEFLECT_CALL_REQ',
    [...toPeripheral, ...connection, 'CalledDeviceType:u2'],
    ['ConnectionDeviceID', 'CalledDeviceID', 'AgentInstrument?'],
  ),
  layout(53, 'DEFLECT_CALL_CONF', ['InvokeID']),
  layout(
    54,
    'HOLD_CALL_REQ',
    [...toPeripheral, ...connection, 'Reservation:b2'],
    ['ConnectionDeviceID', 'AgentInstrument?'],
  ),
  layout(55, 'HOLD_CALL_CONF', ['InvokeID']),
  layout(
    60,
    'RECONNECT_CALL_REQ',
    [
      ...toPeripheral,
      'ActiveConnectionCallID',
      'HeldConnectionCallID',
      'ActiveConnectionDeviceIDType:u2',
      'HeldConnectionDeviceIDType:u2',
    ],
    ['ActiveConnectionDeviceID', 'HeldConnectionDeviceID', 'AgentInstrument?'],
  ),
  layout(61, 'RECONNECT_CALL_CONF', ['InvokeID']),
  layout(
    62,
    'RETRIEVE_CALL_REQ',
    [...toPeripheral, 'HeldConnectionCallID', 'HeldConnectionDeviceIDType:u2'],
    ['HeldConnectionDeviceID', 'AgentInstrument?'],
  ),
  layout(63, 'RETRIEVE_CALL_CONF', ['InvokeID']),
  layout(
    91,
    'SEND_DTMF_SIGNAL_REQ',
    [...toPeripheral, ...connection, 'ToneDuration:u2', 'PauseDuration'],
    ['ConnectionDeviceID', 'DTMFString', 'AgentInstrument?', 'CTIOSCILClientID? until 24'],
  ),
  layout(92, 'SEND_DTMF_SIGNAL_CONF', ['InvokeID']),
  layout(
    139,
    'BAD_CALL_REQ',
    [...toPeripheral, 'ConnectionDeviceIDType:u2', 'ConnectionCallID'],
    ['ConnectionDeviceID', 'AgentID'],
  ),
  layout(140, 'BAD_CALL_CONF', ['InvokeID']),
]

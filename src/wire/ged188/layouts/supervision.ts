/** Assistance, emergencies and supervisors in calls. */

import { agent, connection, line, toPeripheral } from '../groups.ts'
import { layout } from '../notation.ts'

export const supervision = [
  layout(118, 'SUPERVISOR_ASSIST_REQ', [...toPeripheral, ...connection], ['ConnectionDeviceID', ...agent]),
  layout(119, 'SUPERVISOR_ASSIST_CONF', ['InvokeID', ...connection, ...line], ['ConnectionDeviceID']),
  layout(121, 'EMERGENCY_CALL_REQ', [...toPeripheral, ...connection], ['ConnectionDeviceID', ...agent]),
  layout(122, 'EMERGENCY_CALL_CONF', ['InvokeID', ...connection, ...line], ['ConnectionDeviceID']),
  layout(
    123,
    'EMERGENCY_CALL_EVENT',
    ['PeripheralID', ...connection, 'SessionID'],
    ['ConnectionDeviceID', 'ClientID', 'ClientAddress', ...agent],
  ),
  layout(
    124,
    'SUPERVISE_CALL_REQ',
    [
      ...toPeripheral,
      'AgentConnectionCallID',
      'SupervisorConnectionCallID',
      'AgentConnectionDeviceIDType:u2',
      'SupervisorConnectionDeviceIDType:u2',
      'SupervisoryAction:u2',
    ],
    ['AgentConnectionDeviceID?', 'SupervisorConnectionDeviceID?', ...agent, 'SupervisorInstrument'],
  ),
  layout(125, 'SUPERVISE_CALL_CONF', ['InvokeID', ...connection], ['ConnectionDeviceID']),
]

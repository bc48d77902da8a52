/** Opening, keeping and ending a session, failures, and the maintenance of a pair (protocol 24). */

import { agent } from '../groups.ts'
import { group, layout } from '../notation.ts'

export const session = [
  // Protocols 24 and 25 print the fields of CONTROL_FAILURE_CONF here; all before say Status. Both are understood.
  layout(1, 'FAILURE_CONF', ['InvokeID', 'Status'], [], {
    variants: [{ fixed: ['InvokeID', 'Status:u2', 'PeripheralErrorCode'] }],
  }),
  layout(2, 'FAILURE_EVENT', ['Status']),
  layout(
    3,
    'OPEN_REQ',
    [
      'InvokeID',
      'VersionNumber',
      'IdleTimeout',
      'PeripheralID',
      'ServicesRequested',
      'CallMsgMask',
      'AgentStateMask',
      'ConfigMsgMask',
      'Reserved1',
      'Reserved2',
      'Reserved3',
    ],
    ['ClientID', 'ClientPassword', 'ClientSignature?', ...agent, 'ApplicationPathID?', 'UniqueInstanceID?'],
  ),
  layout(
    4,
    'OPEN_CONF',
    [
      'InvokeID',
      'ServicesGranted',
      'MonitorID',
      'PGStatus',
      'ICMCentralControllerTime:t4',
      'PeripheralOnline:b2',
      'PeripheralType:u2',
      'AgentState:u2',
      'DepartmentID:i4 since 19',
      'SessionType:u2 since 24',
    ],
    [...agent, 'NumPeripherals?', group('NumPeripherals', 16, ['FltPeripheralID', 'MultilineAgentControl'], 14)],
  ),
  layout(5, 'HEARTBEAT_REQ', ['InvokeID']),
  layout(6, 'HEARTBEAT_CONF', ['InvokeID']),
  layout(7, 'CLOSE_REQ', ['InvokeID', 'Status']),
  layout(8, 'CLOSE_CONF', ['InvokeID']),
  layout(
    31,
    'SYSTEM_EVENT',
    [
      'PGStatus',
      'ICMCentralControllerTime:t4',
      'SystemEventID',
      'SystemEventArg1',
      'SystemEventArg2',
      'SystemEventArg3',
      'EventDeviceType:u2',
    ],
    ['Text?', 'EventDeviceID?'],
  ),
  layout(32, 'CLIENT_EVENT_REPORT_REQ', ['InvokeID', 'State:u2'], ['ObjectName?', 'Text']),
  layout(33, 'CLIENT_EVENT_REPORT_CONF', ['InvokeID']),
  layout(35, 'CONTROL_FAILURE_CONF', ['InvokeID', 'FailureCode:u2', 'PeripheralErrorCode'], ['Text?']),
  // No body is documented for this one and for 281; whatever arrives in it is skipped.
  layout(277, 'STANDBY_ACTIVE_EVENT_MSG', [], [], { since: 24 }),
  layout(278, 'ACTIVE_MAINTENANCE_REQ', ['InvokeID'], [], { since: 24 }),
  layout(279, 'ACTIVE_MAINTENANCE_RESP_MSG', ['InvokeID', 'MaintenanceModeAccepted:b2'], [], { since: 24 }),
  layout(280, 'ACTIVE_MAINTENANCE_EVENT_MSG', ['Continue:b2'], [], { since: 24 }),
  layout(281, 'STOPPING_REQUESTS_TO_THIS_SIDE_IND', [], [], { since: 24 }),
]

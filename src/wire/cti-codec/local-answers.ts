/**
 * Requests that the simulated world knows nothing of: bookkeeping of clients and facts of the configuration are
 * answered at once, features that are not simulated are refused as a real system refuses what its peripheral cannot do.
 */
import { CtiStatus } from '../../sim/domain/cti.ts'
import { floatsOf } from '../ged188/floats.ts'
import type { Message, MessageName } from '../ged188/layouts.ts'
import { writeConfigKey } from './configuration.ts'
import { writeDeskSettings } from './desk-settings.ts'
import { make } from './make.ts'
import { ENTERPRISE_AGENT, userByDevice, userBySkillTarget } from './names.ts'
import { ControlFailure, controlFailure } from './server-codec.ts'
import { writeFailure } from './session-messages.ts'
import { writeTeam } from './teams.ts'
import type { Writing } from './writing.ts'

/** QUERY_DEVICE_INFO: an ordinary phone with one line. */
const STATION = 0
const VOICE_CLASS = 0x80
const CALLS_MOST = 2
const CONFERENCE_MOST = 8
/**
 * Bits of CallControlSupported: agent states (0, 1), answer, clear connection, conference, consultation, hold, make,
 * retrieve, transfer, and the three questions about devices and calls.
 */
const CALL_CONTROL = [0, 1, 3, 5, 6, 7, 9, 10, 13, 14, 15, 16, 17].reduce((mask, bit) => mask | (1 << bit), 0)

/** Features of a peripheral that this one does not have. */
const notSupported: ReadonlySet<MessageName> = new Set<MessageName>([
  'ALTERNATE_CALL_REQ',
  'RECONNECT_CALL_REQ',
  'CLEAR_CALL_REQ',
  'DEFLECT_CALL_REQ',
  'MAKE_PREDICTIVE_CALL_REQ',
  'SEND_DTMF_SIGNAL_REQ',
  'SUPERVISE_CALL_REQ',
  'SUPERVISOR_ASSIST_REQ',
  'EMERGENCY_CALL_REQ',
  'AGENT_GREETING_CONTROL_REQ',
])

/** Confirmed, and nothing comes of it. */
const confirmed = {
  CLIENT_EVENT_REPORT_REQ: 'CLIENT_EVENT_REPORT_CONF',
  REGISTER_VARIABLES_REQ: 'REGISTER_VARIABLES_CONF',
  RELEASE_CALL_REQ: 'RELEASE_CALL_CONF',
  BAD_CALL_REQ: 'BAD_CALL_CONF',
} as const

/** What is told at once: always something, if only that there is no such function. */
export function answerLocally(writing: Writing, message: Message): readonly Message[] {
  const invoke = invokeOf(message)
  if (notSupported.has(message.type)) return [controlFailure(invoke, ControlFailure.INVALID_FEATURE)]
  switch (message.type) {
    case 'CONFIG_REQUEST_KEY_EVENT':
      return [writeConfigKey()]
    case 'AGENT_DESK_SETTINGS_REQ':
      return [writeDeskSettings(writing, invoke)]
    case 'QUERY_DEVICE_INFO_REQ':
      return [deviceInfo(writing, message, invoke)]
    case 'LIST_AGENT_TEAM_REQ':
      return [teamsOf(writing, message.fields.SupervisorID, invoke)]
    case 'MONITOR_AGENT_TEAM_START_REQ': {
      const team = writing.names.directory.teams.find(({ id }) => id === message.fields.TeamID)
      if (team === undefined) return [writeFailure({ invoke, status: CtiStatus.TEAM_NOT_FOUND })]
      const started = make('MONITOR_AGENT_TEAM_START_CONF', { InvokeID: invoke, MonitorID: team.id })
      return [started, ...writeTeam(writing, team)]
    }
    case 'MONITOR_AGENT_TEAM_STOP_REQ':
      return [make('MONITOR_AGENT_TEAM_STOP_CONF', { InvokeID: invoke })]
    case 'CLIENT_EVENT_REPORT_REQ':
    case 'REGISTER_VARIABLES_REQ':
    case 'RELEASE_CALL_REQ':
    case 'BAD_CALL_REQ':
      return [make(confirmed[message.type], { InvokeID: invoke })]
    default: {
      const isRequest = message.type.endsWith('_REQ')
      const status = isRequest ? CtiStatus.FUNCTION_NOT_AVAILABLE : CtiStatus.INVALID_MESSAGE_TYPE
      return [writeFailure({ invoke, status })]
    }
  }
}

const invokeOf = ({ fields }: Message): number => (fields as { readonly InvokeID?: number }).InvokeID ?? 0

function deviceInfo({ names }: Writing, { floats }: Message, invoke: number): Message {
  const instrument = floats.find(({ tag }) => tag === 'AgentInstrument')?.value as string | undefined
  if (userByDevice(names, instrument) < 0) return controlFailure(invoke, ControlFailure.INVALID_DEVICE)
  return make(
    'QUERY_DEVICE_INFO_CONF',
    {
      InvokeID: invoke,
      PeripheralType: ENTERPRISE_AGENT,
      TypeOfDevice: STATION,
      ClassOfDevice: VOICE_CLASS,
      NumLines: 1,
      Reserved: 0,
      MaxActiveCalls: 1,
      MaxHeldCalls: CALLS_MOST - 1,
      MaxDevicesInConference: CONFERENCE_MOST,
      MakeCallSetup: 0,
      TransferConferenceSetup: 1,
      CallEventsSupported: 0,
      CallControlSupported: CALL_CONTROL,
      OtherFeaturesSupported: 0,
    },
    floatsOf({ LineHandle: 0, LineType: 0 }),
  )
}

function teamsOf({ names }: Writing, supervisor: number, invoke: number): Message {
  const teams = userBySkillTarget(names, supervisor)?.supervises ?? []
  return make(
    'LIST_AGENT_TEAM_CONF',
    { InvokeID: invoke, NumberOfAgentTeams: teams.length, SegmentNumber: 1, More: 0 },
    teams.flatMap((team) => floatsOf({ TeamID: names.directory.teams[team]!.id })),
  )
}

/** Agent desk settings of the scenario, as the configuration and AGENT_DESK_SETTINGS_CONF have them. */
import type { Desk, WrapUpMode } from '../../sim/domain/workload.ts'
import { SECOND } from '../../sim/kernel/time.ts'
import type { Message } from '../ged188/layouts.ts'
import { make } from './make.ts'
import { NULL_ID } from './names.ts'
import type { Writing } from './writing.ts'

/** Reasons for Not Ready and sign-out are required; supervisor and agent calls, and all kinds of outgoing ones, allowed. */
const MASK = 0x1ff8
const wrapUpModes: Readonly<Record<WrapUpMode, number>> = {
  REQUIRED: 0,
  OPTIONAL: 1,
  NOT_ALLOWED: 2,
  REQUIRED_WITH_WRAP_UP_DATA: 3,
}

const seconds = (us: number): number => (Number.isFinite(us) ? Math.round(us / SECOND) : NULL_ID)

export function writeDeskSettings({ names }: Writing, invoke: number): Message {
  const { desk, peripheralId } = names
  return make('AGENT_DESK_SETTINGS_CONF', {
    InvokeID: invoke,
    PeripheralID: peripheralId,
    DeskSettingsMask: MASK,
    WrapupDataIncomingMode: wrapUpModes[desk.wrapUpOnIncoming],
    WrapupDataOutgoingMode: wrapUpModes[desk.wrapUpOnOutgoing],
    LogoutNonActivityTime: NULL_ID,
    QualityRecordingRate: NULL_ID,
    RingNoAnswerTime: seconds(desk.ringNoAnswerUs),
    SilentMonitorWarningMessage: 0,
    SilentMonitorAudibleIndication: 0,
    SupervisorAssistCallMethod: 0,
    EmergencyCallMethod: 0,
    AutoRecordOnEmergency: 0,
    RecordingMode: 0,
    WorkModeTimer: seconds(desk.workTimerUs),
    RingNoAnswerDN: NULL_ID,
  })
}

/** The same in a record of the configuration. */
export function deskRecord(desk: Desk) {
  return {
    ConfigDeskSettingsMask: MASK,
    ConfigWrapupDataIncomingMode: wrapUpModes[desk.wrapUpOnIncoming],
    ConfigWrapupDataOutgoingMode: wrapUpModes[desk.wrapUpOnOutgoing],
    ConfigLogoutNonActivityTime: NULL_ID,
    ConfigQualityRecordingRate: NULL_ID,
    ConfigRingNoAnswerTime: seconds(desk.ringNoAnswerUs),
    ConfigSilentMonitorWarningMessage: 0,
    ConfigSilentMonitorAudibleIndication: 0,
    ConfigSupervisorAssistCallMethod: 0,
    ConfigEmergencyCallMethod: 0,
    ConfigAutoRecordOnEmergency: 0,
    ConfigRecordingMode: 0,
    ConfigWorkModeTimer: seconds(desk.workTimerUs),
    ConfigRingNoAnswerDN: NULL_ID,
    ConfigDefaultDevicePortAddress: '',
    PlayZipTone: 0,
    ACDSharedLineUsage: 0,
  }
}

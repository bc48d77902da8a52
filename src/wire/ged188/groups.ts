/** Lists of fields that many messages share, by the guide's order; spliced into the layouts. */

import { group } from './notation.ts'
import type { TagName } from './tags.ts'

/** What a request to a peripheral begins with. */
export const toPeripheral = ['InvokeID', 'PeripheralID'] as const
export const connection = ['ConnectionCallID', 'ConnectionDeviceIDType:u2'] as const
/** How events of a call begin. The type of the connection comes before the call here, and after it in requests. */
export const callEvent = [
  'MonitorID',
  'PeripheralID',
  'PeripheralType:u2',
  'ConnectionDeviceIDType:u2',
  'ConnectionCallID',
] as const
export const line = ['LineHandle:u2', 'LineType:u2'] as const
export const service = ['ServiceNumber', 'ServiceID'] as const
export const skillGroup = ['SkillGroupNumber', 'SkillGroupID', 'SkillGroupPriority:u2'] as const
/** The state of the connection, and why: how most events of a call end. */
export const stateAndCause = ['LocalConnectionState:u2', 'EventCause:u2'] as const
export const namedCounts = ['NumNamedVariables:u2', 'NumNamedArrays:u2'] as const
export const placement = [
  'CallPlacementType:u2',
  'CallMannerType:u2',
  'AlertRings:u2',
  'CallOption:u2',
  'FacilityType:u2',
  'AnsweringMachine:u2',
  'Priority:b2',
  'PostRoute:b2',
] as const

export const agent = ['AgentExtension?', 'AgentID?', 'AgentInstrument?'] as const
export const callVariables = [
  'CallVariable1?',
  'CallVariable2?',
  'CallVariable3?',
  'CallVariable4?',
  'CallVariable5?',
  'CallVariable6?',
  'CallVariable7?',
  'CallVariable8?',
  'CallVariable9?',
  'CallVariable10?',
] as const
export const namedValues = ['NamedVariable*', 'NamedArray*'] as const
/** All that is known of a call but its wrap-up. */
export const callContextBare = ['UserToUserInfo?', ...callVariables, ...namedValues] as const
export const callContext = ['UserToUserInfo?', ...callVariables, 'CallWrapupData?', ...namedValues] as const
export const routerCallKey = ['RouterCallKeyDay?', 'RouterCallKeyCallID?', 'RouterCallKeySequenceNumber?'] as const
export const codes = ['FacilityCode?', 'AuthorizationCode?', 'AccountCode?'] as const

export const clients = group('NumCTIClients', 16, ['CTIClientSignature', 'CTIClientTimestamp'])
export const parties = group('NumParties', 16, [
  'ConnectedPartyCallID',
  'ConnectedPartyDeviceIDType',
  'ConnectedPartyDeviceID',
])
export const queuedAt = group('NumSkillGroups', 20, ['SkillGroupNumber', 'SkillGroupID', 'SkillGroupPriority'])

const groupAndState: readonly TagName[] = ['SkillGroupNumber', 'SkillGroupID', 'SkillGroupPriority', 'SkillGroupState']
export const statesIn = (count: string, max: number) => group(count, max, groupAndState)

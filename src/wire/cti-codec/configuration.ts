/**
 * The configuration that a server hands out: skill groups, agents, devices, desk settings, in records of at most ten a
 * message. What a client does with it is its own affair; the simulated Finesse waits for its end only.
 */
import type { User } from '../../sim/domain/directory.ts'
import { floatsOf } from '../ged188/floats.ts'
import type { Message } from '../ged188/layouts.ts'
import type { Float } from '../ged188/tags.ts'
import { deskRecord } from './desk-settings.ts'
import { make } from './make.ts'
import { type CtiNames, skillTargetOf, VOICE } from './names.ts'
import { fit } from './text.ts'
import type { Writing } from './writing.ts'

/** ConfigInformation: the classes of records. */
export const ConfigClass = {
  SERVICES: 0x1,
  SKILL_GROUPS: 0x2,
  AGENTS: 0x4,
  DEVICES: 0x8,
  CALL_TYPES: 0x10,
  MEDIA: 0x20,
  PERIPHERALS: 0x40,
  DESK_SETTINGS: 0x80,
} as const
/** Classes that this center has records of. */
export const classesKept =
  ConfigClass.SKILL_GROUPS |
  ConfigClass.AGENTS |
  ConfigClass.DEVICES |
  ConfigClass.MEDIA |
  ConfigClass.PERIPHERALS |
  ConfigClass.DESK_SETTINGS

const ADD = 0
const SOLICITED = 1
const DONE = 0
const RECORDS_MOST = 10
/** Below the largest message of the guide, with room for the records that are longest. */
const BYTES_MOST = 12_000
const AGENT = 1
const SUPERVISOR = 2
const AGENT_EXTENSION = 4
const DESK_SETTINGS_ID = 1

/** Eight bytes that stay the same as long as the configuration does: it never changes in one center. */
const key = (what: number): Uint8Array => Uint8Array.of(0x63, 0x63, 0x73, 0x69, 0x6d, 0, 0, what)

const keyFloats = (): readonly Float[] =>
  floatsOf({
    ServiceConfigKey: key(1),
    SkillGroupConfigKey: key(2),
    AgentConfigKey: key(3),
    DeviceConfigKey: key(4),
    CallTypeConfigKey: key(5),
    PeripheralConfigKey: key(6),
    AgentDeskSettingsConfigKey: key(7),
  })

export const writeConfigKey = (): Message => make('CONFIG_KEY_EVENT', { ConfigKeyStatus: DONE }, keyFloats())

/** CONFIG_BEGIN to CONFIG_END with the records of the classes asked for. */
export function writeConfiguration(writing: Writing, classes: number): readonly Message[] {
  const { names, version } = writing
  const wants = (one: number): boolean => (classes & one) !== 0
  return [
    make('CONFIG_BEGIN_EVENT', { ConfigType: SOLICITED, ConfigInformation: classes }, keyFloats()),
    ...(wants(ConfigClass.SKILL_GROUPS) ? inMessages('CONFIG_SKILL_GROUP_EVENT', skillGroups(writing)) : []),
    ...(wants(ConfigClass.AGENTS) ? inMessages('CONFIG_AGENT_EVENT', agents(writing)) : []),
    ...(wants(ConfigClass.DEVICES) ? inMessages('CONFIG_DEVICE_EVENT', devices(names)) : []),
    ...(wants(ConfigClass.MEDIA) && version >= 20 ? inMessages('CONFIG_MRD_EVENT', [media]) : []),
    ...(wants(ConfigClass.PERIPHERALS) && version >= 22
      ? inMessages('CONFIG_PERIPHERAL_EVENT', [peripheral(names)])
      : []),
    ...(wants(ConfigClass.DESK_SETTINGS) && version >= 22
      ? inMessages('CONFIG_AGENT_DESK_SETTINGS_EVENT', [deskSettings(names)])
      : []),
    make('CONFIG_END_EVENT', { ConfigEndStatus: DONE }),
  ]
}

type RecordsName =
  | 'CONFIG_SKILL_GROUP_EVENT'
  | 'CONFIG_AGENT_EVENT'
  | 'CONFIG_DEVICE_EVENT'
  | 'CONFIG_MRD_EVENT'
  | 'CONFIG_PERIPHERAL_EVENT'
  | 'CONFIG_AGENT_DESK_SETTINGS_EVENT'
type ConfigRecord = readonly Float[]

/** A float takes its tag, its length and its data; no data of these records but texts has more than eight bytes. */
const bytesOf = (record: ConfigRecord): number =>
  record.reduce((sum, { value }) => sum + 4 + (typeof value === 'string' ? value.length + 1 : 8), 0)

function inMessages(name: RecordsName, records: readonly ConfigRecord[]): readonly Message[] {
  const messages: Message[] = []
  for (let at = 0; at < records.length; ) {
    let end = at
    let bytes = 0
    while (
      end < records.length &&
      end - at < RECORDS_MOST &&
      (end === at || bytes + bytesOf(records[end]!) < BYTES_MOST)
    ) {
      bytes += bytesOf(records[end++]!)
    }
    messages.push(make(name, { NumRecords: end - at }, records.slice(at, end).flat()))
    at = end
  }
  return messages
}

function skillGroups({ names, version }: Writing): readonly ConfigRecord[] {
  return names.queues.map(({ id, name }) =>
    floatsOf({
      RecordType: ADD,
      FltPeripheralID: names.peripheralId,
      PeripheralNumber: id,
      SkillGroupPriority: 0,
      SkillGroupSkillTargetID: id,
      AutoWork: false,
      PeripheralName: fit(name, 'PeripheralName', version),
      MRDomainID: VOICE,
    }),
  )
}

const SKILLS_MOST = 100

function agents(writing: Writing): readonly ConfigRecord[] {
  const { names, version } = writing
  const others = Array.from({ length: names.configured - names.directory.users.length }, (_, index) =>
    floatsOf({
      RecordType: ADD,
      FltPeripheralID: names.peripheralId,
      AgentType: AGENT,
      AgentDeskSettingsID: version >= 22 ? DESK_SETTINGS_ID : undefined,
      LoginID: `other-${index + 1}`,
      AgentSkillTargetID: skillTargetOf(names.directory.users.length + index),
      NumSkills: 0,
      SSOEnabled: version >= 20 ? 0 : undefined,
    }),
  )
  const known = names.directory.users.map((user: User) => {
    const skills = user.queues.slice(0, SKILLS_MOST)
    return [
      ...floatsOf({
        RecordType: ADD,
        FltPeripheralID: names.peripheralId,
        AgentType: user.role === 'supervisor' ? SUPERVISOR : AGENT,
        AgentDeskSettingsID: version >= 22 ? DESK_SETTINGS_ID : undefined,
        LoginID: user.loginId,
        LoginName: fit(user.loginName, 'LoginName', version),
        LastName: fit(user.lastName, 'LastName', version),
        FirstName: fit(user.firstName, 'FirstName', version),
        Extension: user.extension,
        AgentSkillTargetID: skillTargetOf(user.index),
        NumSkills: skills.length,
        SSOEnabled: version >= 20 ? 0 : undefined,
      }),
      ...skills.flatMap((queue) => floatsOf({ SkillGroupNumber: names.queues[queue]!.id, SkillGroupPriority: 0 })),
    ]
  })
  return [...known, ...others]
}

function devices({ directory, peripheralId }: CtiNames): readonly ConfigRecord[] {
  return directory.users.map(({ extension }) =>
    floatsOf({
      RecordType: ADD,
      FltPeripheralID: peripheralId,
      PeripheralNumber: Number(extension),
      DeviceType: AGENT_EXTENSION,
      Extension: extension,
    }),
  )
}

const media: ConfigRecord = floatsOf({ RecordType: ADD, MRDomainID: VOICE, EnterpriseName: 'Cisco_Voice' })

const peripheral = ({ peripheralId }: CtiNames): ConfigRecord =>
  floatsOf({ RecordType: ADD, ConfigPeripheralID: peripheralId, DefaultAgentDeskSettingsID: DESK_SETTINGS_ID })

const deskSettings = ({ desk }: CtiNames): ConfigRecord =>
  floatsOf({ RecordType: ADD, AgentDeskSettingsID: DESK_SETTINGS_ID, ...deskRecord(desk) })

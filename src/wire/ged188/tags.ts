/**
 * The floating fields of GED-188: tag number, type and maximum size in bytes, from "Floating fields" of the Cisco CTI
 * Server Message Reference Guide, Protocol Version 24, Unified CCE 12.6(1). Maxima of texts count the closing NUL.
 * Tags of the task and route families, which nothing here sends, are left out and skipped where they arrive.
 */

export interface NamedVariable {
  readonly name: string
  readonly value: string
}

export interface NamedArray {
  readonly name: string
  readonly index: number
  readonly value: string
}

/** What a value of each wire type is to a program. Times are whole UTC seconds since 1970. */
export interface WireValues {
  readonly u1: number
  readonly u2: number
  readonly u4: number
  readonly i4: number
  readonly t4: number
  readonly b2: boolean
  readonly text: string
  readonly raw: Uint8Array
  readonly u2s: readonly number[]
  readonly variable: NamedVariable
  readonly array: NamedArray
}

export type WireType = keyof WireValues

export interface Tag<T extends WireType = WireType> {
  readonly tag: number
  readonly type: T
  readonly max: number
  /** Up to and without this protocol version another maximum holds. */
  readonly before?: { readonly version: number; readonly max: number }
}

const u1 = (tag: number): Tag<'u1'> => ({ tag, type: 'u1', max: 1 })
const u2 = (tag: number): Tag<'u2'> => ({ tag, type: 'u2', max: 2 })
const u4 = (tag: number): Tag<'u4'> => ({ tag, type: 'u4', max: 4 })
const i4 = (tag: number): Tag<'i4'> => ({ tag, type: 'i4', max: 4 })
const t4 = (tag: number): Tag<'t4'> => ({ tag, type: 't4', max: 4 })
const b2 = (tag: number): Tag<'b2'> => ({ tag, type: 'b2', max: 2 })
const raw = (tag: number, max: number): Tag<'raw'> => ({ tag, type: 'raw', max })
const text = (tag: number, max: number, before?: Tag['before']): Tag<'text'> => ({ tag, type: 'text', max, before })

/** Addresses grew with protocol 19, when IPv6 came. */
const address = (tag: number): Tag<'text'> => text(tag, 64, { version: 19, max: 16 })

export const tags = {
  ClientID: text(1, 64),
  ClientPassword: raw(2, 64),
  ClientSignature: text(3, 64),
  AgentExtension: text(4, 16),
  AgentID: text(5, 12),
  AgentInstrument: text(6, 64),
  Text: text(7, 255),
  ANI: text(8, 40),
  UserToUserInfo: raw(9, 131),
  DNIS: text(10, 32),
  DialedNumber: text(11, 40),
  CallerEnteredDigits: text(12, 40),
  CallVariable1: text(13, 41),
  CallVariable2: text(14, 41),
  CallVariable3: text(15, 41),
  CallVariable4: text(16, 41),
  CallVariable5: text(17, 41),
  CallVariable6: text(18, 41),
  CallVariable7: text(19, 41),
  CallVariable8: text(20, 41),
  CallVariable9: text(21, 41),
  CallVariable10: text(22, 41),
  CTIClientSignature: text(23, 64),
  CTIClientTimestamp: t4(24),
  ConnectionDeviceID: text(25, 64),
  AlertingDeviceID: text(26, 64),
  CallingDeviceID: text(27, 64),
  CalledDeviceID: text(28, 64),
  LastRedirectDeviceID: text(29, 64),
  AnsweringDeviceID: text(30, 64),
  HoldingDeviceID: text(31, 64),
  RetrievingDeviceID: text(32, 64),
  ReleasingDeviceID: text(33, 64),
  FailingDeviceID: text(34, 64),
  PrimaryDeviceID: text(35, 64),
  SecondaryDeviceID: text(36, 64),
  ControllerDeviceID: text(37, 64),
  AddedPartyDeviceID: text(38, 64),
  ConnectedPartyCallID: u4(39),
  ConnectedPartyDeviceIDType: u2(40),
  ConnectedPartyDeviceID: text(41, 64),
  TransferringDeviceID: text(42, 64),
  TransferredDeviceID: text(43, 64),
  DivertingDeviceID: text(44, 64),
  QueueDeviceID: text(45, 64),
  CallWrapupData: text(46, 40),
  NewConnectionDeviceID: text(47, 64),
  TrunkUsedDeviceID: text(48, 64),
  AgentPassword: text(49, 64),
  ActiveConnectionDeviceID: text(50, 64),
  FacilityCode: text(51, 40),
  OtherConnectionDeviceID: text(52, 64),
  HeldConnectionDeviceID: text(53, 64),
  CallConnectionCallID: u4(56),
  CallConnectionDeviceIDType: u2(57),
  CallConnectionDeviceID: text(58, 64),
  CallDeviceType: u2(59),
  CallDeviceID: text(60, 64),
  CallDeviceConnectionState: u2(61),
  SkillGroupNumber: u4(62),
  SkillGroupID: u4(63),
  SkillGroupPriority: u2(64),
  SkillGroupState: u2(65),
  ObjectName: text(66, 128),
  DTMFString: text(67, 32),
  PositionID: text(68, 12),
  SupervisorID: text(69, 12),
  LineHandle: u2(70),
  LineType: u2(71),
  RouterCallKeyDay: u4(72),
  RouterCallKeyCallID: u4(73),
  CallState: u2(75),
  MonitoredDeviceID: text(76, 64),
  AuthorizationCode: text(77, 40),
  AccountCode: text(78, 40),
  OriginatingDeviceID: text(79, 64),
  OriginatingLineID: text(80, 40),
  ClientAddress: address(81),
  NamedVariable: { tag: 82, type: 'variable', max: 251 } as Tag<'variable'>,
  NamedArray: { tag: 83, type: 'array', max: 252 } as Tag<'array'>,
  CallControlTable: text(84, 4),
  SupervisorInstrument: text(85, 64),
  AtcAgentID: text(86, 12),
  AgentFlags: u2(87),
  AtcAgentState: u2(88),
  AtcStateDuration: u4(89),
  AgentConnectionDeviceID: text(90, 64),
  SupervisorConnectionDeviceID: text(91, 64),
  TeamID: u4(92),
  DefaultDevicePortAddress: text(93, 32),
  ServiceName: text(94, 64),
  CustomerPhoneNumber: text(95, 20),
  CustomerAccountNumber: text(96, 32),
  ApplicationPathID: i4(97),
  RouterCallKeySequenceNumber: u4(110),
  TrunkNumber: u4(121),
  TrunkGroupNumber: u4(122),
  NextAgentState: u2(123),
  SendingAddress: address(125),
  SendingPort: u4(126),
  MaxQueued: u4(129),
  CustomerID: u4(131),
  ServiceSkillTargetID: u4(132),
  PeripheralName: text(133, 64),
  Description: text(134, 128),
  FirstName: text(137, 32),
  LastName: text(138, 32),
  /** The guide gives tags 141 and 185 one name; on the wire 185 is AutoWork. */
  AgentSkillTargetID: u4(141),
  Duration: u4(150),
  Extension: text(173, 16),
  ServiceLevelThreshold: u4(174),
  ServiceLevelType: u4(175),
  ConfigParam: text(176, 255),
  ServiceConfigKey: raw(177, 8),
  SkillGroupConfigKey: raw(178, 8),
  AgentConfigKey: raw(179, 8),
  DeviceConfigKey: raw(180, 8),
  RecordType: u2(183),
  PeripheralNumber: u4(184),
  AutoWork: b2(185),
  NumServiceMembers: u2(186),
  ServiceMember: u4(187),
  ServicePriority: u2(188),
  AgentType: u2(189),
  LoginID: text(190, 64),
  NumSkills: u2(191),
  SkillGroupSkillTargetID: u4(192),
  FltServiceID: u4(193),
  DeviceType: u2(195),
  SecondaryConnectionCallID: u4(202),
  EventDeviceID: text(206, 64),
  LoginName: text(207, 255, { version: 20, max: 32 }),
  FltPeripheralID: u4(208),
  CallTypeConfigKey: raw(209, 8),
  CallTypeID: u4(210),
  CustomerDefinitionID: u4(211),
  EnterpriseName: text(212, 32),
  OldPeripheralNumber: u4(213),
  OldLoginID: text(214, 64),
  ANI_II: text(215, 2),
  MRDomainID: u4(216),
  CTIOSCILClientID: text(217, 64),
  SilentMonitorStatus: u2(218),
  RequestingDeviceID: text(219, 64),
  RequestingDeviceIDType: u2(220),
  PreCallInvokeID: u4(221),
  CallReferenceID: raw(223, 32),
  MultilineAgentControl: u2(224),
  NumPeripherals: u2(228),
  COCConnectionCallID: u4(229),
  COCConnectionDeviceIDType: u2(230),
  COCConnectionDeviceID: text(231, 64),
  CallOriginatedFrom: u1(232),
  AgentTeamName: text(243, 32),
  Direction: u4(244),
  MaxTaskDuration: u4(250),
  Interruptible: b2(251),
  InternalAgentState: u2(255),
  SSOEnabled: u2(257),
  NumMRDs: u2(261),
  AgentMRDID: u4(262),
  AgentMRDState: u2(263),
  PrecisionQueueID: u4(264),
  PrecisionQueueName: text(265, 32),
  MaxBeyondTaskLimit: u4(266),
  AgentDeskSettingsID: u4(267),
  PeripheralConfigKey: raw(269, 8),
  AgentDeskSettingsConfigKey: raw(270, 8),
  ConfigPeripheralID: u4(271),
  DefaultAgentDeskSettingsID: u4(272),
  ConfigDeskSettingsMask: u4(273),
  ConfigWrapupDataIncomingMode: u4(274),
  ConfigWrapupDataOutgoingMode: u4(275),
  ConfigLogoutNonActivityTime: u4(276),
  ConfigQualityRecordingRate: u4(277),
  ConfigRingNoAnswerTime: u4(278),
  ConfigSilentMonitorWarningMessage: u4(279),
  ConfigSilentMonitorAudibleIndication: u4(280),
  ConfigSupervisorAssistCallMethod: u4(281),
  ConfigEmergencyCallMethod: u4(282),
  ConfigAutoRecordOnEmergency: u4(283),
  ConfigRecordingMode: u4(284),
  ConfigWorkModeTimer: u4(285),
  ConfigRingNoAnswerDN: u4(286),
  ConfigDefaultDevicePortAddress: text(287, 32),
  PlayToneDirection: u2(289),
  InvocationType: u2(290),
  ProtocolReferenceGUID: text(294, 64),
  RecordingDeviceID: text(300, 64),
  TerminalType: u2(302),
  /** Names the terminal of a CONFIG_TERMINAL_EVENT and, elsewhere, the ActiveTerminal of an agent. */
  TerminalDeviceName: text(303, 64),
  TerminalTypeName: text(304, 100),
  NumInstruments: u2(305),
  ACDSharedLineUsage: u4(306),
  PlayZipTone: u4(307),
  /** The guide blanks this row; 308 is the gap the field fits best. A capture of a protocol 24 OPEN_REQ would settle it. */
  UniqueInstanceID: text(308, 64),
  EnabledServices: { tag: 309, type: 'u2s', max: 64 } as Tag<'u2s'>,
  NumOfEnabledServices: u2(310),
  CcaiConfigId: text(311, 40),
} as const

export type TagName = keyof typeof tags
export type TagValue<N extends TagName> = WireValues[(typeof tags)[N]['type']]

/** A floating field of a message. */
export type Float<N extends TagName = TagName> = { [T in N]: { readonly tag: T; readonly value: TagValue<T> } }[N]

const names: ReadonlyMap<number, TagName> = new Map(
  (Object.keys(tags) as TagName[]).map((name) => [tags[name].tag, name]),
)

export function tagName(tag: number): TagName | undefined {
  return names.get(tag)
}

/** Bytes of a tag, and again of the length after it: one each, until tags above 255 came with protocol 20. */
export function tagWidth(version: number): 1 | 2 {
  return version < 20 ? 1 : 2
}

/** Bytes a value may have in this version, the closing NUL included. */
export function tagMax(name: TagName, version: number): number {
  const { max, before }: Tag = tags[name]
  return before !== undefined && version < before.version ? before.max : max
}

/** Where a tag came with a protocol version that is known; the rest is as old as protocol 9. */
const arrivals: readonly (readonly [tag: number, version: number])[] = [
  [302, 24],
  [289, 23],
  [264, 22],
  [261, 21],
  [255, 20],
  [245, 17],
  [243, 16],
  [219, 14],
]

/** The first protocol version that has this tag. */
export function tagSince(name: TagName): number {
  const { tag } = tags[name]
  return arrivals.find(([first]) => tag >= first)?.[1] ?? 9
}

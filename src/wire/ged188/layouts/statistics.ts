/** Statistics of agents and skill groups: long rows of counters, the same for each interval. Times are seconds. */

import { agent, toPeripheral } from '../groups.ts'
import { layout } from '../notation.ts'

type Suffixed<N extends readonly string[], S extends string> = { readonly [K in keyof N]: `${N[K]}${S}` }

function over<const N extends readonly string[], const S extends string>(interval: S, names: N): Suffixed<N, S> {
  return names.map((name) => `${name}${interval}`) as unknown as Suffixed<N, S>
}

/** The five counters of one kind of call. */
function counted<const C extends string>(calls: C) {
  return [`${calls}Calls`, `${calls}CallsTalkTime`, `${calls}CallsTime`, ...held(calls)] as const
}

function held<const C extends string>(calls: C) {
  return [`${calls}CallsHeld`, `${calls}CallsHeldTime`] as const
}

const handled = [
  'HandledCalls',
  'HandledCallsTalkTime',
  'HandledCallsAfterCallTime',
  'HandledCallsTime',
  ...held('Incoming'),
] as const
const received = ['InternalCallsRcvd', 'InternalCallsRcvdTime', ...held('Internal')] as const
const outbound = [
  ...counted('AutoOut'),
  ...counted('Preview'),
  ...counted('Reservation'),
  'BargeInCalls',
  'InterceptCalls',
  'MonitorCalls',
  'WhisperCalls',
  'EmergencyCalls',
] as const

const ofAgent = [
  'AvailTime',
  'LoggedOnTime',
  'NotReadyTime',
  'ICMAvailableTime',
  'RoutableTime',
  ...counted('AgentOut'),
  ...handled,
  'InternalCalls',
  'InternalCallsTime',
  ...received,
  ...outbound,
] as const

const ofGroup = [
  'AvailTime',
  'LoggedOnTime',
  'NotReadyTime',
  ...counted('AgentOut'),
  ...handled,
  ...received,
  ...outbound,
  'CallsQ',
  'CallsQTime',
  'LongestCallQ',
] as const

const now = [
  'AgentsLoggedOn',
  'AgentsAvail',
  'AgentsNotReady',
  'AgentsReady',
  'AgentsTalkingIn',
  'AgentsTalkingOut',
  'AgentsTalkingOther',
  'AgentsWorkNotReady',
  'AgentsWorkReady',
  'AgentsBusyOther',
  'AgentsReserved',
  'AgentsHold',
  'AgentsICMAvailable',
  'AgentsApplicationAvailable',
  'AgentsTalkingAutoOut',
  'AgentsTalkingPreview',
  'AgentsTalkingReservation',
  'RouterCallsQNow',
  'LongestRouterCallQNow',
  'CallsQNow',
  'CallsQTimeNow',
  'LongestCallQNow',
] as const

export const statistics = [
  layout(
    113,
    'QUERY_AGENT_STATISTICS_CONF',
    [...toPeripheral, ...over('Session', ofAgent), ...over('Today', ofAgent)],
    agent,
  ),
  layout(115, 'QUERY_SKILL_GROUP_STATISTICS_CONF', [
    ...toPeripheral,
    'SkillGroupNumber',
    'SkillGroupID',
    ...now,
    ...over('To5', ofGroup),
    ...over('ToHalf', ofGroup),
    ...over('Today', ofGroup),
  ]),
]

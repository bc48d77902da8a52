/** AGENT_STATE_EVENT and QUERY_AGENT_STATE, both ways. */
import { AgentState } from '../../sim/domain/agent-state.ts'
import type { AgentStateEvent, Invoke } from '../../sim/domain/cti.ts'
import { M } from '../../sim/domain/messages.ts'
import { type Micros, SECOND } from '../../sim/kernel/time.ts'
import { floatsOf, floatValue } from '../ged188/floats.ts'
import type { Message, MessageOf } from '../ged188/layouts.ts'
import type { Float } from '../ged188/tags.ts'
import { skillGroupFields } from './call-fields.ts'
import type { CallTable } from './call-table.ts'
import type { Decoded } from './decoded.ts'
import { make } from './make.ts'
import {
  agentBySkillTarget,
  agentIdOf,
  ENTERPRISE_AGENT,
  extensionOf,
  skillTargetOf,
  userByAgentId,
  VOICE,
} from './names.ts'
import { type Reading, text } from './reading.ts'
import type { Writing } from './writing.ts'

const GROUPS_OF_EVENT = 99
const GROUPS_OF_CONF = 20
const ROUTABLE = 1
const signature = 'Finesse'
/** States that need not be of every group of the agent: a call comes from one of them, and keeps the others busy. */
const ofOneGroup: readonly number[] = [AgentState.TALKING, AgentState.HOLD, AgentState.RESERVED]

const availability = (state: number): number => (state === AgentState.READY ? 1 : 0)

export function writeAgentState(writing: Writing, calls: CallTable, event: AgentStateEvent): Message {
  const { names } = writing
  const groups = groupFloats(writing, calls, event, GROUPS_OF_EVENT)
  return make(
    'AGENT_STATE_EVENT',
    {
      MonitorID: 0,
      PeripheralID: names.peripheralId,
      SessionID: 0,
      PeripheralType: ENTERPRISE_AGENT,
      SkillGroupState: groups.stateOfFirst,
      StateDuration: Math.max(0, Math.floor((writing.now() - event.since) / SECOND)),
      ...skillGroupFields(names, names.directory.users[event.agent]!.queues[0]),
      AgentState: event.state,
      EventReasonCode: event.reason,
      MRDID: VOICE,
      NumTasks: calls.at(event.agent).length,
      AgentMode: ROUTABLE,
      MaxTaskLimit: 1,
      ICMAgentID: skillTargetOf(event.agent),
      AgentAvailabilityStatus: availability(event.state),
      NumFltSkillGroups: groups.count,
      DepartmentID: 0,
    },
    [
      ...floatsOf({
        ClientSignature: signature,
        ...agentFloats(writing, event.agent),
        NextAgentState: event.next === 0 ? undefined : event.next,
      }),
      ...groups.floats,
    ],
  )
}

const agentFloats = ({ names }: Writing, agent: number) => ({
  AgentExtension: extensionOf(names, agent) || undefined,
  AgentID: agentIdOf(names, agent) || undefined,
  AgentInstrument: extensionOf(names, agent) || undefined,
})

interface Groups {
  readonly count: number
  readonly stateOfFirst: number
  readonly floats: readonly Float[]
}

function groupFloats({ names }: Writing, calls: CallTable, event: AgentStateEvent, most: number): Groups {
  const queues = (names.directory.users[event.agent]?.queues ?? []).slice(0, most)
  const serving = ofOneGroup.includes(event.state)
    ? calls.at(event.agent).find(({ contact }) => contact !== undefined)?.contact?.queue
    : undefined
  const stateIn = (queue: number): number =>
    !ofOneGroup.includes(event.state) || queue === serving ? event.state : AgentState.BUSY_OTHER
  const floats = queues.flatMap((queue) =>
    floatsOf({ ...skillGroupFields(names, queue), SkillGroupState: stateIn(queue) }),
  )
  const stateOfFirst = queues.length === 0 ? event.state : stateIn(queues[0]!)
  return { count: queues.length, stateOfFirst, floats }
}

/** Undefined for an agent who is not of this center. */
export function readAgentState(
  reading: Reading,
  { fields, floats }: MessageOf<'AGENT_STATE_EVENT'>,
): Decoded | undefined {
  const agent = userByAgentId(reading.names, floatValue(floats, 'AgentID'))
  if (agent < 0) return undefined
  const body: AgentStateEvent = {
    agent,
    state: fields.AgentState,
    reason: fields.EventReasonCode,
    next: floatValue(floats, 'NextAgentState') ?? 0,
    nextReason: 0,
    since: reading.now() - fields.StateDuration * SECOND,
    mobile: undefined,
  }
  return { kind: M.agentStateEvent, about: agent, body }
}

export function writeQuery({ names }: Writing, agent: number, { invoke }: Invoke): Message {
  return make(
    'QUERY_AGENT_STATE_REQ',
    {
      InvokeID: invoke,
      PeripheralID: names.peripheralId,
      MRDID: VOICE,
      ICMAgentID: names.directory.users[agent] === undefined ? skillTargetOf(agent) : NULL_AGENT,
    },
    floatsOf({ AgentID: agentIdOf(names, agent) || undefined }),
  )
}

/** ICMAgentID is signed; 0 names nobody. */
const NULL_AGENT = 0

/** The agent that a request means: by id, device, extension or database number; -1 for nobody here. */
export function agentOf(reading: Reading, floats: readonly Float[], skillTarget = NULL_AGENT): number {
  const byId = userByAgentId(reading.names, floatValue(floats, 'AgentID'))
  if (byId >= 0) return byId
  const device = floatValue(floats, 'AgentExtension') ?? text(floats, 'AgentInstrument')
  const byDevice = reading.names.directory.byExtension(device?.replace(/;.*$/s, '') ?? '')?.index
  if (byDevice !== undefined) return byDevice
  return agentBySkillTarget(reading.names, skillTarget)
}

export function writeQueryConf(writing: Writing, calls: CallTable, conf: AgentStateEvent & Invoke): Message {
  const groups = groupFloats(writing, calls, conf, GROUPS_OF_CONF)
  return make(
    'QUERY_AGENT_STATE_CONF',
    {
      InvokeID: conf.invoke,
      AgentState: conf.state,
      NumSkillGroups: groups.count,
      MRDID: VOICE,
      NumTasks: calls.at(conf.agent).length,
      AgentMode: ROUTABLE,
      MaxTaskLimit: 1,
      ICMAgentID: skillTargetOf(conf.agent),
      AgentAvailabilityStatus: availability(conf.state),
      DepartmentID: 0,
    },
    [...floatsOf(agentFloats(writing, conf.agent)), ...groups.floats],
  )
}

/** It tells the state and neither its reason nor since when, nor what was asked for meanwhile. */
export function readQueryConf(
  reading: Reading,
  { fields, floats }: MessageOf<'QUERY_AGENT_STATE_CONF'>,
  agent: number = agentOf(reading, floats, fields.ICMAgentID),
): Decoded {
  const now: Micros = reading.now()
  const body: AgentStateEvent & Invoke = {
    invoke: fields.InvokeID,
    agent,
    state: fields.AgentState,
    reason: 0,
    next: 0,
    nextReason: 0,
    since: now,
    mobile: undefined,
  }
  return { kind: M.queryAgentStateConf, about: agent, body }
}

/** SET_AGENT_STATE_REQ, both ways. A mobile agent's phone stands behind the device: `31001;5551234`. */
import { AgentState } from '../../sim/domain/agent-state.ts'
import type { MobileAgent, SetAgentStateReq } from '../../sim/domain/cti.ts'
import { M } from '../../sim/domain/messages.ts'
import { floatsOf, floatValue } from '../ged188/floats.ts'
import type { Message, MessageOf } from '../ged188/layouts.ts'
import type { Float } from '../ged188/tags.ts'
import { agentOf } from './agent-states.ts'
import type { Decoded } from './decoded.ts'
import { make } from './make.ts'
import { agentIdOf, extensionOf, userByAgentId } from './names.ts'
import { type Reading, text } from './reading.ts'
import { toWire } from './text.ts'
import type { Writing } from './writing.ts'

/** AgentWorkMode of mobile agents. */
const workModes = { CALL_BY_CALL: 3, NAILED_CONNECTION: 4 } as const
const FORCED = 1

export function writeSetAgentState({ names }: Writing, request: SetAgentStateReq): Message {
  const { agent, mobile, state, supervisor } = request
  const device = state === AgentState.LOGIN ? request.extension : extensionOf(names, agent)
  return make(
    'SET_AGENT_STATE_REQ',
    {
      InvokeID: request.invoke,
      PeripheralID: names.peripheralId,
      AgentState: state,
      AgentWorkMode: mobile === undefined ? 0 : workModes[mobile.mode],
      NumSkillGroups: 0,
      EventReasonCode: request.reason,
      ForcedFlag: request.forced ? FORCED : 0,
      AgentServiceReq: 0,
    },
    floatsOf({
      AgentInstrument: toWire(mobile === undefined ? device : `${device};${mobile.dialNumber}`),
      AgentID: agentIdOf(names, agent),
      SupervisorID: supervisor < 0 ? undefined : agentIdOf(names, supervisor),
    }),
  )
}

/** Undefined where no user is meant. The password is the business of whoever signs the agent in: it is not looked at. */
export function readSetAgentState(
  reading: Reading,
  { fields, floats }: MessageOf<'SET_AGENT_STATE_REQ'>,
): Decoded | undefined {
  const agent = agentOf(reading, floats)
  if (agent < 0) return undefined
  const [device = '', dialNumber] = (text(floats, 'AgentInstrument') ?? '').split(/;(.*)/s)
  const body: SetAgentStateReq = {
    invoke: fields.InvokeID,
    agent,
    state: fields.AgentState,
    reason: fields.EventReasonCode,
    extension: fields.AgentState === AgentState.LOGIN ? device : '',
    mobile: mobileOf(fields.AgentWorkMode, dialNumber ?? ''),
    forced: fields.ForcedFlag === FORCED,
    supervisor: supervisorOf(reading, floats),
  }
  return { kind: M.setAgentStateReq, about: agent, body }
}

function mobileOf(workMode: number, dialNumber: string): MobileAgent | undefined {
  if (workMode === workModes.CALL_BY_CALL) return { mode: 'CALL_BY_CALL', dialNumber }
  return workMode === workModes.NAILED_CONNECTION ? { mode: 'NAILED_CONNECTION', dialNumber } : undefined
}

const supervisorOf = (reading: Reading, floats: readonly Float[]): number =>
  userByAgentId(reading.names, floatValue(floats, 'SupervisorID'))

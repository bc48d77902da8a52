/** Which events a client wants: the masks of its OPEN_REQ, and whether it hears of everybody or of one device. */
import { CtiService } from '../../sim/domain/cti.ts'
import type { Message, MessageName, MessageOf } from '../ged188/layouts.ts'

/** Bits of the call message mask. */
const callBits: Readonly<Partial<Record<MessageName, number>>> = {
  CALL_DELIVERED_EVENT: 0,
  CALL_QUEUED_EVENT: 1,
  CALL_ESTABLISHED_EVENT: 2,
  CALL_HELD_EVENT: 3,
  CALL_RETRIEVED_EVENT: 4,
  CALL_CLEARED_EVENT: 5,
  CALL_CONNECTION_CLEARED_EVENT: 6,
  CALL_ORIGINATED_EVENT: 7,
  CALL_CONFERENCED_EVENT: 8,
  CALL_TRANSFERRED_EVENT: 9,
  CALL_DIVERTED_EVENT: 10,
  CALL_SERVICE_INITIATED_EVENT: 11,
  BEGIN_CALL_EVENT: 13,
  END_CALL_EVENT: 14,
  CALL_DATA_UPDATE_EVENT: 15,
  CALL_FAILED_EVENT: 16,
  CALL_REACHED_NETWORK_EVENT: 17,
  CALL_DEQUEUED_EVENT: 18,
  AGENT_PRE_CALL_EVENT: 19,
  AGENT_TEAM_CONFIG_EVENT: 23,
}

/** Bit of an agent state; there is none for UNKNOWN (9), so those after it are one lower. */
const stateBit = (state: number): number => (state > 9 ? state - 1 : state)

export interface Wishes {
  readonly services: number
  readonly callMask: number
  readonly stateMask: number
}

export const wishesOf = ({ fields }: MessageOf<'OPEN_REQ'>): Wishes => ({
  services: fields.ServicesRequested,
  callMask: fields.CallMsgMask,
  stateMask: fields.AgentStateMask,
})

/** True of everything that is no event of a call or an agent. */
export function isWanted({ services, callMask, stateMask }: Wishes, message: Message): boolean {
  const bit = callBits[message.type]
  const isState = message.type === 'AGENT_STATE_EVENT'
  if (bit === undefined && !isState) return true
  if ((services & (CtiService.ALL_EVENTS | CtiService.CLIENT_EVENTS)) === 0) return false
  if (bit !== undefined) return (callMask & (1 << bit)) !== 0
  return isState && (stateMask & (1 << stateBit(message.fields.AgentState))) !== 0
}

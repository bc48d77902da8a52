/** What a CTI client asks when it opens: configuration, agents, running calls; and statistics every ten seconds. */
import { AgentState } from '../domain/agent-state.ts'
import {
  type CallEvent,
  CtiStatus,
  type Invoke,
  type SkillGroupStatistics,
  type SnapshotCallReq,
} from '../domain/cti.ts'
import { CallType } from '../domain/dialog-state.ts'
import { M } from '../domain/messages.ts'
import { newAgent, stateEvent } from './agents.ts'
import type { PgCall } from './calls.ts'
import type { Gateway } from './gateway.ts'

export function configRequest(gateway: Gateway, about: number, request: Invoke, link: number): void {
  gateway.env.send(link ^ 1, M.configEnd, about, request)
}

export function queryAgentState(gateway: Gateway, index: number, request: Invoke, link: number): void {
  // Agents that are configured and never sign in here are signed out.
  const agent = gateway.agents[index] ?? newAgent(index)
  gateway.env.send(link ^ 1, M.queryAgentStateConf, index, { ...stateEvent(agent), ...request })
}

/** The calls at the phone of an agent. */
export function snapshotDevice(gateway: Gateway, agent: number, { invoke }: Invoke, link: number): void {
  const calls = gateway.agents[agent]!.calls.map(eventOf)
  gateway.env.send(link ^ 1, M.snapshotDeviceConf, agent, { invoke, agent, calls })
}

export function snapshotCall(gateway: Gateway, id: number, { invoke }: SnapshotCallReq, link: number): void {
  const call = gateway.calls.get(id)
  if (call === undefined) gateway.env.send(link ^ 1, M.failureConf, 0, { invoke, status: CtiStatus.INVALID_CALLID })
  else gateway.env.send(link ^ 1, M.snapshotCallConf, id, { invoke, event: eventOf(call) })
}

function eventOf(call: PgCall): CallEvent {
  return {
    call: call.id,
    type: call.type,
    device: -1,
    parties: call.parties,
    from: call.from,
    to: call.to,
    contact: call.contact,
    data: call.data,
    other: call.original,
    by: -1,
    cause: 0xffff,
    startedAt: call.startedAt,
  }
}

export function skillGroupStatistics(gateway: Gateway, queue: number, { invoke }: Invoke, link: number): void {
  const status = gateway.queueStatus[queue]!
  const count = {
    loggedOn: 0,
    ready: 0,
    notReady: 0,
    talkingInbound: 0,
    talkingOutbound: 0,
    talkingInternal: 0,
    workReady: 0,
    workNotReady: 0,
    busyOther: 0,
  }
  for (const index of gateway.membersOfQueue[queue]!) {
    const agent = gateway.agents[index]!
    if (agent.state === AgentState.LOGOUT) continue
    count.loggedOn++
    if (agent.state === AgentState.READY) count.ready++
    else if (agent.state === AgentState.NOT_READY) count.notReady++
    else if (agent.state === AgentState.WORK_READY) count.workReady++
    else if (agent.state === AgentState.WORK) count.workNotReady++
    else if (agent.state === AgentState.RESERVED || agent.calls.length === 0) count.busyOther++
    else if (agent.calls[0]!.contact?.queue === queue) count.talkingInbound++
    else if (agent.calls[0]!.type === CallType.OUT) count.talkingOutbound++
    else if (agent.calls[0]!.contact === undefined) count.talkingInternal++
    else count.busyOther++
  }
  const conf: SkillGroupStatistics = { invoke, queue, callsInQueue: status.waiting, oldest: status.oldest, ...count }
  gateway.env.send(link ^ 1, M.skillGroupStatisticsConf, queue, conf)
}

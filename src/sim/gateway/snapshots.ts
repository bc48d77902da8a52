/** What a CTI client asks when it opens: configuration, agents, running calls; and statistics every ten seconds. */
import { AgentState } from '../domain/agent-state.ts'
import type { Invoke, SkillGroupStatistics } from '../domain/cti.ts'
import { CallType } from '../domain/dialog-state.ts'
import { M } from '../domain/messages.ts'
import { stateEvent } from './agents.ts'
import type { Gateway } from './gateway.ts'

export function configRequest(gateway: Gateway, about: number, request: Invoke, link: number): void {
  gateway.env.send(link ^ 1, M.configEnd, about, request)
}

export function queryAgentState(gateway: Gateway, index: number, request: Invoke, link: number): void {
  gateway.env.send(link ^ 1, M.queryAgentStateConf, index, { ...stateEvent(gateway.agents[index]!), ...request })
}

export function snapshotCalls(gateway: Gateway, about: number, request: Invoke, link: number): void {
  const calls = [...gateway.calls.values()].map((call) => ({
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
  }))
  gateway.env.send(link ^ 1, M.snapshotCallConf, about, { ...request, calls })
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

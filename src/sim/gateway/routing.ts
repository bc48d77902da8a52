/** The router's calls for agents: reserve, take back, ring out. */
import { AgentState } from '../domain/agent-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import type { DeviceRequest, RouteSelect } from '../domain/voice.ts'
import { isOnCall, move, type PgAgent, Step, updateAvailability } from './agents.ts'
import type { Gateway } from './gateway.ts'

/** Routed calls in a row that never arrive, after which the agent is taken out (50010). */
const OVERLAP = 2

function overlap(gateway: Gateway, agent: PgAgent): void {
  agent.undelivered = 0
  agent.contact = 0
  agent.failedDuringCall = false
  move(gateway, agent, Step['offer.withdrawn.not-ready'], Reason.CALL_OVERLAP)
}

export function routeSelect(gateway: Gateway, contact: number, route: RouteSelect, link: number): void {
  const agent = gateway.agents[route.agent]!
  if (agent.state !== AgentState.READY || agent.calls.length > 0) {
    agent.offered = false
    gateway.env.send(link ^ 1, M.routeRefused, contact, route)
    updateAvailability(gateway, agent)
    return
  }
  agent.contact = contact
  agent.route = route.attempt
  agent.offered = false
  move(gateway, agent, Step['call.offered'], 0)
  gateway.env.send(link ^ 1, M.routeAccepted, contact, route)
}

/** The caller gave up, or the phone took no call, before it rang. */
export function routeCancelled(gateway: Gateway, contact: number, route: RouteSelect): void {
  const agent = gateway.agents[route.agent]!
  const isMeant = agent.contact === contact && agent.route === route.attempt
  if (!isMeant || agent.state !== AgentState.RESERVED) return
  if (route.undelivered === true && ++agent.undelivered >= OVERLAP) overlap(gateway, agent)
  else withdraw(gateway, agent)
}

/** The offer is off: back to READY, or to the Not Ready asked for meanwhile. */
export function withdraw(gateway: Gateway, agent: PgAgent): void {
  agent.contact = 0
  if (agent.failedDuringCall) {
    agent.failedDuringCall = false
    move(gateway, agent, Step['offer.withdrawn.not-ready'], Reason.CONNECTION_FAILURE)
    gateway.env.fact(Fact.forcedLogoutDone, agent.index, agent.state, agent.reason)
    return
  }
  const notReady = agent.next === AgentState.NOT_READY
  move(
    gateway,
    agent,
    notReady ? Step['offer.withdrawn.not-ready'] : Step['offer.withdrawn'],
    notReady ? agent.nextReason : 0,
  )
}

/** Ring-no-answer time of the desk settings is over: the phone gives the call up, unless it was just answered. */
export function ringNoAnswer(gateway: Gateway, index: number): void {
  const agent = gateway.agents[index]!
  agent.ringTimer = -1
  const call = agent.calls[0]
  // It is taken away also from a phone whose agent was signed out meanwhile: nobody will answer there.
  if (call === undefined || isOnCall(agent)) return
  const request: DeviceRequest = { device: index, call: call.id, invoke: 0 }
  gateway.env.send(gateway.toPhones, M.deviceDivert, call.id, request)
}

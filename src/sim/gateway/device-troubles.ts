/**
 * What the PG makes of phones that leave service, lines that break, handsets that are lifted, and of agents whose
 * configuration changes while they work (Finesse Administration Guide 11.6(1), ch. 4, predefined reason codes).
 */
import { AgentState } from '../domain/agent-state.ts'
import { Reason } from '../domain/reason-codes.ts'
import { isOnCall, move, type PgAgent, Step, setPending } from './agents.ts'
import type { Gateway } from './gateway.ts'

function logOut(gateway: Gateway, agent: PgAgent, reason: number): boolean {
  if (agent.state === AgentState.LOGOUT) return false
  setPending(gateway, agent, 0, 0)
  agent.mobile = undefined
  agent.wrapUpDue = false
  agent.wrapUpChosen = false
  agent.failedDuringCall = false
  return move(gateway, agent, Step['logout.forced'], reason)
}

/** Unified CM says that the phone is out of service: its agent is logged out with 50003. */
export function phoneOutOfService(gateway: Gateway, index: number): void {
  logOut(gateway, gateway.agents[index]!, Reason.DEVICE_ERROR)
}

/** The nailed-up line of a mobile agent is down: logged out with 50042. In call-by-call mode there is none. */
export function lineLost(gateway: Gateway, index: number): void {
  const agent = gateway.agents[index]!
  if (agent.mobile?.mode === 'NAILED_CONNECTION') logOut(gateway, agent, Reason.MOBILE_DISCONNECT)
}

/** A lifted handset makes a Ready agent Not Ready: with 50006 from 12.5 on, 32762 before. */
export function offHookByHand(gateway: Gateway, index: number): void {
  const agent = gateway.agents[index]!
  if (agent.state !== AgentState.READY) return
  const reason = gateway.options.callFromReady ? Reason.CALL_FROM_READY : Reason.OFF_HOOK
  move(gateway, agent, Step['not-ready.forced'], reason)
}

/** Other skills: logged out with 50020. */
export function reskilled(gateway: Gateway, index: number): boolean {
  return logOut(gateway, gateway.agents[index]!, Reason.QUEUE_CHANGE)
}

/** Another extension: Not Ready with 65533, after the call where there is one. */
export function extensionChanged(gateway: Gateway, index: number): boolean {
  const agent = gateway.agents[index]!
  if (agent.state === AgentState.LOGOUT) return false
  if (isOnCall(agent) || agent.state === AgentState.RESERVED) {
    setPending(gateway, agent, AgentState.NOT_READY, Reason.EXTENSION_CHANGED)
    return true
  }
  return move(gateway, agent, Step['not-ready.forced'], Reason.EXTENSION_CHANGED)
}

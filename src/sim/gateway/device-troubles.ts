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

/**
 * The nailed-up line of a mobile agent is down: logged out with 50042. In call-by-call mode there is none, and it is the
 * call that fails: 50040.
 */
export function lineLost(gateway: Gateway, index: number): void {
  const agent = gateway.agents[index]!
  if (agent.mobile === undefined) return
  const isNailed = agent.mobile.mode === 'NAILED_CONNECTION'
  logOut(gateway, agent, isNailed ? Reason.MOBILE_DISCONNECT : Reason.MOBILE_CALL_FAIL)
}

/** Not Ready for longer than the desk settings allow: logged out with 50004, unless a call of another kind goes on. */
export function inactive(gateway: Gateway, index: number): void {
  const agent = gateway.agents[index]!
  agent.inactivityTimer = -1
  if (agent.calls.length === 0) logOut(gateway, agent, Reason.INACTIVITY)
}

/** A static device target was given the number of the agent's own: logged out with 50030. */
export function inConflict(gateway: Gateway, index: number): boolean {
  return logOut(gateway, gateway.agents[index]!, Reason.DEVICE_CONFLICT)
}

/**
 * A call on the second line of the phone, which is not that of the contact center: with all-line control, and where it
 * counts, a Ready agent is Not Ready with 50005 meanwhile. Assumed: and Ready again afterwards, unless the agent has
 * chosen otherwise.
 */
export function secondLine(gateway: Gateway, index: number, busy: boolean): boolean {
  const agent = gateway.agents[index]!
  if (gateway.desk.secondLineCounts !== true) return false
  const isBusy = isOnCall(agent) || agent.state === AgentState.RESERVED
  if (busy && agent.state === AgentState.READY) {
    return move(gateway, agent, Step['not-ready.forced'], Reason.SECOND_LINE)
  }
  if (busy) {
    if (isBusy) setPending(gateway, agent, AgentState.NOT_READY, Reason.SECOND_LINE)
    return isBusy
  }
  if (agent.nextReason === Reason.SECOND_LINE) setPending(gateway, agent, 0, 0)
  const stillSo = agent.state === AgentState.NOT_READY && agent.reason === Reason.SECOND_LINE
  return stillSo && move(gateway, agent, Step['ready.forced'], 0)
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

/** How a call ends for an agent: wrap-up or not, and the state after it. */
import { AgentState } from '../domain/agent-state.ts'
import { ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import { isOnCall, move, type PgAgent, Step, updateAvailability } from './agents.ts'
import { type PgCall, tell } from './calls.ts'
import type { Gateway } from './gateway.ts'
import { withdraw } from './routing.ts'

export function joinCall(agent: PgAgent, call: PgCall): void {
  if (!agent.calls.includes(call)) agent.calls.push(call)
}

/** Wrap-up follows incoming calls of agents; never calls they place, nor what a supervisor listened to. */
export function hasWrapUp(gateway: Gateway, agent: PgAgent, call: PgCall): boolean {
  return call.contact !== undefined && gateway.options.directory.users[agent.index]!.role === 'agent'
}

/** The agent is out of a call that goes on; `gone` is a second call left with it (the consult call of a transfer). */
export function leaveCall(gateway: Gateway, agent: PgAgent, call: PgCall, gone?: PgCall): void {
  if (gone !== undefined) agent.calls = agent.calls.filter((other) => other !== gone)
  callOver(gateway, agent, call, false)
}

export function endCall(gateway: Gateway, call: PgCall): void {
  gateway.calls.delete(call.id)
  gateway.env.fact(Fact.truthCallEnded, call.id)
  tell(gateway, M.endCallEvent, call, -1)
}

export function callOver(gateway: Gateway, agent: PgAgent, call: PgCall, rangOut: boolean): void {
  const at = agent.calls.indexOf(call)
  if (at < 0) return
  agent.calls.splice(at, 1)
  gateway.env.fact(Fact.truthParty, call.id, agent.index, ParticipantState.DROPPED)
  if (agent.ringTimer >= 0) {
    gateway.env.cancel(agent.ringTimer)
    agent.ringTimer = -1
  }
  if (agent.calls.length > 0) {
    // A consult call ended while the first one is on hold.
    const onHold = agent.state === AgentState.TALKING && gateway.options.deployment === 'cce' && isHeld(agent)
    if (onHold) move(gateway, agent, Step['call.ended.hold'], 0)
    return
  }
  if (agent.state === AgentState.RESERVED) {
    if (rangOut) ringOut(gateway, agent)
    else withdraw(gateway, agent)
  } else if (isOnCall(agent)) afterCall(gateway, agent, call)
  else if (agent.state === AgentState.NOT_READY && agent.home === AgentState.READY) {
    // On CCX a call of one's own is Not Ready from beginning to end.
    move(gateway, agent, Step['call.ended.ready'], 0)
  }
  updateAvailability(gateway, agent)
}

function isHeld(agent: PgAgent): boolean {
  return agent.calls.every((call) => {
    const own = call.parties.find((party) => party.device === agent.index)
    return own?.state === ParticipantState.HELD
  })
}

function ringOut(gateway: Gateway, agent: PgAgent): void {
  agent.contact = 0
  // Not Ready is what the loss was to lead to.
  agent.failedDuringCall = false
  const callByCall = agent.mobile?.mode === 'CALL_BY_CALL'
  move(gateway, agent, Step['call.rang-out'], callByCall ? Reason.MOBILE_NOT_ANSWERED : Reason.RONA)
}

/** The last call of an agent is over: wrap-up if it is due, else the state asked for, else the one before. */
function afterCall(gateway: Gateway, agent: PgAgent, call: PgCall): void {
  const { wrapUpOnIncoming } = gateway.desk
  const wrapUp =
    agent.wrapUpDue && wrapUpOnIncoming !== 'NOT_ALLOWED' && (wrapUpOnIncoming !== 'OPTIONAL' || agent.wrapUpChosen)
  agent.wrapUpDue = false
  agent.wrapUpChosen = false
  if (agent.failedDuringCall) {
    agent.failedDuringCall = false
    move(gateway, agent, Step['call.ended.not-ready'], Reason.CONNECTION_FAILURE)
    gateway.env.fact(Fact.forcedLogoutDone, agent.index, agent.state, agent.reason)
    return
  }
  const target = agent.next !== 0 ? agent.next : agent.home
  const reason = agent.next !== 0 ? agent.nextReason : agent.homeReason
  if (target === AgentState.READY) {
    move(gateway, agent, wrapUp ? Step['call.ended.work-ready'] : Step['call.ended.ready'], 0)
  } else {
    move(gateway, agent, wrapUp ? Step['call.ended.work'] : Step['call.ended.not-ready'], wrapUp ? 0 : reason)
  }
  if (wrapUp) agent.lastCall = call
}

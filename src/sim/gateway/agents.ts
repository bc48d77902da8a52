/** What the PG keeps of each agent, and the one place where an agent's state changes. */
import { AgentState, agentStateCode } from '../domain/agent-state.ts'
import type { AgentStateEvent, MobileAgent } from '../domain/cti.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { Micros } from '../kernel/time.ts'
import { agentVoiceState } from '../machines/agent-voice-state.ts'
import { agentVoiceStateCcx } from '../machines/agent-voice-state-ccx.ts'
import { compileMachine } from '../machines/compile.ts'
import type { PgCall } from './calls.ts'
import type { Gateway } from './gateway.ts'

const cce = compileMachine(agentVoiceState)
const ccx = compileMachine(agentVoiceStateCcx)
/**
 * GED-188 number of each machine state; both machines number their states and events alike. CCX has one wrap-up
 * state; its machine tells two apart only to know where each leads.
 */
const codes: readonly number[] = cce.states.map((name) => agentStateCode(name)!)
const codesOfCcx = codes.map((code) => (code === AgentState.WORK_READY ? AgentState.WORK : code))

type AgentEvent = (typeof cce.events)[number]
export const Step = Object.fromEntries(cce.events.map((name, number) => [name, number])) as Record<AgentEvent, number>

export const machineOf = (deployment: 'cce' | 'ccx') => (deployment === 'cce' ? cce : ccx)

export interface PgAgent {
  readonly index: number
  /** State of the machine; `stateOf` gives the GED-188 number. */
  machine: number
  state: number
  reason: number
  since: number
  /** State asked for during a call, 0 for none. */
  next: number
  nextReason: number
  /** READY or NOT_READY: where the agent goes back to after a call. */
  home: number
  homeReason: number
  /** The call that ends is one that wrap-up follows, and the agent asked for wrap-up. */
  wrapUpDue: boolean
  wrapUpChosen: boolean
  /** A forced logout came during a call: what to do when it ends (LOAD 0). */
  failedDuringCall: boolean
  /** Contact the agent is reserved for, or 0, and by which of its routes. */
  contact: number
  route: number
  mobile: MobileAgent | undefined
  /** During wrap-up: the call that it is about. */
  lastCall: PgCall | undefined
  calls: PgCall[]
  ringTimer: Ticket
  workTimer: Ticket
  inactivityTimer: Ticket
  /** Routed calls in a row that never arrived. */
  undelivered: number
  /** The router counts on the agent. */
  offered: boolean
  /** While the phones are away: READY or NOT_READY, to which the agent returns, and its reason; else 0. */
  returnsTo: number
  returnReason: number
  /** The CTI clients were lost while the agent was not Not Ready: the next Not Ready says so. */
  clientLost: boolean
}

export function newAgent(index: number): PgAgent {
  return {
    index,
    machine: cce.initial,
    state: AgentState.LOGOUT,
    reason: 0,
    since: 0,
    next: 0,
    nextReason: 0,
    home: AgentState.NOT_READY,
    homeReason: 0,
    wrapUpDue: false,
    wrapUpChosen: false,
    failedDuringCall: false,
    contact: 0,
    route: 0,
    mobile: undefined,
    lastCall: undefined,
    calls: [],
    ringTimer: -1,
    workTimer: -1,
    inactivityTimer: -1,
    undelivered: 0,
    offered: false,
    returnsTo: 0,
    returnReason: 0,
    clientLost: false,
  }
}

/** Moves an agent along the machine; false, with a line in the trace, where the state does not know the step. */
export function move(gateway: Gateway, agent: PgAgent, step: number, reason: number): boolean {
  const to = gateway.machine.next(agent.machine, step)
  if (to < 0) {
    gateway.env.fact(Fact.surprise, agent.index, step, agent.machine)
    return false
  }
  const before = agent.state
  if (agent.clientLost) reason = afterClientLoss(gateway, agent, to, reason)
  agent.machine = to
  agent.state = (gateway.options.deployment === 'ccx' ? codesOfCcx : codes)[to]!
  agent.reason = reason
  agent.since = gateway.env.now()
  if (agent.state === AgentState.READY || agent.state === AgentState.NOT_READY) {
    agent.home = agent.state
    agent.homeReason = reason
    setPending(gateway, agent, 0, 0)
  }
  if (agent.workTimer >= 0) {
    gateway.env.cancel(agent.workTimer)
    agent.workTimer = -1
  }
  if (agent.state === AgentState.WORK || agent.state === AgentState.WORK_READY) {
    agent.workTimer = gateway.env.after(gateway.desk.workTimerUs, M.workTimer, agent.index)
  } else agent.lastCall = undefined
  if (gateway.desk.inactivityUs !== undefined) countInactivity(gateway, agent, gateway.desk.inactivityUs)
  gateway.env.fact(Fact.truthAgentState, agent.index, agent.state, reason)
  gateway.publish(M.agentStateEvent, agent.index, stateEvent(agent))
  if (before !== agent.state) updateAvailability(gateway, agent)
  return true
}

/** Time begins anew with each change of state or reason, and counts in Not Ready alone. */
function countInactivity(gateway: Gateway, agent: PgAgent, us: Micros): void {
  if (agent.inactivityTimer >= 0) gateway.env.cancel(agent.inactivityTimer)
  const counts = agent.state === AgentState.NOT_READY
  agent.inactivityTimer = counts ? gateway.env.after(us, M.inactivityDue, agent.index) : -1
}

/** The reason of the first Not Ready after the clients were lost; a sign-out ends it as well. */
function afterClientLoss(gateway: Gateway, agent: PgAgent, to: number, reason: number): number {
  const state = codes[to]!
  if (state !== AgentState.NOT_READY && state !== AgentState.LOGOUT) return reason
  // Signed out by the PG itself: that is no change of the agent's.
  if (!gateway.pair.online) return reason
  agent.clientLost = false
  return state === AgentState.NOT_READY ? Reason.CONNECTION_FAILURE : reason
}

export function setPending(gateway: Gateway, agent: PgAgent, state: number, reason: number): void {
  if (agent.next === state && agent.nextReason === reason) return
  agent.next = state
  agent.nextReason = reason
  gateway.env.fact(Fact.truthPendingState, agent.index, state, reason)
}

/** Tells the router when an agent becomes free to be chosen, or stops being so. */
export function updateAvailability(gateway: Gateway, agent: PgAgent): void {
  const free = agent.state === AgentState.READY && agent.calls.length === 0 && gateway.pair.online
  if (free === agent.offered) return
  if (!free && !gateway.pair.online && gateway.options.defects['agents-kept-available'] === true) return
  agent.offered = free
  gateway.env.send(gateway.toRouter, free ? M.agentAvailable : M.agentUnavailable, agent.index)
}

export function stateEvent(agent: PgAgent): AgentStateEvent {
  return {
    agent: agent.index,
    state: agent.state,
    reason: agent.reason,
    next: agent.next,
    nextReason: agent.nextReason,
    since: agent.since,
    mobile: agent.mobile,
  }
}

export function isOnCall(agent: PgAgent): boolean {
  return agent.state === AgentState.TALKING || agent.state === AgentState.HOLD
}

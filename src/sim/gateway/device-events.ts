/** What the phones tell (JTAPI), turned into agent states and CTI call events. */
import { AgentState } from '../domain/agent-state.ts'
import { CallType, ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import { type DeviceEvent, OUTSIDE } from '../domain/voice.ts'
import { Failure } from './agent-requests.ts'
import { isOnCall, move, type PgAgent, Step, updateAvailability } from './agents.ts'
import { callOver, endCall, hasWrapUp, joinCall, leaveCall } from './call-ends.ts'
import { Peripheral } from './call-requests.ts'
import { callOf, tell } from './calls.ts'
import type { Gateway } from './gateway.ts'

const CAUSE_BUSY = 3
const CAUSE_NOT_OBTAINABLE = 13
const CAUSE_CONSULT = 51

export function ringing(gateway: Gateway, _about: number, event: DeviceEvent): void {
  const call = callOf(gateway, event)
  const agent = gateway.agents[event.device]!
  joinCall(agent, call)
  gateway.env.fact(Fact.truthParty, call.id, agent.index, ParticipantState.ALERTING)
  tell(gateway, M.deliveredEvent, call, event.device)
  if (agent.state === AgentState.RESERVED && call.contact?.id === agent.contact) {
    agent.undelivered = 0
    agent.ringTimer = gateway.env.after(gateway.desk.ringNoAnswerUs, M.ringNoAnswer, agent.index)
  } else updateAvailability(gateway, agent)
}

export function connected(gateway: Gateway, _about: number, event: DeviceEvent): void {
  const call = callOf(gateway, event)
  gateway.settle(event)
  // CTI promises no order between the two; a seeded choice keeps clients honest.
  const established = gateway.random.chance(0.5)
  if (established) tell(gateway, M.establishedEvent, call, event.device)
  if (event.device !== OUTSIDE) {
    const agent = gateway.agents[event.device]!
    if (agent.ringTimer >= 0) {
      gateway.env.cancel(agent.ringTimer)
      agent.ringTimer = -1
    }
    agent.wrapUpDue ||= hasWrapUp(gateway, agent, call)
    gateway.env.fact(Fact.truthParty, call.id, agent.index, ParticipantState.ACTIVE)
    // A call taken during wrap-up, by the phone's own keys, leaves the agent in wrap-up.
    const free = agent.state !== AgentState.LOGOUT && !isOnCall(agent) && agent.workTimer < 0
    if (free) onCall(gateway, agent, Step['call.answered'])
    agent.contact = 0
  }
  if (!established) tell(gateway, M.establishedEvent, call, event.device)
}

export function held(gateway: Gateway, _about: number, event: DeviceEvent): void {
  const call = callOf(gateway, event)
  gateway.settle(event)
  const agent = gateway.agents[event.device]!
  gateway.env.fact(Fact.truthParty, call.id, agent.index, ParticipantState.HELD)
  tell(gateway, M.heldEvent, call, event.device)
  if (agent.state === AgentState.TALKING) onCall(gateway, agent, Step['call.held'])
}

export function retrieved(gateway: Gateway, _about: number, event: DeviceEvent): void {
  const call = callOf(gateway, event)
  gateway.settle(event)
  const agent = gateway.agents[event.device]!
  gateway.env.fact(Fact.truthParty, call.id, agent.index, ParticipantState.ACTIVE)
  tell(gateway, M.retrievedEvent, call, event.device)
  if (agent.state === AgentState.HOLD) move(gateway, agent, Step['call.retrieved'], 0)
}

/** The device goes off hook for a call of its own. */
export function offHook(gateway: Gateway, _about: number, event: DeviceEvent): void {
  const agent = gateway.agents[event.device]!
  const consult = event.kind === 'consult'
  const call = callOf(gateway, event)
  joinCall(agent, call)
  gateway.env.fact(Fact.truthParty, call.id, agent.index, ParticipantState.INITIATING)
  tell(gateway, M.serviceInitiatedEvent, call, event.device, consult ? { cause: CAUSE_CONSULT } : {})
  gateway.settle(event)
  if (agent.state === AgentState.READY) {
    move(gateway, agent, Step['not-ready.forced'], Reason.CALL_FROM_READY)
    agent.home = AgentState.READY
  }
  const { state } = agent
  if (state === AgentState.NOT_READY || state === AgentState.HOLD) onCall(gateway, agent, Step['call.placed'])
}

/** A call of the agent's changes the state, but not what the agent comes back to; on CCX it often changes nothing. */
function onCall(gateway: Gateway, agent: PgAgent, step: number): void {
  if (gateway.machine.next(agent.machine, step) === agent.machine) return
  const { home, homeReason } = agent
  move(gateway, agent, step, 0)
  agent.home = home
  agent.homeReason = homeReason
}

export function dialing(gateway: Gateway, _about: number, event: DeviceEvent): void {
  const call = callOf(gateway, event)
  gateway.env.fact(Fact.truthParty, call.id, event.device, ParticipantState.INITIATED)
  tell(gateway, M.originatedEvent, call, event.device)
}

export function failed(gateway: Gateway, _about: number, event: DeviceEvent): void {
  const call = callOf(gateway, event)
  gateway.env.fact(Fact.truthParty, call.id, event.device, ParticipantState.FAILED)
  tell(gateway, M.failedEvent, call, event.device, {
    cause: event.cause === 'busy' ? CAUSE_BUSY : CAUSE_NOT_OBTAINABLE,
  })
}

/** One party left; the others go on. */
export function dropped(gateway: Gateway, _about: number, event: DeviceEvent): void {
  const call = callOf(gateway, event)
  gateway.settle(event)
  if (event.contact === undefined) call.contact = undefined
  tell(gateway, M.connectionClearedEvent, call, event.by, { by: event.by })
  if (event.by !== OUTSIDE) leaveCall(gateway, gateway.agents[event.by]!, call)
}

/** Two calls became one, by transfer, conference or barge-in. */
export function merged(gateway: Gateway, _about: number, event: DeviceEvent): void {
  const call = callOf(gateway, event)
  const gone = gateway.calls.get(event.other)
  gateway.settle(event)
  if (event.contact !== undefined) call.contact = event.contact
  const transferred = event.kind !== 'conference'
  call.type = transferred ? CallType.TRANSFER : CallType.CONFERENCE
  gateway.env.fact(Fact.truthCallMerged, call.id, event.other)
  tell(gateway, transferred ? M.transferredEvent : M.conferencedEvent, call, event.device, {
    other: event.other,
    by: event.by,
  })
  for (const party of event.parties) {
    if (party.device === OUTSIDE) continue
    const agent = gateway.agents[party.device]!
    joinCall(agent, call)
    if (gone !== undefined) agent.calls = agent.calls.filter((other) => other !== gone)
    agent.wrapUpDue ||= hasWrapUp(gateway, agent, call)
    gateway.env.fact(Fact.truthParty, call.id, agent.index, party.state)
    if (agent.state === AgentState.HOLD && party.state === ParticipantState.ACTIVE) {
      move(gateway, agent, Step['call.joined'], 0)
    }
  }
  if (transferred) leaveCall(gateway, gateway.agents[event.by]!, call, gone)
  if (gone !== undefined) endCall(gateway, gone)
}

export function refused(gateway: Gateway, _about: number, event: DeviceEvent): void {
  const pending = gateway.pending.get(event.invoke)
  if (pending === undefined) return
  gateway.pending.delete(event.invoke)
  const reasons = gateway.options.deployment === 'ccx' ? { ...refusals, ...refusalsOfCcx } : refusals
  const [failure, peripheral] = reasons[event.cause] ?? [Failure.GENERIC, Peripheral.INVALID_ACTION]
  gateway.fail(pending.link, pending.invoke, pending.agent, failure, peripheral)
}

type Refusals = Readonly<Partial<Record<DeviceEvent['cause'], readonly [failure: number, peripheral: number]>>>

const refusals: Refusals = {
  busy: [Failure.UNKNOWN_DESTINATION, 0],
  'bad destination': [Failure.UNKNOWN_DESTINATION, 0],
  'not controller': [Failure.GENERIC, Peripheral.NOT_CONTROLLER],
  'conference full': [Failure.GENERIC, Peripheral.CONFERENCE_FULL],
}
const refusalsOfCcx: Refusals = { 'not controller': [Failure.INVALID_STATE, 0] }

/** The call is over for everybody. */
export function callFinished(gateway: Gateway, id: number, event: DeviceEvent): void {
  const call = gateway.calls.get(id)
  gateway.settle(event)
  if (call === undefined) return
  tell(gateway, M.connectionClearedEvent, call, event.by, { by: event.by })
  const rangOut = event.cause === 'not answered'
  for (const party of call.parties) {
    if (party.device !== OUTSIDE) callOver(gateway, gateway.agents[party.device]!, call, rangOut)
  }
  endCall(gateway, call)
}

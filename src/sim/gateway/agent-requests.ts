/** SET_AGENT_STATE_REQ: sign-in and sign-out, Ready and Not Ready, wrap-up, and the supervisor's wishes. */
import { AgentState } from '../domain/agent-state.ts'
import type { SetAgentStateReq } from '../domain/cti.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import type { DeviceRequest } from '../domain/voice.ts'
import { isOnCall, move, type PgAgent, Step, setPending, stateEvent } from './agents.ts'
import type { Gateway } from './gateway.ts'

/** FailureCode of CONTROL_FAILURE_CONF (CTI Server Message Reference Guide). */
export const Failure = {
  INVALID_STATE: 22,
  INVALID_PASSWORD: 257,
  INVALID_DEVICE: 260,
  INVALID_WORK_MODE: 265,
  EXTENSION_IN_USE: 283,
  RESOURCE_BUSY: 33,
  INVALID_PARAMETER: 1010,
  GENERIC: 1,
  VALUE_OUT_OF_RANGE: 3,
  UNKNOWN_DESTINATION: 14,
  MISTYPED_ARGUMENT: 74,
} as const

export function setAgentState(gateway: Gateway, index: number, request: SetAgentStateReq, link: number): void {
  const agent = gateway.agents[index]!
  const ccx = gateway.options.deployment === 'ccx'
  const refusal = ccx ? refusalOfCcx(agent, request) : 0
  if (refusal !== 0) {
    gateway.fail(link, request.invoke, index, refusal)
    return
  }
  const step = stepFor(gateway, agent, request)
  if (step === 'take over') endSession(gateway, agent)
  if (step === 'check device' || step === 'take over') {
    signIn(gateway, agent, request, link)
    return
  }
  if (step === 'repeat') {
    gateway.confirm(link, request.invoke, index)
    gateway.publish(M.agentStateEvent, index, stateEvent(agent))
    return
  }
  if (step === 'pending' || step === 'wrap up') {
    if (step === 'pending') setPending(gateway, agent, request.state, request.reason)
    else agent.wrapUpChosen = true
    gateway.confirm(link, request.invoke, index)
    gateway.publish(M.agentStateEvent, index, stateEvent(agent))
    return
  }
  const ringing = step === Step['logout.requested'] && agent.calls.length > 0
  if (step < 0 || ringing || gateway.machine.next(agent.machine, step) < 0) {
    const unknown = ccx ? Failure.INVALID_PARAMETER : Failure.INVALID_PASSWORD
    const failure = agent.state === AgentState.LOGOUT ? unknown : Failure.INVALID_STATE
    gateway.fail(link, request.invoke, index, failure)
    return
  }
  gateway.confirm(link, request.invoke, index)
  const forcedByLoss = request.forced && request.supervisor < 0
  // CCE records the 255 of Finesse under a number of its own.
  const renames = forcedByLoss && !ccx && !gateway.options.defects['forced-logout-not-renamed']
  const reason = renames ? Reason.CONNECTION_FAILURE : request.reason
  if (forcedByLoss && gateway.options.defects['forced-logout-hangs-up']) hangUp(gateway, agent)
  if (request.state === AgentState.LOGOUT) forget(gateway, agent)
  move(gateway, agent, step, reason)
  if (forcedByLoss) gateway.env.fact(Fact.forcedLogoutDone, index, agent.state, agent.reason)
}

/** A forced login ends the session there is: 20001 where the agent was not Not Ready, and 20002. */
function endSession(gateway: Gateway, agent: PgAgent): void {
  const first = Step['not-ready.forced']
  const goesByNotReady = agent.state !== AgentState.NOT_READY && gateway.machine.next(agent.machine, first) >= 0
  if (goesByNotReady) move(gateway, agent, first, Reason.FORCE_LOGOUT_BEGINS)
  forget(gateway, agent)
  move(gateway, agent, Step['logout.forced'], Reason.FORCE_LOGOUT)
}

/** What was chosen or due in a session ends with it, also when a call goes on without the agent. */
function forget(gateway: Gateway, agent: PgAgent): void {
  setPending(gateway, agent, 0, 0)
  agent.mobile = undefined
  agent.wrapUpDue = false
  agent.wrapUpChosen = false
  agent.failedDuringCall = false
}

/** CCX knows Not Ready after the call, once a call, and no Ready (Developer Guide 12.5(1), p. 42-50). */
function refusalOfCcx(agent: PgAgent, { state, forced }: SetAgentStateReq): number {
  if (forced || (state !== AgentState.READY && state !== AgentState.NOT_READY)) return 0
  if (isOnCall(agent)) return state === AgentState.READY || agent.next !== 0 ? Failure.INVALID_WORK_MODE : 0
  const ownCall = agent.state === AgentState.NOT_READY && agent.calls.length > 0
  return ownCall && state === AgentState.READY ? Failure.RESOURCE_BUSY : 0
}

type Way = number | 'check device' | 'take over' | 'repeat' | 'pending' | 'wrap up'

/** What a wish means in the agent's present state: a step of the machine, or one of the special ways. */
function stepFor(gateway: Gateway, agent: PgAgent, { state, forced, supervisor }: SetAgentStateReq): Way {
  const signedIn = agent.state !== AgentState.LOGOUT
  const busy = isOnCall(agent) || agent.state === AgentState.RESERVED
  switch (state) {
    case AgentState.LOGIN:
      if (signedIn && forced) return 'take over'
      return signedIn ? 'repeat' : 'check device'
    case AgentState.READY:
      if (signedIn && busy) return supervisor >= 0 ? -1 : 'pending'
      if (agent.state === AgentState.READY) return 'repeat'
      return supervisor >= 0 ? Step['ready.forced'] : Step['ready.requested']
    case AgentState.NOT_READY:
      // A supervisor does not reach into a call: Not Ready is for agents who are ready or wrap up.
      if (signedIn && busy) return supervisor >= 0 ? -1 : 'pending'
      return supervisor >= 0 ? Step['not-ready.forced'] : Step['not-ready.requested']
    case AgentState.LOGOUT:
      if (!signedIn) return forced ? 'repeat' : -1
      if (supervisor >= 0) return Step['logout.forced']
      return forced ? stepOfLoss(gateway, agent) : Step['logout.requested']
    case AgentState.WORK:
      return isOnCall(agent) && agent.wrapUpDue && gateway.desk.wrapUpOnIncoming === 'OPTIONAL' ? 'wrap up' : -1
    default:
      return -1
  }
}

/** Forced logout after lost presence, by LOAD: 1 logs out at once, 0 makes Not Ready, after the call if there is one. */
function stepOfLoss({ desk, options }: Gateway, agent: PgAgent): Way {
  const { defects, deployment } = options
  const ignoresLoad = deployment === 'ccx' && defects['load-counts-on-ccx'] !== true
  const logsOut = ignoresLoad || (desk.load === 1) !== (defects['load-reversed'] === true)
  const busy = isOnCall(agent) || agent.state === AgentState.RESERVED
  if (logsOut && !(busy && defects['load-1-waits'])) return Step['logout.forced']
  if (!busy) return Step['not-ready.forced']
  if (defects['load-0-reaches-into-calls'] && isOnCall(agent)) return Step['call.ended.not-ready']
  agent.failedDuringCall = defects['load-0-forgotten'] !== true
  return 'repeat'
}

function hangUp({ env, toPhones }: Gateway, { calls, index }: PgAgent): void {
  for (const { id } of calls) env.send(toPhones, M.deviceDrop, id, { device: index, call: id, invoke: 0 })
}

function signIn(gateway: Gateway, agent: PgAgent, request: SetAgentStateReq, link: number): void {
  const user = gateway.options.directory.users[agent.index]!
  const device = gateway.options.directory.byExtension(request.extension)
  if (device === undefined || device.index !== agent.index || gateway.wrongExtensions.has(device.index)) {
    const inUse = device !== undefined && gateway.agents[device.index]!.state !== AgentState.LOGOUT
    gateway.fail(link, request.invoke, agent.index, inUse ? Failure.EXTENSION_IN_USE : Failure.INVALID_DEVICE)
    return
  }
  if (request.mobile !== undefined && !user.mobile) {
    gateway.fail(link, request.invoke, agent.index, Failure.INVALID_WORK_MODE)
    return
  }
  agent.mobile = request.mobile
  const invoke = gateway.ask({ link, invoke: request.invoke, agent: agent.index, data: undefined })
  const check: DeviceRequest = { device: agent.index, call: 0, invoke }
  gateway.env.send(gateway.toPhones, M.deviceCheck, agent.index, check)
}

/** The phones say whether the device can be signed in to. */
export function deviceChecked(gateway: Gateway, index: number, answer: DeviceRequest & { cause: string }): void {
  const pending = gateway.pending.get(answer.invoke)
  if (pending === undefined) return
  gateway.pending.delete(answer.invoke)
  const agent = gateway.agents[index]!
  if (answer.cause !== '') {
    gateway.fail(pending.link, pending.invoke, index, Failure.INVALID_DEVICE)
    return
  }
  gateway.confirm(pending.link, pending.invoke, index)
  move(gateway, agent, Step['login.requested'], 0)
}

/** The work mode timer of the desk settings ends wrap-up; the state asked for during the call decides its reason. */
export function workTimerEnded(gateway: Gateway, index: number): void {
  const agent = gateway.agents[index]!
  agent.workTimer = -1
  const reason = agent.next !== 0 ? agent.nextReason : agent.homeReason
  move(gateway, agent, Step['after.workTimer'], agent.state === AgentState.WORK ? reason : 0)
}

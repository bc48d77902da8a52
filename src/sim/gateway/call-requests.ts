/** Call control requests of CTI clients: checked against what the PG knows, then asked of the phones. */
import { AgentState } from '../domain/agent-state.ts'
import type { CallData } from '../domain/contact.ts'
import type { CallControlReq, SetCallDataReq } from '../domain/cti.ts'
import { ParticipantState } from '../domain/dialog-state.ts'
import { M } from '../domain/messages.ts'
import type { DeviceRequest } from '../domain/voice.ts'
import { Failure } from './agent-requests.ts'
import { isMistyped, isTooLong } from './call-data.ts'
import { tell } from './calls.ts'
import type { Gateway } from './gateway.ts'

/** PeripheralErrorCode values that Finesse documents for refused operations. */
export const Peripheral = {
  INVALID_ACTION: 4047,
  NOT_CONTROLLER: 20999,
  CONFERENCE_FULL: 20700,
  CANNOT_MONITOR: 13145,
  CANNOT_MONITOR_CCX: 88049,
} as const

function ask(gateway: Gateway, kind: number, request: CallControlReq, link: number): void {
  const invoke = gateway.ask({ link, invoke: request.invoke, agent: request.agent, data: request.data })
  const device: DeviceRequest = {
    device: request.agent,
    call: request.call,
    invoke,
    to: request.to,
    other: request.other,
    farEnd: request.farEnd,
  }
  gateway.env.send(gateway.toPhones, kind, request.call, device)
}

/** A request that the phones alone can judge. */
export function asking(kind: number) {
  return (gateway: Gateway, _about: number, request: CallControlReq, link: number): void =>
    ask(gateway, kind, request, link)
}

export function clearConnection(gateway: Gateway, _about: number, request: CallControlReq, link: number): void {
  if (request.target < 0) ask(gateway, M.deviceDrop, request, link)
  else {
    const invoke = gateway.ask({ link, invoke: request.invoke, agent: request.agent, data: undefined })
    gateway.env.send(gateway.toPhones, M.deviceDrop, request.call, {
      device: request.target,
      call: request.call,
      invoke,
    })
  }
}

export function makeCall(gateway: Gateway, _about: number, request: CallControlReq, link: number): void {
  const index = request.agent
  const agent = gateway.agents[index]!
  const { callFromReady } = gateway.options
  const allowed = agent.state === AgentState.NOT_READY || (agent.state === AgentState.READY && callFromReady)
  const tooLong = request.data !== undefined && isTooLong(request.data)
  if (!allowed || agent.calls.length > 0) gateway.fail(link, request.invoke, index, Failure.INVALID_STATE)
  else if (tooLong) gateway.fail(link, request.invoke, index, Failure.VALUE_OUT_OF_RANGE)
  else ask(gateway, M.deviceMakeCall, request, link)
}

/** Silent monitoring needs the supervisor Not Ready and the agent talking; barging in needs the monitor call. */
export function superviseCall(gateway: Gateway, _about: number, request: CallControlReq, link: number): void {
  const index = request.agent
  const supervisor = gateway.agents[index]!
  const agent = gateway.agents[request.target]
  if (request.action === 'monitor') {
    const ccx = gateway.options.deployment === 'ccx'
    const code = ccx ? Peripheral.CANNOT_MONITOR_CCX : Peripheral.CANNOT_MONITOR
    // On CCX a call of the agent's own is Not Ready, and can be listened to as well.
    const ownCall = ccx && agent?.state === AgentState.NOT_READY && agent.calls.length > 0
    if (supervisor.state !== AgentState.NOT_READY) gateway.fail(link, request.invoke, index, Failure.INVALID_STATE)
    else if (agent?.state === AgentState.TALKING || ownCall) ask(gateway, M.deviceMonitor, request, link)
    else if (agent?.state === AgentState.HOLD || agent?.state === AgentState.NOT_READY) {
      gateway.fail(link, request.invoke, index, Failure.GENERIC, code)
    } else gateway.fail(link, request.invoke, index, Failure.INVALID_STATE)
    return
  }
  const talking = agent?.state === AgentState.TALKING && agent.calls.length === 1
  if (!talking) gateway.fail(link, request.invoke, index, Failure.GENERIC, Peripheral.NOT_CONTROLLER)
  else ask(gateway, M.deviceBarge, request, link)
}

export function setCallData(gateway: Gateway, _about: number, request: SetCallDataReq, link: number): void {
  const { lastCall } = gateway.agents[request.agent]!
  const call = gateway.calls.get(request.call) ?? (lastCall?.id === request.call ? lastCall : undefined)
  const party = call?.parties.find((one) => one.device === request.agent)
  if (call === undefined || party === undefined || party.state === ParticipantState.ALERTING) {
    gateway.fail(link, request.invoke, request.agent, Failure.GENERIC, Peripheral.INVALID_ACTION)
    return
  }
  const { data } = call
  const variables = data.variables.map((value, at) => request.variables.get(at + 1) ?? value)
  const ecc = request.ecc.size === 0 ? data.ecc : new Map([...data.ecc, ...request.ecc])
  const changed: CallData = { variables, ecc, wrapUpReason: request.wrapUpReason ?? data.wrapUpReason }
  if (isTooLong(changed) || isMistyped(changed)) {
    const failure = isTooLong(changed) ? Failure.VALUE_OUT_OF_RANGE : Failure.MISTYPED_ARGUMENT
    gateway.fail(link, request.invoke, request.agent, failure)
    return
  }
  call.data = changed
  gateway.confirm(link, request.invoke, request.agent)
  tell(gateway, M.callDataUpdateEvent, call, request.agent)
}

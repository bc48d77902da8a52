/**
 * What becomes of agents and calls when the PG loses its phones or its clients. Agents are logged out with 50002 for
 * as long as the phones are away and are then signed in as they were (Unified CCE reporting documentation, "Other
 * Possible Points of Failover"); without a client, Not Ready becomes Not Ready - Connection Failure at once and Ready
 * stays until the next Not Ready (Finesse Administration Guide 11.6(1), ch. 13, Desktop Behavior).
 */
import { AgentState } from '../domain/agent-state.ts'
import { CallType, ParticipantState } from '../domain/dialog-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Reason } from '../domain/reason-codes.ts'
import { type DeviceEvent, OUTSIDE } from '../domain/voice.ts'
import { move, type PgAgent, Step, setPending, updateAvailability } from './agents.ts'
import { endCall, joinCall } from './call-ends.ts'
import { callOf, type PgCall } from './calls.ts'
import type { Gateway } from './gateway.ts'

/** The phones are gone: everybody is logged out, and nothing that was under way goes on. */
export function peripheralLost(gateway: Gateway): void {
  for (const agent of gateway.agents) {
    if (agent.state === AgentState.LOGOUT) continue
    agent.returnsTo = agent.home
    agent.returnReason = agent.homeReason
    stopTimers(gateway, agent)
    const survives = gateway.options.defects['pending-survives-failover'] === true && agent.next !== 0
    if (survives) agent.returnsTo = agent.next
    setPending(gateway, agent, 0, 0)
    agent.wrapUpChosen = false
    agent.contact = 0
    move(gateway, agent, Step['logout.forced'], Reason.CONNECTION_FAILURE)
  }
  gateway.pending.clear()
}

function stopTimers(gateway: Gateway, agent: PgAgent): void {
  if (agent.ringTimer < 0) return
  gateway.env.cancel(agent.ringTimer)
  agent.ringTimer = -1
}

/** The calls that the phones have now, whatever happened to them meanwhile. */
export function findCalls(gateway: Gateway, snapshot: readonly DeviceEvent[]): void {
  const there = new Set(snapshot.map(({ call }) => call))
  for (const call of [...gateway.calls.values()]) {
    if (there.has(call.id)) continue
    for (const { device } of call.parties) if (device !== OUTSIDE) forgetCall(gateway, gateway.agents[device]!, call.id)
    endCall(gateway, call)
  }
  for (const event of snapshot) {
    const before = gateway.calls.get(event.call)?.parties ?? []
    const call = callOf(gateway, event)
    call.contact = event.contact
    if (event.kind === 'conference') call.type = CallType.CONFERENCE
    forgetLayout(call)
    for (const { device } of before) {
      const stays = device === OUTSIDE || call.parties.some((party) => party.device === device)
      if (!stays) forgetCall(gateway, gateway.agents[device]!, call.id)
    }
    for (const party of call.parties) {
      if (party.device === OUTSIDE) continue
      joinCall(gateway.agents[party.device]!, call)
      const known = before.find(({ device }) => device === party.device)
      if (known?.state !== party.state) gateway.env.fact(Fact.truthParty, call.id, party.device, party.state)
    }
  }
}

/** The ECC variable that names the layout is not found again; the call variables are (Administration Guide 11.6(1), p. 27). */
function forgetLayout(call: PgCall): void {
  const { ecc } = call.data
  if (ecc.size === 0) return
  const rest = [...ecc].filter(([name]) => name.toLowerCase() !== 'user.layout')
  if (rest.length < ecc.size) call.data = { ...call.data, ecc: new Map(rest) }
}

function forgetCall(gateway: Gateway, agent: PgAgent, id: number): void {
  const at = agent.calls.findIndex((call) => call.id === id)
  if (at < 0) return
  agent.calls.splice(at, 1)
  gateway.env.fact(Fact.truthParty, id, agent.index, ParticipantState.DROPPED)
}

/**
 * Whoever was signed in is so again: Ready if Ready, Not Ready if Not Ready, on a call if the phone still is; where what
 * they were is `forgotten`, Not Ready with that reason (Administration Guide 11.6(1), ch. 6, p. 68).
 */
export function peripheralBack(gateway: Gateway, forgotten = 0): void {
  for (const agent of gateway.agents) {
    if (agent.returnsTo === 0) continue
    if (gateway.options.defects['agents-not-signed-in-again'] === true) {
      agent.returnsTo = 0
      continue
    }
    const returnsTo = forgotten > 0 ? AgentState.NOT_READY : agent.returnsTo
    const returnReason = forgotten > 0 ? forgotten : agent.returnReason
    agent.returnsTo = 0
    // A PG that knows nothing of the agent knows nothing of its clients' loss either.
    if (forgotten > 0) agent.clientLost = false
    move(gateway, agent, Step['login.requested'], returnsTo === AgentState.NOT_READY ? returnReason : 0)
    if (isTalking(agent)) {
      move(gateway, agent, Step['call.joined'], 0)
      if (agent.calls.every((call) => stateIn(call.parties, agent.index) === ParticipantState.HELD)) {
        move(gateway, agent, Step['call.held'], 0)
      }
      agent.home = returnsTo
      agent.homeReason = returnReason
    } else {
      agent.wrapUpDue = false
      if (returnsTo === AgentState.READY) move(gateway, agent, Step['ready.requested'], 0)
    }
  }
}

function stateIn(parties: DeviceEvent['parties'], device: number): number {
  return parties.find((party) => party.device === device)?.state ?? ParticipantState.DROPPED
}

function isTalking({ calls, index }: PgAgent): boolean {
  return calls.some(({ parties }) => {
    const own = stateIn(parties, index)
    return own === ParticipantState.ACTIVE || own === ParticipantState.HELD
  })
}

/** No CTI client is left: nobody can work, and the PG says so of everybody who is free. */
export function clientsLost(gateway: Gateway): void {
  if (gateway.options.deployment === 'ccx') return
  for (const agent of gateway.agents) {
    if (agent.state === AgentState.LOGOUT) continue
    // A state asked for during a call went with the client that asked.
    setPending(gateway, agent, 0, 0)
    if (agent.state === AgentState.NOT_READY && agent.calls.length === 0) {
      move(gateway, agent, Step['not-ready.forced'], Reason.CONNECTION_FAILURE)
    } else agent.clientLost = true
  }
}

/** After the controller could not be reached, it has to be told anew who is free. */
export function tellAvailability(gateway: Gateway): void {
  for (const agent of gateway.agents) {
    agent.offered = false
    gateway.env.send(gateway.toRouter, M.agentUnavailable, agent.index)
    updateAvailability(gateway, agent)
  }
}

/**
 * The documented table of agent states, written down a second time: it is the check on the state machines, so it
 * knows nothing of them. Source: Cisco Finesse Web Services Developer Guide 12.5(1), "User - Change Agent State",
 * p. 42-50; wrap-up and Unified CCX columns of the same section.
 */
import { AgentState, type AgentStateName, agentStateName } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import type { Oracle } from './oracle.ts'

type Table = { readonly [From in AgentStateName]?: readonly AgentStateName[] }

/** A sign-out by force is possible from every state but LOGOUT; the oracle on sign-outs looks at its reason. */
const cce: Table = {
  LOGOUT: ['NOT_READY'],
  NOT_READY: ['NOT_READY', 'READY', 'TALKING', 'LOGOUT'],
  READY: ['NOT_READY', 'RESERVED', 'RESERVED_OUTBOUND', 'RESERVED_OUTBOUND_PREVIEW', 'TALKING', 'LOGOUT'],
  RESERVED: ['READY', 'NOT_READY', 'TALKING', 'LOGOUT'],
  RESERVED_OUTBOUND: ['READY', 'NOT_READY', 'TALKING', 'LOGOUT'],
  RESERVED_OUTBOUND_PREVIEW: ['READY', 'NOT_READY', 'TALKING', 'LOGOUT'],
  TALKING: ['HOLD', 'READY', 'NOT_READY', 'WORK', 'WORK_READY', 'LOGOUT'],
  HOLD: ['TALKING', 'READY', 'NOT_READY', 'WORK', 'WORK_READY', 'LOGOUT'],
  WORK: ['READY', 'NOT_READY', 'LOGOUT'],
  WORK_READY: ['READY', 'NOT_READY', 'LOGOUT'],
}

/** No HOLD, no WORK_READY, and no TALKING but for routed calls. */
const ccx: Table = {
  LOGOUT: ['NOT_READY'],
  NOT_READY: ['NOT_READY', 'READY', 'LOGOUT'],
  READY: ['NOT_READY', 'RESERVED', 'RESERVED_OUTBOUND', 'RESERVED_OUTBOUND_PREVIEW', 'LOGOUT'],
  RESERVED: ['READY', 'NOT_READY', 'TALKING', 'LOGOUT'],
  RESERVED_OUTBOUND: ['READY', 'NOT_READY', 'TALKING', 'LOGOUT'],
  RESERVED_OUTBOUND_PREVIEW: ['READY', 'NOT_READY', 'TALKING', 'LOGOUT'],
  TALKING: ['READY', 'NOT_READY', 'WORK', 'LOGOUT'],
  WORK: ['READY', 'NOT_READY', 'LOGOUT'],
}

export const agentStateTables = { cce, ccx } as const

/** Bits of the states that may follow each state. */
function bitsOf(table: Table): Int32Array {
  const bits = new Int32Array(32)
  for (const [from, targets] of Object.entries(table) as [AgentStateName, readonly AgentStateName[]][]) {
    for (const to of targets) bits[AgentState[from]]! |= 1 << AgentState[to]
  }
  return bits
}

export const agentStatesFollowTheTable: Oracle = {
  name: 'agent states follow the table',
  says: 'An agent moves from one state to another only as the table of the developer guide has it.',
  behaviours: ['AGENT-01', 'AGENT-04', 'AGENT-05', 'AGENT-09', 'AGENT-10', 'AGENT-15'],
  watch(watch) {
    const allowed = bitsOf(agentStateTables[watch.workload.deployment])
    const states = new Uint8Array(watch.users).fill(AgentState.LOGOUT)
    const reasons = new Int32Array(watch.users)

    watch.on(Fact.truthAgentState, (at, agent, state, reason) => {
      const before = states[agent]!
      if (state === before && reason === reasons[agent]) return
      watch.judged++
      // Only Not Ready has reasons that can change on their own; in other states the reason is an echo.
      const moves = state !== before || state === AgentState.NOT_READY
      // Out of a state that should not have been entered any way is right.
      if (moves && allowed[before] !== 0 && ((allowed[before]! >> state) & 1) === 0) {
        const code = reason === 0 ? '' : ` with reason ${reason}`
        const why = `went from ${agentStateName(before)} to ${agentStateName(state)}${code}, which the table does not have`
        watch.violate(at, watch.user(agent), why)
      }
      states[agent] = state
      reasons[agent] = reason
    })
    return undefined
  },
}

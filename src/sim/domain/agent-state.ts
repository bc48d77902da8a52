/**
 * Agent states by their GED-188 number (CTI Server Message Reference Guide, AgentState), under the names Finesse
 * gives them in its REST interface and events.
 */
export const AgentState = {
  LOGIN: 0,
  LOGOUT: 1,
  NOT_READY: 2,
  READY: 3,
  TALKING: 4,
  WORK: 5,
  WORK_READY: 6,
  BUSY_OTHER: 7,
  RESERVED: 8,
  UNKNOWN: 9,
  HOLD: 10,
  /** Finesse tells dialer reservations apart; on the CTI link both are RESERVED with a call type. */
  RESERVED_OUTBOUND: 15,
  RESERVED_OUTBOUND_PREVIEW: 16,
} as const

export type AgentStateName = keyof typeof AgentState
export type AgentStateCode = (typeof AgentState)[AgentStateName]

const names: string[] = []
for (const [name, code] of Object.entries(AgentState)) names[code] = name

export function agentStateName(code: number): AgentStateName {
  return (names[code] ?? 'UNKNOWN') as AgentStateName
}

/** The state with this name, or undefined for a word that is none. */
export function agentStateCode(name: string): AgentStateCode | undefined {
  return Object.hasOwn(AgentState, name) ? AgentState[name as AgentStateName] : undefined
}

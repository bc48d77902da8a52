/** Agents by state over time, and one row for every change. */
import { AgentState, type AgentStateName, agentStateName } from '../../sim/domain/agent-state.ts'
import type { Directory } from '../../sim/domain/directory.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { type Micros, SECOND } from '../../sim/kernel/time.ts'
import { grown } from '../grown.ts'
import type { Listeners } from '../listeners.ts'
import type { StateSeries, Table } from '../result.ts'
import type { Subject } from '../subject.ts'
import { Series } from './series.ts'

const STATES = 17
const ALWAYS_SHOWN: readonly AgentStateName[] = [
  'LOGOUT',
  'NOT_READY',
  'READY',
  'RESERVED',
  'TALKING',
  'HOLD',
  'WORK',
  'WORK_READY',
]

/** Agents only: supervisors sit in NOT_READY all day. */
export function stateSeries(subject: Subject, listeners: Listeners, totalUs: Micros): (now: Micros) => StateSeries {
  const { users } = subject.directory
  const agents = subject.workload.topology.agents
  const series = new Series(STATES, totalUs)
  const states = new Uint8Array(users.length).fill(AgentState.LOGOUT)
  const seen = new Uint8Array(STATES)
  series.levels[AgentState.LOGOUT] = agents
  listeners.on(Fact.truthAgentState, (at, agent, state) => {
    const before = states[agent]!
    if (agent >= agents || before === state) return
    series.advance(at)
    series.levels[before]!--
    series.levels[state]!++
    states[agent] = state
    seen[state] = 1
  })
  return (now) => {
    series.finish(now)
    const shown = Object.keys(AgentState).filter(
      (name) => ALWAYS_SHOWN.includes(name as AgentStateName) || seen[AgentState[name as AgentStateName]] === 1,
    ) as AgentStateName[]
    const order = [...ALWAYS_SHOWN, ...shown.filter((name) => !ALWAYS_SHOWN.includes(name))]
    return { stepUs: series.stepUs, states: order, counts: order.map((name) => series.of(AgentState[name])) }
  }
}

/** Every change of every agent's state, as columns. */
export class AgentStateRows {
  #count = 0
  #at = new Float64Array(1 << 14)
  #user = new Int32Array(1 << 14)
  #state = new Uint8Array(1 << 14)
  #reason = new Int32Array(1 << 14)

  constructor(listeners: Listeners) {
    listeners.on(Fact.truthAgentState, (at, agent, state, reason) => {
      const row = this.#count++
      if (row >= this.#at.length) this.#grow(row)
      this.#at[row] = at
      this.#user[row] = agent
      this.#state[row] = state
      this.#reason[row] = reason
    })
  }

  #grow(row: number): void {
    this.#at = grown(this.#at, row)
    this.#user = grown(this.#user, row)
    this.#state = grown(this.#state, row)
    this.#reason = grown(this.#reason, row)
  }

  table(directory: Directory): Table {
    return { columns: COLUMNS, rows: { [Symbol.iterator]: () => this.#rows(directory) } }
  }

  *#rows(directory: Directory): Generator<(string | number)[]> {
    const states = new Uint8Array(directory.users.length).fill(AgentState.LOGOUT)
    for (let row = 0; row < this.#count; row++) {
      const user = this.#user[row]!
      const from = agentStateName(states[user]!)
      states[user] = this.#state[row]!
      const id = directory.users[user]!.loginId
      yield [Math.round(this.#at[row]!) / SECOND, id, from, agentStateName(states[user]!), this.#reason[row]!]
    }
  }
}

const COLUMNS = ['at_seconds', 'agent', 'from', 'to', 'reason'] as const
export const noAgentStates: Table = { columns: COLUMNS, rows: [] }

/** Calls and agents by state while a run goes on, for the line of progress. It sees every record, so it does little. */
import { AgentState, agentStateName } from '../sim/domain/agent-state.ts'
import { Fact } from '../sim/domain/facts.ts'

const KIND = 2
const ABOUT = 4
const X = 5
const STATES = 32

export class LiveCounts {
  calls = 0
  readonly #agents: number
  readonly #states: Uint8Array
  readonly #levels = new Int32Array(STATES)

  constructor(agents: number) {
    this.#agents = agents
    this.#states = new Uint8Array(agents).fill(AgentState.LOGOUT)
    this.#levels[AgentState.LOGOUT] = agents
  }

  readonly tap = (words: Int32Array, offset: number): void => {
    const kind = words[offset + KIND]!
    if (kind === Fact.truthAgentState) this.#move(words[offset + ABOUT]!, words[offset + X]!)
    else if (kind === Fact.contactOffered) this.calls++
  }

  #move(agent: number, state: number): void {
    if (agent >= this.#agents) return
    this.#levels[this.#states[agent]!]!--
    this.#levels[state]!++
    this.#states[agent] = state
  }

  /** The fullest state first; nobody needs to be told of a state without agents, nor of those who are not there. */
  states(): [string, number][] {
    return [...this.#levels]
      .map((agents, state): [string, number] => [agents === 0 ? '' : agentStateName(state), agents])
      .filter(([name, agents]) => agents > 0 && name !== 'LOGOUT')
      .sort((a, b) => b[1] - a[1])
  }
}

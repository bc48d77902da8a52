/** The center as JSON: ids, names and states in the words of Finesse, moments as text. */
import { agentStateName } from '../../../sim/domain/agent-state.ts'
import { callTypeName, participantStateNames } from '../../../sim/domain/dialog-state.ts'
import { type Micros, SECOND } from '../../../sim/kernel/time.ts'
import { momentText } from '../../../wire/finesse-xml/names.ts'
import type { Served } from '../serve.ts'
import type { Acts } from './actions.ts'
import type { Board } from './board.ts'
import type { Chronicle, Line, LineKind } from './chronicle.ts'
import { type TopologyView, topologyView } from './topology-view.ts'

export type { TopologyView } from './topology-view.ts'

export interface ClockView {
  /** Moment of the simulated world. */
  readonly now: string
  /** Seconds since the center began. */
  readonly seconds: number
  readonly speed: number
  readonly paused: boolean
}

export interface AgentView {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly team: string
  readonly extension: string
  readonly state: string
  readonly reason: number
  readonly pending: string | null
  readonly since: string
  /** Number of the Finesse node where the user is present, or null. */
  readonly node: number | null
  /** For a person or program to sign in as. */
  readonly free: boolean
}

export interface CallView {
  readonly id: number
  readonly type: string
  readonly since: string
  /** Of a caller from outside; null for calls among agents and out of the house. */
  readonly contact: number | null
  readonly queue: string | null
  readonly parties: readonly { readonly id: string; readonly state: string }[]
}

export interface QueueView {
  readonly id: number
  readonly name: string
  readonly waiting: number
  /** Seconds that the one who has waited longest waits. */
  readonly longest: number
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
}

/** One line of what happened. */
export interface LineView {
  readonly number: number
  readonly kind: LineKind
  readonly who: string
  readonly says: string
  readonly at: string
  /** When it was last so, and how often until then. */
  readonly last: string
  readonly times: number
}

export interface StateView {
  readonly clock: ClockView
  readonly topology: TopologyView
  readonly agents: readonly AgentView[]
  readonly calls: readonly CallView[]
  readonly queues: readonly QueueView[]
  readonly log: readonly LineView[]
}

export interface Viewed {
  readonly served: Served
  readonly board: Board
  readonly chronicle: Chronicle
  readonly free: ReadonlySet<number>
  readonly acts?: Acts | undefined
}

export class Views {
  readonly #served: Served
  readonly #board: Board
  readonly #free: ReadonlySet<number>
  /** Number of a Finesse node by its kernel node. */
  readonly #numbers: ReadonlyMap<number, number>

  readonly #chronicle: Chronicle
  readonly #acts: Acts | undefined

  constructor({ served, board, chronicle, free, acts }: Viewed) {
    this.#served = served
    this.#board = board
    this.#chronicle = chronicle
    this.#acts = acts
    this.#free = free
    this.#numbers = new Map(served.center.finesse.map((node, index) => [node.env.node, index + 1]))
  }

  #moment(at: Micros): string {
    return momentText(this.#served.names, at)
  }

  clock(): ClockView {
    const { pace } = this.#served
    const { now, speed, isPaused: paused } = pace
    return { now: this.#moment(now), seconds: Math.round(now / 1000) / 1000, speed, paused }
  }

  topology(): TopologyView {
    return topologyView(this.#served, this.#board, this.#standing())
  }

  #standing(): TopologyView['faults'] {
    return (this.#acts?.inForce() ?? []).map(({ what, verb, says, sinceUs, untilUs, mend }) => ({
      what,
      verb,
      says,
      since: this.#moment(sinceUs),
      until: untilUs === undefined ? null : this.#moment(untilUs),
      mend: mend ?? null,
    }))
  }

  line({ number, kind, who, says, sinceUs, lastUs, times }: Line): LineView {
    return { number, kind, who, says, at: this.#moment(sinceUs), last: this.#moment(lastUs), times }
  }

  log(): readonly LineView[] {
    return this.#chronicle.lines.map((line) => this.line(line))
  }

  agent(index: number): AgentView {
    const { users, teams } = this.#served.center.directory
    const user = users[index]!
    const { state, reason, pending, sinceUs, at } = this.#board.agents[index]!
    return {
      id: user.loginId,
      name: `${user.firstName} ${user.lastName}`,
      role: user.role,
      team: teams[user.team]!.name,
      extension: user.extension,
      state: agentStateName(state),
      reason,
      pending: pending === 0 ? null : agentStateName(pending),
      since: this.#moment(sinceUs),
      node: this.#numbers.get(at) ?? null,
      free: this.#free.has(index),
    }
  }

  /** Undefined once the call is over. */
  call(id: number): CallView | undefined {
    const call = this.#board.calls.get(id)
    if (call === undefined) return undefined
    const { center } = this.#served
    return {
      id,
      type: callTypeName(call.type),
      since: this.#moment(call.sinceUs),
      contact: call.contact === 0 ? null : call.contact,
      queue: center.workload.topology.queues[call.queue]?.name ?? null,
      parties: [...call.parties].map(([user, state]) => ({
        id: center.directory.users[user]!.loginId,
        state: participantStateNames[state] ?? 'UNKNOWN',
      })),
    }
  }

  queue(index: number): QueueView {
    const { id, name } = this.#served.center.workload.topology.queues[index]!
    const { waiting, offered, answered, abandoned } = this.#board.queues[index]!
    const [oldest] = waiting.values()
    const longest = oldest === undefined ? 0 : Math.max(0, Math.floor((this.#served.pace.now - oldest) / SECOND))
    return { id, name, waiting: waiting.size, longest, offered, answered, abandoned }
  }

  agents(): readonly AgentView[] {
    return this.#board.agents.map((_, index) => this.agent(index))
  }

  calls(): readonly CallView[] {
    return [...this.#board.calls.keys()].map((id) => this.call(id)!)
  }

  queues(): readonly QueueView[] {
    return this.#board.queues.map((_, index) => this.queue(index))
  }

  state(): StateView {
    const [clock, topology] = [this.clock(), this.topology()]
    return { clock, topology, agents: this.agents(), calls: this.calls(), queues: this.queues(), log: this.log() }
  }
}

/** The center as JSON: ids, names and states in the words of Finesse, moments as text. */
import { agentStateName } from '../../../sim/domain/agent-state.ts'
import { callTypeName, participantStateNames } from '../../../sim/domain/dialog-state.ts'
import { Life } from '../../../sim/kernel/kernel.ts'
import { type Micros, SECOND } from '../../../sim/kernel/time.ts'
import { momentText } from '../../../wire/finesse-xml/names.ts'
import type { Served } from '../serve.ts'
import type { Board } from './board.ts'

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

type Process = 'running' | 'down' | 'silent' | 'hung'

export interface TopologyView {
  readonly release: string
  readonly deployment: string
  readonly finesse: readonly {
    readonly number: number
    readonly domain: string
    readonly process: Process
    readonly inService: boolean
    readonly addresses: Readonly<Record<string, string>>
  }[]
  readonly cti: readonly { readonly side: string; readonly process: Process }[]
  readonly awdb: readonly { readonly number: number; readonly process: Process }[]
}

export interface StateView {
  readonly clock: ClockView
  readonly topology: TopologyView
  readonly agents: readonly AgentView[]
  readonly calls: readonly CallView[]
  readonly queues: readonly QueueView[]
}

export class Views {
  readonly #served: Served
  readonly #board: Board
  readonly #free: ReadonlySet<number>
  /** Number of a Finesse node by its kernel node. */
  readonly #numbers: ReadonlyMap<number, number>

  constructor(served: Served, board: Board, free: ReadonlySet<number>) {
    this.#served = served
    this.#board = board
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
    const { center, nodes } = this.#served
    const { workload, finesse, cti, awdb } = center
    return {
      release: workload.release,
      deployment: workload.deployment,
      finesse: finesse.map((node, index) => {
        const { number, domain, addresses } = nodes[index]!
        const process = this.#process(node.env.node)
        const known = Object.entries(addresses).filter((entry): entry is [string, string] => entry[1] !== undefined)
        return {
          number,
          domain,
          process,
          // What a node last thought of itself counts for nothing while it does not run.
          inService: process === 'running' && node.inService,
          addresses: Object.fromEntries(known),
        }
      }),
      cti: cti.map(({ env }, index) => ({ side: 'AB'[index]!, process: this.#process(env.node) })),
      awdb: awdb.map(({ env }, index) => ({ number: index + 1, process: this.#process(env.node) })),
    }
  }

  #process(node: number): Process {
    const names = {
      [Life.RUNNING]: 'running',
      [Life.DOWN]: 'down',
      [Life.SILENT]: 'silent',
      [Life.HUNG]: 'hung',
    } as const
    return names[this.#served.center.kernel.lifeOf(node) as keyof typeof names]
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
    return { clock, topology, agents: this.agents(), calls: this.calls(), queues: this.queues() }
  }
}

/** Agents who are ready, the longest available first: a linked list over flat arrays. */
export class AvailableAgents {
  readonly #next: Int32Array
  readonly #previous: Int32Array
  readonly #here: Uint8Array
  readonly #end: number
  count = 0

  constructor(agents: number) {
    this.#end = agents
    this.#next = new Int32Array(agents + 1).fill(agents)
    this.#previous = new Int32Array(agents + 1).fill(agents)
    this.#here = new Uint8Array(agents)
  }

  has(agent: number): boolean {
    return this.#here[agent] === 1
  }

  /** Comes last: the agent has just become ready. */
  add(agent: number): void {
    if (this.#here[agent] === 1) return
    const last = this.#previous[this.#end]!
    this.#next[last] = agent
    this.#previous[agent] = last
    this.#next[agent] = this.#end
    this.#previous[this.#end] = agent
    this.#here[agent] = 1
    this.count++
  }

  remove(agent: number): void {
    if (this.#here[agent] !== 1) return
    const previous = this.#previous[agent]!
    const next = this.#next[agent]!
    this.#next[previous] = next
    this.#previous[next] = previous
    this.#here[agent] = 0
    this.count--
  }

  clear(): void {
    this.#here.fill(0)
    this.#next[this.#end] = this.#end
    this.#previous[this.#end] = this.#end
    this.count = 0
  }

  /** The longest available agent with the skill, or -1. */
  find(skills: Uint8Array, queues: number, queue: number): number {
    for (let agent = this.#next[this.#end]!; agent !== this.#end; agent = this.#next[agent]!) {
      if (skills[agent * queues + queue] === 1) return agent
    }
    return -1
  }
}

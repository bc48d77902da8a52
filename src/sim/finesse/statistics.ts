/**
 * Queue statistics: asked of CTI every ten seconds, published where somebody subscribed and something changed.
 *
 * A few workers ask, each for one queue at a time, and wait for the answer; what is to be asked waits in a buffer. When
 * a round of queries takes longer than the time to the next one, the buffer fills; once it is full, the queues at the
 * end of each round are not asked about any more, and their numbers stand still ("Thread pool saturated"; TechNote
 * 200937, Finesse Agent/Supervisor Queue/SkillGroup Stats Update Problem: with 751 queues from a mean CTI delay of
 * 62 ms on). Nothing here says when: it follows from the delay.
 */
import type { SkillGroupStatistics } from '../domain/cti.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { type QueueView, Topic } from '../domain/rest.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import type { FinesseNode } from './node.ts'
import { notify } from './publish.ts'

interface Worker {
  /** Invoke id of the query it waits for, 0 when it waits for none. */
  invoke: number
  askedAt: Micros
  /** When the work on the last answer is over. */
  freeAt: Micros
}

export class StatisticsPool {
  readonly #node: FinesseNode
  readonly #workers: readonly Worker[]
  /** Queues to be asked about, from `#head` on. */
  #buffer: number[] = []
  #head = 0

  constructor(node: FinesseNode) {
    this.#node = node
    const { statisticsWorkers } = node.profile
    this.#workers = Array.from({ length: statisticsWorkers }, () => ({ invoke: 0, askedAt: 0, freeAt: 0 }))
  }

  get everyUs(): Micros {
    const { profile, options } = this.#node
    const seconds = options.settings.queueStatisticsSec
    return seconds === undefined ? profile.queueStatisticsUs : seconds * SECOND
  }

  get pending(): number {
    return this.#buffer.length - this.#head
  }

  round(): void {
    const { env, options, profile, queueViews } = this.#node
    env.after(this.everyUs, M.statisticsDue, 0)
    if (!this.#node.inService) {
      this.forget()
      return
    }
    this.#giveUp()
    let dropped = 0
    for (let queue = 0; queue < queueViews.length; queue++) {
      if (this.pending < profile.statisticsBuffer) this.#buffer.push(queue)
      else dropped++
    }
    if (dropped > 0) env.fact(Fact.statisticsOverrun, options.number, this.pending, dropped)
    for (let worker = 0; worker < this.#workers.length; worker++) this.goOn(worker)
  }

  forget(): void {
    this.#buffer = []
    this.#head = 0
    for (const worker of this.#workers) worker.invoke = 0
  }

  /** Who has waited through a whole round waits for an answer that was lost. */
  #giveUp(): void {
    const before = this.#node.env.now() - this.everyUs
    for (const worker of this.#workers) if (worker.askedAt < before) worker.invoke = 0
  }

  /** A worker takes the next query, unless it is at one. */
  goOn(number: number): void {
    const worker = this.#workers[number]!
    const { env } = this.#node
    if (worker.invoke !== 0 || worker.freeAt > env.now() || this.pending === 0) return
    const queue = this.#buffer[this.#head++]!
    if (this.pending === 0) {
      this.#buffer = []
      this.#head = 0
    }
    worker.invoke = this.#node.nextInvoke()
    worker.askedAt = env.now()
    this.#node.toActiveCti(M.querySkillGroupStatisticsReq, queue, { invoke: worker.invoke })
  }

  answered(invoke: number): void {
    const { env, profile } = this.#node
    const number = this.#workers.findIndex((worker) => worker.invoke === invoke)
    if (number < 0) return
    const worker = this.#workers[number]!
    worker.invoke = 0
    worker.freeAt = env.now() + profile.statisticsWorkUs
    if (this.pending > 0) env.after(profile.statisticsWorkUs, M.statisticsWorked, number)
  }
}

export function statisticsConf(node: FinesseNode, queue: number, conf: SkillGroupStatistics): void {
  const { invoke, ...view } = conf
  node.statistics.answered(invoke)
  const before = node.queueViews[queue]
  if (before !== undefined && sameStatistics(before, view)) return
  node.queueViews[queue] = view
  node.env.fact(Fact.queueStatistics, queue, view.callsInQueue, view.ready)
  for (const watcher of node.queueWatchers[queue]!) {
    notify(node, node.users[watcher]!, Topic.QUEUE, queue, 'PUT', 0, { queue: view })
  }
}

function sameStatistics(a: QueueView, b: QueueView): boolean {
  return (
    a.callsInQueue === b.callsInQueue &&
    a.oldest === b.oldest &&
    a.loggedOn === b.loggedOn &&
    a.ready === b.ready &&
    a.notReady === b.notReady &&
    a.talkingInbound === b.talkingInbound &&
    a.talkingOutbound === b.talkingOutbound &&
    a.talkingInternal === b.talkingInternal &&
    a.workReady === b.workReady &&
    a.workNotReady === b.workNotReady &&
    a.busyOther === b.busyOther
  )
}

/** A process of the crew: it plays its part of the center by the clock that all share, and tells what happens there. */

import { type Metering, meterOperations } from '../../scenarios/collectors/operations/metering.ts'
import { Listeners } from '../../scenarios/listeners.ts'
import type { Subject } from '../../scenarios/subject.ts'
import type { ContactCenter } from '../../sim/contact-center.ts'
import type { Env, Part } from '../../sim/kernel/kernel.ts'
import { Alarm } from '../alarm.ts'
import { HealthMonitor } from '../generator/health-monitor.ts'
import { MemoryLog } from '../generator/memory-log.ts'
import { socketCounts } from '../generator/sockets.ts'
import type { Pace, PaceOptions } from '../pace.ts'
import { takesUser } from '../plan/shard.ts'
import { Recorder } from './recorder.ts'
import { desktopsSite, type Passed, Relay, serversSite } from './sites.ts'
import { type Assignment, type Doors, type Said, sharedMs, type Told } from './words.ts'

const TELL_MS = 50

/** What a process has built, ready to go. */
export interface Built {
  readonly center: ContactCenter
  readonly pace: Pace
  readonly doors?: Doors
  /** Only once the doors of the servers are known. */
  readonly open?: (doors: Doors) => void
  readonly close: () => Promise<void> | void
}

export interface BuildOptions {
  readonly assignment: Assignment
  readonly pace: PaceOptions
  readonly elsewhere: (part: Part & { readonly env: Env }) => Part | undefined
  readonly takesAct: ReturnType<typeof serversSite>['takesAct']
  readonly created: (center: ContactCenter) => void
  readonly failed: (error: unknown) => void
}

export type Build = (options: BuildOptions) => Promise<Built>

export class Member {
  readonly #say: (said: Said) => void
  readonly #build: Build
  readonly #name: string
  #built: Built | undefined
  #goMs = Number.POSITIVE_INFINITY
  #outbox: Passed[] = []
  #over = false
  #stop: (() => void) | undefined

  constructor(name: string, build: Build, say: (said: Said) => void) {
    this.#name = name
    this.#build = build
    this.#say = say
  }

  told(told: Told): void {
    this.#told(told).catch((error: unknown) => this.#failed(error))
  }

  async #told(told: Told): Promise<void> {
    switch (told.kind) {
      case 'assignment':
        await this.#begin(told.assignment)
        return
      case 'doors':
        this.#built!.open?.(told.doors)
        this.#say({ kind: 'ready', doors: undefined })
        return
      case 'go':
        this.#goMs = told.atMs
        this.#built!.pace.resume()
        return
      case 'pass':
        for (const passed of told.passed) this.#hear(passed)
        return
      case 'stop':
        this.#stop?.()
    }
  }

  #hear({ link, kind, about, body }: Passed): void {
    const { center, pace } = this.#built!
    pace.enter(() => center.kernel.send(link, kind, about, body))
  }

  readonly #pass = (passed: Passed): void => {
    if (this.#outbox.push(passed) > 1) return
    setImmediate(() => {
      this.#say({ kind: 'pass', passed: this.#outbox })
      this.#outbox = []
    })
  }

  #failed(error: unknown): void {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    this.#say({ kind: 'failed', message, stack })
  }

  async #begin(assignment: Assignment): Promise<void> {
    const { workload, shard, speed } = assignment
    const site = shard === undefined ? serversSite(workload.faults) : desktopsSite(workload.faults, shard)
    const nodes = new Set<number>()
    const recorder = new Recorder(nodes)
    const links = new Map<number, number>()
    const relay = new Relay((link) => links.get(link >> 1), this.#pass)
    const alarm = new Alarm()
    const health = new HealthMonitor(this.#name, { ofProcess: true })
    const now = (): number => (Number.isFinite(this.#goMs) ? Math.max(0, sharedMs() - this.#goMs) : 0)
    const totalUs = workload.busyUs + workload.calmUs
    let metering: Metering | undefined
    const built = (this.#built = await this.#build({
      assignment,
      takesAct: site.takesAct,
      failed: (error) => this.#failed(error),
      elsewhere: (part) => {
        if (!site.isHere(part)) return relay
        nodes.add(part.env.node)
        return undefined
      },
      created: (center) => {
        // What everybody's operator does is told once.
        if (shard === undefined || shard.part === 1) nodes.add(center.operator.env.node)
        center.kernel.trace.tap = recorder.tap
        for (const [user, link] of center.phones.toEar.entries()) links.set(link >> 1, user)
        if (shard !== undefined) metering = meter(assignment, center, () => this.#built?.pace.now ?? 0)
      },
      pace: {
        paused: true,
        untilUs: totalUs,
        clock: now,
        wake: health.waking(alarm.wake),
        late: (us, events) => {
          health.lag(us / speed, events)
          metering?.late(this.#built!.pace.now - us, us, events)
        },
        reached: () => this.#stop?.(),
      },
    }))
    const startBytes = process.memoryUsage.rss()
    const memory = new MemoryLog(() => built.pace.now)
    const tell = (): void => {
      const { center, pace } = built
      const upTo = this.#over ? totalUs : Math.min(center.kernel.next, pace.now)
      this.#say({ kind: 'records', words: recorder.take(), upTo, events: center.kernel.events })
    }
    const telling = setInterval(tell, TELL_MS)
    this.#stop = () => {
      if (this.#over) return
      this.#over = true
      clearInterval(telling)
      built.pace.stop()
      const figures = health.finish()
      tell()
      const measured = metering?.finish()
      const counters = shard === undefined ? [] : socketCounts(health.sockets)
      this.#say({
        kind: 'done',
        done: {
          figures,
          memory: memory.finish(),
          startBytes,
          users: usersOf(assignment),
          measured: measured && { ...measured, counters: [...measured.counters, ...counters].toSorted(byName) },
          touched: workload.faults.map(({ entry }) => [entry, built.center.touched(entry)] as const),
        },
      })
    }
    this.#say({ kind: 'ready', doors: built.doors })
  }

  async close(): Promise<void> {
    await this.#built?.close()
  }
}

const byName = ([a]: readonly [string, number], [b]: readonly [string, number]): number => (a < b ? -1 : 1)

function usersOf({ workload: { topology }, shard }: Assignment): number {
  if (shard === undefined) return 0
  const all = topology.agents + topology.supervisors
  return Array.from({ length: all }, (_, user) => user).filter((user) => takesUser(shard, user)).length
}

/** Desktops are measured where they are, as only there it is known when something was really begun. */
function meter(
  { workload, windows, shard }: Assignment,
  { kernel, directory }: ContactCenter,
  clock: () => number,
): Metering {
  const subject: Subject = {
    workload,
    directory,
    trace: kernel.trace,
    nodes: kernel.nodes,
    nameOf: (node) => kernel.nameOf(node),
    faults: workload.faults.length > 0,
  }
  const listeners = new Listeners()
  const totalUs = workload.busyUs + workload.calmUs
  const takes = (user: number): boolean => takesUser(shard!, user)
  const metering = meterOperations({ windows }, subject, listeners, { totalUs, clock, takesUser: takes })
  listeners.attach(kernel.trace)
  return metering
}

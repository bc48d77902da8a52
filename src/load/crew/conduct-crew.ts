/**
 * A scenario over real sockets with servers and desktops in processes of their own, as many of these as are wanted. Each
 * keeps the same clock and plays its part of the same plan. What they say is merged here into one trace, one measurement and
 * one verdict, as if one process had played it all.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import type { GeneratorResult } from '../../scenarios/result-of-load.ts'
import { type Run, watchCenter } from '../../scenarios/run-center.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { endAt } from '../../scenarios/until.ts'
import { createContactCenter } from '../../sim/contact-center.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { judgeHealth, usualLimits } from '../generator/health.ts'
import { growthOf } from '../generator/memory-log.ts'
import { generatorResults } from '../generator/results.ts'
import { pinging } from '../pinging.ts'
import { takesUser } from '../plan/shard.ts'
import type { WireOptions } from '../run-wire.ts'
import { inert } from './inert.ts'
import { MergedTrace } from './merged-trace.ts'
import type { Passed } from './sites.ts'
import { steadiness } from './steadiness.ts'
import { type Assignment, type Done, type Doors, type Said, sharedMs, type Told } from './words.ts'

export interface CrewOptions extends WireOptions {
  /** Processes that play desktops. */
  readonly workers: number
}

const HEAD_START_MS = 300
const LOOK_MS = 100

/** A process, and what is to come of it. */
class Hand {
  readonly name: string
  readonly child: ChildProcess
  ready = Promise.withResolvers<Doors | undefined>()
  readonly done = Promise.withResolvers<Done>()

  constructor(name: string, file: string, settings: readonly string[]) {
    this.name = name
    const module = new URL(`${file}${extname(import.meta.url)}`, import.meta.url)
    this.child = fork(module, [name], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [...process.execArgv, ...settings],
    })
    // Whoever waits for neither of the two hears of it by the other.
    this.ready.promise.catch(() => undefined)
    this.done.promise.catch(() => undefined)
    this.child.on('error', (error) => this.fail(error))
    this.child.on('exit', (code, signal) => this.fail(new Error(`the process of ${name} ended (${signal ?? code})`)))
  }

  fail(error: Error): void {
    this.ready.reject(error)
    this.done.reject(error)
  }

  tell(told: Told): void {
    if (this.child.connected) this.child.send(told)
  }

  close(): void {
    if (this.child.connected) this.child.disconnect()
  }
}

export async function runByCrew(scenario: Scenario, options: CrewOptions): Promise<Run> {
  const ended = options.until === undefined ? scenario : { ...scenario, ...endAt(scenario, options.until) }
  const workload = pinging(ended.workload)
  const { seed, speed, carrier, workers } = options
  const center = createContactCenter(workload, seed, { elsewhere: () => nobody, takesAct: () => false, standIn: inert })
  const touched = new Map<number, number>()
  const watched = watchCenter(
    { ...center, touched: (entry) => touched.get(entry) ?? 0 },
    { ...ended, workload },
    { ...options, desktopsElsewhere: true },
  )
  const settings = steadiness(workers + 1)
  const servers = new Hand('servers', 'servers', settings)
  const generators = Array.from(
    { length: workers },
    (_, index) => new Hand(`generator ${index + 1}`, 'desktops', settings),
  )
  const hands = [servers, ...generators]
  const merged = new MergedTrace(center.kernel, hands.length)
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => undefined)
  const route = (passed: readonly Passed[], from: Hand): void => {
    if (from !== servers) servers.tell({ kind: 'pass', passed })
    else for (const [hand, those] of byHand(passed, generators)) hand.tell({ kind: 'pass', passed: those })
  }
  for (const [index, hand] of hands.entries()) {
    hand.child.on('message', (said: Said) => {
      try {
        hear(said, index, hand)
      } catch (error) {
        failed.reject(error)
      }
    })
  }
  const hear = (said: Said, index: number, hand: Hand): void => {
    switch (said.kind) {
      case 'ready':
        hand.ready.resolve(said.doors)
        return
      case 'records':
        merged.add(index, said.words, said.upTo, said.events)
        return
      case 'pass':
        route(said.passed, hand)
        return
      case 'done':
        merged.end(index)
        hand.done.resolve(said.done)
        return
      case 'failed': {
        const error = new Error(`${hand.name}: ${said.message}`)
        error.stack = said.stack
        hand.fail(error)
      }
    }
  }
  try {
    const assignment = { workload, windows: ended.windows ?? [], seed, speed, carrier }
    const shardOf = (hand: Hand): Assignment['shard'] => {
      const part = generators.indexOf(hand) + 1
      return part === 0 ? undefined : { part, of: workers }
    }
    for (const hand of hands) hand.tell({ kind: 'assignment', assignment: { ...assignment, shard: shardOf(hand) } })
    const [doors] = await Promise.all(hands.map(({ ready }) => ready.promise))
    for (const hand of generators) {
      hand.ready = Promise.withResolvers()
      hand.tell({ kind: 'doors', doors: doors! })
    }
    await Promise.all(generators.map(({ ready }) => ready.promise))
    const startedAt = performance.now()
    const atMs = sharedMs() + HEAD_START_MS
    for (const hand of hands) hand.tell({ kind: 'go', atMs })
    const all = Promise.all(hands.map(({ done }) => done.promise))
    const interruptedAt = await untilOver(all, failed.promise, options, watched.endUs, () => center.kernel)
    for (const hand of hands) hand.tell({ kind: 'stop' })
    const dones = await all
    const wallSeconds = (performance.now() - startedAt) / 1000
    for (const done of dones) {
      for (const [entry, count] of new Map(done.touched)) touched.set(entry, (touched.get(entry) ?? 0) + count)
    }
    center.kernel.now = interruptedAt ?? watched.endUs
    const { says: unhealthy } = judgeHealth(
      dones.slice(1).map(({ figures }) => figures),
      usualLimits,
    )
    return watched.finish({
      interruptedAt,
      wallSeconds,
      wire: { speed, workers, unhealthy },
      generators: dones.map((done, index) => generatorOf(done, index === 0, workload.busyUs)),
      measured: dones.flatMap(({ measured }) => (measured === undefined ? [] : [measured])),
    })
  } finally {
    for (const hand of hands) hand.close()
  }
}

const nobody = { receive: () => undefined }

/** A message of the servers goes to the process that has the user; links of phones are in the order of the users. */
function byHand(passed: readonly Passed[], generators: readonly Hand[]): ReadonlyMap<Hand, Passed[]> {
  const those = new Map<Hand, Passed[]>()
  for (const one of passed) {
    const index = generators.findIndex((_, part) => takesUser({ part: part + 1, of: generators.length }, one.user))
    const hand = generators[index]!
    const known = those.get(hand)
    if (known === undefined) those.set(hand, [one])
    else known.push(one)
  }
  return those
}

function generatorOf({ figures, memory, startBytes, users }: Done, isServer: boolean, busyUs: Micros): GeneratorResult {
  const [result] = generatorResults([figures])
  // The first third is spent signing in and growing into the work.
  const growthBytesPerHour = growthOf(memory, busyUs / 3, busyUs)
  return { ...result!, isServer: isServer ? true : undefined, users, startBytes, memory, growthBytesPerHour }
}

/** Resolves to the virtual time at which it was interrupted, or undefined at its end. */
async function untilOver(
  all: Promise<unknown>,
  failed: Promise<never>,
  { interrupted, progress }: CrewOptions,
  untilUs: Micros,
  kernelOf: () => { readonly now: Micros; readonly events: number },
): Promise<Micros | undefined> {
  const stopped = Promise.withResolvers<Micros>()
  const startedAt = performance.now()
  const look = setInterval(() => {
    const { now: at, events } = kernelOf()
    progress?.({ at, untilUs, events, wallMs: performance.now() - startedAt })
    if (interrupted?.() === true) stopped.resolve(at)
  }, LOOK_MS)
  try {
    return await Promise.race([all.then(() => undefined), stopped.promise, failed])
  } finally {
    clearInterval(look)
  }
}

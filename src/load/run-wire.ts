/**
 * A scenario on real sockets: the contact center of the virtual world, paced by the wall clock, with its Finesse nodes
 * served over loopback and its desktops connected to them as clients. Parts, oracles, collectors and verdict are those
 * of the virtual world; what differs is the way between desktops and nodes, and that no two runs are the same.
 */
import { type Run, type RunOptions, type Watched, watchCenter } from '../scenarios/run-center.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { endAt } from '../scenarios/until.ts'
import type { ContactCenter } from '../sim/contact-center.ts'
import { createDirectory } from '../sim/domain/directory.ts'
import type { Micros } from '../sim/kernel/time.ts'
import type { Carrier } from './carriers.ts'
import { Gates } from './clients/gates.ts'
import { nodeLines } from './clients/node-lines.ts'
import { trust } from './clients/trust.ts'
import { judgeHealth, playingLimits } from './generator/health.ts'
import { HealthMonitor } from './generator/health-monitor.ts'
import { generatorResults } from './generator/results.ts'
import type { PaceOptions } from './pace.ts'
import { pinging } from './pinging.ts'
import { type Served, serve } from './serve/serve.ts'
import { portsFor, waysIn } from './ways-in.ts'

export interface WireOptions extends Omit<RunOptions, 'byWire'> {
  /** Virtual time for one of the wall clock's. */
  readonly speed: number
  readonly carrier?: Carrier | undefined
}

const LOOK_MS = 100
/** Servers, callers and desktops are in one. */
const THIS_PROCESS = 'this process'

export async function runOnWire(scenario: Scenario, options: WireOptions): Promise<Run> {
  const ended = options.until === undefined ? scenario : { ...scenario, ...endAt(scenario, options.until) }
  const workload = pinging(ended.workload)
  const { seed, speed } = options
  const gates = new Gates(createDirectory(workload.topology))
  const finished = Promise.withResolvers<void>()
  const health = new HealthMonitor(THIS_PROCESS)
  let watched: Watched | undefined
  let served: Served | undefined
  let undo: (() => void) | undefined
  try {
    const pace: PaceOptions = {
      paused: true,
      untilUs: workload.busyUs + workload.calmUs,
      reached: () => finished.resolve(),
      wake: health.waking(),
      late: (us, events) => health.lag(us / speed, events),
    }
    served = await serve({
      workload,
      seed,
      speed,
      pace,
      headStartUs: 0,
      ports: portsFor(workload, options.carrier),
      failed: (error) => finished.reject(error),
      created: (center: ContactCenter) => {
        watched = watchCenter(center, { ...ended, workload }, { ...options, clock: () => served?.pace.now ?? 0 })
      },
      standIn: gates.standIn,
    })
    undo = trust({ ca: served.certificate })
    const { pace: pacing, names } = served
    gates.open({
      workload,
      epochMs: names.epochMs,
      nodes: names.nodes,
      doors: waysIn(served, workload, options.carrier),
      lines: nodeLines,
      enter: (act) => pacing.enter(act),
    })
    const startedAt = performance.now()
    served.pace.resume()
    const interruptedAt = await untilOver(served, finished.promise, options, watched!.endUs)
    const wallSeconds = (performance.now() - startedAt) / 1000
    served.pace.stop()
    const figures = [health.finish()]
    const { says: unhealthy } = judgeHealth(figures, playingLimits(speed))
    const generators = generatorResults(figures)
    return watched!.finish({ interruptedAt, wallSeconds, wire: { speed, unhealthy }, generators })
  } finally {
    health.stop()
    gates.close()
    undo?.()
    await served?.close()
  }
}

/** Resolves to the virtual time at which it was interrupted, or undefined at its end. */
async function untilOver(
  { center: { kernel } }: Served,
  finished: Promise<void>,
  { interrupted, progress }: WireOptions,
  untilUs: Micros,
): Promise<number | undefined> {
  const stopped = Promise.withResolvers<number>()
  const startedAt = performance.now()
  const look = setInterval(() => {
    const { now: at, events } = kernel
    progress?.({ at, untilUs, events, wallMs: performance.now() - startedAt })
    if (interrupted?.() === true) stopped.resolve(at)
  }, LOOK_MS)
  try {
    return (await Promise.race([finished, stopped.promise])) ?? undefined
  } finally {
    clearInterval(look)
  }
}

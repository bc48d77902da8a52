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
import { releaseProfile } from '../sim/domain/release.ts'
import type { Workload } from '../sim/domain/workload.ts'
import type { Kernel } from '../sim/kernel/kernel.ts'
import type { Micros } from '../sim/kernel/time.ts'
import { createNames } from '../wire/finesse-xml/names.ts'
import type { Carrier } from './carriers.ts'
import type { Tokens } from './clients/browser.ts'
import { Gate } from './clients/gate.ts'
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
  const directory = createDirectory(workload.topology)
  const gates: Gate[] = []
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
      standIn: (kernel: Kernel, number: number) => {
        const gate = new Gate(kernel.node(`browsers at finesse ${number}`), directory)
        gates.push(gate)
        return gate
      },
    })
    undo = trust({ ca: served.certificate })
    connect(gates, served, workload, options.carrier)
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
    for (const gate of gates) gate.close()
    undo?.()
    await served?.close()
  }
}

/** The clients' side knows what a deployed one knows: people, addresses. */
function connect(gates: readonly Gate[], served: Served, workload: Workload, carrier: Carrier | undefined): void {
  const { pace, names } = served
  const center = { workload, directory: createDirectory(workload.topology), profile: releaseProfile(workload.release) }
  const own = createNames({ center, epochMs: names.epochMs, nodes: names.nodes })
  const tokens: Tokens = new Map()
  for (const [index, doors] of waysIn(served, workload, carrier).entries()) {
    gates[index]!.open({ names: own, doorsOf: () => doors, lines: nodeLines, tokens, enter: (act) => pace.enter(act) })
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

/**
 * Plays the desktops of one virtual user, from the beginning of the plan to its end: the clients' half of the contact center
 * of ccsim, paced by the wall clock, its browsers on the lines of k6.
 */

import { OperationMeter } from '../../scenarios/collectors/operations/meter.ts'
import { Listeners } from '../../scenarios/listeners.ts'
import { createDesksOnly } from '../../sim/desks-only.ts'
import { createDirectory, type Directory, hasDesktop } from '../../sim/domain/directory.ts'
import { Fact, phaseNames } from '../../sim/domain/facts.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import type { Kernel } from '../../sim/kernel/kernel.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { NodeDoors } from '../clients/browser.ts'
import { Gates } from '../clients/gates.ts'
import type { Lines } from '../clients/lines.ts'
import { Pace } from '../pace.ts'
import { planEntries } from '../plan/plan.ts'
import { type Shard, takesUser } from '../plan/shard.ts'
import { Summing } from '../plan/summary.ts'
import { speechOf } from '../serve/doors.ts'
import type { Address } from './addresses.ts'
import type { K6Load } from './load.ts'
import { K6Measuring, type Meter, type Meters } from './measuring.ts'

/** What a virtual user of k6 has of the world. */
export interface K6World {
  readonly lines: Lines
  readonly meters: Meters & {
    readonly phase: Meter
    readonly count: Meter
    readonly lag: Meter
    readonly planEntries: Meter
    readonly planHash: readonly Meter[]
    readonly finished: Meter
  }
  /** Milliseconds that only go on. */
  readonly clock: () => number
  readonly wake: (afterMs: number, run: () => void) => () => void
}

export interface Part {
  readonly shard: Shard
  readonly addresses: readonly Address[]
  /** That of the topology, where it was made before. */
  readonly directory?: Directory | undefined
  /** XMPP domain of each node. */
  readonly domains: readonly string[]
  /** Whom lines trust, in PEM, where that is not decided elsewhere: in k6 it is k6's business. */
  readonly ca?: string | undefined
  /** When the plan begins: milliseconds since 1970, and the same moment on the clock of the world. */
  readonly epochMs: number
  readonly startsAt: number
  /** Virtual time for one of the wall clock's. */
  readonly speed: number
}

/** Resolves at the end of the plan. */
export function play(load: K6Load, part: Part, world: K6World): Promise<void> {
  const { workload, seed } = load
  const { shard, speed, directory = createDirectory(workload.topology) } = part
  const { meters, wake } = world
  const endUs = workload.busyUs + workload.calmUs
  const gates = new Gates(directory)
  const { kernel } = createDesksOnly(workload, seed, {
    directory,
    talk: undefined,
    takes: (user) => takesUser(shard, user.index) && hasDesktop(user),
    standIn: gates.standIn,
  })
  countPlan(load, shard, directory, meters)
  return new Promise((resolve, reject) => {
    const pace: Pace = new Pace(kernel, {
      speed,
      paused: true,
      untilUs: endUs,
      reached: () => {
        meter.finish()
        measuring.finish()
        gates.close()
        meters.finished.add(1)
        resolve()
      },
      late: (us) => {
        meters.lag.add(us / 1000 / speed)
        measuring.look()
      },
      clock: world.clock,
      wake,
      failed: reject,
    })
    const clock = (): Micros => pace.now
    const measuring = new K6Measuring(meters, { clock, totalUs: endUs, windows: load.windows })
    const meter = listen({ workload, directory, kernel, meters, measuring, clock })
    gates.open({
      workload,
      epochMs: part.epochMs,
      nodes: part.addresses.map(nodeAddress),
      doors: part.addresses.map((_, index) => doorsOf(load, part, index)),
      lines: world.lines,
      listens: true,
      enter: (act) => pace.enter(act),
    })
    // Whoever comes late to the beginning begins at once, and is late by that much.
    const untilStartMs = part.startsAt - world.clock()
    if (untilStartMs < 0) meters.lag.add(-untilStartMs)
    wake(Math.max(0, untilStartMs), () => pace.resume())
  })
}

interface Heard {
  readonly workload: Workload
  readonly directory: Directory
  readonly kernel: Kernel
  readonly meters: K6World['meters']
  readonly measuring: K6Measuring
  readonly clock: () => Micros
}

/** What desktops do is measured as everywhere: by what they say of it. */
function listen({ workload, directory, kernel, meters, measuring, clock }: Heard): OperationMeter {
  const { trace, nodes } = kernel
  const subject = { workload, directory, trace, nodes, nameOf: (node: number) => kernel.nameOf(node), faults: false }
  const listeners = new Listeners()
  const meter = new OperationMeter(subject, listeners, { measure: measuring, clock })
  listeners.on(Fact.phase, (_at, _user, phase, ms) => {
    meters.phase.add(ms, { phase: phaseNames[phase] ?? String(phase) })
  })
  listeners.on(Fact.received, () => meters.count.add(1, { what: 'events received' }))
  listeners.attach(trace)
  return meter
}

const nodeAddress = ({ host, port }: Address) => ({ host, httpsPort: port, xmppPort: 5222, xmppSecurePort: 5223 })

function doorsOf({ workload }: K6Load, { addresses, domains, ca }: Part, index: number): NodeDoors {
  const { https, notifications } = addresses[index]!
  return {
    number: index + 1,
    https,
    http2: speechOf(workload.release).http2,
    notifications,
    domain: domains[index]!,
    otherOrigin: addresses.length > 1 ? addresses[1 - index]!.https : undefined,
    ca,
  }
}

function countPlan(
  { workload, seed }: K6Load,
  shard: Shard,
  directory: Directory,
  { planEntries: entries, planHash }: K6World['meters'],
): void {
  const summing = new Summing(workload.traffic.length)
  for (const entry of planEntries(workload, seed, shard, directory)) summing.add(entry)
  const { summary } = summing
  entries.add(summary.entries)
  for (const [lane, meter] of planHash.entries()) {
    meter.add(Number.parseInt(summary.hash.slice(lane * 8, lane * 8 + 8), 16))
  }
}

/** What the parts of a scenario need to know of one another while they are compiled. */
import type { Queue, Workload } from '../../sim/domain/workload.ts'
import { HOUR, type Micros } from '../../sim/kernel/time.ts'
import { LIMITS } from '../limits.ts'
import { suggestion } from '../nearest.ts'
import type { Path } from '../path.ts'
import type { Report } from '../problems.ts'
import type { Instant } from '../schema/fields.ts'
import { formatDuration } from '../units.ts'

export interface SettingOptions {
  /** Undefined when the duration itself is wrong: then nothing is held against it. */
  readonly busyUs: Micros | undefined
  readonly startsUs: Micros | undefined
  /** Undefined when the topology is wrong: then no name of a queue is held against it. */
  readonly queues: readonly Queue[] | undefined
  /** Undefined when a part of it is wrong: then nothing in it is held against it. */
  readonly surroundings: Surroundings | undefined
  readonly report: Report
  /** By hand, `start` and `heal` also end what would be over by itself later. */
  readonly mendsEarly?: boolean
}

/** What faults are about. */
export type Surroundings = Pick<Workload, 'topology' | 'release' | 'deployment' | 'desk'>

export interface Setting {
  readonly busyUs: Micros
  readonly surroundings: Surroundings | undefined
  readonly report: Report
  readonly mendsEarly: boolean
  /** A moment as time since the start; reported and undefined when it is outside the busy time. */
  moment(instant: Instant, path: Path): Micros | undefined
  /** A moment as people of this scenario would say it: since the start, or as time of day. */
  time(at: Micros): string
  /** Ids of `all`, or of queues by name; undefined and reported when there is no such queue. */
  queueIds(names: string | readonly string[], path: Path): readonly number[] | undefined
  /** As `queueIds`, but the queues have to be ones that calls go to. */
  busyQueues(name: string, path: Path): readonly number[] | undefined
  /** Tells the setting, once the traffic is compiled, which queues calls go to. */
  noteTraffic(queues: ReadonlySet<number>): void
}

export function createSetting(options: SettingOptions): Setting {
  const { busyUs, startsUs, queues, surroundings, report, mendsEarly = false } = options
  const busy = busyUs ?? LIMITS.durationUs
  let called: ReadonlySet<number> | undefined
  const time = (at: Micros) => (startsUs === undefined ? formatDuration(at) : clockOf(startsUs + at))

  const queueIds: Setting['queueIds'] = (names, path) => {
    if (queues === undefined) return undefined
    if (names === 'all') return queues.map(({ id }) => id)
    const wanted = typeof names === 'string' ? [names] : names
    const found = wanted.map((name, index) => {
      const queue = queues.find((candidate) => candidate.name === name)
      const place = typeof names === 'string' ? path : [...path, index]
      if (queue === undefined)
        report(place, `there is no queue "${name}"; ${suggestion(name, ['all', ...queues.map((q) => q.name)])}`)
      else if (wanted.indexOf(name) < index) report(place, `the queue "${name}" is there twice`)
      return queue?.id
    })
    return found.every((id) => id !== undefined) ? found : undefined
  }

  return {
    busyUs: busy,
    surroundings,
    report,
    mendsEarly,
    time,
    queueIds,
    moment(instant, path) {
      if ('clockUs' in instant && startsUs === undefined) {
        report(path, 'is a time of day; say with "starts" at which time of day the run starts')
        return undefined
      }
      const at = 'clockUs' in instant ? (instant.clockUs - startsUs! + 24 * HOUR) % (24 * HOUR) : instant.sinceStartUs
      if (at <= busy) return at
      report(path, `is ${time(at)}, past the busy time of ${formatDuration(busy)}; give the scenario a longer duration`)
      return undefined
    },
    busyQueues(name, path) {
      const ids = queueIds(name, path)
      if (ids === undefined || called === undefined) return undefined
      if (ids.some((id) => called!.has(id))) return ids
      report(path, name === 'all' ? 'there is no traffic at all' : `no traffic goes to the queue "${name}"`)
      return undefined
    },
    noteTraffic(ids) {
      called = ids
    },
  }
}

function clockOf(us: Micros): string {
  const minutes = Math.floor(us / 60_000_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`
}

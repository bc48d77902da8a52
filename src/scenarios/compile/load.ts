/** From `load:` as written to what the executors take, with what is wrong with it; and the faults that it brings along. */
import { executorOf, type LoadSpec } from '../../load/executors/index.ts'
import type { Topology } from '../../sim/domain/workload.ts'
import { LIMITS } from '../limits.ts'
import type { Path } from '../path.ts'
import type { Report } from '../problems.ts'
import type { LoadEntry } from '../schema/load.ts'
import type { TimelineSpec } from '../timeline/index.ts'
import { formatDuration, type Rate, tooManyCalls } from '../units.ts'
import type { Setting } from './setting.ts'

/** Entries that could not be read are undefined; their problems are known already. */
export function compileLoad(
  entries: readonly (LoadEntry | undefined)[],
  topology: Topology | undefined,
  streams: number,
  setting: Setting,
): readonly LoadSpec[] {
  const specs = entries.flatMap((entry, index): LoadSpec[] => {
    if (entry === undefined) return []
    const spec = compileOne(entry, ['load', index], topology, setting)
    return spec === undefined ? [] : [spec]
  })
  checkOnce(entries, setting.report)
  for (const [index, entry] of entries.entries()) {
    if (entry === undefined || streams > 0 || executorOf(entry.do).about !== 'calls') continue
    setting.report(['load', index, 'do'], 'needs traffic whose rates it can set; there is none')
  }
  return specs
}

/** The crash of a failover is an entry of the timeline, so that all that is checked of faults is checked of it. */
export function timelineOfLoad(entries: readonly (LoadEntry | undefined)[]): readonly (TimelineSpec | undefined)[] {
  return entries.map((entry): TimelineSpec | undefined => {
    if (entry?.do !== 'failover-relogin') return undefined
    return { at: entry.at, do: 'crash', what: `finesse ${entry.node}`, for: entry.for }
  })
}

function compileOne(
  entry: LoadEntry,
  path: Path,
  topology: Topology | undefined,
  setting: Setting,
): LoadSpec | undefined {
  const { busyUs } = setting
  const moment = (key: string, at: Parameters<Setting['moment']>[0]) => setting.moment(at, [...path, key])
  const within = (key: string, fromUs: number | undefined, us: number) => {
    if (fromUs !== undefined && fromUs + us > busyUs) {
      setting.report(
        [...path, key],
        `lasts until ${setting.time(fromUs + us)}, past the busy time of ${formatDuration(busyUs)}`,
      )
    }
  }
  const perHour = (key: string, { perAgent, perHour: rate }: Rate): number => {
    const all = perAgent ? rate * (topology?.agents ?? 1) : rate
    if (all > LIMITS.callsPerHour) setting.report([...path, key], tooManyCalls(`${all}/h`))
    return all
  }
  switch (entry.do) {
    case 'constant-agents':
      within('within', 0, entry.within)
      return { do: entry.do, withinUs: entry.within }
    case 'ramp': {
      const fromUs = moment('from', entry.from)
      within('over', fromUs, entry.over + (entry.down ?? 0))
      if (fromUs === undefined) return undefined
      return { do: entry.do, fromUs, overUs: entry.over, downUs: entry.down, steps: entry.steps }
    }
    case 'shift-change': {
      const atUs = moment('at', entry.at)
      if (atUs === undefined) return undefined
      if (entry.overlap > atUs) setting.report([...path, 'overlap'], 'would have the others come before the run starts')
      if (atUs <= entry.within) setting.report([...path, 'at'], 'is before all of the first ones are there')
      if (entry.share === 0 || entry.share === 1)
        setting.report([...path, 'share'], 'leaves nobody for one of the two parts')
      within('within', atUs - entry.overlap, entry.within)
      return { do: entry.do, atUs, overlapUs: entry.overlap, withinUs: entry.within, share: entry.share }
    }
    case 'login-storm': {
      const atUs = moment('at', entry.at)
      within('within', atUs, entry.within)
      return atUs === undefined ? undefined : { do: entry.do, atUs, withinUs: entry.within }
    }
    case 'constant-calls': {
      const fromUs = moment('from', entry.from)
      const untilUs = entry.until === undefined ? busyUs : moment('until', entry.until)
      if (fromUs === undefined || untilUs === undefined) return undefined
      if (untilUs <= fromUs) setting.report([...path, 'until'], `is ${setting.time(untilUs)}, not after "from"`)
      return { do: entry.do, perHour: perHour('rate', entry.rate), fromUs, untilUs }
    }
    case 'step-calls': {
      const fromUs = moment('from', entry.from)
      within('hold', fromUs, entry.steps * entry.hold)
      const [firstPerHour, stepPerHour] = [perHour('first', entry.first), perHour('step', entry.step)]
      const most = firstPerHour + (entry.steps - 1) * stepPerHour
      if (most > LIMITS.callsPerHour) setting.report([...path, 'steps'], tooManyCalls(`${most}/h`))
      if (stepPerHour === 0)
        setting.report([...path, 'step'], 'must be more than nothing, or no step differs from the first')
      if (fromUs === undefined) return undefined
      return { do: entry.do, firstPerHour, stepPerHour, steps: entry.steps, holdUs: entry.hold, fromUs }
    }
    case 'failover-relogin': {
      const atUs = moment('at', entry.at)
      return atUs === undefined ? undefined : { do: entry.do, atUs, node: entry.node as 1 | 2, forUs: entry.for }
    }
    case 'soak':
      if (entry.for < busyUs) {
        const round = formatDuration(busyUs)
        setting.report([...path, 'for'], `is shorter than one round, which is the busy time of ${round}`)
      }
      return { do: entry.do, forUs: entry.for }
  }
}

/** Two executors cannot both decide when agents come, or how many calls. */
function checkOnce(entries: readonly (LoadEntry | undefined)[], report: Report): void {
  const taken = new Map<string, string>()
  for (const [index, entry] of entries.entries()) {
    if (entry === undefined) continue
    const { about } = executorOf(entry.do)
    const earlier = taken.get(about)
    if (about !== 'failure' && earlier !== undefined) {
      report(['load', index, 'do'], `decides the same as ${earlier} before it; keep one of the two`)
    }
    taken.set(about, entry.do)
  }
}

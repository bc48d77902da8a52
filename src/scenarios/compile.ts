/** Turns a scenario as read into the plain data of a run, and finds what only shows when its parts meet. */
import { aboutOf, type LoadSpec, shaped } from '../load/executors/index.ts'
import type { Release } from '../sim/domain/release.ts'
import type { Workload } from '../sim/domain/workload.ts'
import { changed, settled, unsettled } from './compile/arrivals.ts'
import { compileDesk, compileSupervision } from './compile/desk.ts'
import { compileLoad, timelineOfLoad } from './compile/load.ts'
import { createSetting } from './compile/setting.ts'
import { compileShifts } from './compile/shifts.ts'
import { compileTopology } from './compile/topology.ts'
import { compileTraffic } from './compile/traffic.ts'
import type { Draft } from './draft.ts'
import { checkFailovers } from './expectations/failovers-named.ts'
import { compileExpectation } from './expectations/index.ts'
import { checkWindows } from './expectations/windows.ts'
import { canonicalJson, fnv1a64 } from './hash.ts'
import { LIMITS } from './limits.ts'
import type { Path } from './path.ts'
import type { Report } from './problems.ts'
import type { Expectation, Scenario } from './scenario.ts'
import { compileTimeline } from './timeline/index.ts'

/** Before, all users of a system signed in the same way. */
const BEFORE_HYBRID: readonly Release[] = ['11.6', '12.0']

export type Compiled = Omit<Scenario, 'name' | 'file' | 'hash'>

/**
 * The compiled scenario, or undefined where parts of the draft are missing. What is there is checked all the same,
 * so that one look shows every problem.
 */
export function compile(draft: Draft, reportAt: Report): Compiled | undefined {
  const report: Report = (path, message) => reportAt(written(path, draft.timeline.length), message)
  const topology = draft.topology === undefined ? undefined : compileTopology(draft.topology, report)
  const desk = draft.desk === undefined ? undefined : compileDesk(draft.desk, report)
  const { why, release, deployment, duration: busyUs, calm: calmUs } = draft
  const isHybrid = desk?.sso !== undefined && desk.sso.share < 1
  if (isHybrid && release !== undefined && BEFORE_HYBRID.includes(release)) {
    report(
      ['desk', 'sso', 'share'],
      `must be 100% before 12.5, where there is no hybrid system; the release is ${release}`,
    )
  }
  const isKnown = topology !== undefined && release !== undefined && deployment !== undefined && desk !== undefined
  const setting = createSetting({
    busyUs,
    startsUs: draft.starts,
    queues: topology?.queues,
    surroundings: isKnown ? { topology, release, deployment, desk } : undefined,
    report,
  })
  const shifts = compileShifts(draft.shifts, setting)
  const supervision =
    draft.supervision === undefined ? undefined : compileSupervision(draft.supervision, topology?.supervisors, report)

  let streams = compileTraffic(draft.traffic, topology, setting)
  // A stream with a mistake in it may be the very one a surge is about.
  if (streams.length === draft.traffic.length)
    setting.noteTraffic(new Set(streams.flatMap(({ traffic }) => traffic.queues)))
  const load = compileLoad(draft.load, topology, streams.length, setting)
  const frame =
    topology === undefined || calmUs === undefined || shifts.length === 0
      ? undefined
      : { busyUs: setting.busyUs, calmUs, topology, shifts, traffic: settled(streams) }
  const steady = frame && shaped(frame, load.filter(isSteady))
  // Surges and silences bend whatever rates there are.
  if (steady !== undefined && load.some((spec) => aboutOf(spec) === 'calls'))
    streams = unsettled(steady.workload.traffic)
  const timeline = [...draft.timeline, ...timelineOfLoad(draft.load)]
  const { entries, changes, acts } = compileTimeline(timeline, setting)
  for (const change of changes) streams = changed(streams, change, report)
  const traffic = settled(streams)
  for (const { arrivals, name } of traffic) {
    const most = arrivals.kind === 'poisson' ? Math.max(...arrivals.steps.map(({ perHour }) => perHour)) : 0
    if (most > LIMITS.callsPerHour && changes.length > 0) {
      report(['timeline'], `"${name}" reaches ${Math.round(most)} calls an hour; up to 1e7/h are possible`)
    }
  }

  if (why === undefined || release === undefined || deployment === undefined) return undefined
  if (busyUs === undefined || calmUs === undefined) return undefined
  if (topology === undefined || desk === undefined || supervision === undefined) return undefined
  if (draft.settings === undefined || steady === undefined) return undefined
  const whole = shaped(
    { ...steady.workload, traffic },
    load.filter((spec) => !isSteady(spec)),
  )
  const windows = [...steady.windows, ...whole.windows]
  const workload: Workload = {
    release,
    deployment,
    busyUs: whole.workload.busyUs,
    calmUs,
    topology,
    desk,
    settings: draft.settings,
    shifts: whole.workload.shifts,
    supervision,
    traffic: whole.workload.traffic,
    faults: acts,
    defects: [],
  }
  checkWindows(draft.expect, windows, report)
  checkFailovers(draft.expect, entries, report)
  const expect = draft.expect.flatMap((spec): readonly Expectation[] =>
    spec === undefined ? [] : compileExpectation(spec),
  )
  return {
    why,
    workload,
    timeline: entries,
    expect,
    ...(windows.length === 0 ? {} : { windows }),
    proves: draft.proves.filter((id) => id !== undefined),
  }
}

/** What a soak repeats is what all the others have made of the scenario, and the timeline has bent. */
const isSteady = (spec: LoadSpec): boolean => aboutOf(spec) !== 'length'

/** Faults of the load are judged behind those of the timeline, and told where they were written. */
function written(path: Path, own: number): Path {
  const [first, index, ...rest] = path
  return first === 'timeline' && typeof index === 'number' && index >= own ? ['load', index - own, ...rest] : path
}

/** What a scenario means, in 16 hex digits. Its name, its reasons and its wording are not part of that. */
export function hashOf({ workload, timeline, expect, proves, windows }: Compiled): string {
  const content = {
    workload,
    timeline: timeline.map((entry) => ({ ...entry, says: undefined })),
    expect: expect.map((expectation) => ({ ...expectation, says: undefined })),
    proves,
    windows,
  }
  return fnv1a64(canonicalJson(content))
}

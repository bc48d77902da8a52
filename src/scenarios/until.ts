/** Ends the busy time of a compiled scenario early; the calm follows as ever. */
import type { LoadWindow } from '../load/executors/executor.ts'
import type { Act } from '../sim/domain/fault.ts'
import type { Workload } from '../sim/domain/workload.ts'
import type { Micros } from '../sim/kernel/time.ts'
import type { Compiled } from './compile.ts'

/** What would begin later is left out, what would last longer ends then. A longer time changes nothing. */
export function endAt(compiled: Compiled, untilUs: Micros): Compiled {
  const { workload, timeline, windows } = compiled
  if (untilUs >= workload.busyUs) return compiled
  return {
    ...compiled,
    workload: cut(workload, untilUs),
    ...(windows === undefined ? {} : { windows: windows.flatMap((window) => shortened(window, untilUs)) }),
    timeline: timeline
      .filter(({ atUs }) => atUs < untilUs)
      .map((entry) => ({
        ...entry,
        forUs: entry.forUs === undefined ? undefined : Math.min(entry.forUs, untilUs - entry.atUs),
      })),
  }
}

const shortened = (window: LoadWindow, untilUs: Micros): readonly LoadWindow[] =>
  window.fromUs >= untilUs ? [] : [{ ...window, untilUs: Math.min(window.untilUs, untilUs) }]

/** What begins later does not; what would be undone later is undone now. */
function kept(act: Act, untilUs: Micros): readonly Act[] {
  if ((act.sinceUs ?? act.atUs) >= untilUs) return []
  return [act.atUs <= untilUs ? act : { ...act, atUs: untilUs }]
}

function cut(workload: Workload, untilUs: Micros): Workload {
  return {
    ...workload,
    busyUs: untilUs,
    faults: workload.faults.flatMap((act) => kept(act, untilUs)),
    shifts: workload.shifts
      .filter(({ startUs }) => startUs < untilUs)
      .map((shift) => {
        const endUs = shift.endUs > workload.busyUs ? shift.endUs : Math.min(shift.endUs, untilUs)
        return {
          ...shift,
          endUs,
          spreadUs: Math.min(shift.spreadUs, endUs - shift.startUs),
          breaks: shift.breaks.filter(({ atUs }) => atUs < untilUs),
        }
      }),
    traffic: workload.traffic
      .filter(({ arrivals }) => arrivals.kind !== 'every' || arrivals.fromUs < untilUs)
      .map((stream) => ({ ...stream, untilUs: Math.min(stream.untilUs, untilUs) })),
  }
}

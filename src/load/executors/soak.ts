/**
 * The same again and again for hours. Callers and breaks of the scenario's busy time are repeated until the soak is over, and
 * nobody goes home in between; faults are not repeated. Each round is a window, so that what grows shows.
 */
import type { Break, RateStep, Traffic } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Executor, LoadWindow } from './executor.ts'

export interface Soak {
  readonly do: 'soak'
  readonly forUs: Micros
}

export const soak: Executor<Soak> = {
  do: 'soak',
  about: 'length',
  shape({ busyUs: roundUs, shifts, traffic }, { forUs }) {
    const starts = Array.from({ length: Math.ceil(forUs / roundUs) }, (_, round) => round * roundUs)
    return {
      busyUs: forUs,
      shifts: shifts.map((shift) => ({
        ...shift,
        // Whoever leaves before the end of a round leaves for good: a soak has no morning.
        endUs: shift.endUs === roundUs ? forUs : shift.endUs,
        breaks: shift.endUs < roundUs ? shift.breaks : starts.flatMap((at) => later(shift.breaks, at, forUs)),
      })),
      traffic: traffic.map((stream) => repeated(stream, starts, roundUs, forUs)),
      windows: starts.map((fromUs, round): LoadWindow => {
        return { name: `round ${round + 1}`, fromUs, untilUs: Math.min(forUs, fromUs + roundUs) }
      }),
    }
  },
}

const later = (breaks: readonly Break[], byUs: Micros, endUs: Micros): readonly Break[] =>
  breaks.map((pause) => ({ ...pause, atUs: pause.atUs + byUs })).filter(({ atUs }) => atUs < endUs)

function repeated(stream: Traffic, starts: readonly Micros[], roundUs: Micros, forUs: Micros): Traffic {
  const { arrivals, untilUs } = stream
  // A metronome that beats to the end of the round just goes on.
  if (arrivals.kind === 'every') return { ...stream, untilUs: untilUs === roundUs ? forUs : untilUs }
  const steps = starts.flatMap((at): RateStep[] => {
    const own = arrivals.steps
      .filter(({ fromUs }) => fromUs < untilUs)
      .map((step) => ({ ...step, fromUs: step.fromUs + at }))
    // Between the end of the traffic and the next round nobody calls, and neither before its first step.
    const silent = untilUs < roundUs ? [{ fromUs: at + untilUs, perHour: 0 }] : []
    const before = at > 0 && own[0]!.fromUs > at && untilUs >= roundUs ? [{ fromUs: at, perHour: 0 }] : []
    return [...before, ...own, ...silent]
  })
  return { ...stream, untilUs: forUs, arrivals: { ...arrivals, steps: steps.filter(({ fromUs }) => fromUs < forUs) } }
}

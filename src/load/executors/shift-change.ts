/** One half leaves and the other comes: for a while both are there, and everybody signs in or out. */
import type { Micros } from '../../sim/kernel/time.ts'
import { type Executor, homeUs, shiftLike } from './executor.ts'

export interface ShiftChange {
  readonly do: 'shift-change'
  /** When the first ones go. */
  readonly atUs: Micros
  /** The others begin to come so long before. */
  readonly overlapUs: Micros
  /** In how long a span each half signs in. */
  readonly withinUs: Micros
  /** Share of the agents in the first half. */
  readonly share: number
}

export const shiftChange: Executor<ShiftChange> = {
  do: 'shift-change',
  about: 'presence',
  shape(workload, { atUs, overlapUs, withinUs, share }) {
    const comeUs = atUs - overlapUs
    const early = { name: 'early', share, startUs: 0, endUs: atUs, spreadUs: withinUs }
    const late = { name: 'late', share: 1 - share, startUs: comeUs, endUs: homeUs(workload), spreadUs: withinUs }
    const untilUs = Math.min(workload.busyUs, Math.max(atUs, comeUs + withinUs) + withinUs)
    return {
      shifts: [shiftLike(workload, early), shiftLike(workload, late)],
      windows: [
        { name: 'early', fromUs: 0, untilUs: comeUs },
        { name: 'change', fromUs: comeUs, untilUs },
        { name: 'late', fromUs: untilUs, untilUs: workload.busyUs },
      ].filter(({ fromUs, untilUs }) => untilUs > fromUs),
    }
  },
}

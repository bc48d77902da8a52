/**
 * When somebody comes, goes and takes breaks. Drawn at the start, from the person's own stream and before anything else, so
 * that it is known without playing the day.
 */
import { draw } from '../domain/draw.ts'
import type { Break, Shift } from '../domain/workload.ts'
import type { RandomStream } from '../kernel/random.ts'
import type { Micros } from '../kernel/time.ts'

export interface PlannedBreak {
  readonly atUs: Micros
  readonly forUs: Micros
  readonly pause: Break
}

export interface Attendance {
  readonly signInUs: Micros
  readonly signOutUs: Micros
  /** In the order of the shift, which need not be that of time. */
  readonly breaks: readonly PlannedBreak[]
}

export function drawAttendance(shift: Pick<Shift, 'startUs' | 'spreadUs' | 'endUs' | 'breaks'>, random: RandomStream) {
  const signInUs = shift.startUs + Math.floor(random.next() * shift.spreadUs)
  const breaks = shift.breaks.flatMap((pause): readonly PlannedBreak[] => {
    if (!random.chance(pause.share)) return []
    const atUs = pause.atUs + Math.floor(random.next() * pause.spreadUs)
    return [{ atUs, forUs: draw(pause.for, random), pause }]
  })
  return { signInUs, signOutUs: shift.endUs, breaks } satisfies Attendance
}

/** Shares deal the agents out in order: the first share of them to the first shift, and so on. */
export function shiftOf(shifts: readonly Shift[], agent: number, agents: number): Shift {
  let upTo = 0
  for (const shift of shifts) {
    upTo += shift.share * agents
    if (agent < Math.round(upTo)) return shift
  }
  return shifts.at(-1)!
}

/** Supervisors are there from the first shift to the last, or come and go as agents do, and take no breaks. */
export function supervisorShift(shifts: readonly Shift[], supervisor: number, supervisors: number) {
  if (shifts.length > 0 && shifts.every((shift) => shift.supervisors === true)) {
    const { startUs, endUs, spreadUs } = shiftOf(shifts, supervisor, supervisors)
    return { startUs, endUs, spreadUs, breaks: [] }
  }
  return {
    startUs: Math.min(...shifts.map((shift) => shift.startUs)),
    endUs: Math.max(...shifts.map((shift) => shift.endUs)),
    spreadUs: shifts[0]?.spreadUs ?? 0,
    breaks: [],
  }
}

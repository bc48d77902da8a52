/** Shifts of a run on a target: each agent begins where the caps of the file let the plan have it. */
import type { Shift, Workload } from '../../sim/domain/workload.ts'
import { shiftOf } from '../../sim/people/attendance.ts'
import type { TargetPlan } from './plan.ts'
import type { TargetUser } from './target.ts'

export function staggered(workload: Workload, { steps }: TargetPlan, users: readonly TargetUser[]): Workload {
  const { agents } = workload.topology
  const waits = new Map(steps.filter(({ kind }) => kind === 'sign-in').map(({ user, waitsUs }) => [user.id, waitsUs]))
  const shifts = users.slice(0, agents).map((user, index): Shift => {
    const shift = shiftOf(workload.shifts, index, agents)
    const { startUs, breaks } = shift
    return { ...shift, breaks, share: 1 / agents, startUs: startUs + (waits.get(user.id) ?? 0) }
  })
  return { ...workload, shifts }
}

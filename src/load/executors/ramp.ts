/**
 * Agents come one after the other over a span, and may go in the same way. The span is cut into equal steps with an equal part
 * of the agents in each, so that the ramp is straight and not a matter of luck; within a step each comes when the seed says.
 */
import type { Shift } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { type Executor, homeUs, type LoadWindow, shiftLike } from './executor.ts'

export interface Ramp {
  readonly do: 'ramp'
  readonly fromUs: Micros
  readonly overUs: Micros
  /** How long the ramp down takes, up to the end of the busy time; undefined: all go at once, as the scenario says. */
  readonly downUs: Micros | undefined
  readonly steps: number
}

export const ramp: Executor<Ramp> = {
  do: 'ramp',
  about: 'presence',
  shape(workload, { fromUs, overUs, downUs, steps: wanted }) {
    const { busyUs, topology } = workload
    const steps = Math.max(1, Math.min(wanted, topology.agents))
    const part = (of: Micros, step: number) => Math.round((of * step) / steps)
    const shifts = Array.from({ length: steps }, (_, step): Shift => {
      const startUs = fromUs + part(overUs, step)
      // First come, first gone.
      const endUs = downUs === undefined ? homeUs(workload) : busyUs - downUs + part(downUs, step + 1)
      const spreadUs = part(overUs, step + 1) - part(overUs, step)
      const shift = shiftLike(workload, { name: `step ${step + 1}`, share: 1 / steps, startUs, endUs, spreadUs })
      return { ...shift, supervisors: true }
    })
    const downFromUs = downUs === undefined ? busyUs : busyUs - downUs
    const windows: LoadWindow[] = [
      { name: 'ramp', fromUs, untilUs: fromUs + overUs },
      { name: 'plateau', fromUs: fromUs + overUs, untilUs: downFromUs },
    ]
    if (downUs !== undefined) windows.push({ name: 'ramp down', fromUs: downFromUs, untilUs: busyUs })
    return { shifts, windows }
  },
}

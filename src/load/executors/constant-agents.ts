/** Everybody signs in at the beginning, within a short while, and stays to the end. */
import type { Micros } from '../../sim/kernel/time.ts'
import { type Executor, homeUs, shiftLike } from './executor.ts'

export interface ConstantAgents {
  readonly do: 'constant-agents'
  readonly withinUs: Micros
}

export const constantAgents: Executor<ConstantAgents> = {
  do: 'constant-agents',
  about: 'presence',
  shape(workload, { withinUs }) {
    const endUs = homeUs(workload)
    return {
      shifts: [shiftLike(workload, { name: 'all', share: 1, startUs: 0, endUs, spreadUs: withinUs })],
      windows: [
        { name: 'signing in', fromUs: 0, untilUs: withinUs },
        { name: 'all signed in', fromUs: withinUs, untilUs: workload.busyUs },
      ],
    }
  },
}

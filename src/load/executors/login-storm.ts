/** Everybody signs in at once, as after a fire drill: an avalanche, not a queue. */
import type { Micros } from '../../sim/kernel/time.ts'
import { type Executor, homeUs, shiftLike } from './executor.ts'

export interface LoginStorm {
  readonly do: 'login-storm'
  readonly atUs: Micros
  readonly withinUs: Micros
}

export const loginStorm: Executor<LoginStorm> = {
  do: 'login-storm',
  about: 'presence',
  shape(workload, { atUs, withinUs }) {
    const endUs = homeUs(workload)
    const stormUs = Math.min(workload.busyUs, atUs + withinUs)
    return {
      shifts: [shiftLike(workload, { name: 'storm', share: 1, startUs: atUs, endUs, spreadUs: withinUs })],
      windows: [
        { name: 'storm', fromUs: atUs, untilUs: stormUs },
        { name: 'after the storm', fromUs: stormUs, untilUs: workload.busyUs },
      ].filter(({ fromUs, untilUs }) => untilUs > fromUs),
    }
  },
}

/** Calls at one rate. They come when they come: a slow center makes none of them wait to be placed. */
import type { Micros } from '../../sim/kernel/time.ts'
import { atRates } from './call-rates.ts'
import type { Executor } from './executor.ts'

export interface ConstantCalls {
  readonly do: 'constant-calls'
  readonly perHour: number
  readonly fromUs: Micros
  readonly untilUs: Micros
}

export const constantCalls: Executor<ConstantCalls> = {
  do: 'constant-calls',
  about: 'calls',
  shape({ traffic }, { perHour, fromUs, untilUs }) {
    return {
      traffic: atRates(traffic, [{ fromUs, perHour }], untilUs),
      windows: [{ name: 'calls', fromUs, untilUs }],
    }
  },
}

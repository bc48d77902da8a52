/** Draws a duration, rounded to whole microseconds at once, so that nothing after it depends on a last bit. */
import type { RandomStream } from '../kernel/random.ts'
import type { Micros } from '../kernel/time.ts'
import type { Distribution } from './workload.ts'

export function draw(distribution: Distribution, random: RandomStream): Micros {
  switch (distribution.kind) {
    case 'constant':
      return distribution.meanUs
    case 'exponential':
      return Math.round(random.exponential(distribution.meanUs))
    case 'lognormal':
      return Math.round(random.lognormal(distribution.meanUs, distribution.cv))
    case 'uniform':
      return Math.round(random.uniform(distribution.minUs, distribution.maxUs))
  }
}

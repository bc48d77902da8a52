/**
 * When the next caller comes: non-homogeneous Poisson arrivals by the piecewise intensity of the traffic, or a
 * metronome. Steps are integrated exactly; slopes are thinned (Lewis and Shedler 1979).
 */

import type { Arrivals, RateStep } from '../domain/workload.ts'
import type { RandomStream } from '../kernel/random.ts'
import { HOUR, type Micros } from '../kernel/time.ts'

/** Time of the first arrival after `from`, before `until`; undefined when none comes any more. */
export function nextArrival(arrivals: Arrivals, from: Micros, until: Micros, random: RandomStream): Micros | undefined {
  const at = arrivals.kind === 'every' ? nextTick(arrivals, from) : nextOfPoisson(arrivals, from, until, random)
  return at !== undefined && at < until ? at : undefined
}

function nextTick(arrivals: { everyUs: Micros; fromUs: Micros }, from: Micros): Micros {
  if (from < arrivals.fromUs) return arrivals.fromUs
  return arrivals.fromUs + (Math.floor((from - arrivals.fromUs) / arrivals.everyUs) + 1) * arrivals.everyUs
}

function nextOfPoisson(
  { shape, steps }: { shape: 'steps' | 'linear'; steps: readonly RateStep[] },
  from: Micros,
  until: Micros,
  random: RandomStream,
): Micros | undefined {
  let at = from
  let index = stepAt(steps, at)
  let hazard = random.exponential(1)
  while (at < until) {
    const step = steps[index]
    const end = Math.min(steps[index + 1]?.fromUs ?? until, until)
    const rate = step?.perHour ?? 0
    const slope = shape === 'linear' ? (steps[index + 1]?.perHour ?? rate) : rate
    const highest = Math.max(rate, slope)
    const span = highest > 0 ? (hazard * HOUR) / highest : Infinity
    if (at + span < end) {
      at += span
      // The slope runs to the next step, also where `until` cuts it short.
      const nextUs = steps[index + 1]?.fromUs ?? end
      const here = step === undefined ? rate : rate + ((slope - rate) * (at - step.fromUs)) / (nextUs - step.fromUs)
      if (slope === rate || random.chance(here / highest)) return Math.round(at)
      hazard = random.exponential(1)
    } else {
      hazard -= highest > 0 ? ((end - at) * highest) / HOUR : 0
      at = end
      index++
      if (index >= steps.length) return undefined
    }
  }
  return undefined
}

/** Index of the step in force at `at`; -1 before the first. */
function stepAt(steps: readonly RateStep[], at: Micros): number {
  let low = -1
  for (let i = 0; i < steps.length && steps[i]!.fromUs <= at; i++) low = i
  return low
}

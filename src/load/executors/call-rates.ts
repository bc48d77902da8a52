/** Calls at given rates, whatever traffic the scenario has: its streams keep their mix, their queues and what they say. */
import type { RateStep, Traffic } from '../../sim/domain/workload.ts'
import { HOUR, type Micros } from '../../sim/kernel/time.ts'

/** From a moment on, so many calls an hour of all streams together. */
export interface RateChange {
  readonly fromUs: Micros
  readonly perHour: number
}

/** The streams with Poisson arrivals at these rates, each with the share of all calls that it had. */
export function atRates(
  traffic: readonly Traffic[],
  rates: readonly RateChange[],
  untilUs: Micros,
): readonly Traffic[] {
  const volumes = traffic.map(volumeOf)
  const whole = volumes.reduce((sum, volume) => sum + volume, 0)
  return traffic.map((stream, index) => {
    const share = whole === 0 ? 1 / traffic.length : volumes[index]! / whole
    const steps = rates.map(({ fromUs, perHour }): RateStep => ({ fromUs, perHour: perHour * share }))
    const before: RateStep[] = (rates[0]?.fromUs ?? 0) > 0 ? [{ fromUs: 0, perHour: 0 }] : []
    return { ...stream, untilUs, arrivals: { kind: 'poisson', shape: 'steps', steps: [...before, ...steps] } }
  })
}

/** Calls to be expected of a stream. */
export function volumeOf({ arrivals, untilUs }: Traffic): number {
  if (arrivals.kind === 'every') return Math.max(0, Math.ceil((untilUs - arrivals.fromUs) / arrivals.everyUs))
  return arrivals.steps.reduce((sum, { fromUs, perHour }, index) => {
    const next = arrivals.steps[index + 1]
    const endUs = Math.min(untilUs, next?.fromUs ?? untilUs)
    const mean = arrivals.shape === 'linear' && next !== undefined ? (perHour + next.perHour) / 2 : perHour
    return sum + (mean * Math.max(0, endUs - fromUs)) / HOUR
  }, 0)
}

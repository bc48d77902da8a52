/**
 * The search for the knee: calls at a rate that is held for a while, then at a higher one, and so on. Each step is a window,
 * and a plan of its own in the sequence of plans; whoever plays them may stop after the first that the center does not bear.
 */
import type { Micros } from '../../sim/kernel/time.ts'
import { atRates } from './call-rates.ts'
import type { Executor, LoadWindow } from './executor.ts'

export interface StepCalls {
  readonly do: 'step-calls'
  readonly firstPerHour: number
  readonly stepPerHour: number
  readonly steps: number
  readonly holdUs: Micros
  readonly fromUs: Micros
}

export const stepCalls: Executor<StepCalls> = {
  do: 'step-calls',
  about: 'calls',
  shape({ traffic }, spec) {
    const { steps, holdUs, fromUs } = spec
    const rates = Array.from({ length: steps }, (_, step) => ({
      fromUs: fromUs + step * holdUs,
      perHour: rateOf(spec, step),
    }))
    const windows = rates.map(
      ({ fromUs, perHour }, step): LoadWindow => ({
        name: `step ${step + 1}: ${Math.round(perHour)}/h`,
        fromUs,
        untilUs: fromUs + holdUs,
      }),
    )
    return { traffic: atRates(traffic, rates, fromUs + steps * holdUs), windows }
  },
}

/** Calls an hour in a step, counted from 0. */
export const rateOf = ({ firstPerHour, stepPerHour }: StepCalls, step: number): number =>
  firstPerHour + step * stepPerHour

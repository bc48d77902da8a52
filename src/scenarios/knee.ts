/** What a search step by step found: the highest rate whose step, and all before it, kept what every step has to keep. */
import type { LoadWindow } from '../load/executors/executor.ts'
import { holds } from './holds.ts'
import { operationFigure } from './operation-figure.ts'
import type { KneeResult, OperationResult } from './result-of-load.ts'
import type { Expectation } from './scenario.ts'

/** The window of an expectation that judges no run: it says what a step must keep to count as borne. */
export const EVERY_STEP = 'every step'
const STEP = /^step \d+: (\d+)\/h$/

/** Steps of a search among the windows, with their calls an hour. */
const stepsOf = (windows: readonly LoadWindow[]) =>
  windows.flatMap((window) => {
    const perHour = STEP.exec(window.name)?.[1]
    return perHour === undefined ? [] : [{ window: window.name, perHour: Number(perHour) }]
  })

export const hasSteps = (windows: readonly LoadWindow[]): boolean => stepsOf(windows).length > 0

/** Undefined where no step has anything to keep. What was not measured in a step is not kept there. */
export function kneeOf(
  windows: readonly LoadWindow[],
  expect: readonly Expectation[],
  operations: readonly OperationResult[],
): KneeResult | undefined {
  const wanted = expect.filter(({ window }) => window === EVERY_STEP)
  const all = stepsOf(windows)
  if (wanted.length === 0 || all.length === 0) return undefined
  const steps = all.map(({ window, perHour }) => {
    const missed = wanted.filter((one) => {
      const found = operationFigure({ ...one, window }, operations)
      return found === undefined || !holds(found.value, one.compare, one.bound)
    })
    return { window, perHour, borne: missed.length === 0, missed: missed.map(({ says }) => says) }
  })
  const failed = steps.findIndex(({ borne }) => !borne)
  // What comes after the first failure proves nothing: queues are still full of it.
  const last = (failed < 0 ? steps.length : failed) - 1
  return { bornePerHour: steps[last]?.perHour, tooManyPerHour: steps[failed]?.perHour, steps }
}

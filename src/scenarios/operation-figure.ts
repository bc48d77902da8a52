/** What an expectation about an operation is held against: a figure of one window, or of the worst of several. */
import { slug } from './collectors/figure-text.ts'
import { INTERVAL, RUN } from './collectors/operations/results.ts'
import { worstOf } from './holds.ts'
import { latency } from './latency.ts'
import type { OperationResult } from './result-of-load.ts'
import type { Expectation } from './scenario.ts'

export interface OperationFigure {
  readonly value: number
  /** Where it was the worst, of several windows. */
  readonly window: string | undefined
}

/** Undefined where the operation was not measured there. */
export function operationFigure(
  { figure, quantile, window = RUN, from, compare, bound }: Expectation,
  operations: readonly OperationResult[],
): OperationFigure | undefined {
  const name = slug(figure.slice('operation:'.length))
  const isMeant = windowsMeant(window)
  const isOne = !window.startsWith('every ')
  const values = operations
    .filter((one) => slug(one.operation) === name && isMeant(one.window))
    .flatMap((one) => {
      const value = measuredOf(one, quantile, from)
      return value === undefined ? [] : [{ value, window: isOne ? undefined : one.window }]
    })
  return worstOf(values, compare, bound)
}

function windowsMeant(window: string): (name: string) => boolean {
  if (window === 'every minute') return (name) => INTERVAL.test(name)
  if (window === 'every phase') return (name) => name !== RUN && !INTERVAL.test(name)
  return (name) => slug(name) === slug(window)
}

function measuredOf(
  { planned, failed, dropped, intended, actual }: OperationResult,
  what: string | undefined,
  from: Expectation['from'],
): number | undefined {
  if (what === 'planned') return planned
  if (what === 'failed' || what === 'dropped') {
    if (planned === 0) return undefined
    return (what === 'failed' ? failed : dropped) / planned
  }
  return latency(from === 'actual' ? actual : intended, what)
}

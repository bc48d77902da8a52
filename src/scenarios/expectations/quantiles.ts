import { z } from 'zod'
import type { Expectation } from '../scenario.ts'
import { type Bound, boundOf } from './kind.ts'

const QUANTILES = ['p50', 'p95', 'p99', 'p999', 'max', 'mean'] as const

/** Bounds on the latency of something, one or more: `p95: "<= 3s"`. */
export const quantiles = {
  p50: boundOf('us').optional().describe('Half of them.'),
  p95: boundOf('us').optional().describe('95 % of them.'),
  p99: boundOf('us').optional().describe('99 % of them.'),
  p999: boundOf('us').optional().describe('99.9 % of them.'),
  max: boundOf('us').optional().describe('The longest.'),
  mean: boundOf('us').optional().describe('The mean.'),
}

type Bounds = { readonly [Quantile in (typeof QUANTILES)[number]]?: Bound | undefined }

/** The quantiles that are bounded. */
export const boundsOf = (bounds: Bounds): (readonly [quantile: string, bound: Bound])[] =>
  QUANTILES.flatMap((quantile) => {
    const bound = bounds[quantile]
    return bound === undefined ? [] : [[quantile, bound] as const]
  })

export const hasQuantile = (bounds: Bounds) => QUANTILES.some((quantile) => bounds[quantile] !== undefined)
export const NO_QUANTILE = `bounds nothing; say at least one of ${QUANTILES.join(', ')}`

/** A word such as `sign-in` or `REST request`. */
export const measured = z.string().trim().min(1).max(80)

/** One expectation for each quantile that is bounded. */
export function latencies(what: 'hop' | 'phase' | 'outage', name: string, bounds: Bounds): Expectation[] {
  return QUANTILES.flatMap((quantile): Expectation[] => {
    const bound = bounds[quantile]
    if (bound === undefined) return []
    return [
      {
        says: `${what}: ${name}, ${quantile}: ${bound.written}`,
        figure: `${what}:${name}`,
        quantile,
        compare: bound.compare,
        bound: bound.bound,
        unit: 'us',
        kind: 'threshold',
      },
    ]
  })
}

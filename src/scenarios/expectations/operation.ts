import { z } from 'zod'
import type { Expectation } from '../scenario.ts'
import { type Bound, boundOf, expectationKind } from './kind.ts'
import { boundsOf, measured, quantiles } from './quantiles.ts'

/** The worst of the windows of one kind has to keep the bound. */
export const EVERY = ['every phase', 'every minute'] as const

const figures = {
  planned: boundOf('count').optional().describe('How many were wanted. It keeps a bound from being kept by nothing.'),
  failed: boundOf('share').optional().describe('Share of them that failed.'),
  dropped: boundOf('share').optional().describe('Share of them that were never begun.'),
}
const FIGURES = ['planned', 'failed', 'dropped'] as const

/**
 * What becomes of one operation of the desktops, in the whole run or a part of it:
 * `{ operation: sign-in, window: storm, p95: "<= 3s", failed: "< 1%" }`.
 */
export const operation = expectationKind({
  key: 'operation',
  schema: z
    .strictObject({
      operation: measured.describe('An operation of the desktops, such as sign-in, answer, hold request, event, ping.'),
      window: z
        .string()
        .trim()
        .min(1)
        .max(80)
        .optional()
        .describe(
          'A phase of the load, `minute 3`, `every phase` or `every minute` (the worst of them), or `every step` (what a step keeps that is borne; see `knee`); the whole run unless told.',
        ),
      from: z
        .enum(['intended', 'actual'])
        .default('intended')
        .describe('Latencies count from the moment an operation was wanted, or from the one it was begun.'),
      ...quantiles,
      ...figures,
    })
    .refine(
      (spec) => boundsOf(spec).length > 0 || FIGURES.some((figure) => spec[figure] !== undefined),
      'bounds nothing; say at least one of p50, p95, p99, p999, max, mean, planned, failed, dropped',
    ),
  compile: (spec) => {
    const { operation: name, window, from } = spec
    const where = window === undefined ? '' : `, window: ${window}`
    const one = (
      what: string,
      { compare, bound, written }: Bound,
      unit: Expectation['unit'],
      quantile: string | undefined,
    ): Expectation => ({
      says: `operation: ${name}${where}${quantile !== undefined && from === 'actual' ? ', from: actual' : ''}, ${what}: ${written}`,
      figure: `operation:${name}`,
      quantile: quantile ?? what,
      ...(window === undefined ? {} : { window }),
      ...(quantile === undefined ? {} : { from }),
      compare,
      bound,
      unit,
      kind: 'threshold',
    })
    return [
      ...boundsOf(spec).map(([quantile, bound]) => one(quantile, bound, 'us', quantile)),
      ...FIGURES.flatMap((figure) => {
        const bound = spec[figure]
        return bound === undefined ? [] : [one(figure, bound, figure === 'planned' ? 'count' : 'share', undefined)]
      }),
    ]
  },
})

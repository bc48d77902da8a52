import { z } from 'zod'
import { phaseNames } from '../../sim/domain/facts.ts'
import { ALL_BACK, quantilesOfFailover } from '../failover-named.ts'
import { expectationKind } from './kind.ts'
import { boundsOf, hasQuantile, latencies, measured, NO_QUANTILE, quantiles } from './quantiles.ts'

/**
 * How long one phase of a failure takes, over the whole run or in one failover:
 * `{ phase: finesse-back, p95: "<= 75s" }`, `{ phase: all-back, failover: crash of finesse 1, max: "<= 110s" }`.
 */
export const phase = expectationKind({
  key: 'phase',
  schema: z
    .strictObject({
      phase: z.enum([...phaseNames, ALL_BACK]).describe('A phase of a failure.'),
      failover: measured
        .optional()
        .describe('Of the failover that an entry of these words began, such as `crash of finesse 1`.'),
      ...quantiles,
    })
    .refine(hasQuantile, NO_QUANTILE)
    .refine(
      ({ phase, failover, ...bounds }) =>
        failover === undefined || boundsOf(bounds).every(([name]) => quantilesOfFailover.some((one) => one === name)),
      `of one failover there are ${quantilesOfFailover.join(', ')}`,
    )
    .refine(
      ({ phase, failover, ...bounds }) =>
        failover !== undefined || phase !== ALL_BACK || boundsOf(bounds).every(([name]) => name === 'max'),
      'each failover has one time, until all are back: say max, or which failover',
    ),
  compile: ({ phase, failover, ...bounds }) =>
    latencies('phase', phase, bounds).map((expectation) =>
      failover === undefined
        ? expectation
        : { ...expectation, says: expectation.says.replace(',', ` of ${failover},`), failover },
    ),
})

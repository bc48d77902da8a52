import { z } from 'zod'
import { phaseNames } from '../../sim/domain/facts.ts'
import { expectationKind } from './kind.ts'
import { hasQuantile, latencies, NO_QUANTILE, quantiles } from './quantiles.ts'

/** How long one phase of a failure takes: `{ phase: finesse-back, p95: "<= 75s" }`. */
export const phase = expectationKind({
  key: 'phase',
  schema: z
    .strictObject({ phase: z.enum(phaseNames).describe('A phase of a failure.'), ...quantiles })
    .refine(hasQuantile, NO_QUANTILE),
  compile: ({ phase, ...bounds }) => latencies('phase', phase, bounds),
})

import { z } from 'zod'
import { expectationKind } from './kind.ts'
import { hasQuantile, latencies, measured, NO_QUANTILE, quantiles } from './quantiles.ts'

/** How long one phase of a failure takes: `{ phase: finesse-back, p95: "<= 75s" }`. */
export const phase = expectationKind({
  key: 'phase',
  schema: z
    .strictObject({ phase: measured.describe('A phase of a failure, such as finesse-back.'), ...quantiles })
    .refine(hasQuantile, NO_QUANTILE),
  compile: ({ phase, ...bounds }) => latencies('phase', phase, bounds),
})

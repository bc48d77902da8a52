import { z } from 'zod'
import { expectationKind } from './kind.ts'
import { hasQuantile, latencies, measured, NO_QUANTILE, quantiles } from './quantiles.ts'

/** How long one step of the way takes, such as a sign-in or a request: `{ hop: sign-in, p95: "<= 3s" }`. */
export const hop = expectationKind({
  key: 'hop',
  schema: z
    .strictObject({ hop: measured.describe('A step of the way, such as sign-in.'), ...quantiles })
    .refine(hasQuantile, NO_QUANTILE),
  compile: ({ hop, ...bounds }) => latencies('hop', hop, bounds),
})

import { z } from 'zod'
import { boundOf, expectationKind } from './kind.ts'
import { hasQuantile, latencies, quantiles } from './quantiles.ts'

/** How long a Finesse node was out of service, and how often: `{ outage: finesse 1, max: "<= 75s", times: 1 }`. */
export const outage = expectationKind({
  key: 'outage',
  schema: z
    .strictObject({
      outage: z.enum(['finesse 1', 'finesse 2']).describe('The node.'),
      times: boundOf('count').optional().describe('How many outages.'),
      ...quantiles,
    })
    .refine(
      (spec) => spec.times !== undefined || hasQuantile(spec),
      'bounds nothing; say at least one of times, p50, p95, p99, p999, max, mean',
    ),
  compile: ({ outage, times, ...bounds }) => [
    ...latencies('outage', outage, bounds),
    ...(times === undefined
      ? []
      : [
          {
            says: `outage: ${outage}, times: ${times.written}`,
            figure: `outages:${outage}`,
            quantile: undefined,
            compare: times.compare,
            bound: times.bound,
            unit: 'count',
            kind: 'correctness',
          } as const,
        ]),
  ],
})

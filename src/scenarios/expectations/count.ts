import { z } from 'zod'
import { boundOf, expectationKind } from './kind.ts'
import { measured } from './quantiles.ts'

/** How often something happened: `{ count: calls-handled, is: ">= 100" }`. It keeps a run from proving nothing. */
export const count = expectationKind({
  key: 'count',
  schema: z.strictObject({
    count: measured.describe('A count of the result, such as calls-handled.'),
    is: boundOf('count').describe('What it has to be.'),
  }),
  compile: ({ count, is: { compare, bound, written } }) => [
    {
      says: `count: ${count}, is: ${written}`,
      figure: `count:${count}`,
      quantile: undefined,
      compare,
      bound,
      unit: 'count',
      kind: 'correctness',
    },
  ],
})

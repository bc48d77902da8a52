import { z } from 'zod'
import { notices } from '../../sim/domain/notices.ts'
import { boundOf, expectationKind } from './kind.ts'

/** How many people were told something by their desktop or phone: `{ notice: token-expires-in-5-minutes, is: "== 40" }`. */
export const notice = expectationKind({
  key: 'notice',
  schema: z.strictObject({
    notice: z.enum(notices).describe('What people are told.'),
    is: boundOf('count').prefault('>= 1').describe('How many of them.'),
  }),
  compile: ({ notice, is: { compare, bound, written } }) => [
    {
      says: `notice: ${notice}, is: ${written}`,
      figure: `notice:${notice}`,
      quantile: undefined,
      compare,
      bound,
      unit: 'count',
      kind: 'correctness',
    },
  ],
})

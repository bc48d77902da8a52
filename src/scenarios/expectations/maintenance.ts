import { z } from 'zod'
import { maintenanceOutcomes } from '../collectors/failures.ts'
import { boundOf, expectationKind } from './kind.ts'

/** How a maintenance ended: `{ maintenance: completed, of: finesse 1 }`, at least once unless told. */
export const maintenance = expectationKind({
  key: 'maintenance',
  schema: z.strictObject({
    maintenance: z.enum(maintenanceOutcomes).describe('How it has to end.'),
    of: z.enum(['agent-pg', 'finesse 1', 'finesse 2']).prefault('agent-pg').describe('What is maintained.'),
    times: boundOf('count').prefault('>= 1').describe('How often it ended so.'),
  }),
  compile: ({ maintenance, of, times: { compare, bound, written } }) => [
    {
      says: `maintenance: ${maintenance}, of: ${of}, times: ${written}`,
      figure: `maintenance:${of}/${maintenance}`,
      quantile: undefined,
      compare,
      bound,
      unit: 'count',
      kind: 'correctness',
    },
  ],
})

import { z } from 'zod'
import { maintenanceOutcomes } from '../collectors/failures.ts'
import { expectationKind } from './kind.ts'

/** How a maintenance ended: `{ maintenance: completed, of: finesse 1 }`. */
export const maintenance = expectationKind({
  key: 'maintenance',
  schema: z.strictObject({
    maintenance: z.enum(maintenanceOutcomes).describe('How it has to end.'),
    of: z.enum(['agent-pg', 'finesse 1', 'finesse 2']).prefault('agent-pg').describe('What is maintained.'),
  }),
  compile: ({ maintenance, of }) => [
    {
      says: `maintenance: ${maintenance}, of: ${of}`,
      figure: `maintenance:${of}/${maintenance}`,
      quantile: undefined,
      compare: '>=',
      bound: 1,
      unit: 'count',
      kind: 'correctness',
    },
  ],
})

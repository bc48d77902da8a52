import { z } from 'zod'
import { syslogMessages } from '../../sim/domain/syslog.ts'
import { boundOf, expectationKind } from './kind.ts'

/** How often Finesse wrote a message to syslog: `{ syslog: CTI_CONNECTION_LOST }`, at least once unless told. */
export const syslog = expectationKind({
  key: 'syslog',
  schema: z.strictObject({
    syslog: z.enum(syslogMessages).describe('Name of the message.'),
    is: boundOf('count').prefault('>= 1').describe('How often.'),
  }),
  compile: ({ syslog, is: { compare, bound, written } }) => [
    {
      says: `syslog: ${syslog}, is: ${written}`,
      figure: `syslog:${syslog}`,
      quantile: undefined,
      compare,
      bound,
      unit: 'count',
      kind: 'correctness',
    },
  ],
})

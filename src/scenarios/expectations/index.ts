/** Every kind of expectation. A new one is a file beside this and a line in the list. */
import { z } from 'zod'
import type { Expectation } from '../scenario.ts'
import { abandoned } from './abandoned.ts'
import { aht } from './aht.ts'
import { asa } from './asa.ts'
import { count } from './count.ts'
import { forcedLogouts, moved, signedInAfterCalm } from './failover.ts'
import { hop } from './hop.ts'
import type { ExpectationKind } from './kind.ts'
import { knee } from './knee.ts'
import { lostCalls } from './lost-calls.ts'
import { maintenance } from './maintenance.ts'
import { notice } from './notice.ts'
import { occupancy } from './occupancy.ts'
import { operation } from './operation.ts'
import { oracleViolations } from './oracle-violations.ts'
import { outage } from './outage.ts'
import { phase } from './phase.ts'
import { rona } from './rona.ts'
import { serviceLevel } from './service-level.ts'
import { syslog } from './syslog.ts'

const expectationKinds = [
  lostCalls,
  abandoned,
  serviceLevel,
  occupancy,
  asa,
  aht,
  rona,
  oracleViolations,
  hop,
  operation,
  knee,
  phase,
  outage,
  forcedLogouts,
  signedInAfterCalm,
  moved,
  maintenance,
  syslog,
  notice,
  count,
] as const

type SchemasOf<Kinds extends readonly { readonly schema: z.ZodType }[]> = {
  readonly [Index in keyof Kinds]: Kinds[Index]['schema']
}

export const expectation = z.union(
  expectationKinds.map((kind) => kind.schema) as unknown as SchemasOf<typeof expectationKinds>,
  {
    error: 'should be like { lostCalls: 0 } or { hop: sign-in, p95: "<= 3s" }',
  },
)
export type ExpectationSpec = z.output<typeof expectation>

export function compileExpectation(spec: ExpectationSpec): readonly Expectation[] {
  const kind = expectationKinds.find((candidate) => candidate.key in spec) as
    | ExpectationKind<string, z.ZodType>
    | undefined
  return kind?.compile(spec) ?? []
}

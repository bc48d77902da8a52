/** The summary of a run that is kept beside the tests. Whoever changes what a run does changes it on purpose. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { RunResult } from '../../src/scenarios/result.ts'

export interface Golden {
  readonly verdict: string
  readonly digest: string
  readonly events: number
  readonly records: number
  readonly virtualSeconds: number
  readonly counts: Readonly<Record<string, number>>
}

const fileOf = (name: string) => `test/goldens/${name}.json`

export function goldenOf({ verdict, digest, events, records, virtualSeconds, counts }: RunResult): Golden {
  return {
    verdict,
    digest,
    events,
    records,
    virtualSeconds,
    counts: Object.fromEntries(counts.map(({ name, value }) => [name, value])),
  }
}

export const readGolden = (name: string): Golden => JSON.parse(readFileSync(fileOf(name), 'utf8')) as Golden

export function writeGolden(name: string, golden: Golden): void {
  writeFileSync(fileOf(name), `${JSON.stringify(golden, null, 2)}\n`)
}

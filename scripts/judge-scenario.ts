/** `node scripts/judge-scenario.ts NAME`: runs a shipped scenario with seed 1 and prints what it came to, as JSON. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SCENARIOS_DIR, VERSION } from '../src/cli/package.ts'
import { loadScenario, reading } from '../src/scenarios/load.ts'
import type { ExpectationResult, RunResult } from '../src/scenarios/result.ts'
import { runScenario } from '../src/scenarios/run.ts'

export interface Judged {
  readonly verdict: RunResult['verdict']
  readonly headline: string
  readonly expectations: readonly ExpectationResult[]
}

const name = process.argv[2]
if (import.meta.main && name !== undefined) {
  const scenario = loadScenario(join(SCENARIOS_DIR, `${name}.yaml`), { read: reading((path) => readFileSync(path)) })
  const run = {
    seed: '1',
    version: VERSION,
    nodeVersion: process.version,
    now: () => performance.now(),
    keepTables: false,
  }
  const { verdict, headline, expectations } = runScenario(scenario, run).result
  console.log(JSON.stringify({ verdict, headline, expectations } satisfies Judged))
}

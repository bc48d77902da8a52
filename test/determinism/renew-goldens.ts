/** `npm run goldens`: writes test/goldens and reports/sample anew. Look at the difference before it is committed. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { VERSION } from '../../src/cli/package.ts'
import { writeReports } from '../../src/report/write-reports.ts'
import { runScenario } from '../../src/scenarios/run.ts'
import { capped, options, scenarioNames, whole } from './capped.ts'
import { goldenOf, writeGolden } from './golden.ts'

for (const name of scenarioNames) {
  const { result } = runScenario(capped(name), options('1'))
  writeGolden(name, goldenOf(result))
  process.stdout.write(`${name}: ${result.verdict}, ${result.digest}\n`)
}

// The sample is a whole run, but for its wall time, which would make every renewal differ.
const place = mkdtempSync(join(tmpdir(), 'ccsim-sample-'))
const sample = runScenario(whole('smoke'), { ...options('1'), version: VERSION, keepTables: true, now: () => 0 })
const [first] = writeReports({ ...sample, dir: place })
rmSync('reports/sample', { recursive: true, force: true })
cpSync(dirname(first!), 'reports/sample', { recursive: true })
rmSync(place, { recursive: true })

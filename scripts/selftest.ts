/** `npm run selftest`: plants every defect, and keeps which oracles catch it in selftest/caught.json. */
import { writeFileSync } from 'node:fs'
import { selftestScenarios } from '../src/cli/commands/selftest.ts'
import { VERSION } from '../src/cli/package.ts'
import { catchList, defectNames, huntDefect } from '../src/scenarios/selftest.ts'

const scenarios = selftestScenarios()
const run = { seed: '1', version: VERSION, nodeVersion: process.version, now: () => performance.now() }
const results = defectNames.map((defect) => huntDefect(defect, scenarios, run))
const text = `${JSON.stringify(catchList(results), null, 2)}\n`
writeFileSync(new URL('../selftest/caught.json', import.meta.url), text)
const missed = results.filter(({ caught }) => caught === undefined).map(({ defect }) => defect)
if (missed.length > 0) {
  console.error(`no oracle catches ${missed.join(', ')}`)
  process.exitCode = 1
}

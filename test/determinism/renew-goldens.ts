/** `npm run goldens`: writes test/goldens anew. Look at the difference before it is committed. */
import { runScenario } from '../../src/scenarios/run.ts'
import { capped, options, scenarioNames } from './capped.ts'
import { goldenOf, writeGolden } from './golden.ts'

for (const name of scenarioNames) {
  const { result } = runScenario(capped(name), options('1'))
  writeGolden(name, goldenOf(result))
  process.stdout.write(`${name}: ${result.verdict}, ${result.digest}\n`)
}

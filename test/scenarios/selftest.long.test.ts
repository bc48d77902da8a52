import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { selftestScenarios } from '../../src/cli/commands/selftest.ts'
import { type CatchList, defectNames, huntDefect, soundResult } from '../../src/scenarios/selftest.ts'
import { ccsim } from '../cli/ccsim.ts'

const run = { seed: '1', version: '0', nodeVersion: '0', now: () => 0 }
const caught: CatchList = JSON.parse(readFileSync('selftest/caught.json', 'utf8'))
const scenarios = selftestScenarios()
/** `npm run test:seeds` takes 500. */
const seeds = Array.from({ length: 10 }, (_, seed) => String(seed + 1))

describe('a scenario of the selftest', () => {
  it.each(scenarios)('$name passes with nothing planted, whatever the seed', (scenario) => {
    const results = seeds.map((seed) => ({ seed, ...soundResult(scenario, { ...run, seed }) }))
    expect(results.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
  })
})

describe('a planted defect', () => {
  it.each(defectNames)('%s is caught by the oracles that selftest/caught.json names', (defect) => {
    const result = huntDefect(defect, scenarios, run)
    expect({ scenario: result.caught?.scenario, oracles: result.caught?.oracles }).toEqual(caught[defect])
  })
})

describe('ccsim selftest', () => {
  it('shows which oracle catches a defect, and that nothing is found without it', async () => {
    const { exit, out } = await ccsim(['selftest', '--defect', 'pg-maintenance-on-simplex', '--json'])
    const { sound, defects } = JSON.parse(out)
    expect(exit).toBe(0)
    expect(new Set(sound.map(({ verdict }: { verdict: string }) => verdict))).toEqual(new Set(['passed']))
    expect(defects).toMatchObject([{ defect: 'pg-maintenance-on-simplex', caught: { scenario: 'the-pg-stays' } }])
  })
})

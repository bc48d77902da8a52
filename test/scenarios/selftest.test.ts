import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { selftestScenarios } from '../../src/cli/commands/selftest.ts'
import { oracles } from '../../src/scenarios/oracles/index.ts'
import { type CatchList, defectNames, huntDefect, soundResult } from '../../src/scenarios/selftest.ts'
import type { DefectName } from '../../src/sim/domain/defects.ts'

const run = { seed: '1', version: '0', nodeVersion: '0', now: () => 0 }
const caught: CatchList = JSON.parse(readFileSync('selftest/caught.json', 'utf8'))
const scenarios = selftestScenarios()

describe('the selftest', () => {
  it('knows an oracle for every defect (or: npm run selftest)', () => {
    expect(Object.keys(caught)).toEqual(defectNames)
    const known = new Set(oracles.map(({ name }) => name))
    for (const [defect, { oracles: names }] of Object.entries(caught)) {
      expect(names.length, defect).toBeGreaterThan(0)
      for (const name of names) expect(known, defect).toContain(name)
    }
  })

  const few: readonly DefectName[] = [
    'drop-dialog-delete',
    'heartbeats-not-counted',
    'agents-not-signed-in-again',
    'lock-not-counted',
    'pg-maintenance-unasked',
    'maintenance-without-event',
  ]
  it.each(few)('catches %s where it should, and finds nothing there without it', (defect) => {
    const { scenario, oracles: names } = caught[defect]!
    const fitting = scenarios.filter(({ name }) => name === scenario)
    expect(fitting.map((one) => soundResult(one, run).verdict)).toEqual(['passed'])
    expect(huntDefect(defect, fitting, run).caught).toMatchObject({ scenario, oracles: names })
  })

  it('says when nobody notices', () => {
    const ordinary = scenarios.filter(({ name }) => name === 'an-ordinary-hour')
    expect(huntDefect('silent-tomcat-stop', ordinary, run).caught).toBeUndefined()
  })
})

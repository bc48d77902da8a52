/** The scenarios made for comparing the worlds, at four times real time: four minutes. The hour takes longer: `ccsim drift working-hour`. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runDrift } from '../../src/load/drift.ts'
import { loadScenario, reading } from '../../src/scenarios/load.ts'

const SPEED = 4
const MINUTES_MOST = 6

describe('the two worlds agree on', () => {
  it.each(readdirSync('drift').filter((file) => file !== 'working-hour.yaml'))(
    '%s',
    async (file) => {
      const scenario = loadScenario(`drift/${file}`, { read: reading((path) => readFileSync(path)) })
      const result = await runDrift(scenario, {
        seed: '1',
        version: '0',
        nodeVersion: process.version,
        now: () => performance.now(),
        speed: SPEED,
      })
      expect(result.differences.filter(({ reason }) => reason === undefined)).toEqual([])
      expect(result).toMatchObject({ exit: 0, virtual: { verdict: 'passed' }, wire: { verdict: 'passed' } })
    },
    MINUTES_MOST * 60_000,
  )
})

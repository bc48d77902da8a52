import { describe, expect, it } from 'vitest'
import { byWire } from '../../src/cli/by-wire.ts'
import { runScenario } from '../../src/scenarios/run.ts'
import { capped, options, scenarioNames } from './capped.ts'
import { goldenOf, readGolden } from './golden.ts'

describe('a shipped scenario, in small and in codec mode', () => {
  it.each(scenarioNames)('%s is the run it is without, although every message crossed as bytes', (name) => {
    const { result } = runScenario(capped(name), { ...options('1'), byWire })
    expect(goldenOf(result)).toEqual(readGolden(name))
  })
})

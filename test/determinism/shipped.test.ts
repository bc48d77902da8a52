import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nameOf } from '../../src/scenarios/load.ts'
import { checkDeterminism } from '../../src/scenarios/run.ts'
import { capped, options, scenarioNames } from './capped.ts'
import { goldenOf, readGolden } from './golden.ts'

describe('a shipped scenario, in small', () => {
  it.each(scenarioNames)('%s passes, is the same twice, and is what it was (or: npm run goldens)', (name) => {
    const { result, difference } = checkDeterminism(capped(name), options('1'))
    expect(difference).toBeUndefined()
    expect(result.headline).toMatch(/held over/)
    expect(result.verdict).toBe('passed')
    expect(goldenOf(result)).toEqual(readGolden(name))
  })
})

describe('the goldens', () => {
  it('are of the scenarios that are there', () => {
    expect(readdirSync('test/goldens').map(nameOf).sort()).toEqual(scenarioNames)
  })
})

import { describe, expect, it } from 'vitest'
import { checkDeterminism } from '../../src/scenarios/run.ts'
import { options, scenarioNames, whole } from './capped.ts'

describe('a shipped scenario, in full', () => {
  it.each(scenarioNames)('%s passes, and is the same twice', (name) => {
    const { result, difference } = checkDeterminism(whole(name), options('1'))
    expect(difference).toBeUndefined()
    expect(`${result.verdict}: ${result.headline}`).toMatch(/^passed: /)
  })
})

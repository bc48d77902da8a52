import { describe, expect, it } from 'vitest'
import { checkDeterminism } from '../../src/scenarios/run.ts'
import { options, whole } from './capped.ts'

const SEEDS = Array.from({ length: 200 }, (_, index) => String(index + 1))

describe('200 seeds of the smoke scenario', () => {
  const smoke = whole('smoke')
  const runs = SEEDS.map((seed) => checkDeterminism(smoke, options(seed)))

  it('are each the same twice, to the record', () => {
    const differing = runs.filter(({ difference }) => difference !== undefined)
    expect(differing.map(({ result }) => `seed ${result.seed}: ${result.headline}`)).toEqual([])
  })

  it('all differ from one another', () => {
    expect(new Set(runs.map(({ result }) => result.digest)).size).toBe(SEEDS.length)
  })

  it('all pass', () => {
    const failed = runs.filter(({ result }) => result.verdict !== 'passed')
    expect(failed.map(({ result }) => `${result.replay}: ${result.headline}`)).toEqual([])
  })
})

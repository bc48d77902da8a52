/**
 * Each failover scenario, capped, over a few seeds; `npm run test:seeds` takes 500. They are run before the tests are
 * defined, so that each seed that fails is a test of its own, under its number.
 */
import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { failoverNames } from './capped.ts'
import { runSeeds } from './seed-crews.ts'

const SEEDS = Number(process.env.SEEDS ?? 20)
const names = failoverNames()
const results = await runSeeds({ names, seeds: SEEDS, workers: availableParallelism() })

describe(`${SEEDS} seeds of each failover scenario`, () => {
  it.each(results)('$name: all are green, and those run twice are the same twice', ({ seeds, repeated, failures }) => {
    expect(seeds).toBe(SEEDS)
    expect(repeated).toBe(Math.floor(SEEDS / 10))
    expect(failures).toEqual([])
  })

  it('were run for every scenario in which something fails', () => {
    expect(results.map(({ name }) => name)).toEqual([...names].sort((a, b) => a.localeCompare(b)))
    expect(names.length).toBeGreaterThan(40)
  })

  for (const { name, seed, why } of results.flatMap(({ failures }) => failures)) {
    it(`${name}, seed ${seed}`, () => expect.fail(why))
  }
})

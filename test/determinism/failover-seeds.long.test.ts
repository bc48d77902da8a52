/**
 * Each failover scenario, capped, over many seeds: SEEDS in the environment says how many (`npm run test:seeds`: 500).
 * They are run before the tests are defined, so that each seed that fails is a test of its own, under its number.
 */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { failoverNames } from './capped.ts'
import type { SeedsDone, SeedsWanted } from './seeds-of-scenario.ts'

const SEEDS = Number(process.env.SEEDS ?? 40)
const names = failoverNames()

async function runAll(): Promise<readonly SeedsDone[]> {
  const waiting = [...names]
  const done: SeedsDone[] = []
  const crews = Array.from({ length: Math.min(availableParallelism(), waiting.length) }, () => crew(waiting, done))
  await Promise.all(crews)
  return done.toSorted((a, b) => a.name.localeCompare(b.name))
}

/** One worker thread that takes scenarios until none is left. */
async function crew(waiting: string[], done: SeedsDone[]): Promise<void> {
  const worker = new Worker(new URL('./seeds-of-scenario.ts', import.meta.url))
  try {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const wanted: SeedsWanted = { name, seeds: SEEDS }
      worker.postMessage(wanted)
      const [answer] = await once(worker, 'message')
      done.push(answer as SeedsDone)
    }
  } finally {
    await worker.terminate()
  }
}

const results = await runAll()

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

/** A worker of failover-seeds.long.test.ts: one failover scenario after the other, capped, over all seeds. */
import { parentPort } from 'node:worker_threads'
import { runScenario } from '../../src/scenarios/run.ts'
import { capped, options } from './capped.ts'

/** Every so many seeds, a run is repeated and has to come out the same. */
const REPEATED = 10

export interface SeedsWanted {
  readonly name: string
  readonly seeds: number
}

export interface SeedFailure {
  readonly name: string
  readonly seed: string
  /** The verdict with its reason, or what differed. */
  readonly why: string
}

export interface SeedsDone extends SeedsWanted {
  readonly failures: readonly SeedFailure[]
  /** Runs that were repeated. */
  readonly repeated: number
}

parentPort?.on('message', ({ name, seeds }: SeedsWanted) => {
  const scenario = capped(name)
  const failures: SeedFailure[] = []
  let repeated = 0
  for (let number = 1; number <= seeds; number++) {
    const seed = String(number)
    const { verdict, headline, digest } = runScenario(scenario, options(seed)).result
    if (verdict !== 'passed') failures.push({ name, seed, why: `${verdict}: ${headline}` })
    if (number % REPEATED !== 0) continue
    repeated++
    const again = runScenario(scenario, options(seed)).result.digest
    if (again !== digest) failures.push({ name, seed, why: `digest ${digest}, then ${again}` })
  }
  const done: SeedsDone = { name, seeds, failures, repeated }
  parentPort?.postMessage(done)
})

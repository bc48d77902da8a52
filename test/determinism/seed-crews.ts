/** Runs scenarios over many seeds on worker threads (seeds-of-scenario.ts), each scenario by one of them. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { SeedsDone, SeedsWanted } from './seeds-of-scenario.ts'

export interface SeedCrews {
  readonly names: readonly string[]
  /** Seeds 1 to this. */
  readonly seeds: number
  readonly workers: number
  /** Told of each scenario as it is done. */
  readonly done?: (done: SeedsDone) => void
}

/** Results by name. */
export async function runSeeds({ names, seeds, workers, done = () => undefined }: SeedCrews): Promise<SeedsDone[]> {
  const waiting = [...names]
  const results: SeedsDone[] = []
  const crew = async (): Promise<void> => {
    const worker = new Worker(new URL('./seeds-of-scenario.ts', import.meta.url))
    try {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        const wanted: SeedsWanted = { name, seeds }
        worker.postMessage(wanted)
        const [answer] = (await once(worker, 'message')) as [SeedsDone]
        results.push(answer)
        done(answer)
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(workers, names.length) }, crew))
  return results.sort((a, b) => a.name.localeCompare(b.name))
}

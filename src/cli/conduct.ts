/** Runs a job on a thread of its own, so that this one can show progress and hear Ctrl-C meanwhile. */
import { extname } from 'node:path'
import { getHeapStatistics } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { FailureNews, Job, News, ProgressNews, SeedOutcome } from './job.ts'

const THREAD = new URL(`run-thread${extname(import.meta.url)}`, import.meta.url)
const MIB = 1024 * 1024
/** npm passes a signal on that the terminal sent to both of us: that is one Ctrl-C, not two. */
const SAME_SIGNAL_MS = 400

export interface Conducted {
  readonly outcomes: readonly SeedOutcome[]
  /** Why it ended before the last seed. */
  readonly ended: FailureNews | undefined
  readonly wasStopped: boolean
}

export interface ConductOptions {
  readonly progress: (news: ProgressNews) => void
  readonly seedDone: (outcome: SeedOutcome) => void
  readonly stopping: () => void
}

export async function conduct(job: Job, { progress, seedDone, stopping }: ConductOptions): Promise<Conducted> {
  const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const outcomes: SeedOutcome[] = []
  let ended: FailureNews | undefined
  let stoppedAt: number | undefined
  const onSignal = () => {
    if (stoppedAt !== undefined && performance.now() - stoppedAt < SAME_SIGNAL_MS) return
    if (stoppedAt !== undefined) process.exit(130)
    stoppedAt = performance.now()
    Atomics.store(stop, 0, 1)
    stopping()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    await new Promise<void>((resolve) => {
      const worker = new Worker(THREAD, {
        workerData: { job, stop },
        // As much as a program of one thread would have; --max-old-space-size counts as ever.
        resourceLimits: { maxOldGenerationSizeMb: Math.floor(getHeapStatistics().heap_size_limit / MIB) },
      })
      worker.on('message', (news: News) => {
        if (news.kind === 'progress') progress(news)
        else if (news.kind === 'seed') {
          outcomes.push(news)
          seedDone(news)
        } else ended = news
      })
      worker.on('error', (error: NodeJS.ErrnoException) => {
        ended = { kind: 'failure', seed: job.seeds[outcomes.length]!, message: why(error), stack: error.stack ?? '' }
      })
      worker.on('exit', () => resolve())
    })
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
  return { outcomes, ended, wasStopped: stoppedAt !== undefined }
}

function why(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error.message
  return 'out of memory; NODE_OPTIONS=--max-old-space-size=8192 gives it 8 GB, and a smaller topology needs less'
}

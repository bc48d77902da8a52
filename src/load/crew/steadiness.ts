/** Settings of V8 for a process that is to be on time. */
import { availableParallelism } from 'node:os'

/** Helpers that V8 has unless told. */
const HELPERS_MOST = 4

/**
 * V8 takes a quiet moment for the time to make the heap small, which stops the thread for a tenth of a second and more; and
 * the helpers of its collector, four in each process, take processors from threads that have something due.
 */
export function steadiness(processes: number, processors = availableParallelism()): readonly string[] {
  const helpers = Math.max(1, Math.min(HELPERS_MOST, Math.floor(processors / processes)))
  return ['--no-memory-reducer', `--v8-pool-size=${helpers}`]
}

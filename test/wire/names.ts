import { createDirectory } from '../../src/sim/domain/directory.ts'
import { releaseProfile } from '../../src/sim/domain/release.ts'
import { createNames, type Names } from '../../src/wire/finesse-xml/names.ts'
import { type WorkloadOptions, workload } from '../scenarios/workload.ts'

export const EPOCH_MS = 1_767_600_000_000

/** Four agents (1001 to 1004) in teams 5001 and 5002, a supervisor (1005) of both, two queues. */
export function names(options: WorkloadOptions = {}): Names {
  const load = workload(options)
  const center = { workload: load, directory: createDirectory(load.topology), profile: releaseProfile(load.release) }
  return createNames({ center, epochMs: EPOCH_MS })
}

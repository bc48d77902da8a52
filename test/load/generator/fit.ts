/** Figures of a generator that kept up. */
import type { HealthFigures } from '../../../src/load/generator/health.ts'

export const fit: HealthFigures = {
  generator: 'worker 1',
  seconds: 60,
  cpu: 0.4,
  busy: 0.4,
  loopDelay: { p50Us: 200, p99Us: 2_000, maxUs: 9_000 },
  gc: { pauses: 40, share: 0.01, longestUs: 3_000 },
  lag: { count: 100, sumUs: 1, minUs: 0, maxUs: 900, hdr: '', p50Us: 10, p99Us: 500, p999Us: 900 },
  heldUp: { lateMs: 0, own: 0, gc: 0, waiting: 0 },
  rssBytes: 1e8,
  heapBytes: 1e7,
  socketsMost: 100,
}

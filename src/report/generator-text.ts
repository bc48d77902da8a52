/** How a run on real sockets was made, in the words of every report. */
import type { RunResult } from '../scenarios/result.ts'
import { percent, span } from './figures.ts'

const MIB = 1024 * 1024

export interface GeneratorText {
  readonly world: string
  readonly generator: string
  /** Stands where other runs have their digest. */
  readonly digest: string
}

/** Undefined for a run of the virtual world. */
export function generatorText({ wire }: RunResult): GeneratorText | undefined {
  if (wire === undefined) return undefined
  const { speed, latenessUs: late, eventLoopDelayMs: delay, cpuShare, memoryPeakBytes } = wire
  const times = speed === 1 ? 'in real time' : `at ${speed} times real time`
  return {
    world: `wire: over real sockets of this machine, ${times}`,
    generator: [
      `late p50 ${span(late.p50)}, p99 ${span(late.p99)}, p99.9 ${span(late.p999)}, max ${span(late.max)}`,
      `event loop delayed p50 ${delay.p50} ms, p99 ${delay.p99} ms, max ${delay.max} ms`,
      `${percent(cpuShare)} of a core`,
      `${Math.round(memoryPeakBytes / MIB)} MiB`,
    ].join('; '),
    digest: 'none: no two runs on the wire are the same',
  }
}

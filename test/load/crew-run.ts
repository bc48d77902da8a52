/** A small center under load, its servers and desktops in processes of their own; and figures of what came of it. */
import { runByCrew } from '../../src/load/crew/conduct-crew.ts'
import type { RunResult } from '../../src/scenarios/result.ts'
import { load } from '../scenarios/files.ts'

const center = (more = '') => `why: A test.
duration: 60s
calm: 20s
topology: { agents: 12, supervisors: 2, teamSize: 6, queues: 1, queuesPerAgent: 1, latency: { desktop: 0ms } }
traffic: [{ queue: all, talk: { constant: 6s }, patience: { exponential: 2min } }]
desk: { answer: { constant: 1s }, wrapUp: { mode: not-allowed } }
load:
  - { do: ramp, over: 10s, steps: 7 }
  - { do: constant-calls, rate: 1800/h, from: 15s, until: 50s }
${more}`

/** `more`: further lines of the scenario. */
export async function run(more: string, workers: number, speed: number): Promise<RunResult> {
  const options = { seed: '1', version: 'x', nodeVersion: 'x', now: () => performance.now() }
  const { result } = await runByCrew(load(center(more)), { ...options, workers, speed })
  return result
}

export const of = ({ operations = [] }: RunResult, operation: string, window = 'run') =>
  operations.find((one) => one.operation === operation && one.window === window)!
export const counted = ({ counts }: RunResult, wanted: string) => counts.find(({ name }) => name === wanted)!.value

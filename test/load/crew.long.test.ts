/** A server that is slow on purpose, under load from processes of their own. */
import { describe, expect, it } from 'vitest'
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

async function run(more: string, workers: number, speed: number): Promise<RunResult> {
  const options = { seed: '1', version: 'x', nodeVersion: 'x', now: () => performance.now() }
  const { result } = await runByCrew(load(center(more)), { ...options, workers, speed })
  return result
}

const of = ({ operations = [] }: RunResult, operation: string, window = 'run') =>
  operations.find((one) => one.operation === operation && one.window === window)!
const counted = ({ counts }: RunResult, wanted: string) => counts.find(({ name }) => name === wanted)!.value

describe('a crew of processes', () => {
  it('shows a slow server in latencies, and not in a lower rate', async () => {
    const slow = 'timeline: [{ at: 15s, do: slow, what: finesse 1, by: 60ms, for: 40s }]'
    const [usual, slowed] = [await run('', 1, 2), await run(slow, 1, 2)]
    expect(counted(slowed, 'calls offered')).toBe(counted(usual, 'calls offered'))
    const [before, after] = [of(usual, 'answer', 'calls'), of(slowed, 'answer', 'calls')]
    expect(after.intended.maxUs).toBeGreaterThan(before.intended.p50Us + 60_000)
    expect(after.planned).toBeGreaterThan(before.planned * 0.7)
    expect(after.intended.count).toBe(after.actual.count)
  }, 180_000)
})

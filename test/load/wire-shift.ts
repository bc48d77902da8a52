/** A short shift on real sockets, as several suites play it. */
import { runOnWire, type WireOptions } from '../../src/load/run-wire.ts'
import { defineScenario, type ScenarioDefinition } from '../../src/scenarios/define.ts'
import type { RunResult } from '../../src/scenarios/result.ts'

export const shift = (more: Partial<ScenarioDefinition> = {}) =>
  defineScenario({
    name: 'wire-run',
    why: 'twenty seconds of work',
    duration: '20s',
    calm: '10s',
    topology: { agents: 10, supervisors: 1, teamSize: 10, queues: ['sales', 'support'], queuesPerAgent: 2 },
    desk: {
      answer: { uniform: ['300ms', '900ms'] },
      readyAfterSignIn: '300ms',
      wrapUp: { mode: 'required', time: '1s' },
    },
    shifts: [{ start: '1s', spread: '1s' }],
    traffic: [{ queue: 'all', arrive: { poisson: '60/min' }, from: '5s', until: '16s', talk: '2s', patience: '20s' }],
    ...more,
  })

const TRIES = 3

export const usual = { seed: '1', version: '0', nodeVersion: '0', now: () => performance.now() }

/** A run that says of itself that it does not count, on a machine that is busy with something else, is made anew. */
export async function play(scenario: ReturnType<typeof shift>, options: Partial<WireOptions> = {}): Promise<RunResult> {
  for (let tries = 1; ; tries++) {
    const { result } = await runOnWire(scenario, { ...usual, speed: 3, ...options })
    if (result.verdict !== 'generator unhealthy' || tries === TRIES) return result
  }
}

export const inOrder = ({ oracles }: RunResult) => oracles.find(({ name }) => name === 'events come in order')

export const count = (result: RunResult, name: string): number =>
  result.counts.find((one) => one.name === name)?.value ?? Number.NaN

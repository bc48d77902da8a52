/** Whole scenarios on real sockets: the desktops of the virtual world against served nodes. */
import { describe, expect, it } from 'vitest'
import { runOnWire, type WireOptions } from '../../src/load/run-wire.ts'
import { defineScenario, type ScenarioDefinition } from '../../src/scenarios/define.ts'
import type { RunResult } from '../../src/scenarios/result.ts'

const shift = (more: Partial<ScenarioDefinition> = {}) =>
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

const usual = { seed: '1', version: '0', nodeVersion: '0', now: () => performance.now() }

/** A run that says of itself that it does not count, on a machine that is busy with something else, is made anew. */
async function play(scenario: ReturnType<typeof shift>, options: Partial<WireOptions> = {}): Promise<RunResult> {
  for (let tries = 1; ; tries++) {
    const { result } = await runOnWire(scenario, { ...usual, speed: 3, ...options })
    if (result.verdict !== 'generator unhealthy' || tries === TRIES) return result
  }
}

const TRIES = 3

const inOrder = ({ oracles }: RunResult) => oracles.find(({ name }) => name === 'events come in order')

const count = (result: RunResult, name: string): number =>
  result.counts.find((one) => one.name === name)?.value ?? Number.NaN

describe('a run on the wire', () => {
  it('has every event at its desktop once and in order, and all oracles hold', async () => {
    const result = await play(shift())
    expect(result).toMatchObject({ verdict: 'passed', world: 'wire', wire: { speed: 3, unhealthy: [] } })
    expect(count(result, 'calls handled')).toBeGreaterThan(3)
    expect(inOrder(result)).toMatchObject({ violated: 0 })
    expect(inOrder(result)!.judged).toBeGreaterThan(150)
    expect(result.hops.find(({ hop }) => hop === 'REST request')!.count).toBeGreaterThan(200)
  })

  it.each(['bosh', 'tcp', 'tls'] as const)('carries notifications over %s as well', async (carrier) => {
    const few = { agents: 2, supervisors: 1, teamSize: 2, queues: ['sales'], queuesPerAgent: 1 }
    const result = await play(shift({ topology: few }), { carrier })
    expect(result).toMatchObject({ verdict: 'passed' })
    expect(inOrder(result)!.judged).toBeGreaterThan(20)
    expect(count(result, 'events received')).toBeGreaterThan(20)
  })

  it('[AUTH-05] signs in with access tokens where the system has them, and renews them', async () => {
    const few = { agents: 4, supervisors: 1, teamSize: 4, queues: ['sales'], queuesPerAgent: 1 }
    const desk = { answer: '500ms', wrapUp: { mode: 'required', time: '1s' } } as const
    const sso = { accessToken: '1min', refreshToken: '1h' }
    const traffic: ScenarioDefinition['traffic'] = [
      { queue: 'all', arrive: { every: '15s' }, from: '10s', until: '75s', talk: '2s', patience: '20s' },
    ]
    const scenario = shift({ duration: '80s', topology: few, desk: { ...desk, sso }, traffic })
    const result = await play(scenario, { speed: 5 })
    // A machine with other things to do may be late; nothing may be wrong for it.
    expect(['passed', 'generator unhealthy']).toContain(result.verdict)
    expect(result.oracles.filter(({ violated }) => violated > 0)).toEqual([])
    // The last calls came after the first tokens had expired.
    expect(count(result, 'calls handled')).toBeGreaterThan(3)
  })

  it('speaks as old releases do: HTTP/1.1 and BOSH', async () => {
    const few = { agents: 2, supervisors: 1, teamSize: 2, queues: ['sales'], queuesPerAgent: 1 }
    const result = await play(shift({ release: '11.6', topology: few }))
    expect(result).toMatchObject({ verdict: 'passed', release: '11.6' })
    expect(count(result, 'events received')).toBeGreaterThan(20)
  })

  it('moves its desktops when the process of a node ends: its sockets are reset and nobody listens', async () => {
    const crash = shift({
      // Everybody has signed in by then, also on a busy machine.
      duration: '45s',
      timeline: [{ at: '15s', do: 'stop', what: 'finesse 1', for: '10s' }],
    })
    const result = await play(crash)
    expect(result.verdict).toBe('passed')
    expect(result.failures.moved).toBeGreaterThan(3)
  })

  it('stops when asked to, and says where it was', async () => {
    let looks = 0
    const result = await play(shift(), { interrupted: () => ++looks > 10 })
    expect(result).toMatchObject({ verdict: 'interrupted', exit: 130 })
    expect(result.interruptedAt).toBeGreaterThan(0)
  })

  it('does not count when it could not keep up', async () => {
    let blocked = false
    const hold = (): boolean => {
      const until = performance.now() + 1500
      if (!blocked && performance.now() > 0) while (performance.now() < until) blocked = true
      return false
    }
    const scenario = shift({ duration: '12s', calm: '6s', traffic: [] })
    const { result } = await runOnWire(scenario, { ...usual, speed: 3, interrupted: hold })
    expect(result).toMatchObject({ verdict: 'generator unhealthy', exit: 4 })
    expect(result.headline).toMatch(
      /^The machine could not keep up: this process: schedule lag p99.9 \d+\.\d ms, limit 166\.7 ms/,
    )
  })
})

/** The ways in that a desktop may take: carriers of notifications, access tokens, old releases. */
import { describe, expect, it } from 'vitest'
import type { ScenarioDefinition } from '../../src/scenarios/define.ts'
import { count, inOrder, play, shift } from './wire-shift.ts'

const few = { agents: 2, supervisors: 1, teamSize: 2, queues: ['sales'], queuesPerAgent: 1 }
/** A call or two are enough to see that events come. */
const brief = (more: Partial<ScenarioDefinition> = {}) =>
  shift({
    duration: '13s',
    calm: '5s',
    topology: few,
    traffic: [{ queue: 'all', arrive: { every: '2s' }, from: '4s', until: '9s', talk: '2s', patience: '20s' }],
    ...more,
  })

describe('a run on the wire', () => {
  it.each(['bosh', 'tcp', 'tls'] as const)('carries notifications over %s as well', async (carrier) => {
    const result = await play(brief(), { carrier })
    expect(result).toMatchObject({ verdict: 'passed' })
    expect(inOrder(result)!.judged).toBeGreaterThan(20)
    expect(count(result, 'events received')).toBeGreaterThan(20)
  })

  it('[AUTH-05] signs in with access tokens where the system has them, and renews them', async () => {
    const four = { agents: 4, supervisors: 1, teamSize: 4, queues: ['sales'], queuesPerAgent: 1 }
    const desk = { answer: '500ms', wrapUp: { mode: 'required', time: '1s' } } as const
    const sso = { accessToken: '1min', refreshToken: '1h' }
    const traffic: ScenarioDefinition['traffic'] = [
      { queue: 'all', arrive: { every: '15s' }, from: '10s', until: '75s', talk: '2s', patience: '20s' },
    ]
    const scenario = shift({ duration: '80s', topology: four, desk: { ...desk, sso }, traffic })
    const result = await play(scenario, { speed: 5 })
    // A machine with other things to do may be late; nothing may be wrong for it.
    expect(['passed', 'generator unhealthy']).toContain(result.verdict)
    expect(result.oracles.filter(({ violated }) => violated > 0)).toEqual([])
    // The last calls came after the first tokens had expired.
    expect(count(result, 'calls handled')).toBeGreaterThan(3)
  })

  it('speaks as old releases do: HTTP/1.1 and BOSH', async () => {
    const result = await play(brief({ release: '11.6' }))
    expect(result).toMatchObject({ verdict: 'passed', release: '11.6' })
    expect(count(result, 'events received')).toBeGreaterThan(20)
  })
})

/** Both worlds side by side: ten agents, twenty seconds. The scenarios made for it are in drift.long.test.ts. */
import { describe, expect, it } from 'vitest'
import { runDrift } from '../../src/load/drift.ts'
import { defineScenario } from '../../src/scenarios/define.ts'

describe('both worlds', () => {
  it('tell ten agents the same in the same order', async () => {
    const scenario = defineScenario({
      name: 'ten-agents',
      why: 'twenty seconds of work, a queue for each agent',
      duration: '20s',
      calm: '10s',
      topology: { agents: 10, supervisors: 1, teamSize: 10, queues: 10, queuesPerAgent: 1 },
      desk: { answer: '500ms', readyAfterSignIn: '300ms', wrapUp: { mode: 'required', time: '1s' } },
      shifts: [{ start: '1s', spread: '1s' }],
      traffic: [{ queue: 'all', arrive: { poisson: '60/min' }, from: '7s', until: '15s', talk: '2s' }],
    })
    const usual = { seed: '1', version: '0', nodeVersion: '0', now: () => performance.now() }
    const result = await runDrift(scenario, { ...usual, speed: 2 })
    expect(result.differences.filter(({ reason }) => reason === undefined)).toEqual([])
    expect(result).toMatchObject({ agrees: true, exit: 0, virtual: { verdict: 'passed' }, wire: { verdict: 'passed' } })
    expect(result.agents).toMatchObject({ all: 11, comparedUntil: undefined })
    expect(result.agents.events).toBeGreaterThan(60)
  })
})

/** A target whose node goes away in the middle of a run: a minute, as desktops take their time to look for a server. */
import { describe, expect, it } from 'vitest'
import { runOnTarget } from '../../src/load/run-target.ts'
import { fit } from '../../src/load/target/fit.ts'
import { Guard } from '../../src/load/target/guard.ts'
import { defineScenario } from '../../src/scenarios/define.ts'
import { agentStateName } from '../../src/sim/domain/agent-state.ts'
import { DOMAINS, servedTarget, servePair } from './target/served.ts'

const ALLOW = `{ hosts: [${DOMAINS.join(', ')}], agents: ["1001", "1002", "1005"] }`

describe('a run on a target', () => {
  it('moves desktops from a node that goes away, and excuses what they missed', async () => {
    const served = await servePair({ timeline: [{ at: '18s', do: 'stop', what: 'finesse 1' }] })
    try {
      const scenario = defineScenario({
        name: 'at-a-target',
        why: 'somebody stops a node by hand',
        duration: '55s',
        calm: '5s',
        topology: { agents: 2, supervisors: 1, teamSize: 2, queues: ['sales'], finesse: 2 },
        shifts: [{ spread: '1s' }],
        traffic: [],
        timeline: [{ at: '8s', do: 'stop', what: 'finesse 1' }],
      })
      const target = servedTarget(served, { allow: ALLOW })
      const { run, departures } = await runOnTarget(scenario, {
        seed: '1',
        version: '0',
        nodeVersion: '0',
        now: () => performance.now(),
        guard: new Guard({ target, purpose: 'run' }),
        fitted: fit(scenario, target),
        signal: new AbortController().signal,
      })
      expect(run!.result).toMatchObject({ verdict: 'passed', faults: [] })
      // Agent 1001 and the supervisor had their pages from there.
      expect(run!.result.hops.find(({ hop }) => hop === 'phase: desktop-back')).toMatchObject({ count: 2 })
      expect(departures.map(({ isOut }) => isOut)).toEqual([true, true, true])
      const { gateway, directory } = served.center
      const states = directory.users.map(({ index }) => agentStateName(gateway.agents[index]!.state))
      expect(new Set(states)).toEqual(new Set(['LOGOUT']))
    } finally {
      await served.close()
    }
  }, 120_000)
})

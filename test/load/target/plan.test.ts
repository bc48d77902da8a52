import { describe, expect, it } from 'vitest'
import { fit } from '../../../src/load/target/fit.ts'
import { planOf } from '../../../src/load/target/plan.ts'
import { defineScenario, type ScenarioDefinition } from '../../../src/scenarios/define.ts'
import { SECOND } from '../../../src/sim/kernel/time.ts'
import { SMALL, targetOf } from './targets.ts'

const ALL = SMALL.replace('hosts: [fin1.lab.example]', 'hosts: [fin1.lab.example, fin2.lab.example]').replace(
  '["1001", "1003"]',
  '["1001", "1002", "1003"]',
)
const SUPERVISORS = 'supervisors only sign in: which teams and queues are theirs, the target knows'

const scenario = (more: Partial<ScenarioDefinition> = {}) =>
  defineScenario({
    name: 'planned',
    why: 'a plan',
    duration: '30min',
    topology: { agents: 2, supervisors: 1, teamSize: 2, queues: ['sales'] },
    shifts: [{ spread: '1s' }],
    traffic: [],
    ...more,
  })
const outbound = { outbound: { rate: '12/agent/h' } } as NonNullable<ScenarioDefinition['desk']>
const planned = (text: string, more: Partial<ScenarioDefinition> = {}) => {
  const target = targetOf(text)
  return planOf(fit(scenario(more), target), target, '1')
}

describe('the plan of a run on a target', () => {
  it('signs in the allowed users, at their nodes in turn, as far apart as the cap has it', () => {
    const { steps } = planned(`${ALL}limits: { signIns: 6/min }\n`)
    const signIns = steps.filter(({ kind }) => kind === 'sign-in')
    expect(signIns.map(({ user }) => user.id).sort()).toEqual(['1001', '1002', '1003'])
    expect(signIns.map(({ user, node }) => [user.id, node.host]).sort()).toEqual([
      ['1001', 'fin1.lab.example'],
      ['1002', 'fin2.lab.example'],
      ['1003', 'fin1.lab.example'],
    ])
    const [first, second, third] = signIns.map(({ atUs }) => atUs)
    expect([second! - first!, third! - second!]).toEqual([10 * SECOND, 10 * SECOND])
    expect(signIns[2]!.waitsUs).toBeGreaterThan(18 * SECOND)
  })

  it('is the same for the same seed, and ends with everybody signed out', () => {
    expect(planned(ALL)).toEqual(planned(ALL))
    expect(planned(ALL).steps.filter(({ kind }) => kind === 'sign-out')).toHaveLength(3)
  })

  it('uses no node and no user that is not allowed', () => {
    const { steps, notDone } = planned(SMALL)
    expect(new Set(steps.map(({ node }) => node.host))).toEqual(new Set(['fin1.lab.example']))
    expect(new Set(steps.map(({ user }) => user.id))).toEqual(new Set(['1001', '1003']))
    expect(notDone.map(({ says }) => says)).toEqual(['2 agents in the scenario, 1 of them allowed', SUPERVISORS])
  })

  it('calls listed numbers instead of those that a scenario makes up, or nobody', () => {
    const calls = planned(ALL, { desk: outbound }).steps.filter(({ kind }) => kind === 'call')
    expect(calls.length).toBeGreaterThan(3)
    expect(new Set(calls.map(({ says }) => says))).toEqual(new Set(['calls 5001, if free']))
    const none = planned(ALL.replace('dial: ["5001"]', 'dial: []'), { desk: outbound })
    expect(none.steps.filter(({ kind }) => kind === 'call')).toEqual([])
    expect(none.notDone.map(({ says }) => says)).toEqual([
      SUPERVISORS,
      'calls outside are not placed: allow.dial names no number',
    ])
  })

  it('leaves out, and says, what is not ours to do', () => {
    const { notDone } = planned(ALL, {
      release: '12.5',
      traffic: [{ queue: 'sales', arrive: { poisson: '10/h' } }],
      timeline: [
        { at: '10min', do: 'crash', what: 'finesse 1' },
        { at: '12min', do: 'refresh', what: 'agent 1002' },
      ] as never,
    })
    expect(notDone.map(({ says }) => says)).toEqual([
      SUPERVISORS,
      'the scenario is for 12.5; desktops behave as with 12.6',
      expect.stringMatching(/^callers ".*" are not played: those of the target call its agents$/),
      expect.stringMatching(/finesse 1.*: not ours to do; do it by hand if it shall happen$/),
    ])
  })

  it('leaves out what happens to people who are not there', () => {
    const timeline = [
      { at: '12min', do: 'refresh', what: 'agent 1001' },
      { at: '13min', do: 'refresh', what: 'agent 1002' },
    ] as never
    const { workload, notDone } = fit(scenario({ timeline }), targetOf(SMALL))
    expect(workload.faults.map(({ entry }) => entry)).toEqual([0])
    expect(notDone.map(({ says }) => says).at(-1)).toMatch(/1002.*: not ours to do/)
  })

  it('needs a list, and an agent on it', () => {
    expect(() => planned(SMALL.replace(/allow:[\s\S]*$/, ''))).toThrow('allow: is missing')
    expect(() => planned(SMALL.replace('["1001", "1003"]', '["1003"]'))).toThrow('names no user with "role: agent"')
  })
})

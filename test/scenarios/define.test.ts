import { describe, expect, it } from 'vitest'
import { defineScenario } from '../../src/scenarios/define.ts'
import { canonicalJson, fnv1a64 } from '../../src/scenarios/hash.ts'
import { load } from './files.ts'

const YAML = `why: in YAML
topology: { agents: 200, queues: [sales, support] }
desk: { wrapUp: { mode: optional, mean: 15s } }
traffic:
  - queue: sales
    arrive: { poisson: 90/min }
    talk: { lognormal: { mean: 75s, cv: 0.8 } }
    callVariables: { 1: gold }
timeline:
  - { at: 10min, do: surge, times: 2, for: 5min }
expect:
  - lostCalls: 0
  - { hop: sign-in, p95: "<= 3s" }
`

describe('a scenario in TypeScript', () => {
  it('compiles to what the same scenario in YAML does', () => {
    const scenario = defineScenario({
      name: 'typed',
      why: 'in TypeScript',
      topology: { agents: 200, queues: ['sales', 'support'] },
      desk: { wrapUp: { mode: 'optional', mean: '15s' }, load: undefined },
      traffic: [
        {
          queue: 'sales',
          arrive: { poisson: '90/min' },
          talk: { lognormal: { mean: '75s', cv: 0.8 } },
          callVariables: { 1: 'gold' },
        },
      ],
      timeline: [{ at: '10min', do: 'surge', times: 2, for: '5min' }],
      expect: [{ lostCalls: 0 }, { hop: 'sign-in', p95: '<= 3s' }],
    })
    const fromYaml = load(YAML)
    expect(scenario.workload).toEqual(fromYaml.workload)
    expect(scenario.hash).toBe(fromYaml.hash)
    expect(scenario).toMatchObject({ name: 'typed', file: undefined, why: 'in TypeScript' })
  })

  it('says what is wrong by path alone', () => {
    expect(() => defineScenario({ name: 'x', why: 'y', duration: '30', traffic: [{ queue: 'sale' }] })).toThrow(
      'duration: durations carry units; write "30s", "30min" or "30h"\n' +
        'traffic[0].queue: there is no queue "sale"; allowed: all, queue-1',
    )
  })
})

describe('the hash of a scenario', () => {
  it('is the same for the same meaning in other words', () => {
    const other = YAML.replace('in YAML', 'otherwise').replace('mean: 15s', 'mean: 0.25min').replace('90/min', '5400/h')
    expect(load(other).hash).toBe(load(YAML).hash)
    expect(load({ 'x.yaml': 'why: a\nextends: y.yaml', 'y.yaml': YAML }).hash).toBe(load(YAML).hash)
    expect(load(YAML).hash).toMatch(/^[0-9a-f]{16}$/)
  })

  it.each([
    ['topology.agents=201'],
    ['calm=6min'],
    ['timeline[0].times=3'],
    ['expect[0].lostCalls=1'],
    ['proves=[CTI-01]'],
  ])('changes with %s', (assignment) => {
    expect(load(YAML, { overrides: [assignment] }).hash).not.toBe(load(YAML).hash)
  })

  it('is FNV-1a of 64 bits', () => {
    expect(['', 'a', 'foobar'].map(fnv1a64)).toEqual(['cbf29ce484222325', 'af63dc4c8601ec8c', '85944171f73967e8'])
  })

  it('does not depend on the order of keys or map entries', () => {
    const one = {
      b: 1,
      a: new Map([
        [2, 'x'],
        [1, 'y'],
      ]),
      c: undefined,
    }
    expect(canonicalJson(one)).toBe('{"a":[[1,"y"],[2,"x"]],"b":1}')
  })
})

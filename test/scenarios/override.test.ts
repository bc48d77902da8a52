import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '../../src/scenarios/extends.ts'
import { override } from '../../src/scenarios/override.ts'
import { parsePath, pathText } from '../../src/scenarios/path.ts'
import { load, problemsOf } from './files.ts'

const TEXT = 'why: a\ntraffic: [{ talk: 5s }]\n'
const setting = (...overrides: string[]) => load(TEXT, { overrides }).workload

describe('an override', () => {
  it('sets one value before anything is checked', () => {
    expect(setting('topology.agents=200').topology.agents).toBe(200)
    expect(setting('traffic[0].talk=60s').traffic[0]!.talk).toEqual({ kind: 'constant', meanUs: 60_000_000 })
    expect(setting('desk.wrapUp.mode=optional').desk.wrapUpOnIncoming).toBe('OPTIONAL')
    expect(setting('traffic[0].ecc["user.a"]=x').traffic[0]!.ecc.get('user.a')).toBe('x')
    expect(setting('topology={ agents: 7, queues: [a, b] }').topology.queues).toHaveLength(2)
    expect(setting('release=12.0').release).toBe('12.0')
  })

  it('gives way to a later one of the same value', () => {
    expect(setting('topology.agents=200', 'topology.agents=300').topology.agents).toBe(300)
  })

  it('can put right what the file has wrong', () => {
    expect(load('why: a\ntopology: { agents: 0 }', { overrides: ['topology.agents=5'] }).workload.topology.agents).toBe(
      5,
    )
  })

  it.each([
    ['topology.agentz=3', '--set topology.agentz: unknown key; did you mean "agents"?'],
    ['topolgy.agents=3', '--set topolgy: unknown key; did you mean "topology"?'],
    ['topology.agents=0', '--set topology.agents: must be a whole number from 1 to 20000, not 0'],
    ['topology.agents=', '--set topology.agents: is empty; give it a value or leave it out'],
    ['topology={ agentz: 1 }', '--set topology.agentz: unknown key; did you mean "agents"?'],
    ['traffic[0].talk=60', '--set traffic[0].talk: durations carry units; write "60s", "60min" or "60h"'],
    ['traffic[1].talk=60s', '--set traffic[1].talk: traffic has 1 entry; the first is traffic[0]'],
    ['traffic.talk=60s', '--set traffic.talk: traffic is a list; name an entry like traffic[0]'],
    ['traffic[0].talk.mean=60s', '--set traffic[0].talk.mean: traffic[0].talk is not a mapping of keys'],
    ['shifts[0].share=5%', '--set shifts[0].share: there is no list shifts'],
    ['why[0]=5%', '--set why[0]: why is not a list'],
    ['extends=y.yaml', '--set extends: cannot be set from outside; name the other scenario instead'],
    ['why=*x', '--set why: its value stands for something else; an alias has no meaning here'],
    ['why=[', '--set why: its value is not YAML: Flow sequence must end with a ]'],
    [
      'topology.agents',
      '--set: "topology.agents" is not an assignment; write it like topology.agents=200 or traffic[0].talk=60s',
    ],
    ['a..b=3', '--set: "a..b=3" is not an assignment; write it like topology.agents=200 or traffic[0].talk=60s'],
  ])('%s is refused where it makes no sense', (assignment, line) => {
    expect(problemsOf(TEXT, { overrides: [assignment] })).toEqual([line])
  })

  it('cannot reach what every object inherits', () => {
    expect(problemsOf(TEXT, { overrides: ['__proto__.polluted=1'] })[0]).toMatch(/^--set __proto__: unknown key/)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

const key = fc.stringMatching(/^[a-z]{1,3}$/)
const tree: fc.Arbitrary<Record<string, unknown>> = fc.letrec<{ node: unknown; tree: Record<string, unknown> }>(
  (tie) => ({
    node: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.array(fc.integer(), { maxLength: 3 }), tie('tree')),
    tree: fc.dictionary(key, tie('node'), { maxKeys: 4, noNullPrototype: true }),
  }),
).tree

describe('merging', () => {
  it('leaves alone what the upper mapping does not say, and takes what it says', () => {
    fc.assert(
      fc.property(tree, tree, (below, above) => {
        const merged = merge(below, above)
        for (const name of Object.keys(below))
          if (!Object.hasOwn(above, name)) expect(merged[name]).toEqual(below[name])
        for (const name of Object.keys(above)) if (Array.isArray(above[name])) expect(merged[name]).toEqual(above[name])
        expect(merge(merged, above)).toEqual(merged)
        expect(merge({}, below)).toEqual(below)
      }),
    )
  })

  it('of an override changes its own path and nothing else', () => {
    fc.assert(
      fc.property(tree, fc.array(key, { minLength: 1, maxLength: 3 }), fc.integer(), (value, path, number) => {
        const before = structuredClone(value)
        const { value: after, problems } = override(value, [`${path.join('.')}=${number}`])
        expect(value).toEqual(before)
        if (problems.length > 0) expect(after).toEqual(before)
        else
          expect(after).toEqual(
            merge(before, path.reduceRight<unknown>((below, name) => ({ [name]: below }), number) as typeof before),
          )
      }),
    )
  })
})

describe('a path', () => {
  it('is read back as it was written', () => {
    const step = fc.oneof(fc.nat({ max: 99 }), key, fc.string({ minLength: 1 }))
    fc.assert(
      fc.property(key, fc.array(step, { maxLength: 4 }), (first, rest) => {
        expect(parsePath(pathText([first, ...rest]))).toEqual([first, ...rest])
      }),
    )
  })
})

describe('until', () => {
  const DAY = `why: a
duration: 8h
shifts: [{ share: 50%, end: 4h, breaks: [{ at: 1h }, { at: 3h }] }, { share: 50%, start: 4h }]
traffic: [{ name: a }, { name: b, from: 3h, arrive: { every: 30s } }]
timeline: [{ at: 30min, do: surge, what: all, times: 2, for: 20min }, { at: 5h, do: silence, for: 1h }]`

  it('ends the busy time and what would outlast it; the calm stays', () => {
    const { workload, timeline } = load(DAY, { until: '40min' })
    expect(workload).toMatchObject({ busyUs: 2_400_000_000, calmUs: 300_000_000 })
    expect(workload.shifts.map(({ endUs, breaks }) => [endUs, breaks.length])).toEqual([[2_400_000_000, 0]])
    expect(workload.traffic.map(({ name, untilUs }) => [name, untilUs])).toEqual([['a', 2_400_000_000]])
    expect(timeline.map(({ atUs, forUs }) => [atUs, forUs])).toEqual([[1_800_000_000, 600_000_000]])
  })

  it('changes nothing beyond the end of the run', () => {
    expect(load(DAY, { until: '9h' })).toEqual(load(DAY))
  })

  it.each([
    ['10', '--until: durations carry units; write "10s", "10min" or "10h"'],
    ['0s', '--until: must be longer than nothing'],
    ['-1s', '--until: a duration cannot be negative, as "-1s" is'],
  ])('of %s is refused', (until, line) => {
    expect(problemsOf(TEXT, { until })).toEqual([line])
  })

  it('before anybody works is refused', () => {
    expect(problemsOf('why: a\nshifts: [{ start: 30min }]', { until: '10min' })).toEqual([
      '--until: is before the first shift; nobody would work',
    ])
  })
})

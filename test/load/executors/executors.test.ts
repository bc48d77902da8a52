/** Each executor, seen by the plan that its scenario has; and that the virtual world plays it. */
import { describe, expect, it } from 'vitest'
import { executors, shaped as shapedBy } from '../../../src/load/executors/index.ts'
import { entryText, type PlanEntry, type PlanKind } from '../../../src/load/plan/entry.ts'
import { planEntries } from '../../../src/load/plan/plan.ts'
import { planSequence } from '../../../src/load/plan/sequence.ts'
import { defineScenario } from '../../../src/scenarios/define.ts'
import { runScenario } from '../../../src/scenarios/run.ts'
import type { Scenario } from '../../../src/scenarios/scenario.ts'
import type { ScenarioText } from '../../../src/scenarios/schema.ts'
import { HOUR, MINUTE, SECOND } from '../../../src/sim/kernel/time.ts'

type Load = NonNullable<ScenarioText['load']>

const scenario = (load: Load, rest: Partial<ScenarioText> = {}): Scenario =>
  defineScenario({
    name: 'shaped',
    why: 'To see a shape of load.',
    duration: '1h',
    topology: { agents: 200, supervisors: 4, queues: ['sales', 'support'], queuesPerAgent: 2 },
    ...rest,
    load,
  })

const timesOf = ({ workload }: Scenario, kind: PlanKind, seed = '1'): readonly number[] =>
  [...planEntries(workload, seed)].flatMap((entry) => (entry.kind === kind && isOfAgent(entry) ? [entry.at] : []))
const isOfAgent = (entry: PlanEntry) => entry.kind === 'call' || entry.user < 200
const within = (times: readonly number[], fromUs: number, untilUs: number) =>
  times.filter((at) => at >= fromUs && at < untilUs).length

describe('constant-agents', () => {
  it('has everybody in within a short while, to the end', () => {
    const shaped = scenario([{ do: 'constant-agents', within: '30s' }], { shifts: [{ start: '20min', end: '40min' }] })
    expect(within(timesOf(shaped, 'sign-in'), 0, 30 * SECOND)).toBe(200)
    expect(new Set(timesOf(shaped, 'sign-out'))).toEqual(new Set([HOUR]))
    expect(shaped.windows!.map(({ name }) => name)).toEqual(['signing in', 'all signed in'])
  })

  it('keeps the breaks of the scenario that fit', () => {
    const breaks = [{ at: '0s' }, { at: '30min', spread: '5min' }]
    const shaped = scenario([{ do: 'constant-agents' }], { shifts: [{ breaks }] })
    expect(timesOf(shaped, 'break').length).toBe(200)
    expect(within(timesOf(shaped, 'break'), 30 * MINUTE, 35 * MINUTE)).toBe(200)
  })
})

describe('ramp', () => {
  it('brings agents one after the other, as many in each part of it, whatever the seed', () => {
    const shaped = scenario([{ do: 'ramp', from: '5min', over: '20min', steps: 50 }])
    for (const seed of ['1', '2', '3']) {
      const signIns = timesOf(shaped, 'sign-in', seed)
      for (let minute = 5; minute < 25; minute += 2) {
        expect(within(signIns, minute * MINUTE, (minute + 2) * MINUTE)).toBe(20)
      }
    }
  })

  it('takes them away again, the first first', () => {
    const shaped = scenario([{ do: 'ramp', over: '10min', down: '20min', steps: 20 }])
    const signOuts = timesOf(shaped, 'sign-out')
    expect(within(signOuts, 0, 40 * MINUTE)).toBe(0)
    expect(within(signOuts, 40 * MINUTE, 50 * MINUTE + 1)).toBe(100)
    expect(Math.max(...signOuts)).toBe(HOUR)
    expect(shaped.windows!.map(({ name, fromUs }) => [name, fromUs / MINUTE])).toEqual([
      ['ramp', 0],
      ['plateau', 10],
      ['ramp down', 40],
    ])
  })
})

describe('supervisors', () => {
  const of = (load: Load[number], kind: 'sign-in' | 'sign-out'): number[] => {
    const shaped = scenario([load], { topology: { agents: 100, supervisors: 10, queues: ['sales', 'support'] } })
    return [...planEntries(shaped.workload, '1')].flatMap((entry) =>
      entry.kind === kind && entry.user >= 100 ? [entry.at] : [],
    )
  }

  it('come and go with a ramp, as agents do', () => {
    const load = { do: 'ramp', over: '10min', down: '20min', steps: 10 } as const
    expect(of(load, 'sign-in').map((at) => Math.floor(at / MINUTE))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(of(load, 'sign-out').map((at) => at / MINUTE)).toEqual([42, 44, 46, 48, 50, 52, 54, 56, 58, 60])
  })

  it('are there through a change of shifts', () => {
    expect(of({ do: 'shift-change', at: '30min' }, 'sign-out').every((at) => at === HOUR)).toBe(true)
  })
})

describe('shift-change', () => {
  it('has both parts there for a while, and each once', () => {
    const shaped = scenario([{ do: 'shift-change', at: '30min', overlap: '10min', within: '2min', share: '60%' }])
    expect(within(timesOf(shaped, 'sign-in'), 0, 2 * MINUTE)).toBe(120)
    expect(within(timesOf(shaped, 'sign-in'), 20 * MINUTE, 22 * MINUTE)).toBe(80)
    expect(timesOf(shaped, 'sign-out').filter((at) => at === 30 * MINUTE).length).toBe(120)
  })
})

describe('login-storm', () => {
  it('has everybody sign in within seconds', () => {
    const shaped = scenario([{ do: 'login-storm', at: '10min', within: '5s' }])
    expect(within(timesOf(shaped, 'sign-in'), 10 * MINUTE, 10 * MINUTE + 5 * SECOND)).toBe(200)
  })
})

const mixed: Partial<ScenarioText> = {
  traffic: [
    { name: 'many', queue: 'sales', arrive: { poisson: '300/h' }, talk: '10s' },
    { name: 'few', queue: 'support', arrive: { every: '36s' }, talk: '20s' },
  ],
}

describe('constant-calls', () => {
  it('sets the rate of all streams together and keeps their mix', () => {
    const shaped = scenario([{ do: 'constant-calls', rate: '12000/h', from: '10min', until: '40min' }], mixed)
    const calls = [...planEntries(shaped.workload, '1')].filter((entry) => entry.kind === 'call')
    expect(calls.length).toBeGreaterThan(5_700)
    expect(calls.length).toBeLessThan(6_300)
    const few = calls.filter(({ traffic }) => traffic === 1)
    // 100 of 400 calls were of the second stream.
    expect(few.length / calls.length).toBeCloseTo(0.25, 1)
    expect(new Set(few.map(({ talkUs }) => talkUs))).toEqual(new Set([20 * SECOND]))
    expect(Math.min(...calls.map(({ at }) => at))).toBeGreaterThanOrEqual(10 * MINUTE)
    expect(Math.max(...calls.map(({ at }) => at))).toBeLessThan(40 * MINUTE)
  })

  it('knows agents: 30 an hour of each', () => {
    const shaped = scenario([{ do: 'constant-calls', rate: '30/agent/h' }])
    const calls = timesOf(shaped, 'call').length
    expect(Math.abs(calls - 6_000)).toBeLessThan(300)
  })

  it('is bent by surges as any rate is', () => {
    const timeline = [{ at: '30min', do: 'surge', times: 3, for: '10min' }] as const
    const calls = timesOf(scenario([{ do: 'constant-calls', rate: '6000/h' }], { timeline: [...timeline] }), 'call')
    expect(within(calls, 30 * MINUTE, 40 * MINUTE) / within(calls, 10 * MINUTE, 20 * MINUTE)).toBeCloseTo(3, 0)
  })
})

describe('step-calls', () => {
  const steps: Load = [{ do: 'step-calls', first: '1200/h', step: '1200/h', steps: 4, hold: '10min', from: '10min' }]

  it('raises the rate step by step, each a window', () => {
    const shaped = scenario(steps)
    const calls = timesOf(shaped, 'call')
    expect(shaped.windows!.map(({ name }) => name)).toEqual([
      'step 1: 1200/h',
      'step 2: 2400/h',
      'step 3: 3600/h',
      'step 4: 4800/h',
    ])
    for (const [index, { fromUs, untilUs }] of shaped.windows!.entries()) {
      expect(Math.abs(within(calls, fromUs, untilUs) / (200 * (index + 1)) - 1)).toBeLessThan(0.2)
    }
    expect(within(calls, 0, 10 * MINUTE)).toBe(0)
  })

  it('is a sequence of plans, which together are the plan', () => {
    const { workload, windows } = scenario(steps)
    const parts = planSequence(workload, '1', windows!)
    const all = parts.flatMap(({ entries }) => entries.map(entryText))
    expect(all).toEqual([...planEntries(workload, '1')].map(entryText))
    for (const { window, entries } of parts) {
      const calls = entries.filter(({ kind }) => kind === 'call')
      expect(calls.every(({ at }) => at >= window.fromUs && at < window.untilUs)).toBe(true)
    }
    const twice = [...windows!, { name: 'all', fromUs: 0, untilUs: HOUR }]
    expect(() => planSequence(workload, '1', twice)).toThrow('overlap')
  })
})

describe('failover-relogin', () => {
  it('crashes a node, and everybody is back at work in the end', () => {
    const shaped = scenario([{ do: 'failover-relogin', at: '20min', node: 2, for: '15min' }], {
      shifts: [{ stays: true }],
      calm: '10min',
    })
    expect(shaped.timeline.map(({ atUs, do: verb, what }) => [atUs, verb, what])).toEqual([
      [20 * MINUTE, 'crash', 'finesse 2'],
    ])
    expect(shaped.windows!.map(({ name }) => name)).toEqual([
      'before the failover',
      'finesse 2 down',
      'finesse 2 up again',
    ])
    const { result } = played(shaped)
    expect(result.faults[0]!.touched).toBeGreaterThan(50)
    expect(result.failures.moved).toBeGreaterThan(50)
    expect(result.failures.signedIn).toBe(result.failures.expectedIn)
    expect(result.verdict).toBe('passed')
  })
})

describe('soak', () => {
  it('repeats callers and breaks round by round, and nobody goes home in between', () => {
    const shaped = scenario([{ do: 'soak', for: '4h' }], {
      shifts: [{ breaks: [{ at: '30min', for: '5min', share: '50%' }] }],
      traffic: [{ arrive: { poisson: [{ at: '10min', rate: '6000/h' }] }, until: '50min' }],
    })
    expect(shaped.workload.busyUs).toBe(4 * HOUR)
    expect(new Set(timesOf(shaped, 'sign-out'))).toEqual(new Set([4 * HOUR]))
    const calls = timesOf(shaped, 'call')
    for (let round = 0; round < 4; round++) {
      const at = round * HOUR
      expect(Math.abs(within(calls, at + 10 * MINUTE, at + 50 * MINUTE) - 4_000)).toBeLessThan(260)
      expect(within(calls, at, at + 10 * MINUTE) + within(calls, at + 50 * MINUTE, at + HOUR)).toBe(0)
      expect(within(timesOf(shaped, 'break'), at + 30 * MINUTE, at + 31 * MINUTE)).toBeGreaterThan(60)
    }
    expect(shaped.windows!.map(({ name }) => name)).toEqual(['round 1', 'round 2', 'round 3', 'round 4'])
  })

  it('repeats what the other executors made, and metronomes go on', () => {
    const shaped = scenario(
      [
        { do: 'soak', for: '150min' },
        { do: 'constant-calls', rate: '1200/h' },
      ],
      mixed,
    )
    const calls = timesOf(shaped, 'call')
    expect(Math.abs(within(calls, 2 * HOUR, 2.5 * HOUR) - 600)).toBeLessThan(100)
    const clock = scenario([{ do: 'soak', for: '3h' }], { traffic: [{ arrive: { every: '30s' } }] })
    expect(timesOf(clock, 'call').length).toBe(3 * 120 - 1)
  })
})

const played = (of: Scenario) =>
  runScenario(of, { seed: '1', version: 'test', nodeVersion: 'test', now: () => 0, keepTables: false })

describe('every executor', () => {
  const examples: readonly Load[number][] = [
    { do: 'constant-agents' },
    { do: 'ramp', over: '10min', down: '10min' },
    { do: 'shift-change', at: '30min' },
    { do: 'login-storm', at: '2min', within: '1s' },
    { do: 'constant-calls', rate: '20/agent/h' },
    { do: 'step-calls', first: '600/h', step: '600/h', steps: 5, hold: '10min' },
    { do: 'failover-relogin', at: '20min' },
    { do: 'soak', for: '90min' },
  ]

  it('is in the list of examples', () => {
    expect(examples.map((one) => one.do).sort()).toEqual(executors.map((one) => one.do).sort())
  })

  it.each(examples)('is played by the virtual world as planned: $do', (load) => {
    const shaped = scenario([load], {
      topology: { agents: 40, supervisors: 2, queues: ['sales', 'support'] },
      traffic: [{ arrive: { poisson: '5/agent/h' }, talk: '30s' }],
    })
    const { result } = played(shaped)
    const planned = [...planEntries(shaped.workload, '1')]
    expect(result.counts.find(({ name }) => name === 'calls offered')!.value).toBe(
      planned.filter(({ kind }) => kind === 'call').length,
    )
    expect(result.oracles.filter(({ violated }) => violated > 0)).toEqual([])
    const ends = shaped.windows!.map(({ untilUs }) => untilUs)
    expect(Math.max(...ends)).toBeLessThanOrEqual(shaped.workload.busyUs)
    for (const { fromUs, untilUs } of shaped.windows!) expect(untilUs).toBeGreaterThan(fromUs)
  })

  it('comes before a soak, in whatever order they were written', () => {
    const { workload } = scenario([])
    const calls = { do: 'constant-calls', perHour: 600, fromUs: 0, untilUs: HOUR } as const
    const long = { do: 'soak', forUs: 3 * HOUR } as const
    const one = shapedBy(workload, [long, calls])
    expect(one).toEqual(shapedBy(workload, [calls, long]))
    expect(one.workload.traffic[0]!.untilUs).toBe(3 * HOUR)
  })

  it('makes another scenario of one, and none leaves it as it was', () => {
    const plain = defineScenario({ name: 'x', why: 'x' })
    const hashes = examples.map((load) => defineScenario({ name: 'x', why: 'x', load: [load] }).hash)
    expect(new Set([plain.hash, ...hashes]).size).toBe(examples.length + 1)
    expect(plain.windows).toBeUndefined()
  })
})

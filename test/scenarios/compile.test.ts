import { describe, expect, it } from 'vitest'
import { createDirectory } from '../../src/sim/domain/directory.ts'
import type { Traffic } from '../../src/sim/domain/workload.ts'
import { load, problemsOf } from './files.ts'

const MINUTE = 60_000_000
const HOUR = 60 * MINUTE

const traffic = (text: string): readonly Traffic[] => load(`why: a\n${text}`).workload.traffic
const poisson = ({ arrivals }: Traffic) => (arrivals.kind === 'poisson' ? arrivals : expect.unreachable())

describe('the smallest scenario', () => {
  const scenario = load('why: to see the defaults')

  it('is one line, and a small center with something to do', () => {
    expect(scenario).toMatchObject({ name: 'x', file: 'x.yaml', why: 'to see the defaults', timeline: [], proves: [] })
    expect(scenario.workload).toMatchObject({
      release: '12.6',
      deployment: 'cce',
      busyUs: HOUR,
      calmUs: 5 * MINUTE,
      topology: {
        finesseNodes: 2,
        ctiSides: 'AB',
        awdb: 2,
        agents: 20,
        supervisors: 1,
        teamSize: 20,
        queuesPerAgent: 1,
      },
      desk: {
        wrapUpOnIncoming: 'REQUIRED',
        wrapUpOnOutgoing: 'NOT_ALLOWED',
        wrapUp: { kind: 'exponential', meanUs: 15_000_000 },
        workTimerUs: 2 * HOUR,
        ringNoAnswerUs: 20_000_000,
      },
      shifts: [{ name: 'all day', share: 1, startUs: 0, endUs: HOUR, spreadUs: 5 * MINUTE, breaks: [] }],
      traffic: [
        {
          name: 'calls',
          queues: [5001],
          untilUs: HOUR,
          talk: { kind: 'lognormal', meanUs: 75_000_000, cv: 0.8 },
          patience: { kind: 'exponential', meanUs: 120_000_000 },
          ivr: undefined,
          arrivals: { kind: 'poisson', shape: 'steps', steps: [{ fromUs: 0, perHour: 600 }] },
        },
      ],
    })
  })

  it('expects no lost call', () => {
    expect(scenario.expect).toEqual([
      {
        says: 'lostCalls: 0',
        figure: 'lostCalls',
        quantile: undefined,
        compare: '==',
        bound: 0,
        unit: 'count',
        kind: 'correctness',
      },
    ])
  })
})

describe('queues', () => {
  it('get names and numbers that are free', () => {
    const { queues, queuesPerAgent } = load(
      'why: a\ntopology: { queues: [sales, { name: gold, id: 5002, priority: 9, serviceLevel: 5s }, support] }',
    ).workload.topology
    expect(queues.map(({ id, name }) => [id, name])).toEqual([
      [5001, 'sales'],
      [5002, 'gold'],
      [5003, 'support'],
    ])
    expect(queues[1]).toEqual({ id: 5002, name: 'gold', priority: 9, serviceLevelUs: 5_000_000 })
    expect(queuesPerAgent).toBe(3)
  })

  it('number up to five an agent unless told', () => {
    expect(load('why: a\ntopology: { queues: 60 }').workload.topology.queuesPerAgent).toBe(5)
  })
})

describe('times of day', () => {
  it('are counted from when the run starts, and a shift may end the next day', () => {
    const { shifts, traffic } = load(`why: a
starts: "20:00"
duration: 12h
shifts: [{ start: "22:00", end: "06:00", breaks: [{ at: "01:30" }] }]
traffic: [{ from: "22:15", until: 9h }]`).workload
    expect(shifts[0]).toMatchObject({ startUs: 2 * HOUR, endUs: 10 * HOUR, breaks: [{ atUs: 5.5 * HOUR }] })
    expect(traffic[0]).toMatchObject({ untilUs: 9 * HOUR })
    expect(poisson(traffic[0]!).steps).toEqual([
      { fromUs: 0, perHour: 0 },
      { fromUs: 2.25 * HOUR, perHour: 600 },
    ])
  })

  it('may end a shift when the run ends, a day later', () => {
    const { shifts } = load(
      'why: a\nstarts: "06:00"\nduration: 24h\nshifts: [{ start: "21:45", end: "06:00" }]',
    ).workload
    expect(shifts[0]).toMatchObject({ startUs: 15.75 * HOUR, endUs: 24 * HOUR })
  })
})

describe('shifts', () => {
  it('share what is left evenly', () => {
    const { shifts } = load('why: a\nshifts: [{ share: 50% }, {}, {}]').workload
    expect(shifts.map(({ name, share }) => [name, share])).toEqual([
      ['shift 1', 0.5],
      ['shift 2', 0.25],
      ['shift 3', 0.25],
    ])
  })
})

describe('wrap-up', () => {
  const desk = (text: string) => load(`why: a\ndesk: { wrapUp: ${text} }`).workload.desk

  it.each([
    ['incoming', 'OPTIONAL', 'NOT_ALLOWED'],
    ['outgoing', 'NOT_ALLOWED', 'OPTIONAL'],
    ['both', 'OPTIONAL', 'OPTIONAL'],
    ['none', 'NOT_ALLOWED', 'NOT_ALLOWED'],
  ])('on %s calls is %s for incoming and %s for outgoing ones', (on, wrapUpOnIncoming, wrapUpOnOutgoing) => {
    expect(desk(`{ on: ${on}, mode: optional }`)).toMatchObject({ wrapUpOnIncoming, wrapUpOnOutgoing })
  })

  it('takes an exponential time of a mean, or any other as it is written', () => {
    expect(desk('{ mean: 20s }').wrapUp).toEqual({ kind: 'exponential', meanUs: 20_000_000 })
    expect(desk('{ time: 20s }').wrapUp).toEqual({ kind: 'constant', meanUs: 20_000_000 })
    expect(desk('{ time: { uniform: [5s, 25s] } }').wrapUp).toEqual({
      kind: 'uniform',
      minUs: 5_000_000,
      maxUs: 25_000_000,
    })
  })
})

describe('callers', () => {
  it('wait for ever, pass no announcement and bring no data where the scenario says so', () => {
    expect(traffic('traffic: [{ patience: forever, ivr: none }]')[0]).toMatchObject({
      patience: undefined,
      ivr: undefined,
    })
  })

  it('bring call variables by number and ECC variables by name', () => {
    const [stream] = traffic(
      'traffic: [{ callVariables: { 10: z, 2: "007" }, ecc: { "user.list[0]": a, user.account: b } }]',
    )
    expect(stream!.callVariables).toEqual(
      new Map([
        [2, '007'],
        [10, 'z'],
      ]),
    )
    expect(stream!.ecc.get('user.list[0]')).toBe('a')
  })

  it('are called after their queue, each stream by its own name', () => {
    const text = 'topology: { queues: [a, b] }\ntraffic: [{ queue: a }, { queue: a }, { queue: [a, b] }, { name: x }]'
    expect(traffic(text).map(({ name, dialedNumber }) => [name, dialedNumber])).toEqual([
      ['a', '8005550100'],
      ['a 2', '8005550101'],
      ['a and b', '8005550102'],
      ['x', '8005550103'],
    ])
  })

  it('come like a clock', () => {
    expect(traffic('traffic: [{ arrive: { every: 30s }, from: 5min }]')[0]!.arrivals).toEqual({
      kind: 'every',
      everyUs: 30_000_000,
      fromUs: 5 * MINUTE,
    })
  })
})

describe('a surge', () => {
  it('lifts steps for its time and no longer', () => {
    const [stream] = traffic(`traffic: [{ arrive: { poisson: [{ at: 0s, rate: 60/h }, { at: 20min, rate: 120/h }] } }]
timeline: [{ at: 10min, do: surge, times: 3, for: 20min }]`)
    expect(poisson(stream!)).toEqual({
      kind: 'poisson',
      shape: 'steps',
      steps: [
        { fromUs: 0, perHour: 60 },
        { fromUs: 10 * MINUTE, perHour: 180 },
        { fromUs: 20 * MINUTE, perHour: 360 },
        { fromUs: 30 * MINUTE, perHour: 120 },
      ],
    })
  })

  it('lifts a slope as a slope, with a jump at either end', () => {
    const [stream] = traffic(`traffic:
  - arrive: { poisson: [{ at: 0s, rate: 0/h }, { at: 60min, rate: 60/h }], shape: linear }
timeline: [{ at: 20min, do: surge, times: 2, for: 20min }]`)
    const { shape, steps } = poisson(stream!)
    expect(shape).toBe('linear')
    expect(steps.map(({ fromUs, perHour }) => [fromUs, Math.round(perHour * 1000) / 1000])).toEqual([
      [0, 0],
      [20 * MINUTE - 1, 20],
      [20 * MINUTE, 40],
      [40 * MINUTE - 1, 80],
      [40 * MINUTE, 40],
      [60 * MINUTE - 1, 60],
    ])
  })

  it('of one queue leaves the other queues of the same callers alone', () => {
    const streams = traffic(`topology: { queues: [a, b, c] }
traffic: [{ name: all, arrive: { poisson: 90/h } }]
timeline: [{ at: 10min, do: surge, what: b, times: 3, for: 10min }]`)
    expect(streams.map(({ name, queues }) => [name, queues])).toEqual([
      ['all (changed)', [5002]],
      ['all', [5001, 5003]],
    ])
    expect(streams.map((stream) => poisson(stream).steps.map(({ perHour }) => Math.round(perHour)))).toEqual([
      [30, 90, 30],
      [60],
    ])
  })

  it('makes a clock tick faster, and a silence stops it', () => {
    const streams = traffic(`traffic: [{ name: test, arrive: { every: 30s } }]
timeline: [{ at: 10min, do: surge, times: 3, for: 10min }, { at: 30min, do: silence, for: 10min }]`)
    expect(streams.map(({ name, arrivals, untilUs }) => ({ name, untilUs, ...arrivals }))).toEqual([
      { name: 'test', kind: 'every', fromUs: 0, untilUs: 10 * MINUTE, everyUs: 30_000_000 },
      { name: 'test 2', kind: 'every', fromUs: 10 * MINUTE, untilUs: 20 * MINUTE, everyUs: 10_000_000 },
      { name: 'test 3', kind: 'every', fromUs: 20 * MINUTE, untilUs: 30 * MINUTE, everyUs: 30_000_000 },
      { name: 'test 4', kind: 'every', fromUs: 40 * MINUTE, untilUs: 60 * MINUTE, everyUs: 30_000_000 },
    ])
  })

  it('stays in the timeline, for the report', () => {
    const scenario = load(
      'why: a\ntimeline: [{ at: 30min, do: silence, for: 1min }, { at: 10min, do: surge, times: 3, for: 10min }]',
    )
    expect(scenario.timeline).toEqual([
      { atUs: 10 * MINUTE, do: 'surge', what: 'all', forUs: 10 * MINUTE, says: 'surge of all, 3 times for 10min' },
      { atUs: 30 * MINUTE, do: 'silence', what: 'all', forUs: MINUTE, says: 'silence of all for 1min' },
    ])
  })
})

describe('expectations', () => {
  it('are compiled with unit, bound and kind', () => {
    const { expect: compiled } = load(`why: a
expect:
  - oracleViolations: 0
  - abandoned: "< 5%"
  - serviceLevel: ">=80%"
  - occupancy: "<= 0.9"
  - asa: "<= 20s"
  - aht: "< 2min"
  - rona: "< 1%"
  - { hop: sign-in, p95: "<= 3s", max: "<= 10s" }
  - { phase: finesse-back, p99: "<= 75s" }
  - { count: calls-handled, is: ">= 100" }`)
    expect(
      compiled.map((one) => [one.says, one.figure, one.quantile, one.compare, one.bound, one.unit, one.kind]),
    ).toEqual([
      ['oracleViolations: 0', 'oracleViolations', undefined, '==', 0, 'count', 'correctness'],
      ['abandoned: "< 5%"', 'abandoned', undefined, '<', 0.05, 'share', 'threshold'],
      ['serviceLevel: ">= 80%"', 'serviceLevel', undefined, '>=', 0.8, 'share', 'threshold'],
      ['occupancy: "<= 0.9"', 'occupancy', undefined, '<=', 0.9, 'share', 'threshold'],
      ['asa: "<= 20s"', 'asa', undefined, '<=', 20_000_000, 'us', 'threshold'],
      ['aht: "< 2min"', 'aht', undefined, '<', 2 * MINUTE, 'us', 'threshold'],
      ['rona: "< 1%"', 'rona', undefined, '<', 0.01, 'share', 'threshold'],
      ['hop: sign-in, p95: "<= 3s"', 'hop:sign-in', 'p95', '<=', 3_000_000, 'us', 'threshold'],
      ['hop: sign-in, max: "<= 10s"', 'hop:sign-in', 'max', '<=', 10_000_000, 'us', 'threshold'],
      ['phase: finesse-back, p99: "<= 75s"', 'phase:finesse-back', 'p99', '<=', 75_000_000, 'us', 'threshold'],
      ['count: calls-handled, is: ">= 100"', 'count:calls-handled', undefined, '>=', 100, 'count', 'correctness'],
    ])
  })
})

describe('what is expected of a failover', () => {
  const ofNamed = (expectation: string, timeline = '{ at: 5min, do: crash, what: finesse 1 }') =>
    problemsOf(`why: a\ntimeline: [${timeline}]\nexpect: [${expectation}]`).join('\n')

  it('may be of one alone, named by words of the entry that begins it', () => {
    const [first] = load(
      'why: a\ntimeline: [{ at: 5min, do: crash, what: finesse 1 }]\nexpect: [{ phase: all-back, failover: crash of finesse 1, max: "<= 110s" }]',
    ).expect
    expect(first).toMatchObject({ figure: 'phase:all-back', quantile: 'max', failover: 'crash of finesse 1' })
    expect(first!.says).toBe('phase: all-back of crash of finesse 1, max: "<= 110s"')
  })

  it('is refused of a failover that the timeline cannot begin, and of a quantile that one failover has not', () => {
    expect(ofNamed('{ phase: all-back, failover: crash of finesse 2, max: "<= 1s" }')).toContain(
      'no entry of the timeline says "crash of finesse 2"; allowed: crash of finesse 1 until the calm',
    )
    expect(ofNamed('{ phase: all-back, failover: crash, max: "<= 1s" }', '')).toContain('nothing in the timeline')
    expect(ofNamed('{ phase: ready, failover: crash, p99: "<= 1s" }')).toContain(
      'of one failover there are p50, p95, max',
    )
    expect(ofNamed('{ phase: all-back, p50: "<= 1s" }')).toContain('say max, or which failover')
  })

  const expected = (text: string) =>
    load(`why: a\nexpect: [${text}]`).expect.map(({ figure, quantile, compare, bound }) => [
      figure,
      quantile,
      compare,
      bound,
    ])

  it.each([
    ['{ forcedLogouts: 0 }', [['forcedLogouts', undefined, '==', 0]]],
    ['{ moved: ">= 10" }', [['moved', undefined, '>=', 10]]],
    ['{ signedInAfterCalm: 100% }', [['signedInAfterCalm', undefined, '>=', 1]]],
    ['{ maintenance: refused }', [['maintenance:agent-pg/refused', undefined, '>=', 1]]],
    ['{ notice: connection-lost, is: "== 5" }', [['notice:connection-lost', undefined, '==', 5]]],
    ['{ syslog: CTI_CONNECTION_LOST }', [['syslog:CTI_CONNECTION_LOST', undefined, '>=', 1]]],
    [
      '{ outage: finesse 1, times: 1, max: "<= 75s" }',
      [
        ['outage:finesse 1', 'max', '<=', 75_000_000],
        ['outages:finesse 1', undefined, '==', 1],
      ],
    ],
    ['{ phase: signed-in, p95: "<= 75s" }', [['phase:signed-in', 'p95', '<=', 75_000_000]]],
  ])('%s', (text, figures) => {
    expect(expected(text)).toEqual(figures)
  })
})

describe('a shift', () => {
  it('can stay through the calm', () => {
    const { workload } = load('why: a\nduration: 30min\nshifts: [{ stays: true }]', { until: '20min' })
    expect(workload.shifts[0]).toMatchObject({ startUs: 0, spreadUs: 3 * MINUTE })
    expect(workload.shifts[0]!.endUs).toBeGreaterThan(workload.busyUs + workload.calmUs)
  })
})

describe('the clients of agents', () => {
  it('are browsers first, then those of others, IP phones, and mobile agents last', () => {
    const topology = '{ agents: 10, thirdParty: { share: 10% }, phoneAgents: { share: 20% }, mobile: { share: 30% } }'
    const { workload } = load(`why: a\ntopology: ${topology}`)
    const { users } = createDirectory(workload.topology)
    expect(users.map(({ client, mobile }) => (mobile ? 'mobile' : client))).toEqual([
      ...['desktop', 'desktop', 'desktop', 'desktop'],
      'third-party',
      ...['ip-phone', 'ip-phone'],
      ...['mobile', 'mobile', 'mobile'],
      'desktop',
    ])
  })

  it('sign in with tokens where the desk says so', () => {
    expect(load('why: a').workload.desk.sso).toBeUndefined()
    const { desk } = load('why: a\ndesk: { sso: { accessToken: 30min } }').workload
    expect(desk.sso).toEqual({ accessTokenUs: 30 * MINUTE, refreshTokenUs: 10 * HOUR, share: 1 })
  })
})

describe('the releases', () => {
  it('of the agent PG is that of Finesse unless told', () => {
    expect(load('why: a\nrelease: "12.0"').workload.topology.pgRelease).toBeUndefined()
    expect(load('why: a\ntopology: { pgRelease: 12.5 }').workload.topology.pgRelease).toBe('12.5')
  })
})

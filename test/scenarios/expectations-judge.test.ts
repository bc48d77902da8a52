import { describe, expect, it } from 'vitest'
import { judgeExpectations, type Measured } from '../../src/scenarios/expectations-judge.ts'
import { holds } from '../../src/scenarios/holds.ts'
import type { Failover, Failures, FaultResult, HopResult, QueueInterval } from '../../src/scenarios/result.ts'
import type { Expectation } from '../../src/scenarios/scenario.ts'
import { SECOND } from '../../src/sim/kernel/time.ts'

const queue = (changes: Partial<QueueInterval>): QueueInterval => ({
  queue: 'sales',
  from: 0,
  until: 1,
  offered: 100,
  handled: 95,
  abandoned: 5,
  rona: 2,
  withinServiceLevel: 80,
  serviceLevel: 0.8,
  asaUs: 10 * SECOND,
  ahtUs: 90 * SECOND,
  maxWaitUs: 0,
  ...changes,
})

const hop = (name: string): HopResult => ({
  hop: name,
  says: '',
  count: 10,
  minUs: 1,
  meanUs: 2,
  p50Us: 3,
  p95Us: 4_000_000,
  p99Us: 5,
  p999Us: 6,
  maxUs: 7,
  curve: [],
})

const failures: Failures = {
  forcedLogouts: 3,
  moved: 12,
  expectedIn: 20,
  signedIn: 19,
  maintenance: [{ of: 'finesse 1', completed: 1, refused: 0, failed: 0 }],
}

const faults: FaultResult[] = [
  { kind: 'fault', says: 'stop of ctisvr A for 5min', at: SECOND, until: undefined, touched: 1 },
  { kind: 'fault', says: 'crash of finesse 1', at: 9 * SECOND, until: undefined, touched: 1 },
]

const crash = {
  acts: [{ at: 9 * SECOND, fault: 1, begins: true }],
  phases: [{ phase: 'all-back', count: 1, p50Us: 67 * SECOND, p95Us: 67 * SECOND, maxUs: 67 * SECOND }],
} as unknown as Failover

const measured: Measured = {
  faults,
  failovers: [crash],
  failures,
  syslog: { lines: [], counts: [{ message: 'CTI_CONNECTION_LOST', count: 2 }] },
  notices: [{ notice: 'token-countdown', count: 12, people: 9 }],
  counts: [
    { name: 'calls offered', says: '', value: 400 },
    { name: 'calls handled', says: '', value: 380 },
    { name: 'calls lost', says: '', value: 1 },
  ],
  hops: [hop('sign-in'), hop('phase: finesse-back'), hop('outage: finesse 1')],
  queueTotals: [
    queue({}),
    queue({ offered: 300, handled: 285, abandoned: 15, withinServiceLevel: 300, asaUs: 2 * SECOND }),
  ],
  occupancy: 0.75,
  oracles: [{ name: '', says: '', behaviours: [], judged: 1, violated: 4, violations: [] }],
}

const expecting = (changes: Partial<Expectation> & { figure: string }): Expectation => ({
  says: changes.figure,
  quantile: undefined,
  compare: '<=',
  bound: 0,
  unit: 'count',
  kind: 'threshold',
  ...changes,
})
const judgeOne = (changes: Partial<Expectation> & { figure: string }, of = measured) =>
  judgeExpectations([expecting(changes)], of)[0]!

describe('expectations', () => {
  it('find every figure of the language', () => {
    const values: [Partial<Expectation> & { figure: string }, number][] = [
      [{ figure: 'lostCalls' }, 1],
      [{ figure: 'abandoned', unit: 'share' }, 0.05],
      [{ figure: 'serviceLevel', unit: 'share' }, 0.95],
      [{ figure: 'occupancy', unit: 'share' }, 0.75],
      [{ figure: 'asa', unit: 'us' }, 4 * SECOND],
      [{ figure: 'aht', unit: 'us' }, 90 * SECOND],
      [{ figure: 'rona', unit: 'share' }, 0.01],
      [{ figure: 'oracleViolations' }, 4],
      [{ figure: 'hop:Sign-in', quantile: 'p95', unit: 'us' }, 4_000_000],
      [{ figure: 'phase:finesse-back', quantile: 'max', unit: 'us' }, 7],
      [{ figure: 'outage:finesse 1', quantile: 'max', unit: 'us' }, 7],
      [{ figure: 'outages:finesse 1' }, 10],
      [{ figure: 'outages:finesse 2' }, 0],
      [{ figure: 'forcedLogouts' }, 3],
      [{ figure: 'moved' }, 12],
      [{ figure: 'signedInAfterCalm', unit: 'share' }, 0.95],
      [{ figure: 'maintenance:finesse 1/completed' }, 1],
      [{ figure: 'maintenance:finesse 1/failed' }, 0],
      [{ figure: 'syslog:CTI_CONNECTION_LOST' }, 2],
      [{ figure: 'syslog:CTI_SOCKET_ERROR' }, 0],
      [{ figure: 'notice:token-countdown' }, 9],
      [{ figure: 'notice:connection-lost' }, 0],
      [{ figure: 'count:calls-handled' }, 380],
      [{ figure: 'count:calls handled' }, 380],
    ]
    for (const [changes, value] of values)
      expect([changes.figure, judgeOne(changes).value]).toEqual([changes.figure, value])
  })

  it('are of one failover where that is named by words of the entry that began it', () => {
    const allBack = { figure: 'phase:all-back', unit: 'us', bound: 70 * SECOND } as const
    const named = (failover: string, more: Partial<Expectation> = {}) => judgeOne({ ...allBack, failover, ...more })
    expect(named('crash of Finesse 1', { quantile: 'max' })).toMatchObject({ outcome: 'met', value: 67 * SECOND })
    expect(named('crash of Finesse 1', { quantile: 'max' })).toMatchObject({ failover: 'crash of Finesse 1' })
    expect(named('crash', { quantile: 'p50' }).value).toBe(67 * SECOND)
    expect(named('stop of ctisvr A', { quantile: 'max' }).outcome).toBe('not reached')
    expect(named('crash', { quantile: 'max', figure: 'phase:pg-found' }).outcome).toBe('not reached')
    expect(judgeOne({ ...allBack, quantile: 'max' }).value).toBe(67 * SECOND)
  })

  it('are met or missed, in the words of a person', () => {
    const share = { figure: 'abandoned', unit: 'share', kind: 'correctness' } as const
    expect(judgeOne({ ...share, compare: '<', bound: 0.06, says: 'abandoned: "< 6%"' })).toEqual({
      says: 'abandoned: "< 6%"',
      kind: 'correctness',
      outcome: 'met',
      actual: '5.0 %',
      value: 0.05,
    })
    expect(judgeOne({ ...share, compare: '<', bound: 0.05 }).outcome).toBe('missed')
    expect(judgeOne({ figure: 'hop:sign-in', quantile: 'p95', unit: 'us', bound: 3e6 })).toMatchObject({
      outcome: 'missed',
      actual: '4.00 s',
    })
  })

  it('are not reached where nothing was measured', () => {
    const nobody = { ...failures, expectedIn: 0, signedIn: 0 }
    const nothing: Measured = {
      ...measured,
      failures: nobody,
      hops: [],
      queueTotals: [],
      occupancy: undefined,
      counts: [],
    }
    for (const figure of [
      'lostCalls',
      'abandoned',
      'serviceLevel',
      'asa',
      'aht',
      'occupancy',
      'signedInAfterCalm',
      'outage:finesse 2',
      'maintenance:agent-pg/completed',
      'hop:sign-in',
      'count:x',
    ]) {
      expect(judgeOne({ figure, quantile: 'p95' }, nothing)).toMatchObject({ outcome: 'not reached', value: undefined })
    }
  })

  it('know every comparison', () => {
    const truths = (['<=', '<', '>=', '>', '==', '!='] as const).map((compare) =>
      [1, 2, 3].map((n) => holds(n, compare, 2)),
    )
    expect(truths).toEqual([
      [true, true, false],
      [true, false, false],
      [false, true, true],
      [false, false, true],
      [false, true, false],
      [true, false, true],
    ])
  })
})

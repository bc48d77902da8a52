/**
 * A made-up run for the tests of the reports: rich enough to look at, cheap enough to make in every test. It is not
 * simulated, so its figures are only plausible, never right.
 */
import seedrandom from 'seedrandom'
import {
  type AgentSummary,
  type CallSummary,
  type Failover,
  type HopResult,
  type Lane,
  type QueueInterval,
  RESULT_SCHEMA,
  type RunResult,
  type RunTables,
  type Table,
  type Violation,
} from '../../src/scenarios/result.ts'
import { HOUR, MILLISECOND, MINUTE, type Micros, SECOND } from '../../src/sim/kernel/time.ts'

export interface FixtureOptions {
  readonly agents?: number
  readonly queues?: number
  readonly hours?: number
  readonly seed?: string
  readonly wallSeconds?: number
}

const QUEUE_NAMES = [
  'sales',
  'support',
  'billing',
  'orders',
  'returns',
  'premium',
  'technical',
  'claims',
  'english',
  'spanish',
]
const STATES = ['LOGOUT', 'NOT_READY', 'READY', 'RESERVED', 'TALKING', 'HOLD', 'WORK']
const FIRST = [
  'Ada',
  'Björn',
  'Chiara',
  'Deniz',
  'Elif',
  'Farid',
  'Grace',
  'Hiro',
  'Ines',
  'Jonas',
  'Kofi',
  'Léa',
  'Mei',
  'Nils',
]
const LAST = [
  'Abel',
  'Brandt',
  'Costa',
  'Dvořák',
  'Eriksen',
  'Fischer',
  'García',
  'Huber',
  'Ito',
  'Jansen',
  'Kaya',
  "O'Neill",
]

/** How busy the day is at a share of it: two humps and a lunch. */
const busy = (at: number) =>
  0.35 + 0.75 * Math.exp(-(((at - 0.32) / 0.13) ** 2)) + 0.55 * Math.exp(-(((at - 0.72) / 0.14) ** 2))

/** A working day in which three things fail and everything holds. */
export function passedDay(options: FixtureOptions = {}): RunResult {
  const { agents = 2000, queues = 12, hours = 8, seed = '20240607', wallSeconds = 7.84 } = options
  const busyUs = hours * HOUR
  const calmUs = 30 * MINUTE
  const end = busyUs + calmUs
  const random = seedrandom(seed)
  const names = queueNames(queues)
  const queueIntervals = intervalsOf(names, busyUs, agents, random)
  const queueTotals = names.map((name) => totalOf(name, queueIntervals, end))
  const offered = queueTotals.reduce((sum, one) => sum + one.offered, 0)
  const handled = queueTotals.reduce((sum, one) => sum + one.handled, 0)
  const abandoned = offered - handled
  return {
    schema: RESULT_SCHEMA,
    ccsim: '0.1.0',
    node: 'v26.10.0',
    scenario: 'cti-dies-in-the-busiest-minute',
    file: 'scenarios/cti-dies-in-the-busiest-minute.yaml',
    why: 'The active CTI server dies in the busiest minute; agents on calls keep them and are back in time.',
    scenarioHash: '5be1c0f7a9d34e21',
    seed,
    release: '12.6',
    deployment: 'cce',
    world: 'virtual',
    verdict: 'passed',
    exit: 0,
    headline: `All 14 oracles and 5 expectations held over ${offered} calls and 3 faults.`,
    digest: '9f3c1a7be04d52688a1f6e0b37c5d942',
    token: 'ccsim-0.1.0-5be1c0f7a9d34e21-20240607',
    replay: 'ccsim run scenarios/cti-dies-in-the-busiest-minute.yaml --seed 20240607',
    events: 18_442_917,
    records: 9_120_455,
    virtualSeconds: end / SECOND,
    wallSeconds,
    interruptedAt: undefined,
    busyUs,
    calmUs,
    overrides: ['topology.agents=2000'],
    size: { agents, supervisors: Math.floor(agents / 20), queues, finesseNodes: 2 },
    assumed: [
      { name: 'cti.takeoverDelay', value: '5 s', why: 'The document gives "a few seconds"; measured values differ.' },
      { name: 'finesse.authCacheSize', value: '5,000', why: 'No public document gives the bound of the cache.' },
      { name: 'gateway.pimConfigureTime', value: '12 s', why: 'Depends on the number of agents; chosen for 2,000.' },
    ],
    oracles: ORACLES.map(([name, says, behaviours, judged]) => ({
      name,
      says,
      behaviours,
      judged,
      violated: 0,
      violations: [],
    })),
    expectations: [
      { says: 'lostCalls: 0', kind: 'correctness', outcome: 'met', actual: '0', value: 0 },
      { says: 'abandoned: "< 5%"', kind: 'correctness', outcome: 'met', actual: '3.2 %', value: 0.032 },
      {
        says: 'phase: finesse-back, p95: "<= 75s"',
        kind: 'threshold',
        outcome: 'met',
        actual: '61.4 s',
        value: 61.4e6,
      },
      {
        says: 'phase: desktop-back, p95: "<= 110s"',
        kind: 'threshold',
        outcome: 'met',
        actual: '84.9 s',
        value: 84.9e6,
      },
      { says: 'serviceLevel: ">= 80%"', kind: 'threshold', outcome: 'met', actual: '86.1 %', value: 0.861 },
    ],
    faults: [
      { kind: 'fault', says: 'stop ctisvr A', at: 0.25 * busyUs, until: 0.25 * busyUs + 14 * MINUTE, touched: 4_412 },
      {
        kind: 'fault',
        says: 'maintenance agent-pg',
        at: 0.5 * busyUs,
        until: 0.5 * busyUs + 22 * MINUTE,
        touched: 1_988,
      },
      {
        kind: 'fault',
        says: 'crash finesse 1 for 15m',
        at: 0.75 * busyUs,
        until: 0.75 * busyUs + 15 * MINUTE,
        touched: 1_006,
      },
    ],
    counts: [
      { name: 'calls offered', says: 'Calls that reached a queue.', value: offered },
      { name: 'calls handled', says: 'Calls that an agent answered.', value: handled },
      { name: 'calls abandoned', says: 'Callers who hung up while waiting.', value: abandoned },
      { name: 'calls lost', says: 'Calls that a fault cut off.', value: 0 },
      { name: 'redials', says: 'Callers who tried again.', value: Math.floor(abandoned / 3) },
      {
        name: 'RONA',
        says: 'Offers that rang out at an agent.',
        value: queueTotals.reduce((sum, one) => sum + one.rona, 0),
      },
      { name: 'REST requests', says: 'Requests that desktops sent to Finesse.', value: offered * 4 },
      { name: 'notifications', says: 'Events that Finesse published.', value: offered * 11 },
      { name: 'sign-ins', says: 'Agents that signed in, again after a failover too.', value: agents * 2 },
    ],
    failures: { forcedLogouts: 0, moved: 0, expectedIn: 0, signedIn: 0, maintenance: [] },
    hops: hopsOf(offered),
    queueIntervals,
    queueTotals,
    occupancy: 0.782,
    stateSeries: statesOf(agents, end, busyUs, random),
    queueSeries: waitingOf(names, end, busyUs, random),
    desktopSeries: { stepUs: 1_000_000, states: [], counts: [] },
    failovers: failoversOf(agents, busyUs),
    failoversLeft: 0,
    notices: [
      { notice: 'connection-lost', count: agents + 40, people: agents },
      { notice: 'reconnected-to-the-same-node', count: agents, people: agents },
    ],
    syslog: {
      lines: [
        { at: 0.25 * busyUs, node: 'Finesse 1', message: 'CTI_CONNECTION_LOST', detail: 0 },
        { at: 0.25 * busyUs + 61 * SECOND, node: 'Finesse 1', message: 'CTI_CONNECTION_ESTABLISHED', detail: 1 },
      ],
      counts: [
        { message: 'CTI_CONNECTION_ESTABLISHED', count: 1 },
        { message: 'CTI_CONNECTION_LOST', count: 1 },
      ],
    },
    lanes: lanesOf(end, busyUs),
    agents: agentsOf(agents, busyUs, random),
    calls: callsOf(names, agents, busyUs, random, 400),
  }
}

/** The same day, but agents lose their state after the takeover, and a threshold is missed. */
export function failedDay(options: FixtureOptions = {}): RunResult {
  const day = passedDay(options)
  const at = day.faults[0]!.at
  const lost = Array.from({ length: 20 }, (_, index) => lostState(at + (9 + index * 2.7) * SECOND, 1007 + index * 31))
  return {
    ...day,
    verdict: 'violated',
    exit: 1,
    headline: 'After the takeover to CTI server B, 37 agents were shown READY while the CTI server had them TALKING.',
    oracles: day.oracles.map((oracle, index) => {
      if (index === 3) return { ...oracle, violated: 37, violations: lost }
      if (index === 4) return { ...oracle, violated: 30, violations: [stuck(day.virtualSeconds * SECOND)] }
      if (index === 5) return { ...oracle, violated: 1, violations: [lateEvent(at + 40 * SECOND)] }
      return oracle
    }),
    expectations: day.expectations.map((one, index) => {
      if (index === 3) return { ...one, outcome: 'missed', actual: '131 s', value: 131e6 }
      if (index === 4) return { ...one, outcome: 'not reached', actual: 'no sample', value: undefined }
      return one
    }),
    faults: [
      ...day.faults,
      { kind: 'fault', says: 'cut link gateway A <-> router', at: 0.9 * day.busyUs, until: undefined, touched: 0 },
    ],
  }
}

const lostState = (at: Micros, agent: number): Violation => ({
  at,
  who: `agent ${agent}`,
  why: `Finesse 1 published READY while CTI server B has held agent ${agent} in TALKING since 01:59:12.204`,
  chain: [
    { at: at - 41 * SECOND, where: 'router', what: `call 16777${agent} offered to agent ${agent}` },
    { at: at - 38 * SECOND, where: 'phone', what: `answered; agent ${agent} RESERVED → TALKING` },
    { at: at - 9 * SECOND, where: 'CTI server A', what: 'crash: the socket to Finesse 1 was reset' },
    { at: at - 4 * SECOND, where: 'Finesse 1', what: 'OPEN_REQ to CTI server B, accepted' },
    { at: at - 1 * SECOND, where: 'CTI server B', what: `QUERY_AGENT_STATE_CONF agent ${agent}: state TALKING` },
    { at, where: 'Finesse 1', what: `User event for agent ${agent}: state READY` },
  ],
})

const stuck = (at: Micros): Violation => ({
  at,
  who: 'agent 1004',
  why: 'the desktop is POLLING since 02:00:12.000, with a node in service',
  chain: [],
  atEnd: true,
})

const lateEvent = (at: Micros): Violation => ({
  at,
  who: 'call 16778211',
  why: 'the Dialog event <state>ACTIVE</state> came twice to agent 1042 & in the wrong order',
  chain: [],
})

const ORACLES: readonly (readonly [string, string, readonly string[], number])[] = [
  [
    'calls are conserved',
    'Every call that was offered is waiting, ringing, talking or ended; never two of them.',
    ['CALL-001'],
    462_118,
  ],
  [
    'agent states follow the table',
    'An agent moves only along the documented table of states.',
    ['AGT-004', 'AGT-007'],
    1_840_227,
  ],
  [
    'one agent, one extension, one node',
    'No two agents share an extension, and no agent is signed in at two nodes.',
    ['AGT-011'],
    8_004,
  ],
  [
    'three views agree after calm',
    'What the desktop shows, what Finesse holds and what the CTI server says are the same.',
    ['FO-012', 'FO-013'],
    2_000,
  ],
  [
    'every 202 has one outcome',
    'A request that was accepted is followed by exactly one event or one error.',
    ['API-003'],
    612_940,
  ],
  ['events in order', 'Events of one agent arrive in order and none arrives twice.', ['NOT-002', 'NOT-005'], 5_083_211],
  ['silent during the outage', 'No event is published while the CTI server is away.', ['FO-004'], 4_412],
  ['last state is published again', 'After an outage every agent hears the state it is in.', ['FO-006'], 3_994],
  [
    '503 exactly while out of service',
    'A node answers 503 while it is out of service, and only then.',
    ['API-021'],
    18_230,
  ],
  [
    'forced logout only after absence',
    'An agent is signed out by force only after the documented absence.',
    ['FO-020', 'FO-021'],
    212,
  ],
  [
    'credentials stay cached 30 minutes',
    'While the AWDB is away, a password works for 30 minutes and no longer.',
    ['AUTH-004'],
    0,
  ],
  ['lockout after five', 'Five wrong passwords lock a user out for the documented time.', ['AUTH-007'], 0],
  [
    'maintenance is not felt',
    'Nothing becomes visible to agents while a gateway is in maintenance.',
    ['PG-009'],
    1_988,
  ],
  [
    'nothing reserved is left over',
    'After the calm no agent is reserved and no dialog is open without a call.',
    ['CALL-014'],
    2_000,
  ],
]

function queueNames(n: number): string[] {
  return Array.from(
    { length: n },
    (_, i) => (QUEUE_NAMES[i % 10] ?? 'queue') + (i < 10 ? '' : `-${Math.floor(i / 10) + 1}`),
  )
}

function intervalsOf(names: readonly string[], busyUs: Micros, agents: number, random: () => number): QueueInterval[] {
  const step = 15 * MINUTE
  return names.flatMap((queue, index) =>
    Array.from({ length: Math.ceil(busyUs / step) }, (_, i): QueueInterval => {
      const load = busy((i * step) / busyUs)
      const offered = Math.floor(
        ((agents * 6.2) / names.length) * load * (1.3 - (0.6 * index) / names.length) * (0.92 + 0.16 * random()),
      )
      const abandoned = Math.floor(offered * 0.05 * load * random())
      const handled = offered - abandoned
      const within = Math.floor(handled * (0.97 - 0.14 * load * random()))
      return {
        queue,
        from: i * step,
        until: (i + 1) * step,
        offered,
        handled,
        abandoned,
        rona: Math.floor(offered * 0.004 * random()),
        withinServiceLevel: within,
        serviceLevel: offered === 0 ? undefined : within / offered,
        asaUs: handled === 0 ? undefined : Math.floor((4 + 14 * load * random()) * SECOND),
        ahtUs: handled === 0 ? undefined : Math.floor((84 + 12 * random()) * SECOND),
        maxWaitUs: Math.floor((20 + 140 * load * random()) * SECOND),
        occupancy: Math.min(0.97, 0.4 + 0.42 * load + 0.05 * random()),
      }
    }),
  )
}

function totalOf(queue: string, intervals: readonly QueueInterval[], until: Micros): QueueInterval {
  const own = intervals.filter((one) => one.queue === queue)
  const sum = (field: 'offered' | 'handled' | 'abandoned' | 'rona' | 'withinServiceLevel') =>
    own.reduce((total, one) => total + one[field], 0)
  const mean = (field: 'asaUs' | 'ahtUs') =>
    Math.floor(own.reduce((total, one) => total + (one[field] ?? 0) * one.handled, 0) / Math.max(1, sum('handled')))
  return {
    queue,
    from: 0,
    until,
    offered: sum('offered'),
    handled: sum('handled'),
    abandoned: sum('abandoned'),
    rona: sum('rona'),
    withinServiceLevel: sum('withinServiceLevel'),
    serviceLevel: sum('withinServiceLevel') / sum('offered'),
    asaUs: mean('asaUs'),
    ahtUs: mean('ahtUs'),
    maxWaitUs: Math.max(...own.map((one) => one.maxWaitUs)),
  }
}

function hopsOf(calls: number): HopResult[] {
  const hop = (name: string, says: string, count: number, medianUs: Micros, spread: number): HopResult => {
    // Log-normal by quantiles: enough for a believable curve.
    const z: readonly (readonly [number, number])[] = [
      [0.001, -3.09],
      [0.01, -2.33],
      [0.05, -1.64],
      [0.1, -1.28],
      [0.25, -0.67],
      [0.5, 0],
      [0.75, 0.67],
      [0.9, 1.28],
      [0.95, 1.64],
      [0.975, 1.96],
      [0.99, 2.33],
      [0.995, 2.58],
      [0.999, 3.09],
      [0.9995, 3.29],
      [0.9999, 3.72],
      [1, 4.3],
    ]
    const curve = z.map(([share, at]) => ({ share, us: Math.round(medianUs * Math.exp(spread * at)) }))
    const of = (share: number) => curve.find((point) => point.share >= share)!.us
    const mean = Math.round(medianUs * Math.exp((spread * spread) / 2))
    return {
      hop: name,
      says,
      count,
      minUs: curve[0]!.us,
      meanUs: mean,
      p50Us: of(0.5),
      p95Us: of(0.95),
      p99Us: of(0.99),
      p999Us: of(0.999),
      maxUs: of(1),
      curve,
    }
  }
  return [
    hop('REST request', 'A request of a desktop until its answer.', calls * 4, 18 * MILLISECOND, 0.55),
    hop(
      'request to event',
      'A request that was accepted until the event that shows it done.',
      calls * 3,
      62 * MILLISECOND,
      0.5,
    ),
    hop('CTI event to desktop', 'From the CTI server to what the agent sees.', calls * 11, 41 * MILLISECOND, 0.62),
    hop('sign-in', 'From the first request until the state is shown.', 4_000, 640 * MILLISECOND, 0.7),
    hop('finesse-back', 'From the fault until the node is in service again.', 6, 48 * SECOND, 0.12),
    hop('desktop-back', 'From the fault until the desktop can be used again.', 3_020, 61 * SECOND, 0.2),
  ]
}

function statesOf(agents: number, end: Micros, busyUs: Micros, random: () => number) {
  const stepUs = 10 * SECOND
  const counts: number[][] = STATES.map(() => [])
  for (let at = 0; at <= end; at += stepUs) {
    const ramp = Math.min(1, at / (12 * MINUTE)) * (at > busyUs ? Math.max(0.25, 1 - (at - busyUs) / (20 * MINUTE)) : 1)
    const out = at > 0.75 * busyUs && at < 0.75 * busyUs + 90 * SECOND ? 0.5 : 1
    const on = Math.floor(agents * ramp * out)
    const load = at > busyUs ? 0.1 : busy(at / busyUs)
    const talking = Math.floor(on * Math.min(0.82, 0.62 * load + 0.02 * random()))
    const hold = Math.floor(on * 0.02 * random())
    const work = Math.floor(on * 0.13 * load)
    const reserved = Math.floor(on * 0.02)
    const notReady = Math.floor(on * 0.07)
    const ready = Math.max(0, on - talking - hold - work - reserved - notReady)
    const sample = [agents - on, notReady, ready, reserved, talking, hold, work]
    for (const [index, value] of sample.entries()) counts[index]!.push(value)
  }
  return { stepUs, states: STATES, counts }
}

function waitingOf(queues: readonly string[], end: Micros, busyUs: Micros, random: () => number) {
  const stepUs = 10 * SECOND
  const waiting = queues.map((_, index) => {
    let level = 0
    return Array.from({ length: Math.floor(end / stepUs) + 1 }, (_, i) => {
      const at = i * stepUs
      const load = at > busyUs ? 0 : busy(at / busyUs) - 0.35
      const after = (at - 0.25 * busyUs) / MINUTE
      const push = after > 0 && after < 14 ? 26 * Math.sin((after / 14) * Math.PI) : 0
      level = level * 0.94 + 0.06 * ((36 * load + push) * (1.2 - index / queues.length)) + (random() - 0.5) * 1.4 * load
      return Math.max(0, Math.round(level))
    })
  })
  return { stepUs, queues, waiting }
}

const nobody = { lost: 0, lostAt: undefined, closed: 0, closedAt: undefined, reloaded: 0, reloadedAt: undefined }

/** The CTI server is lost and everybody comes back; the PG is maintained, and nobody notices. */
function failoversOf(agents: number, busyUs: Micros): Failover[] {
  const at = 0.25 * busyUs
  const samples = Array.from({ length: 100 }, (_, index) => index * SECOND)
  const back = (us: Micros) => Math.max(0, Math.min(agents, Math.round(((us - 61 * SECOND) / (24 * SECOND)) * agents)))
  const lost = samples.map((us) => (us < SECOND ? 0 : agents - back(us)))
  const blank = { actsLeft: 0, outages: [], switches: [], maintenance: [], phones: undefined, forcedLogouts: 0 }
  return [
    {
      ...blank,
      at,
      settledAt: at + 85 * SECOND,
      from: at - 5 * SECOND,
      until: at + 95 * SECOND,
      acts: [{ at, fault: 0, begins: true }],
      outages: ['Finesse 1', 'Finesse 2'].map((of) => ({ of, from: at, until: at + 61 * SECOND })),
      switches: [{ of: 'Finesse 1 CTI', at: at + 61 * SECOND, from: 'CTI A', to: 'CTI B' }],
      desktops: {
        ...nobody,
        atWork: agents,
        lost: agents,
        lostAt: { firstUs: SECOND, halfUs: SECOND, p95Us: SECOND, lastUs: SECOND },
        back: agents,
        moved: 0,
        firstBackUs: 61 * SECOND,
        halfBackUs: 73 * SECOND,
        p95BackUs: 84 * SECOND,
        lastBackUs: 85 * SECOND,
        left: 0,
      },
      unavailable: 31,
      phases: [
        { phase: 'finesse-back', count: 2, p50Us: 61 * SECOND, p95Us: 61 * SECOND, maxUs: 61 * SECOND },
        { phase: 'desktop-back', count: agents, p50Us: 73 * SECOND, p95Us: 84 * SECOND, maxUs: 85 * SECOND },
      ],
      series: {
        at: samples.map((us) => at - 5 * SECOND + us),
        states: ['at Finesse 1', 'without a server'],
        counts: [lost.map((one) => agents - one), lost],
      },
    },
    {
      ...blank,
      at: 0.5 * busyUs,
      settledAt: 0.5 * busyUs + SECOND,
      from: 0.5 * busyUs - 5 * SECOND,
      until: 0.5 * busyUs + 25 * SECOND,
      acts: [{ at: 0.5 * busyUs, fault: 1, begins: true }],
      switches: [{ of: 'PG', at: 0.5 * busyUs + SECOND, from: 'A', to: 'B' }],
      maintenance: [{ at: 0.5 * busyUs + SECOND, of: 'PG', state: 'COMPLETED', why: undefined }],
      desktops: {
        ...nobody,
        atWork: agents,
        back: 0,
        moved: 0,
        firstBackUs: undefined,
        halfBackUs: undefined,
        p95BackUs: undefined,
        lastBackUs: undefined,
        left: 0,
      },
      unavailable: 0,
      phases: [],
      series: { at: [0.5 * busyUs - 5 * SECOND], states: ['at Finesse 1'], counts: [[agents]] },
    },
  ]
}

function lanesOf(end: Micros, busyUs: Micros): Lane[] {
  const [cti, pg, node] = [0.25 * busyUs, 0.5 * busyUs, 0.75 * busyUs]
  const lane = (component: string, ...changes: readonly (readonly [Micros, string])[]): Lane => ({
    component,
    spans: changes.map(([from, state], index) => ({ from, until: changes[index + 1]?.[0] ?? end, state })),
  })
  return [
    lane('Router', [0, 'IN_SERVICE']),
    lane('Gateway A', [0, 'ACTIVE'], [pg, 'MAINTENANCE'], [pg + 22 * MINUTE, 'STANDBY']),
    lane('Gateway B', [0, 'STANDBY'], [pg + 40 * SECOND, 'ACTIVE']),
    lane('CTI server A', [0, 'ACTIVE'], [cti, 'DOWN'], [cti + 14 * MINUTE, 'STARTING'], [cti + 16 * MINUTE, 'STANDBY']),
    lane('CTI server B', [0, 'STANDBY'], [cti + 5 * SECOND, 'ACTIVE']),
    lane('AWDB 1', [0, 'IN_SERVICE']),
    lane('AWDB 2', [0, 'IN_SERVICE']),
    lane(
      'Finesse 1',
      [0, 'STARTING'],
      [2 * MINUTE, 'IN_SERVICE'],
      [cti, 'OUT_OF_SERVICE'],
      [cti + 61 * SECOND, 'IN_SERVICE'],
      [node, 'DOWN'],
      [node + 15 * MINUTE, 'STARTING'],
      [node + 21 * MINUTE, 'IN_SERVICE'],
    ),
    lane(
      'Finesse 2',
      [0, 'STARTING'],
      [2.5 * MINUTE, 'IN_SERVICE'],
      [cti, 'OUT_OF_SERVICE'],
      [cti + 66 * SECOND, 'IN_SERVICE'],
    ),
  ]
}

function agentsOf(n: number, busyUs: Micros, random: () => number): AgentSummary[] {
  return Array.from({ length: n }, (_, index) => {
    const signedIn = Math.floor(busyUs * (0.9 + 0.1 * random()))
    const talk = Math.floor(signedIn * (0.42 + 0.2 * random()))
    const hold = Math.floor(signedIn * 0.03 * random())
    const wrapUp = Math.floor(signedIn * 0.1 * random())
    const notReady = Math.floor(signedIn * (0.03 + 0.08 * random()))
    const ready = signedIn - talk - hold - wrapUp - notReady
    return {
      id: String(1001 + index),
      extension: String(41001 + index),
      name: `${FIRST[index % FIRST.length]} ${LAST[Math.floor(index / FIRST.length) % LAST.length]}`,
      role: index % 20 === 0 ? 'supervisor' : 'agent',
      team: `Team ${String(Math.floor(index / 20) + 1).padStart(2, '0')}`,
      node: (index % 2) + 1,
      signedInUs: signedIn,
      callsHandled: Math.floor(talk / (75 * SECOND)),
      ronas: random() < 0.1 ? 1 : 0,
      talkUs: talk,
      holdUs: hold,
      wrapUpUs: wrapUp,
      readyUs: ready,
      notReadyUs: notReady,
      occupancy: (talk + hold + wrapUp) / (signedIn - notReady),
    }
  })
}

function callsOf(
  queues: readonly string[],
  agents: number,
  busyUs: Micros,
  random: () => number,
  n: number,
): CallSummary[] {
  return Array.from({ length: n }, (_, index) => {
    const offered = Math.floor((busyUs * index) / n + random() * MINUTE)
    const gone = random() < 0.06
    const answered = gone ? undefined : offered + Math.floor((2 + 40 * random()) * SECOND)
    return {
      id: 16_777_217 + index,
      kind: random() < 0.9 ? 'incoming' : 'consult',
      queue: queues[Math.floor(random() * queues.length)] ?? 'sales',
      offered,
      answered,
      ended: (answered ?? offered) + Math.floor((30 + 120 * random()) * SECOND),
      agents: gone ? [] : [String(1001 + Math.floor(random() * agents))],
      outcome: gone ? 'abandoned' : 'handled',
    }
  })
}

export function table(columns: readonly string[], rows: Iterable<readonly (string | number)[]>): Table {
  return { columns, rows }
}

/** The long tables, made row by row like those of a run. */
export function fixtureTables(calls = 1000, changes = 2000): RunTables {
  return {
    calls: table(['call', 'queue', 'offered', 'outcome'], callRows(calls)),
    agentStates: table(['at', 'agent', 'from', 'to', 'reason'], stateRows(changes)),
  }
}

function* callRows(n: number): Generator<(string | number)[]> {
  for (let index = 0; index < n; index++) yield [16_777_217 + index, 'sales', index * 0.06, 'handled']
}

function* stateRows(n: number): Generator<(string | number)[]> {
  for (let index = 0; index < n; index++) yield [index * 0.4, String(1001 + (index % 200)), 'READY', 'TALKING', 0]
}

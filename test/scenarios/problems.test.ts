import { describe, expect, it } from 'vitest'
import type { ScenarioProblems } from '../../src/scenarios/problems.ts'
import { load, problemsOf } from './files.ts'

/** The problems of a scenario whose second line on is `text`. */
const wrong = (text: string) => problemsOf(`why: to be wrong\n${text}`)

describe('the problems of a scenario', () => {
  it('are all said at once, in the order of the text', () => {
    expect(
      wrong(`topology:
  agents: 0
  agentz: 3
  supervisors: -1
  finesse: 3
  cti: B
  teamSize: 1.5
  mobile: { share: 150%, mode: nailed }
duration: 30
calm: -5s
starts: 25:00
release: 12.7
trafic: []`),
    ).toEqual([
      'x.yaml:3:3 topology.agents: must be a whole number from 1 to 20000, not 0',
      'x.yaml:4:3 topology.agentz: unknown key; did you mean "agents"?',
      'x.yaml:5:3 topology.supervisors: must be a whole number from 0 to 5000, not -1',
      'x.yaml:6:3 topology.finesse: must be 1 or 2, not 3',
      'x.yaml:7:3 topology.cti: "B" is not one of its values; allowed: A, AB',
      'x.yaml:8:3 topology.teamSize: must be a whole number from 1 to 1000, not 1.5',
      'x.yaml:9:13 topology.mobile.share: a share goes from 0% to 100% (or 0 to 1), and 150% is outside',
      'x.yaml:9:26 topology.mobile.mode: "nailed" is not one of its values; allowed: call-by-call, nailed-connection',
      'x.yaml:10:1 duration: durations carry units; write "30s", "30min" or "30h"',
      'x.yaml:11:1 calm: a duration cannot be negative, as "-5s" is',
      'x.yaml:12:1 starts: "25:00" is not a time of day; write it like "08:00"',
      'x.yaml:13:1 release: there is no profile of release 12.7; allowed: 11.6, 12.0, 12.5, 12.6, 15.0',
      'x.yaml:14:1 trafic: unknown key; did you mean "traffic"?',
    ])
  })

  it('come as data too', () => {
    try {
      load('why: a\ntraffic:\n  - { arive: 3 }')
      expect.unreachable()
    } catch (error) {
      expect((error as ScenarioProblems).problems).toEqual([
        {
          file: 'x.yaml',
          line: 3,
          column: 7,
          path: 'traffic[0].arive',
          message: 'unknown key',
          hint: 'did you mean "arrive"?',
        },
      ])
    }
  })

  it('begin with the reason, which every scenario has to give', () => {
    expect(problemsOf('calm: 5s')).toEqual(['x.yaml:1:1 why: is required; say in a sentence what the scenario is for'])
    expect(problemsOf('why:')).toEqual(['x.yaml:1:1 why: is empty; give it a value or leave it out'])
    expect(problemsOf('why: ""')).toEqual(['x.yaml:1:1 why: is empty; say something'])
  })

  it.each([
    ['topology: 3', 'x.yaml:2:1 topology: should be a mapping of keys, not 3'],
    ['desk: [a]', 'x.yaml:2:1 desk: should be a mapping of keys, not a list'],
    ['traffic: { a: 3 }', 'x.yaml:2:1 traffic: should be a list, not a mapping of keys'],
    ['traffic:', 'x.yaml:2:1 traffic: is empty; give it a value or leave it out'],
    ['supervision: { watchTeams: often }', 'x.yaml:2:16 supervision.watchTeams: should be true or false, not "often"'],
    ['topology: { agents: "200" }', 'x.yaml:2:13 topology.agents: must be a whole number from 1 to 20000, not "200"'],
    ['topology: { agents: 1e99 }', 'x.yaml:2:13 topology.agents: must be a whole number from 1 to 20000, not 1e+99'],
    [
      'topology: { agents: 1e999 }',
      'x.yaml:2:13 topology.agents: must be a whole number from 1 to 20000, not Infinity',
    ],
    ['topology: { agents: 20001 }', 'x.yaml:2:13 topology.agents: must be a whole number from 1 to 20000, not 20001'],
    ['topology: { queues: 2001 }', 'x.yaml:2:13 topology.queues: must be a whole number from 1 to 2000, not 2001'],
    ['duration: 15d', 'x.yaml:2:1 duration: "15d" is too long; a run takes up to 14 days'],
    ['duration: 30/h', 'x.yaml:2:1 duration: "30/h" is a rate, not a duration; write it like "15s"'],
    ['why2: [1]', 'x.yaml:2:1 why2: unknown key; did you mean "why"?'],
    [
      '"<<": {}',
      'x.yaml:2:1 ["<<"]: unknown key; allowed: why, extends, release, deployment, starts, duration, calm, topology, desk, settings, shifts, supervision, traffic, load, timeline, expect, proves',
    ],
    ['proves: [cti-1]', 'x.yaml:2:10 proves[0]: is not the id of a behaviour; write it like CTI-01'],
  ])('name the place and the remedy: %s', (text, line) => {
    expect(wrong(text)).toEqual([line])
  })
})

describe('the desk', () => {
  it.each([
    ['answer: 5', 'answer: durations carry units; write "5s", "5min" or "5h"'],
    ['answer: { lognormal: { mean: 75s } }', 'answer.lognormal.cv: is required'],
    ['answer: { lognornal: { mean: 75s, cv: 1 } }', 'answer.lognornal: unknown key; did you mean "lognormal"?'],
    ['answer: { uniform: [3s] }', 'answer.uniform: needs at least 2 entries'],
    ['answer: { uniform: [5s, 2s] }', 'answer.uniform: starts above its end'],
    ['answer: { exponential: 0s }', 'answer.exponential: must be longer than nothing'],
    ['answer: {}', 'answer: is empty; allowed: constant, exponential, lognormal, uniform'],
    ['answer: [3s]', 'answer: should be a duration such as 75s, or like { exponential: 120s }'],
    ['ringOut: 5', 'ringOut: a share goes from 0% to 100% (or 0 to 1), and 5 is outside; did you mean "5%"?'],
    ['home: 3', 'home: should be balanced, 1 or 2'],
    ['load: 2', 'load: must be 0 or 1, not 2'],
    ['wrapUp: { mode: reqired }', 'wrapUp.mode: "reqired" is not one of its values; did you mean "required"?'],
    ['wrapUp: { mean: 5s, time: 6s }', 'wrapUp.mean: is there beside "time"; keep one of the two'],
    ['wrapUp: { timer: 3h }', 'wrapUp.timer: must be from 1s to 2h, as in the desk settings'],
    ['outbound: { rate: 2/h }', 'outbound.rate: is not per agent; write it like 2/agent/h'],
    ['outbound: { busy: 60%, noAnswer: 50% }', 'outbound.busy: and "noAnswer" add up to more than 100%'],
    [
      'handling: { pendingNotReady: { reason: Lnch } }',
      'handling.pendingNotReady.reason: there is no reason "Lnch"; did you mean "Lunch"?',
    ],
  ])('refuses %s', (text, message) => {
    const lines = wrong(`desk: { ${text} }`)
    expect(lines).toHaveLength(1)
    expect(lines[0]!.replace(/^x\.yaml:2:\d+ desk\./, '')).toBe(message)
  })
})

describe('the settings of Finesse', () => {
  it.each([
    ['{ maxMMTimeSec: 10min }', 'maxMMTimeSec: must be a whole number from 1 to 86400, not "10min"'],
    ['{ loginRetries: 11 }', 'loginRetries: must be a whole number from 1 to 10, not 11'],
    ['{ loginRetryPauseSec: 10 }', 'loginRetryPauseSec: must be a whole number from 15 to 180, not 10'],
    ['{ ippaInactivityTimeoutSec: 60 }', 'ippaInactivityTimeoutSec: must be 0, or at least 120'],
    [
      '{ preloadSecondaryResources: false }',
      'preloadSecondaryResources: unknown key; did you mean "preLoadSecondaryResources"?',
    ],
  ])('keep within what the documents allow: %s', (text, message) => {
    const lines = wrong(`settings: ${text}`)
    expect(lines).toHaveLength(1)
    expect(lines[0]!.replace(/^x\.yaml:2:\d+ settings\./, '')).toBe(message)
  })
})

describe('queues, supervisors and traffic', () => {
  it.each([
    ['{ queues: 3, queuesPerAgent: 4 }', 'queuesPerAgent: is 4, but there are 3 queues; say how many with "queues"'],
    ['{ queuesPerAgent: 2 }', 'queuesPerAgent: is 2, but there is 1 queue; say how many with "queues"'],
    ['{ queues: [a, b, a] }', 'queues[2]: the queue "a" is there twice'],
    ['{ queues: [{ name: a, id: 5 }, { name: b, id: 5 }] }', 'queues[1].id: the id 5 is there twice'],
    ['{ queues: [all] }', 'queues[0]: a queue cannot be called "all"; that word means every queue'],
    ['{ pgRelease: 12.7 }', 'pgRelease: there is no profile of release 12.7; allowed: 11.6, 12.0, 12.5, 12.6, 15.0'],
    ['{ finesseCpus: 6 }', 'finesseCpus: must be 4 or 8'],
    [
      '{ mobile: { share: 60% }, thirdParty: { share: 41% } }',
      'phoneAgents: the shares of mobile agents, phone agents and others add up to more than 100%',
    ],
    ['{ queues: [{ nme: a, name: b }] }', 'queues[0].nme: unknown key; did you mean "name"?'],
  ])('make sense together: %s', (text, message) => {
    const lines = wrong(`topology: ${text}`)
    expect(lines).toHaveLength(1)
    expect(lines[0]!.replace(/^x\.yaml:2:\d+ topology\./, '')).toBe(message)
  })

  it('need supervisors where supervisors act', () => {
    expect(wrong('topology: { supervisors: 0 }\nsupervision: { acts: [{ act: barge, every: 0s }] }')).toEqual([
      'x.yaml:3:16 supervision.acts: need supervisors; say how many with "topology.supervisors"',
      'x.yaml:3:37 supervision.acts[0].every: must be longer than nothing, or "barge" would never end',
    ])
  })

  it.each([
    ['{ queue: sale }', 'queue: there is no queue "sale"; did you mean "sales"?'],
    ['{ queue: [sales, sales] }', 'queue[1]: the queue "sales" is there twice'],
    ['{ arrive: { poison: 3/h } }', 'arrive.poison: unknown key; did you mean "poisson"?'],
    [
      '{ arrive: { poisson: 30 } }',
      'arrive.poisson: should be a rate such as 30/agent/h, or a list of { at: 9h, rate: 40/min }',
    ],
    [
      '{ arrive: { poisson: 30/agnt/h } }',
      'arrive.poisson: "30/agnt/h" is not a rate; write it like 1200/h, 90/min, 2/s or 30/agent/h',
    ],
    ['{ arrive: { poisson: 600000/agent/h } }', 'arrive.poisson: "12000000/h" is too much; a rate goes up to 1e7/h'],
    ['{ arrive: { every: 0s } }', 'arrive.every: must be at least 1ms'],
    [
      '{ arrive: { poisson: [{ at: 9min, rate: 3/h }, { at: 5min, rate: 3/h }] } }',
      'arrive.poisson[1].at: is 5min, not after the step before it at 9min',
    ],
    ['{ patience: 30 }', 'patience: durations carry units; write "30s", "30min" or "30h"'],
    ['{ from: 50min, until: 40min }', 'until: is 40min, not after "from" at 50min'],
    ['{ from: 3h }', 'from: is 3h, past the busy time of 1h; give the scenario a longer duration'],
    ['{ from: "09:00" }', 'from: is a time of day; say with "starts" at which time of day the run starts'],
    ['{ priority: x }', 'priority: must be a whole number from 0 to 100, not "x"'],
    ['{ dialedNumber: 0800 }', 'dialedNumber: is text; write it in quotes: "800"'],
    ['{ callVariables: { 11: x } }', 'callVariables["11"]: is not a call variable; allowed: 1 to 10'],
    ['{ callVariables: { 1: 7 } }', 'callVariables["1"]: is text; write it in quotes: "7"'],
    [`{ callVariables: { 1: ${'é'.repeat(21)} } }`, 'callVariables["1"]: is longer than 40 bytes'],
    ['{ ecc: { account: a } }', 'ecc.account: is not an ECC variable; write it like user.account or user.list[0]'],
  ])('refuse traffic like %s', (text, message) => {
    const lines = wrong(`topology: { queues: [sales, support] }\ntraffic:\n  - ${text}`)
    expect(lines).toHaveLength(1)
    expect(lines[0]!.replace(/^x\.yaml:4:\d+ traffic\[0\]\./, '')).toBe(message)
  })

  it('refuse more ECC data than a call carries', () => {
    expect(wrong(`traffic: [{ ecc: { user.a: ${'x'.repeat(2000)} } }]`)).toEqual([
      'x.yaml:2:13 traffic[0].ecc: names and values take more than 2000 bytes',
    ])
  })

  it('refuse a name that two streams of callers share', () => {
    expect(wrong('traffic: [{ name: a }, { name: a }]')).toEqual([
      'x.yaml:2:26 traffic[1].name: the name "a" is taken by traffic[0]',
    ])
  })

  it('are checked although another part of the file is wrong', () => {
    expect(wrong('desk: { ringOut: 5 }\ntraffic:\n  - { talk: 3 }\n  - { queue: nowhere }')).toEqual([
      'x.yaml:2:9 desk.ringOut: a share goes from 0% to 100% (or 0 to 1), and 5 is outside; did you mean "5%"?',
      'x.yaml:4:7 traffic[0].talk: durations carry units; write "3s", "3min" or "3h"',
      'x.yaml:5:7 traffic[1].queue: there is no queue "nowhere"; allowed: all, queue-1',
    ])
  })
})

describe('shifts', () => {
  it.each([
    ['[]', 'shifts: needs at least 1 entry'],
    ['[{ share: 60% }, { share: 60% }]', 'shifts: the shares of the shifts add up to 120%; 100% is all agents'],
    [
      '[{ share: 100% }, {}]',
      'shifts: the shares of the shifts add up to 100%, and nobody is left for those without a share',
    ],
    ['[{ name: a }, { name: a }]', 'shifts[1].name: the shift "a" is there twice'],
    ['[{ start: 30min, end: 20min }]', 'shifts[0].end: is 20min, not after the start of the shift at 30min'],
    ['[{ end: 30min, stays: true }]', 'shifts[0].stays: is there beside "end"; keep one of the two'],
    ['[{ end: 2h }]', 'shifts[0].end: is 2h, past the busy time of 1h; give the scenario a longer duration'],
    ['[{ spread: 2h }]', 'shifts[0].spread: is longer than the shift'],
    [
      '[{ end: 20min, breaks: [{ at: 30min }] }]',
      'shifts[0].breaks[0].at: is 30min, outside the shift from 0s to 20min',
    ],
    ['[{ breaks: [{ reason: Lunch }] }]', 'shifts[0].breaks[0].at: is required'],
    [
      '[{ breaks: [{ at: 5min, reason: Fishing }] }]',
      'shifts[0].breaks[0].reason: there is no reason "Fishing"; allowed: Break, Lunch, Meeting, Training, Coaching, Back office',
    ],
    ['[{ signOutReason: Ilness }]', 'shifts[0].signOutReason: there is no reason "Ilness"; did you mean "Illness"?'],
  ])('refuse %s', (text, message) => {
    const lines = wrong(`shifts: ${text}`)
    expect(lines).toHaveLength(1)
    expect(lines[0]!.replace(/^x\.yaml:2:\d+ /, '')).toBe(message)
  })

  it('say times of day where the scenario does', () => {
    expect(wrong('starts: "08:00"\nduration: 4h\nshifts: [{ start: "09:00", end: "08:30" }]')).toEqual([
      'x.yaml:4:28 shifts[0].end: is 08:30, not after the start of the shift at 09:00',
    ])
  })
})

describe('timeline and expectations', () => {
  it.each([
    ['{ at: 5min, do: surg, times: 3 }', '[0].do: there is no "surg"; did you mean "surge"?'],
    ['surge', '[0]: should be like { at: 12min, do: stop, what: ctisvr A }, or have a list under "together"'],
    ['{ at: 5min, do: surge, for: 1min }', '[0].times: is required'],
    ['{ at: 5min, do: silence, for: 1min, tims: 3 }', '[0].tims: unknown key; allowed: at, do, what, for'],
    ['{ at: 55min, do: silence, for: 10min }', '[0].for: lasts until 1h5min, past the busy time of 1h'],
    [
      '{ at: 70min, do: silence, for: 1min }',
      '[0].at: is 1h10min, past the busy time of 1h; give the scenario a longer duration',
    ],
    [
      '{ at: 5min, do: silence, for: 1min, what: queue-2 }',
      '[0].what: there is no queue "queue-2"; did you mean "queue-1"?',
    ],
  ])('refuse the entry %s', (text, message) => {
    const lines = wrong(`timeline:\n  - ${text}`)
    expect(lines).toHaveLength(1)
    expect(lines[0]!.replace(/^x\.yaml:3:\d+ timeline/, '')).toBe(message)
  })

  it('refuse an entry that could touch nothing', () => {
    expect(wrong('traffic: []\ntimeline: [{ at: 5min, do: silence, for: 1min }]')).toEqual([
      'x.yaml:3:12 timeline[0].what: there is no traffic at all',
    ])
    expect(
      wrong(
        'topology: { queues: 2 }\ntraffic: [{ queue: queue-1 }]\ntimeline: [{ at: 5min, do: silence, for: 1min, what: queue-2 }]',
      ),
    ).toEqual(['x.yaml:4:48 timeline[0].what: no traffic goes to the queue "queue-2"'])
  })

  it.each([
    ['lostCals: 0', '[0].lostCals: unknown key; did you mean "lostCalls"?'],
    ['lostCalls: -1', '[0].lostCalls: should be a number such as 0, or a comparison such as ">= 100"'],
    ['lostCalls: few', '[0].lostCalls: "few" is not a count; write it like 0 or 100'],
    ['abandoned: 5%', '[0].abandoned: says no direction; write it like "< 5%"'],
    ['abandoned: "< 5s"', '[0].abandoned: "5s" is not a share; write it like 5% or 0.05'],
    ['asa: 3', '[0].asa: should be a comparison such as "<= 3s"'],
    ['asa: "<= 3"', '[0].asa: durations carry units; write "3s", "3min" or "3h"'],
    ['{ hop: sign-in }', '[0]: bounds nothing; say at least one of p50, p95, p99, p999, max, mean'],
    ['{ hop: sign-in, p95: "<= 3s", p59: "<= 3s" }', '[0].p59: unknown key; did you mean "p50"?'],
    ['{ count: calls-handled }', '[0].is: is required'],
    [
      '{ phase: finesse-bck, max: "<= 3s" }',
      '[0].phase: "finesse-bck" is not one of its values; did you mean "finesse-back"?',
    ],
    ['{ outage: finesse 1 }', '[0]: bounds nothing; say at least one of times, p50, p95, p99, p999, max, mean'],
    ['{ maintenance: complete }', '[0].maintenance: "complete" is not one of its values; did you mean "completed"?'],
    ['{ syslog: CTI_LOST }', '[0].syslog: "CTI_LOST" is not one of its values; allowed: '],
    ['foo', '[0]: should be like { lostCalls: 0 } or { hop: sign-in, p95: "<= 3s" }'],
  ])('refuse the expectation %s', (text, message) => {
    const lines = wrong(`expect:\n  - ${text}`)
    expect(lines).toHaveLength(1)
    expect(lines[0]!.replace(/^x\.yaml:3:\d+ expect/, '')).toContain(message)
  })
})

import { describe, expect, it } from 'vitest'
import { collect } from '../../../src/scenarios/collectors/collect.ts'
import type { Lane } from '../../../src/scenarios/result.ts'
import { AgentState, type AgentStateName } from '../../../src/sim/domain/agent-state.ts'
import { CallType } from '../../../src/sim/domain/dialog-state.ts'
import { Operation, Topic } from '../../../src/sim/domain/rest.ts'
import { Life } from '../../../src/sim/kernel/kernel.ts'
import { HOUR, MINUTE, SECOND } from '../../../src/sim/kernel/time.ts'
import { service } from '../../../src/sim/machines/service.ts'
import { nodes, type StoryOptions, stage } from '../story.ts'

const CALL = 16777217
const serviceState = (name: keyof typeof service.states) => Object.keys(service.states).indexOf(name)

function watching(options: StoryOptions & { readonly keepTables?: boolean; readonly totalUs?: number } = {}) {
  const { keepTables = true, totalUs = HOUR, ...rest } = options
  const { subject, trace, fact, listeners } = stage(rest)
  const collecting = collect(subject, listeners, { totalUs, keepTables })
  listeners.attach(trace)
  const states = (agent: number, ...changes: readonly (readonly [number, AgentStateName, number?])[]) => {
    for (const [at, state, reason = 0] of changes) fact(at, 'truthAgentState', agent, AgentState[state], reason)
  }
  /** A call for `queue` from its arrival on; each further moment is optional. */
  const call = (contact: number, at: number, queue: number, answered?: number, ended?: number, agent = 0) => {
    fact(at, 'contactOffered', contact, queue)
    fact(at, 'contactQueued', contact, queue)
    if (answered === undefined) return
    fact(answered - 2, 'contactRouted', contact, agent, queue)
    fact(answered - 2, 'contactRinging', contact, CALL + contact, agent)
    fact(answered, 'contactAnswered', contact, agent, CALL + contact)
    if (ended !== undefined) fact(ended, 'contactEnded', contact, 1)
  }
  const finish = (seconds = 3600, isComplete = true) => collecting.finish(seconds * SECOND, isComplete, [])
  return { fact, states, call, finish, collecting }
}

const countOf = (result: { counts: readonly { name: string; value: number }[] }, name: string) =>
  result.counts.find((count) => count.name === name)!.value

describe('queue intervals', () => {
  it('count a call where it was queued, and add up', () => {
    const { call, fact, finish } = watching({ busyUs: HOUR })
    call(1, 60, 0, 70, 170)
    call(2, 100, 0, 130, 190)
    call(3, 890, 0, 905, 1000)
    call(4, 120, 0)
    fact(150, 'contactAbandoned', 4, 0, 30000)
    call(5, 1000, 1)
    const { queueIntervals, queueTotals } = finish()
    const sales = queueIntervals.filter(({ queue }) => queue === 'sales')
    expect(sales[0]).toMatchObject({
      from: 0,
      until: 15 * MINUTE,
      offered: 4,
      handled: 3,
      abandoned: 1,
      withinServiceLevel: 2,
      serviceLevel: 0.5,
      asaUs: Math.round((55 / 3) * SECOND),
      ahtUs: 80 * SECOND,
      maxWaitUs: 30 * SECOND,
    })
    // The third call was offered in the first quarter and ended in the second.
    expect(sales[1]).toMatchObject({ offered: 0, handled: 0, serviceLevel: undefined, ahtUs: 95 * SECOND })
    expect(queueTotals.map(({ queue, offered, handled, abandoned }) => [queue, offered, handled, abandoned])).toEqual([
      ['sales', 4, 3, 1],
      ['support', 1, 0, 0],
    ])
  })

  it('count wrap-up as handling, and unanswered offers where they happened', () => {
    const { call, fact, states, finish } = watching()
    call(1, 60, 0, 70, 170)
    states(0, [70, 'TALKING'], [170, 'WORK_READY'], [190, 'READY'])
    fact(200, 'contactReturned', 2, 0, 0)
    const [total] = finish().queueTotals
    expect(total).toMatchObject({ ahtUs: 120 * SECOND, rona: 1 })
  })

  it('take an answer back when the caller had given up in that moment', () => {
    const { call, fact, finish } = watching()
    call(1, 60, 0, 70)
    fact(70.001, 'contactAbandoned', 1, 0, 10001)
    const result = finish()
    expect(result.queueTotals[0]).toMatchObject({ offered: 1, handled: 0, abandoned: 1, withinServiceLevel: 0 })
    expect(result.calls[0]).toMatchObject({ outcome: 'abandoned', answered: undefined, agents: [] })
  })

  it('show how busy the agents of the queue were, each quarter for itself', () => {
    const { states, finish } = watching({ agents: 1, supervisors: 0 })
    states(0, [0, 'NOT_READY'], [300, 'READY'], [600, 'RESERVED'], [605, 'TALKING'], [1200, 'READY'], [1800, 'LOGOUT'])
    const { queueIntervals, occupancy, agents } = finish()
    expect(queueIntervals.filter(({ queue }) => queue === 'sales').map((one) => one.occupancy)).toEqual([
      0.5,
      300 / 900,
      undefined,
      undefined,
    ])
    expect(occupancy).toBe(0.4)
    expect(agents[0]).toMatchObject({
      id: '1001',
      signedInUs: 1800 * SECOND,
      notReadyUs: 300 * SECOND,
      readyUs: 900 * SECOND,
      talkUs: 595 * SECOND,
      occupancy: 0.4,
    })
  })
})

describe('series', () => {
  it('sample agents by state and waiting calls at every step, with all that happened up to it', () => {
    const { states, call, fact, finish } = watching({ agents: 2, supervisors: 1, totalUs: 600 * SECOND })
    states(0, [1, 'NOT_READY'], [3, 'READY'])
    states(2, [1, 'NOT_READY'])
    call(1, 2, 1)
    fact(3.5, 'contactRouted', 1, 0, 1)
    const { stateSeries, queueSeries } = finish(5)
    expect(stateSeries.stepUs).toBe(SECOND)
    expect(
      Object.fromEntries(stateSeries.states.map((name, index) => [name, stateSeries.counts[index]])),
    ).toMatchObject({
      LOGOUT: [2, 1, 1, 1, 1, 1],
      NOT_READY: [0, 1, 1, 0, 0, 0],
      READY: [0, 0, 0, 1, 1, 1],
    })
    expect(queueSeries).toEqual({
      stepUs: SECOND,
      queues: ['sales', 'support'],
      waiting: [
        [0, 0, 0, 0, 0, 0],
        [0, 0, 1, 1, 0, 0],
      ],
    })
  })

  it('take at most some six hundred samples', () => {
    const { finish } = watching({ totalUs: 9 * HOUR })
    expect(finish(9 * 3600).stateSeries).toMatchObject({ stepUs: 54 * SECOND })
  })
})

describe('hops', () => {
  const hop = (result: { hops: readonly { hop: string }[] }, name: string) =>
    result.hops.find((one) => one.hop === name)

  it('measure requests by group, and until their event, whichever is first', () => {
    const { fact, finish } = watching()
    fact(1, 'requestSent', 0, 1, Operation.putUser)
    fact(1.1, 'requestAnswered', 0, 1, 202)
    fact(1.2, 'outcomeSeen', 0, 1, 0)
    fact(2, 'requestSent', 0, 2, Operation.postDialog)
    fact(2.3, 'outcomeSeen', 0, 2, 0)
    fact(2.4, 'requestAnswered', 0, 2, 202)
    fact(3, 'requestSent', 0, 3, Operation.getUser)
    fact(3.2, 'requestAnswered', 0, 3, 503)
    const result = finish()
    expect(hop(result, 'REST request')).toMatchObject({ count: 3, minUs: 100_000, maxUs: 400_000, meanUs: 233_333 })
    expect(hop(result, 'REST request: state')).toMatchObject({ count: 1, maxUs: 100_000 })
    expect(hop(result, 'REST request: call')).toMatchObject({ count: 1, maxUs: 400_000 })
    expect(hop(result, 'REST request: read')).toMatchObject({ count: 1, maxUs: 200_000 })
    expect(hop(result, 'request to event')).toMatchObject({ count: 2, minUs: 200_000, maxUs: 300_000 })
    expect(countOf(result, 'requests unavailable')).toBe(1)
  })

  it('measure events, states and sign-ins on their way to the desktop', () => {
    const { fact, states, call, finish } = watching()
    fact(1, 'requestSent', 0, 1, Operation.getSystemInfo)
    fact(3, 'signedIn', 0, 2)
    fact(4, 'published', 0, 7, Topic.USER, 'finesse 1')
    fact(4.05, 'received', 0, 7, Topic.USER, 'desktops')
    states(0, [5, 'NOT_READY'], [6, 'READY'])
    fact(6.1, 'desktopAgentState', 0, AgentState.NOT_READY, 0, 'desktops')
    fact(6.5, 'desktopAgentState', 0, AgentState.READY, 0, 'desktops')
    call(1, 10, 0, 15)
    const result = finish()
    expect(hop(result, 'sign-in')).toMatchObject({ count: 1, maxUs: 2 * SECOND })
    expect(hop(result, 'event delivery')).toMatchObject({ count: 1, maxUs: 50_000 })
    expect(hop(result, 'CTI event to desktop')).toMatchObject({ count: 2, minUs: 500_000, maxUs: 1_100_000 })
    expect(hop(result, 'offered to ringing')).toMatchObject({ count: 1, maxUs: 3 * SECOND })
    expect(hop(result, 'ringing to answered')).toMatchObject({ count: 1, maxUs: 2 * SECOND })
    expect(result.agents[0]).toMatchObject({ node: 2, callsHandled: 1 })
  })

  it('leave out what was never measured', () => {
    expect(watching().finish().hops).toEqual([])
  })
})

describe('calls and counts', () => {
  it('tell what became of every contact', () => {
    const { call, fact, finish, collecting } = watching()
    call(1, 60, 0, 70, 170, 2)
    fact(61, 'contactOffered', 2, 1)
    fact(62, 'contactAbandoned', 2, -1)
    fact(63, 'contactOffered', 3, 1)
    fact(64, 'contactRejected', 3)
    call(4, 80, 1)
    call(5, 90, 0, 95, undefined, 1)
    fact(50, 'truthCallBegan', CALL, CallType.CONSULT)
    const result = finish()
    expect(result.calls.map(({ id, outcome, agents }) => [id, outcome, ...agents])).toEqual([
      [CALL + 1, 'handled', '1003'],
      [2, 'abandoned'],
      [3, 'rejected'],
      [4, 'in progress'],
      [CALL + 5, 'in progress', '1002'],
    ])
    const wanted = {
      'calls offered': 5,
      'calls queued': 3,
      'calls handled': 2,
      'calls abandoned': 1,
      'abandoned before queue': 1,
      'calls rejected': 1,
      'calls waiting': 1,
      'calls lost': 1,
      'consult calls': 1,
    }
    for (const [name, value] of Object.entries(wanted)) expect([name, countOf(result, name)]).toEqual([name, value])
    expect([...collecting.tables().calls.rows]).toEqual([
      [1, CALL + 1, 'sales', 'handled', '1003', 1, 60, 60, 70, 170, 10, 100],
      [2, '', 'support', 'abandoned', '', 0, 61, '', '', 62, '', ''],
      [3, '', 'support', 'rejected', '', 0, 63, '', '', 64, '', ''],
      [4, '', 'support', 'in progress', '', 0, 80, 80, '', '', '', ''],
      [5, CALL + 5, 'sales', 'in progress', '1002', 1, 90, 90, 95, '', 5, ''],
    ])
  })

  it('do not call a call lost when the run was stopped early', () => {
    const { call, finish } = watching()
    call(1, 90, 0, 95)
    expect(countOf(finish(100, false), 'calls lost')).toBe(0)
  })

  it('count a single-step transfer once, for the agent who has the caller in the end', () => {
    const { call, fact, finish } = watching()
    call(1, 60, 0, 70, undefined, 0)
    fact(100, 'contactAnswered', 1, 2, CALL + 1)
    fact(130, 'contactEnded', 1, 2)
    const result = finish()
    expect(countOf(result, 'calls handled')).toBe(1)
    expect(result.calls[0]).toMatchObject({ answered: 70 * SECOND, ended: 130 * SECOND, agents: ['1003'] })
    expect(result.queueTotals[0]).toMatchObject({ handled: 1, ahtUs: 60 * SECOND })
  })

  it('keep one row for every change of state, and none when told so', () => {
    const { states, collecting } = watching()
    states(1, [1, 'NOT_READY'], [2.5, 'READY'], [3, 'NOT_READY', 5])
    expect([...collecting.tables().agentStates.rows]).toEqual([
      [1, '1002', 'LOGOUT', 'NOT_READY', 0],
      [2.5, '1002', 'NOT_READY', 'READY', 0],
      [3, '1002', 'READY', 'NOT_READY', 5],
    ])
    expect([...watching({ keepTables: false }).collecting.tables().agentStates.rows]).toEqual([])
  })

  it('keep thousands of calls apart', () => {
    const { call, finish, collecting } = watching()
    for (let contact = 1; contact <= 9000; contact++)
      call(contact, contact / 10, contact % 2, contact / 10 + 3, contact / 10 + 4)
    const result = finish()
    expect(countOf(result, 'calls handled')).toBe(9000)
    expect([...collecting.tables().calls.rows]).toHaveLength(9000)
    expect(result.calls).toHaveLength(1000)
  })
})

describe('lanes', () => {
  it('are made of what each component says of itself', () => {
    const { fact, finish } = watching()
    fact(0, 'finesseStatus', 0, 2, 0, 'finesse 1')
    fact(3, 'finesseStatus', 0, 4, 0, 'finesse 1')
    fact(1, 'awdbStatus', 0, 1, 0, 'awdb 1')
    fact(2, 'ctiSession', 1, 2, 0, 'cti A')
    expect(finish(10).lanes).toEqual([
      { component: 'CTI server A', spans: [{ from: 2 * SECOND, until: 10 * SECOND, state: 'ACTIVE' }] },
      {
        component: 'Finesse 1',
        spans: [
          { from: 0, until: 3 * SECOND, state: 'OUT_OF_SERVICE' },
          { from: 3 * SECOND, until: 10 * SECOND, state: 'IN_SERVICE' },
        ],
      },
      { component: 'AWDB 1', spans: [{ from: SECOND, until: 10 * SECOND, state: 'UP' }] },
    ])
  })

  const lane = (lanes: readonly Lane[], component: string) =>
    lanes.find((one) => one.component === component)?.spans.map(({ from, state }) => [from / SECOND, state])

  it('show a CTI server as active for those it serves, and as down while its process is', () => {
    const { fact, finish } = watching()
    const cti = nodes.indexOf('cti A')
    fact(1, 'ctiSession', 1, 2, 0, 'cti A')
    fact(2, 'ctiSession', 2, 2, 0, 'cti A')
    fact(3, 'ctiSession', 1, 0, 0, 'cti A')
    fact(4, 'process', cti, Life.DOWN)
    fact(5, 'process', cti, Life.RUNNING)
    fact(6, 'ctiSession', 2, 3, 0, 'cti A')
    fact(7, 'process', cti, Life.HUNG)
    fact(8, 'process', cti, Life.RUNNING)
    expect(lane(finish(10).lanes, 'CTI server A')).toEqual([
      [1, 'ACTIVE'],
      [3, 'ACTIVE for Finesse 2'],
      [4, 'DOWN'],
      [5, 'NO CLIENT'],
      [6, 'STANDBY'],
      [7, 'HUNG'],
      [8, 'STANDBY'],
    ])
  })

  it('leave out what was always as usual, and begin with it where something changed', () => {
    const { fact, finish } = watching()
    fact(1, 'awdbInUse', 1, 1)
    fact(1, 'awdbInUse', 2, 1)
    fact(4, 'awdbInUse', 2, 2)
    fact(5, 'service', 1, 0, serviceState('STOPPED'))
    fact(6, 'service', 1, 0, serviceState('STARTED'))
    fact(5, 'pgStatus', 0, 0)
    const { lanes } = finish(10)
    expect(lanes.map(({ component }) => component)).toEqual(['Finesse 1 Tomcat', 'Finesse 2 AWDB'])
    expect(lane(lanes, 'Finesse 1 Tomcat')).toEqual([
      [0, 'STARTED'],
      [5, 'STOPPED'],
      [6, 'STARTED'],
    ])
    expect(lane(lanes, 'Finesse 2 AWDB')).toEqual([
      [1, 'AWDB 1'],
      [4, 'AWDB 2'],
    ])
  })
})

/** What is told of failovers: what belongs together, who was hit, who was back when. */
import { describe, expect, it } from 'vitest'
import { collect } from '../../../src/scenarios/collectors/collect.ts'
import { fineSeries, SAMPLES } from '../../../src/scenarios/collectors/failover/fine-series.ts'
import { FailoverLog } from '../../../src/scenarios/collectors/failover/log.ts'
import { storms } from '../../../src/scenarios/collectors/failover/storms.ts'
import type { Failover } from '../../../src/scenarios/result.ts'
import { runScenario } from '../../../src/scenarios/run.ts'
import { phaseNames } from '../../../src/sim/domain/facts.ts'
import { maintenanceEvents } from '../../../src/sim/domain/maintenance.ts'
import { Syslog } from '../../../src/sim/domain/syslog.ts'
import { HOUR, MINUTE, SECOND } from '../../../src/sim/kernel/time.ts'
import { desktopSession } from '../../../src/sim/machines/desktop-session.ts'
import { load } from '../files.ts'
import { stage } from '../story.ts'

const stateNames = Object.keys(desktopSession.states)
type State = keyof (typeof desktopSession)['states']

/** A center of four in which things fail, told by hand; what is told of its failovers after `end` seconds. */
function told(tell: (say: ReturnType<typeof saying>) => void, end = 600): Failover[] {
  const { subject, trace, fact, listeners } = stage({ agents: 4, faults: true })
  const collecting = collect(subject, listeners, { totalUs: HOUR, keepTables: false })
  listeners.attach(trace)
  tell(saying(fact))
  return [...collecting.finish(end * SECOND, true, []).failovers]
}

type Write = ReturnType<typeof stage>['fact']

const saying = (fact: Write) => ({
  fact,
  fault: (at: number, entry = 0) => fact(at, 'fault', entry, 1),
  end: (at: number, entry = 0) => fact(at, 'fault', entry, 0),
  desktop: (at: number, user: number, state: State, node = 1) =>
    fact(at, 'desktopSession', user, stateNames.indexOf(state), node),
  allAtWork: () => {
    for (let user = 0; user < 4; user++) fact(1, 'desktopSession', user, stateNames.indexOf('USABLE'), (user % 2) + 1)
  },
})

describe('a failover', () => {
  it('tells who was hit, who moved and when they were back', () => {
    const [one, ...others] = told(({ allAtWork, fault, desktop }) => {
      allAtWork()
      fault(100)
      desktop(102, 0, 'FAILING_OVER')
      desktop(104, 2, 'RECONNECTING')
      desktop(110, 0, 'REFRESHING')
      desktop(111, 0, 'USABLE')
      desktop(120, 2, 'FAILING_OVER')
      desktop(130, 2, 'MOVING')
      desktop(135, 2, 'LOADING', 2)
      desktop(140, 2, 'USABLE', 2)
    })
    expect(others).toEqual([])
    expect(one).toMatchObject({ at: 100 * SECOND, settledAt: 140 * SECOND, acts: [{ fault: 0, begins: true }] })
    expect(one!.desktops).toMatchObject({
      atWork: 4,
      lost: 2,
      back: 2,
      moved: 1,
      lostAt: { firstUs: 2 * SECOND, lastUs: 4 * SECOND },
      halfBackUs: 11 * SECOND,
      lastBackUs: 40 * SECOND,
      left: 0,
    })
  })

  it('lasts, as published, from when a desktop first found a node in service until the last one was back', () => {
    const phasesOf = (back: number) => {
      const [one] = told(({ allAtWork, fault, desktop, fact }) => {
        allAtWork()
        fact(90, 'polled', 3, 2, 1)
        fault(100)
        desktop(102, 0, 'FAILING_OVER')
        desktop(103, 2, 'FAILING_OVER')
        fact(105, 'polled', 0, 1, 2)
        fact(108, 'polled', 0, 2, 1)
        fact(112, 'polled', 2, 2, 1)
        desktop(110, 0, 'MOVING')
        desktop(125, 0, 'USABLE', 2)
        if (back > 0) desktop(back, 2, 'USABLE', 2)
      })
      return one!.phases.filter(({ phase }) => phase === 'all-back').map(({ maxUs }) => maxUs / SECOND)
    }
    expect([phasesOf(140), phasesOf(0)]).toEqual([[32], []])
  })

  it('does not call back who was lost again, nor who never was', () => {
    const [one] = told(({ allAtWork, fault, desktop }) => {
      allAtWork()
      fault(100)
      desktop(101, 0, 'FAILING_OVER')
      desktop(101, 1, 'FAILING_OVER')
      desktop(101, 2, 'FAILING_OVER')
      desktop(110, 0, 'USABLE')
      desktop(120, 0, 'FAILING_OVER')
      desktop(125, 1, 'SIGNED_OUT')
    })
    expect(one!.desktops).toMatchObject({ lost: 3, back: 0, left: 1, halfBackUs: undefined, lastBackUs: undefined })
    expect(one!.settledAt).toBeUndefined()
  })

  it('tells closed and reloaded pages from lost servers', () => {
    const [one] = told(({ allAtWork, fault, desktop }) => {
      allAtWork()
      fault(100)
      desktop(100, 0, 'CLOSED')
      desktop(100, 1, 'LOADING')
      desktop(101, 1, 'USABLE')
      desktop(130, 0, 'SIGNED_OUT')
      desktop(130, 0, 'LOADING')
      desktop(133, 0, 'USABLE')
    })
    expect(one!.desktops).toMatchObject({ lost: 2, closed: 1, reloaded: 1, lostAt: undefined, lastBackUs: 33 * SECOND })
    expect(one!.series.states).toContain('closed')
  })

  it('waits for nobody who closed the page for good', () => {
    const [one] = told(({ allAtWork, fault, desktop }) => {
      allAtWork()
      fault(100)
      desktop(101, 0, 'CLOSED')
      desktop(101, 1, 'FAILING_OVER')
      desktop(110, 1, 'USABLE')
    })
    expect(one!.desktops).toMatchObject({ lost: 2, closed: 1, back: 1, left: 1 })
    expect(one!.settledAt).toBe(110 * SECOND)
  })

  it('has the reason why a node refused its maintenance, and one act of an entry that does several things', () => {
    const [one] = told(({ fault, fact }) => {
      fault(100)
      fault(100.2)
      fact(
        100.2,
        'syslog',
        1,
        Syslog.FINESSE_MAINTENANCE_MODE,
        maintenanceEvents.indexOf('refused: there is one node only'),
      )
      fact(100.2, 'maintenance', 1, 0)
    })
    expect(one!.acts).toHaveLength(1)
    expect(one!.maintenance).toEqual([
      { at: 100.2 * SECOND, of: 'Finesse 1', state: 'IDLE', why: 'there is one node only' },
    ])
  })

  it('stays in the list when nobody was hit, and says so', () => {
    const [one] = told(({ allAtWork, fault }) => {
      allAtWork()
      fault(100)
    })
    expect(one).toMatchObject({ settledAt: 100 * SECOND, outages: [], switches: [] })
    expect(one!.desktops).toMatchObject({ atWork: 4, lost: 0, back: 0 })
  })

  it('has the phases that began in it, however late they ended', () => {
    const failovers = told(({ allAtWork, fault, desktop, fact }) => {
      allAtWork()
      fault(100)
      desktop(101, 0, 'FAILING_OVER')
      desktop(110, 0, 'USABLE')
      fault(300)
      fact(310, 'phase', 0, phaseNames.indexOf('ready'), 209_000)
      fact(311, 'phase', 0, phaseNames.indexOf('desktop-back'), 10_000)
    })
    expect(failovers.map(({ phases }) => phases.map(({ phase, maxUs }) => [phase, maxUs]))).toEqual([
      [['ready', 209 * SECOND]],
      [['desktop-back', 10 * SECOND]],
    ])
  })

  it('knows outages of nodes, but not the time before they first served', () => {
    const [one] = told(({ fact, fault }) => {
      fact(0, 'finesseStatus', 1, 2, 0, 'finesse 1')
      fact(5, 'finesseStatus', 1, 4, 0, 'finesse 1')
      fault(100)
      fact(101, 'finesseStatus', 1, 2, 0, 'finesse 1')
      fact(150, 'finesseStatus', 1, 4, 0, 'finesse 1')
    })
    expect(one!.outages).toEqual([{ of: 'Finesse 1', from: 101 * SECOND, until: 150 * SECOND }])
  })
})

describe('what belongs together', () => {
  const act = (at: number, fault = 0, begins = true) => ({ at: at * SECOND, fault, begins })
  const unrest = (from: number, until: number | undefined) => {
    return { from: from * SECOND, until: until === undefined ? undefined : until * SECOND }
  }

  it('is a fault that comes before the last one has settled', () => {
    const found = storms([act(100, 0), act(130, 1), act(400, 2)], [unrest(101, 150), unrest(401, 410)], HOUR)
    expect(found.map(({ acts, quietAt }) => [acts.map(({ fault }) => fault), quietAt / SECOND])).toEqual([
      [[0, 1], 150],
      [[2], 410],
    ])
  })

  it('is what a browser crash brings two minutes later', () => {
    const [one] = storms([act(100)], [unrest(220, 230)], HOUR)
    expect(one).toMatchObject({ at: 100 * SECOND, quietAt: 230 * SECOND })
  })

  it('is not what began with the next fault', () => {
    const found = storms([act(100, 0), act(220, 1)], [unrest(220, 240)], HOUR)
    expect(found.map(({ acts }) => acts.map(({ fault }) => fault))).toEqual([[0], [1]])
  })

  it('is the end of a fault only where something followed it', () => {
    const acts = [act(100), act(700, 0, false)]
    expect(storms(acts, [], HOUR)).toHaveLength(1)
    expect(storms(acts, [unrest(702, 710)], HOUR)).toHaveLength(2)
  })

  it('can be trouble that nobody caused', () => {
    expect(storms([], [unrest(50, 60)], HOUR)).toMatchObject([{ at: 50 * SECOND, acts: [] }])
  })

  it('is not all of a state that lasts: its beginning and its end are told', () => {
    const found = storms([act(100), act(4000, 0, false)], [unrest(101, 4005)], 2 * HOUR)
    expect(found.map(({ at, quietAt }) => [at / SECOND, quietAt / SECOND])).toEqual([
      [100, 101],
      [4000, 4005],
    ])
  })

  it('has not settled when the run ends before', () => {
    expect(storms([act(100)], [unrest(101, undefined)], 300 * SECOND)[0]!.isOver).toBe(false)
    expect(storms([act(100)], [unrest(101, undefined)], 2 * HOUR)[0]!.isOver).toBe(false)
  })
})

describe('the series of a failover', () => {
  it('is bounded however long it is, and fine where it is short', () => {
    const { subject, trace, fact, listeners } = stage({ agents: 4, faults: true })
    const log = new FailoverLog(subject, listeners)
    listeners.attach(trace)
    const desktop = (at: number, state: State) => fact(at, 'desktopSession', 0, stateNames.indexOf(state), 1)
    for (let at = 1; at < 3600; at++) desktop(at, at % 2 === 0 ? 'USABLE' : 'FAILING_OVER')
    expect(fineSeries(log, 0, HOUR).at.length).toBeLessThanOrEqual(SAMPLES + 2)
    const { at } = fineSeries(log, 0, MINUTE)
    expect(at[2]! - at[1]!).toBe(SECOND)
    expect(at.at(-1)).toBe(MINUTE)
  })

  it('has nothing to keep of a run in which nothing may fail', () => {
    const { subject, trace, fact, listeners } = stage({ agents: 4 })
    const log = new FailoverLog(subject, listeners)
    listeners.attach(trace)
    fact(1, 'desktopSession', 0, stateNames.indexOf('USABLE'), 1)
    expect(log.seats.count).toBe(0)
  })
})

describe('a center whose active CTI server dies', () => {
  const scenario = load(`why: The active CTI server dies.
duration: 20min
calm: 5min
topology: { agents: 40, queues: 2 }
traffic: [{ queue: all, arrive: { poisson: 12/agent/h } }]
timeline: [{ at: 10min, do: stop, what: ctisvr A, for: 5min }]
`)
  const { result } = runScenario(scenario, { seed: '1', version: '0', nodeVersion: 'v0', now: () => 0 })
  const [one] = result.failovers

  it('is told as one failover, in which everybody was hit and is back', () => {
    expect(result.failovers).toHaveLength(1)
    expect(one!.outages.map(({ of }) => of).sort()).toEqual(['Finesse 1', 'Finesse 2'])
    expect(one!.desktops.lost).toBe(one!.desktops.atWork)
    expect(one!.desktops.back).toBe(one!.desktops.lost)
    expect(one!.switches.map(({ of, from, to }) => [of, from, to]).sort()).toEqual([
      ['Finesse 1 CTI', 'CTI A', 'CTI B'],
      ['Finesse 2 CTI', 'CTI A', 'CTI B'],
    ])
  })

  it('agrees with the phases that desktops measured themselves', () => {
    const phase = one!.phases.find(({ phase }) => phase === 'desktop-back')!
    const hop = result.hops.find(({ hop }) => hop === 'phase: desktop-back')!
    expect(phase.count).toBe(hop.count)
    expect(phase.maxUs).toBe(hop.maxUs)
  })

  it('has every desktop in its series at any time', () => {
    const { counts } = one!.series
    const totals = counts[0]!.map((_, sample) => counts.reduce((sum, row) => sum + row[sample]!, 0))
    expect(new Set(totals)).toEqual(new Set([one!.desktops.atWork]))
  })
})

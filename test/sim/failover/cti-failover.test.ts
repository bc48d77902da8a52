import { describe, expect, it } from 'vitest'
import { M } from '../../../src/sim/domain/messages.ts'
import { Topic } from '../../../src/sim/domain/rest.ts'
import { call, type Simulation, simulation, us } from '../simulation.ts'
import { backAfter, statuses, tries } from './statuses.ts'

const endOfCti = (side: 'A' | 'B', silent = false) => ({ kind: 'end', node: `cti ${side}`, silent }) as const
const startOfCti = (side: 'A' | 'B') => ({ kind: 'start', node: `cti ${side}` }) as const

function cutFrom(sim: Simulation, server: string): void {
  sim.cut('finesse 1', server)
  sim.cut('finesse 2', server)
}

describe('a node whose CTI server falls silent', () => {
  it('[CTI-01] goes out of service when the third heartbeat in a row stays unanswered, and not before', () => {
    const sim = simulation()
    const answers = sim.messages('heartbeatConf').filter(({ from, to }) => from === 'cti A' && to === 'finesse 1')
    const from = answers.at(-1)!.at
    cutFrom(sim, 'cti A')
    sim.runFor('14s')
    expect(statuses(sim, 1, from)).toEqual([])
    sim.runFor('10s')
    // Beats went out 5, 10 and 15 s after the last answer; when the next one is due, the third is missed as well.
    expect(statuses(sim, 1, from)[0]).toBe('20.0 OUT_OF_SERVICE')
  })

  it('[CTI-01] keeps its link through a cut of twelve seconds, and hears late what it missed, in order', () => {
    const sim = simulation()
    const ann = sim.agent('1001').heard()
    const from = sim.now
    sim.deed({ kind: 'trouble', from: 'finesse 1', to: 'cti A', both: true, trouble: { cut: true }, name: 'the cut' })
    sim.caller({ talk: '5s' })
    const wish = ann.put({ state: 'READY' })
    sim.runFor('12s')
    expect([wish.says, ann.news('USER')]).toEqual(['202', []])
    sim.deed({ kind: 'settle', name: 'the cut' })
    sim.runFor('2s')
    expect([statuses(sim, 1, from), ann.news('USER')]).toEqual([[], ['READY', 'RESERVED']])
  })

  it('[CTI-08] may accept a request that then comes to nothing, until it notices; then it answers 503', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    cutFrom(sim, 'cti A')
    const early = ann.put({ state: 'READY' })
    sim.runFor('25s')
    const late = ann.put({ state: 'READY' })
    sim.runFor('1s')
    expect([early.says, early.outcome, late.says]).toEqual(['202', [], '503 Service Unavailable'])
  })

  it('[OOS-12][OOS-14] tries both sides while the ports are blocked and is back by itself when they are open', () => {
    const sim = simulation()
    const from = sim.now
    for (const side of ['cti A', 'cti B']) cutFrom(sim, side)
    sim.runFor('3min')
    expect(sim.center.finesse[0]!.inService).toBe(false)
    expect(new Set(tries(sim, 1, from).map((one) => one.slice(-1)))).toEqual(new Set(['A', 'B']))
    for (const node of ['finesse 1', 'finesse 2']) for (const side of ['cti A', 'cti B']) sim.heal(node, side)
    sim.runFor('1min')
    expect(sim.center.finesse.map(({ inService }) => inService)).toEqual([true, true])
  })
})

describe('a CTI server process that dies', () => {
  it('[CTI-02][CTI-15][OOS-06] takes both nodes out of service at once; both come back at the other side', () => {
    const sim = simulation({ agents: 10 })
    const from = sim.now
    sim.deed(endOfCti('A'))
    sim.runFor('1s')
    expect([statuses(sim, 1, from), statuses(sim, 2, from)]).toEqual([['0.0 OUT_OF_SERVICE'], ['0.0 OUT_OF_SERVICE']])
    expect(tries(sim, 1, from)).toEqual(['0.0 B'])
    sim.runFor('59s')
    expect(sim.center.finesse.map(({ inService, cti }) => [inService, cti.side])).toEqual([
      [true, 1],
      [true, 1],
    ])
  })

  it('[CTI-03] leaves a center without side B out of service until side A is back', () => {
    const sim = simulation({ ctiSides: 'A' })
    const from = sim.now
    sim.deed(endOfCti('A'))
    sim.runFor('5min')
    expect([...new Set(tries(sim, 1, from).map((one) => one.slice(-1)))]).toEqual(['A'])
    expect(sim.center.finesse[0]!.inService).toBe(false)
    sim.deed(startOfCti('A'))
    sim.runFor('20s')
    expect(sim.center.finesse[0]!.inService).toBe(true)
  })

  it('[CTI-04] in 11.6 has one try at the other side, then one at its own, and so on', () => {
    const sim = simulation({ release: '11.6' })
    const from = sim.now
    sim.deed(endOfCti('A'))
    sim.deed(endOfCti('B'))
    sim.runFor('21s')
    expect(tries(sim, 1, from)).toEqual(['0.0 B', '5.0 A', '10.0 B', '15.0 A', '20.0 B'])
    sim.deed(startOfCti('A'))
    sim.runFor('30s')
    expect(tries(sim, 1, from)).toEqual(['0.0 B', '5.0 A', '10.0 B', '15.0 A', '20.0 B', '25.0 A'])
    expect(sim.center.finesse[0]!.cti.side).toBe(0)
    expect(sim.center.finesse[0]!.inService).toBe(true)
  })

  it.each(['12.0', '12.5', '12.6', '15.0'] as const)(
    '[CTI-06] in %s ends at whichever side runs, the one it was connected to before or the other',
    (release) => {
      for (const [number, side] of (['A', 'B'] as const).entries()) {
        const sim = simulation({ release })
        sim.deed(endOfCti('A'))
        sim.deed(endOfCti('B'))
        sim.runFor('33s')
        sim.deed(startOfCti(side))
        sim.runFor('30s')
        expect(sim.center.finesse.map(({ inService, cti }) => [inService, cti.side])).toEqual([
          [true, number],
          [true, number],
        ])
      }
    },
  )
})

/** Runs until node 1 has a session with another CTI server, and has not been told the configuration. */
function runToReading(sim: Simulation): void {
  const { cti } = sim.center.finesse[0]!
  for (let n = 0; n < 600 && cti.links[1]!.running.name !== 'CONFIGURING'; n++) sim.runFor('100ms')
}

describe('while CTI is lost', () => {
  const playing = (agents = 2) => {
    const sim = simulation({ agents, supervisors: 1, teamSize: agents })
    const ann = sim.agent('1001').ready()
    const ben = sim.agent('1002', 2)
    ann.heard()
    ben.heard()
    return { sim, ann, ben }
  }

  it('[CTI-07][OOS-13] every request is answered 503, and SystemInfo goes on saying OUT_OF_SERVICE', () => {
    const { sim, ann } = playing()
    sim.deed(endOfCti('A'))
    const replies = [
      ann.send('getUser', 0),
      ann.put({ state: 'NOT_READY', reasonCodeId: 1 }),
      ann.makeCall('31002'),
      ann.send('getSystemInfo', 0),
    ]
    sim.runFor('1s')
    expect(replies.map(({ status }) => status)).toEqual([503, 503, 503, 200])
    expect(replies[0]!.error).toMatchObject({ type: 'Service Unavailable', message: 'SERVER_OUT_OF_SERVICE' })
    expect(replies[3]!.content).toMatchObject({ info: { status: 'OUT_OF_SERVICE' } })
    sim.runFor('30s')
    const after = ann.send('getUser', 0)
    sim.runFor('1s')
    expect(after.status).toBe(200)
  })

  it('[CTI-09] no event leaves Finesse but that of its own status, and publishing resumes with the service', () => {
    const { sim, ann, ben } = playing()
    const from = sim.now
    sim.deed(endOfCti('A'))
    sim.caller({ talk: '30s' })
    sim.runFor('2500ms')
    const during = [...ann.of('USER', 'DIALOGS', 'TEAM_USERS'), ...ben.of('USER', 'DIALOGS')]
    expect(during).toEqual([])
    expect(sim.truth('1001', from)).toContain('RESERVED')
    expect(ann.news('SYSTEM_INFO')).toEqual(['system OUT_OF_SERVICE'])
    sim.runFor('10s')
    expect(ann.news('SYSTEM_INFO')).toEqual(['system IN_SERVICE'])
    const firstOther = ann.events.find(({ at, topic }) => at > from && topic !== Topic.SYSTEM_INFO)!
    expect((firstOther.at - from) / 1e6).toBeGreaterThanOrEqual(backAfter(sim, 1, from))
  })

  it('[CTI-09] not even of what the node hears while it reads configuration, agents and calls anew', () => {
    const { sim, ann } = playing(500)
    const from = sim.now
    sim.deed(endOfCti('A'))
    runToReading(sim)
    sim.caller({ talk: '30s' })
    sim.runFor('20s')
    const back = from + backAfter(sim, 1, from) * 1e6
    const heard = sim.messages('agentStateEvent', from).filter(({ to, at }) => to === 'finesse 1' && at < back)
    expect(heard).toHaveLength(1)
    const published = ann.events.filter(({ at, topic }) => at > from && topic !== Topic.SYSTEM_INFO)
    expect(published.length).toBeGreaterThan(0)
    expect(published.filter(({ at }) => at < back)).toEqual([])
  })

  it('[CTI-10] only the last state and the end of a call are published afterwards, once each', () => {
    const { sim, ann, ben } = playing()
    const contact = sim.caller({ talk: '3s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    ann.heard()
    sim.deed(endOfCti('A'))
    // The call ends in the gap; the caller hangs up.
    sim.runFor('20s')
    expect(sim.contact(contact).at(-1)).toBe('ended')
    expect(ann.of('USER').map(({ user }) => user!.state)).toEqual([3])
    expect(ann.news('DIALOGS')).toEqual(['DELETE call 1: 31001 DROPPED, 5550000001 DROPPED'])
    expect(ben.of('USER')).toHaveLength(1)
  })

  it('[CTI-11] a call that comes and goes meanwhile is never published; one that is still there is', () => {
    const { sim, ann } = playing()
    const from = sim.now
    sim.deed(endOfCti('A'))
    const contact = sim.caller({ patience: '1s' })
    sim.runFor('2s')
    expect(sim.contact(contact)).toContain('ringing')
    expect(sim.contact(contact).at(-1)).toBe('abandoned')
    sim.caller({ talk: '60s' })
    sim.runFor('10s')
    // The second call began while the node was out as well.
    expect(backAfter(sim, 1, from)).toBeGreaterThan(2)
    expect(ann.events.filter(({ dialog }) => dialog?.call === call(1))).toEqual([])
    expect(ann.news('DIALOGS')).toEqual(['POST call 2: 31001 ALERTING, 5550000002 INITIATED'])
  })

  it('[CTI-11] nor is one that comes and goes while the node reads anew', () => {
    const { sim, ann } = playing(500)
    const from = sim.now
    sim.deed(endOfCti('A'))
    runToReading(sim)
    const contact = sim.caller({ patience: '300ms' })
    sim.runFor('20s')
    expect(sim.contact(contact).at(-1)).toBe('abandoned')
    const back = from + backAfter(sim, 1, from) * 1e6
    const heard = sim.messages('endCallEvent', from).filter(({ to, at }) => to === 'finesse 1' && at < back)
    expect(heard).toHaveLength(1)
    expect(ann.of('DIALOGS')).toEqual([])
  })

  it('[CTI-12] the phones of a conference go on, and the views are right once the agent has left it', () => {
    const { sim, ann, ben } = playing()
    sim.caller({ talk: '120s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
    ben.does(call(2), 'ANSWER')
    ann.does(call(1), 'CONFERENCE')
    expect(ann.dialogs.get(call(1))!.parties).toHaveLength(3)
    sim.deed(endOfCti('A'))
    sim.runFor('15s')
    const dropped = ann.does(call(1), 'DROP')
    sim.runFor('2s')
    expect(dropped.status).toBe(202)
    expect([...ann.dialogs.keys()]).toEqual([])
    expect(ben.dialogs.get(call(1))!.parties.map(({ address }) => address)).toEqual(['5550000001', '31002'])
  })

  it('[CTI-18][AGENT-07] a state asked for during a call is lost', () => {
    const { sim, ann } = playing()
    sim.caller({ talk: '40s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    ann.notReady(2)
    expect(ann.state).toBe('TALKING, then NOT_READY')
    sim.deed(endOfCti('A'))
    sim.runFor('15s')
    expect(ann.state).toBe('TALKING')
    ann.does(call(1), 'DROP')
    expect(ann.state).toBe('READY')
  })

  it('[CTI-23] a node is a client of the CTI server while it is linked, and of the other one afterwards', () => {
    const { sim } = playing()
    const clients = (side: number) => [...sim.center.cti[side]!.serving].map(({ client }) => client)
    expect([clients(0), clients(1)]).toEqual([[1, 2], []])
    sim.deed(endOfCti('A'))
    sim.runFor('1s')
    expect([clients(0), clients(1)]).toEqual([[], []])
    sim.runFor('15s')
    expect([clients(0), clients(1)]).toEqual([[], [1, 2]])
  })
})

describe('without any CTI client left, the PG', () => {
  it('[DESK-08] makes Not Ready of an agent Not Ready - Connection Failure', () => {
    const sim = simulation()
    const ann = sim.agent('1001').notReady(2).heard()
    sim.deed(endOfCti('A'))
    sim.runFor('10s')
    expect(ann.of('USER').map(({ user }) => [user!.state, user!.reason])).toEqual([[2, 50002]])
  })

  it('[DESK-09] leaves Ready as it is, and says Connection Failure at the next Not Ready, once', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready().heard()
    sim.deed(endOfCti('A'))
    sim.runFor('10s')
    expect(ann.state).toBe('READY')
    ann.notReady(2)
    expect(ann.state).toBe('NOT_READY 50002')
    ann.ready()
    ann.notReady(2)
    expect(ann.state).toBe('NOT_READY 2')
  })
})

describe('a CTI session', () => {
  it('[CTI-20] is closed by the server when its client says nothing for four heartbeat intervals', () => {
    const sim = simulation()
    const last = sim.messages('heartbeatReq').findLast(({ from, to }) => from === 'finesse 1' && to === 'cti A')!.at
    sim.deed({ kind: 'hang', node: 'finesse 1' })
    sim.runFor('25s')
    const closed = sim.facts('ctiSession').filter(({ at, about, x }) => at > last && about === 1 && x === 0)
    expect(closed.map(({ at }) => (at - last) / 1e6)).toContain(20)
  })

  it.each([
    [0, ['0.0 B', '35.0 B']],
    [600, ['0.0 B']],
  ])(
    '[CTI-20] may take 30 s to open, and 60 s where many come back at once: beside %i others',
    (otherCtiClients, opens) => {
      const sim = simulation({ topology: { otherCtiClients } })
      const from = sim.now
      const late = { from: 'cti B', to: 'finesse 1', both: false, name: 'late' }
      sim.deed({ kind: 'trouble', ...late, trouble: { delayUs: us('45s') } })
      sim.deed(endOfCti('A'))
      sim.runFor('44s')
      expect(tries(sim, 1, from).filter((one) => one.endsWith('B'))).toEqual(opens)
    },
  )

  it('[CTI-21] is left by a client that is told the server is offline, which then looks for another', () => {
    const sim = simulation()
    const from = sim.now
    const server = sim.center.cti[0]!
    server.env.send(server.serving[0]!.link, M.failureEvent, 0, { invoke: 0, status: 15 })
    sim.runFor('1s')
    expect(statuses(sim, 1, from)[0]).toBe('0.0 OUT_OF_SERVICE')
    expect(tries(sim, 1, from)[0]).toBe('0.0 B')
  })

  it('that is opened as active while the other one still seems to be fine ends both, and all is read anew', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    // Side B gives up a session that nothing is heard of, and takes over then; A hangs, and says nothing to anybody.
    sim.deed({ kind: 'command', to: 'finesse 1', command: { what: 'service', service: 'tomcat', state: 'hung' } })
    sim.runFor('16s')
    sim.deed({ kind: 'hang', node: 'cti A' })
    sim.runFor('50s')
    const from = sim.now
    sim.deed({ kind: 'command', to: 'finesse 1', command: { what: 'service', service: 'tomcat', state: 'up' } })
    sim.runFor('30s')
    expect(statuses(sim, 1, from).map((status) => status.split(' ')[1])).toEqual(['OUT_OF_SERVICE', 'IN_SERVICE'])
    expect(sim.center.finesse.map(({ cti }) => cti.side)).toEqual([1, 1])
    expect(ann.state).toBe('READY')
  })

  it('[CTI-21] is told of the peripheral by one SYSTEM_EVENT after it was opened', () => {
    const sim = simulation()
    const told = sim.messages('systemEvent').filter(({ to }) => to === 'finesse 1')
    expect(told.map(({ body }) => body)).toEqual([{ event: 3, pgStatus: 0 }])
  })
})

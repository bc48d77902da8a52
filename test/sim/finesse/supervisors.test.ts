import { describe, expect, it } from 'vitest'
import { Topic } from '../../../src/sim/domain/rest.ts'
import type { Client } from '../client.ts'
import { call, type Options, type Simulation, simulation } from '../simulation.ts'

interface Scene {
  readonly sim: Simulation
  readonly ann: Client
  readonly sue: Client
}

/** Ann and her supervisor Sue (1004, team 1); Chi (1003) is in the other team, which Tom (1005) supervises. */
function scene(options: Options = {}): Scene {
  const sim = simulation({ agents: 3, teamSize: 2, supervisors: 2, desk: { wrapUpOnIncoming: 'REQUIRED' }, ...options })
  return { sim, ann: sim.agent('1001'), sue: sim.agent('1004') }
}

const ANN = 0
const CHI = 2

describe('a supervisor changes the state of an agent', () => {
  it('[SUP-01] Ready: without a reason, and the agent hears of it without a request id', () => {
    const { sim, ann, sue } = scene()
    const forced = sue.put({ state: 'READY' }, ANN)
    sim.runFor('1s')
    expect(forced.says).toBe('202')
    expect(ann.news('USER')).toEqual(['READY'])
    expect(ann.events.at(-1)!.requestId).toBe(0)
  })

  it('[SUP-01] [REASON-21] Not Ready: with 999', () => {
    const { sim, ann, sue } = scene()
    ann.ready().heard()
    sue.put({ state: 'NOT_READY' }, ANN)
    sim.runFor('1s')
    expect(ann.news('USER')).toEqual(['NOT_READY 999'])
  })

  it('[SUP-01] [REASON-22] signed out: with 999', () => {
    const { sim, ann, sue } = scene()
    ann.ready().heard()
    sue.put({ state: 'LOGOUT' }, ANN)
    sim.runFor('1s')
    expect(ann.news('USER')).toEqual(['LOGOUT 999'])
  })

  it.each([
    ['TALKING', (ann: Client) => ann.does(call(1), 'ANSWER')],
    ['HOLD', (ann: Client) => [ann.does(call(1), 'ANSWER'), ann.does(call(1), 'HOLD')]],
    ['RESERVED', () => undefined],
  ] as const)('[SUP-01] in %s the agent can be signed out, but not be made Ready or Not Ready', (state, get) => {
    const { sim, ann, sue } = scene()
    ann.ready()
    sim.caller({ talk: '60s' })
    sim.runFor('1s')
    get(ann)
    expect(ann.state).toBe(state)
    for (const wanted of ['READY', 'NOT_READY'] as const) {
      const forced = sue.put({ state: wanted }, ANN)
      sim.runFor('1s')
      expect(forced.outcome).toEqual(['error Invalid State 22'])
      expect(ann.state).toBe(state)
    }
    sue.put({ state: 'LOGOUT' }, ANN)
    sim.runFor('1s')
    expect(ann.state).toBe('LOGOUT 999')
  })

  it('[SUP-01] in wrap-up the agent can be made Ready and Not Ready', () => {
    for (const [wanted, becomes] of [
      ['READY', 'READY'],
      ['NOT_READY', 'NOT_READY 999'],
    ] as const) {
      const { sim, ann, sue } = scene()
      ann.ready()
      sim.caller({ talk: '5s' })
      sim.runFor('1s')
      ann.does(call(1), 'ANSWER')
      sim.runFor('5s')
      expect(ann.state).toBe('WORK_READY')
      sue.put({ state: wanted }, ANN)
      sim.runFor('1s')
      expect(ann.state).toBe(becomes)
    }
  })

  it('[SUP-01] a call goes on without the agent who was signed out in it', () => {
    const { sim, ann, sue } = scene()
    ann.ready()
    const contact = sim.caller({ talk: '20s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    sue.put({ state: 'LOGOUT' }, ANN)
    sim.runFor('10s')
    expect(sim.contact(contact).at(-1)).toBe('answered')
    sim.runFor('20s')
    expect(sim.contact(contact).at(-1)).toBe('ended')
    expect(sim.truth('1001').at(-1)).toBe('LOGOUT 999')
  })

  it('[WRAP-03] nothing of a call that was left by signing out is left for the next session', () => {
    const { sim, ann, sue } = scene()
    ann.ready()
    sim.caller({ talk: '20s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    ann.put({ state: 'NOT_READY', reasonCodeId: 2 })
    sue.put({ state: 'LOGOUT' }, ANN)
    sim.runFor('60s')
    expect(ann.state).toBe('LOGOUT 999')
    ann.put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')
    ann.heard()
    ann.makeCall('5551234', { farEnd: { answer: 'answers', afterUs: 0, talkUs: 5_000_000 } })
    sim.runFor('10s')
    expect(ann.news('USER')).toEqual(['TALKING', 'NOT_READY'])
  })

  it.each([
    ['a reason', { state: 'NOT_READY', reasonCodeId: 1 }, '400 Invalid Input reasonCodeId'],
    ['WORK', { state: 'WORK' }, '400 Invalid State state'],
    ['WORK_READY', { state: 'WORK_READY' }, '400 Invalid State state'],
    ['LOGIN', { state: 'LOGIN', extension: '31001' }, '400 Invalid State state'],
    ['TALKING', { state: 'TALKING' }, '400 Invalid Input state'],
  ] as const)('[SUP-01] with %s it is refused at once', (_what, body, says) => {
    const { sim, ann, sue } = scene()
    const forced = sue.put(body, ANN)
    sim.runFor('1s')
    expect(forced.says).toBe(says)
    expect(ann.news('USER')).toEqual([])
  })

  it('[SUP-01] [AUTH-02] only in the own teams, and only who is a supervisor', () => {
    const { sim, ann, sue } = scene()
    const chi = sim.agent('1003')
    const other = sue.put({ state: 'READY' }, CHI)
    const byAgent = ann.put({ state: 'READY' }, 1)
    sim.runFor('1s')
    expect(other.says).toBe('401 Invalid Supervisor 1004')
    expect(byAgent.says).toBe('401 Invalid Authorization User Specified 1002')
    expect(chi.state).toBe('NOT_READY')
  })
})

describe('the feed of a team', () => {
  it('[SUP-04] [XMPP-01] says one line for each change of a member, to supervisors who subscribed', () => {
    const { sim, ann, sue } = scene()
    ann.ready()
    expect(sue.news('TEAM_USERS')).toEqual([])
    sue.tell('subscribe', { topic: Topic.TEAM_USERS, of: 0 })
    sim.runFor('1s')
    ann.notReady(2).ready()
    expect(sue.stream.at(-1)).toBe('subscribed')
    expect(sue.news('TEAM_USERS')).toEqual(['member 1001 NOT_READY 2', 'member 1001 READY'])
    expect(sue.events.filter(({ requestId }) => requestId !== 0).length).toBe(1)
    sue.tell('unsubscribe', { topic: Topic.TEAM_USERS, of: 0 })
    sim.runFor('1s')
    ann.notReady(2)
    expect(sue.news('TEAM_USERS')).toEqual([])
  })

  it('[XMPP-01] is for the supervisors of that team alone', () => {
    const { sim, ann, sue } = scene()
    const chi = sim.agent('1003').heard()
    const ben = sim.agent('1002').heard()
    ben.tell('subscribe', { topic: Topic.TEAM_USERS, of: 0 })
    sue.tell('subscribe', { topic: Topic.TEAM_USERS, of: 1 })
    sim.runFor('1s')
    ann.ready()
    chi.ready()
    expect([ben.stream.at(-1), sue.stream.at(-1)]).toEqual(['forbidden', 'forbidden'])
    expect(ben.news('TEAM_USERS')).toEqual([])
    expect(sue.news('TEAM_USERS')).toEqual([])
  })

  it('[XMPP-02] says nothing to a supervisor without presence', () => {
    const { sim, ann, sue } = scene()
    sue.tell('subscribe', { topic: Topic.TEAM_USERS, of: 0 })
    sue.presence(false)
    sim.runFor('1s')
    ann.ready()
    expect(sue.news('TEAM_USERS')).toEqual([])
    sue.presence()
    ann.notReady(2)
    expect(sue.news('TEAM_USERS')).toEqual(['member 1001 NOT_READY 2'])
  })

  it('[XMPP-01] ends with the stream', () => {
    const { sim, ann, sue } = scene()
    sue.tell('subscribe', { topic: Topic.TEAM_USERS, of: 0 })
    sim.runFor('1s')
    sue.tell('streamClose')
    sim.runFor('1s')
    sue.connect()
    ann.ready()
    expect(sue.news('TEAM_USERS')).toEqual([])
  })

  it('[AUTH-02] GET Team answers the members to their supervisor only', () => {
    const { sim, ann, sue } = scene()
    const own = sue.send('getTeam', 0)
    const other = sue.send('getTeam', 1)
    const none = sue.send('getTeam', 9)
    const byAgent = ann.send('getTeam', 0)
    sim.runFor('1s')
    expect(own.content).toMatchObject({
      kind: 'team',
      users: [
        { user: 0, state: 2 },
        { user: 1, state: 1 },
      ],
    })
    expect([other.status, none.status, byAgent.status]).toEqual([401, 404, 401])
  })
})

describe('silent monitoring', () => {
  /** Ann talks with a caller. */
  function talking(options: Options = {}): Scene {
    const all = scene({ desk: {}, ...options })
    all.ann.ready()
    all.sim.caller({ talk: '5min' })
    all.sim.runFor('1s')
    all.ann.does(call(1), 'ANSWER')
    all.ann.heard()
    all.sue.heard()
    return all
  }

  it('[SUP-02] makes a call of its own, the supervisor TALKING, and the agent hears nothing of it', () => {
    const { sim, ann, sue } = talking()
    const monitor = sue.post('SILENT_MONITOR', '31001')
    sim.runFor('1s')
    expect(monitor.says).toBe('202')
    expect(monitor.outcome.length).toBe(1)
    expect([...sue.dialogs.keys()]).toEqual([call(2)])
    expect(sue.state).toBe('TALKING')
    expect(ann.events.filter(({ dialog }) => dialog?.call === call(2))).toEqual([])
    expect([...ann.dialogs.keys()]).toEqual([call(1)])
    sue.does(call(2), 'DROP')
    expect(sue.state).toBe('NOT_READY')
    expect(ann.state).toBe('TALKING')
  })

  it('[SUP-02] ends with the call', () => {
    const { sim, ann, sue } = talking()
    sue.post('SILENT_MONITOR', '31001')
    sim.runFor('1s')
    ann.does(call(1), 'DROP')
    expect(sue.dialogs.size).toBe(0)
    expect(sue.state).toBe('NOT_READY')
  })

  it('[SUP-02] of an agent on hold or in Not Ready is error 13145', () => {
    const { sim, ann, sue } = talking()
    ann.does(call(1), 'HOLD')
    const held = sue.post('SILENT_MONITOR', '31001')
    const notReady = sue.post('SILENT_MONITOR', '31002')
    sim.agent('1002')
    const signedIn = sue.post('SILENT_MONITOR', '31002')
    sim.runFor('1s')
    expect(held.says).toBe('202')
    expect(held.outcome).toEqual(['error Generic Error 13145'])
    expect(notReady.outcome).toEqual(['error Invalid State 22'])
    expect(signedIn.outcome).toEqual(['error Generic Error 13145'])
    expect(sue.state).toBe('NOT_READY')
  })

  it('[SUP-02] of an agent who is Ready or wraps up is an Invalid State', () => {
    const { sim, ann, sue } = scene()
    ann.ready()
    const ready = sue.post('SILENT_MONITOR', '31001')
    sim.caller({ talk: '5s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    sim.runFor('5s')
    expect(ann.state).toBe('WORK_READY')
    const wrapUp = sue.post('SILENT_MONITOR', '31001')
    sim.runFor('1s')
    expect(ready.outcome).toEqual(['error Invalid State 22'])
    expect(wrapUp.outcome).toEqual(['error Invalid State 22'])
  })

  it('[SUP-02] needs the supervisor in Not Ready', () => {
    const { sim, sue } = talking()
    sue.ready()
    const monitor = sue.post('SILENT_MONITOR', '31001')
    sim.runFor('1s')
    expect(monitor.outcome).toEqual(['error Invalid State 22'])
    expect(sue.dialogs.size).toBe(0)
  })

  it('[SUP-02] [AUTH-02] is for supervisors of the agent only', () => {
    const { sim, ann, sue } = talking()
    const ben = sim.agent('1002')
    const tom = sim.agent('1005')
    const replies = [
      ben.post('SILENT_MONITOR', '31001'),
      tom.post('SILENT_MONITOR', '31001'),
      sue.post('SILENT_MONITOR', '39999'),
    ]
    sim.runFor('1s')
    expect(replies.map(({ says }) => says)).toEqual([
      '401 Invalid Supervisor 1002',
      '400 Invalid Destination 31001',
      '400 Invalid Destination 39999',
    ])
    expect(ann.dialogs.size).toBe(1)
  })

  describe('barging in', () => {
    function monitoring(options: Options = {}): Scene {
      const all = talking(options)
      all.sue.post('SILENT_MONITOR', '31001')
      all.sim.runFor('1s')
      all.ann.heard()
      all.sue.heard()
      return all
    }

    const barge = ({ sim, sue }: Scene, associatedDialog: number | undefined = call(2)) => {
      const reply = sue.post('BARGE_CALL', '31001', { associatedDialog })
      sim.runFor('1s')
      return reply
    }

    it('[SUP-03] makes a conference of three of the monitored call', () => {
      const all = monitoring()
      const reply = barge(all)
      expect(reply.says).toBe('202')
      expect(reply.outcome).toEqual(['POST call 1: 31001 ACTIVE, 5550000001 ACTIVE, 31004 ACTIVE'])
      expect([...all.sue.dialogs.keys()]).toEqual([call(1)])
      expect(all.ann.news()).toEqual(['PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE, 31004 ACTIVE'])
      expect(all.sue.state).toBe('TALKING')
      all.sue.does(call(1), 'DROP')
      expect(all.sue.state).toBe('NOT_READY')
      expect(all.ann.state).toBe('TALKING')
    })

    it('[SUP-03] needs a running monitor of that agent', () => {
      const all = talking()
      expect(barge(all).says).toBe('400 Invalid State associatedDialogUri')
      const none = all.sue.post('BARGE_CALL', '31001')
      all.sim.runFor('1s')
      expect(none.says).toBe('400 Parameter Missing associatedDialogUri')
      expect(all.sue.dialogs.size).toBe(0)
    })

    it('[SUP-03] on an agent who holds the call is an Invalid Destination', () => {
      const all = monitoring()
      all.ann.does(call(1), 'HOLD')
      expect(barge(all).says).toBe('400 Invalid Destination 31001')
    })

    it('[SUP-03] on an agent with a consult call is 20999', () => {
      const all = monitoring()
      const ben = all.sim.agent('1002')
      all.ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
      ben.does(call(3), 'ANSWER')
      const reply = barge(all)
      expect(reply.says).toBe('202')
      expect(reply.outcome).toEqual(['error 20999 20999'])
      expect([...all.sue.dialogs.keys()]).toEqual([call(2)])
    })

    it('[SUP-03] on an agent who is in a conference of somebody else is 20999', () => {
      const all = talking()
      const ben = all.sim.agent('1002')
      all.ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
      ben.does(call(2), 'ANSWER')
      all.ann.does(call(1), 'CONFERENCE')
      all.sue.post('SILENT_MONITOR', '31002')
      all.sim.runFor('1s')
      const reply = all.sue.post('BARGE_CALL', '31002', { associatedDialog: call(3) })
      all.sim.runFor('1s')
      expect(reply.outcome).toEqual(['error 20999 20999'])
    })

    it('[SUP-03] on a full conference is 20700', () => {
      const all = talking({ agents: 8, teamSize: 8, supervisors: 1, queuesPerAgent: 1 })
      // Agents 1002 to 1007 come in one after another: eight parties with Ann and the caller.
      for (let n = 2; n <= 7; n++) {
        const next = all.sim.agent(String(1000 + n))
        all.ann.does(call(1), 'CONSULT_CALL', { to: String(31000 + n) })
        next.does(call(n), 'ANSWER')
        expect(all.ann.does(call(1), 'CONFERENCE').outcome[0]).toMatch(/^PUT/)
      }
      const sue = all.sim.agent('1009')
      sue.post('SILENT_MONITOR', '31001')
      all.sim.runFor('1s')
      const reply = sue.post('BARGE_CALL', '31001', { associatedDialog: [...sue.dialogs.keys()][0] })
      all.sim.runFor('1s')
      expect(reply.outcome).toEqual(['error 20700 20700'])
    })
  })
})

import { describe, expect, it } from 'vitest'
import { Topic } from '../../../src/sim/domain/rest.ts'
import { connectedUsers } from '../../../src/sim/finesse/rest-service.ts'
import { call, simulation } from '../simulation.ts'

describe('the Notification Service', () => {
  it('[XMPP-02] sends nothing before presence, and what was missed never', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    ann.openStream()
    ann.put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')
    ann.put({ state: 'READY' })
    sim.runFor('1s')
    expect(ann.stream).toEqual(['opened'])
    expect(ann.events).toEqual([])
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY'])

    ann.presence()
    sim.runFor('1s')
    expect(ann.events).toEqual([])
    ann.notReady(1)
    expect(ann.news('USER')).toEqual(['NOT_READY 1'])
  })

  it('[XMPP-01] sends the own user and dialogs without a subscription, and those of nobody else', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.client('1001').connect()
    const ben = sim.client('1002').connect()
    ann.put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')
    ann.ready()
    sim.caller()
    sim.runFor('1s')
    expect(ann.news('USER')).toEqual(['NOT_READY', 'READY', 'RESERVED'])
    expect(ben.events).toEqual([])
  })

  it('[XMPP-02] refuses a stream with a wrong password', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    ann.password = 'wrong'
    ann.openStream()
    sim.runFor('1s')
    expect(ann.stream).toEqual(['not-authorized'])
  })

  it('[XMPP-02] ends the older of two streams with the same resource by a conflict', () => {
    const sim = simulation()
    const old = sim.agent('1001').heard()
    const fresh = sim.client('1001').connect()
    expect(old.stream).toEqual(['opened', 'conflict'])
    fresh.ready()
    expect(fresh.news('USER')).toEqual(['READY'])
    expect(old.news('USER')).toEqual([])
  })

  it('[XMPP-02] what a stream had subscribed to is not told to the one that took its place', () => {
    const sim = simulation({ agents: 1, supervisors: 1 })
    const ann = sim.agent('1001')
    const first = sim.client('1002').connect()
    first.tell('subscribe', { topic: Topic.TEAM_USERS, of: 0 })
    sim.runFor('1s')
    ann.ready()
    expect(first.news('TEAM_USERS')).toHaveLength(1)
    const second = sim.client('1002').connect()
    ann.notReady(1)
    expect(second.news('TEAM_USERS')).toEqual([])
    second.tell('subscribe', { topic: Topic.TEAM_USERS, of: 0 })
    sim.runFor('1s')
    ann.ready()
    expect(second.news('TEAM_USERS')).toHaveLength(1)
  })

  it('[XMPP-02] a stream that was ended by a conflict has no presence to take back', () => {
    const sim = simulation()
    const old = sim.agent('1001')
    const fresh = sim.client('1001').connect()
    old.presence(false)
    sim.runFor('2min')
    fresh.ready()
    expect(fresh.news('USER')).toEqual(['READY'])
  })

  it('[XMPP-02] a second stream with another resource is no conflict, and both are told', () => {
    const sim = simulation()
    const desktop = sim.agent('1001').heard()
    const gadget = sim.client('1001').connect('gadget')
    const third = sim.client('1001')
    third.openStream('third')
    gadget.ready()
    expect(desktop.stream).toEqual(['opened'])
    expect([desktop, gadget, third].map((one) => one.news('USER'))).toEqual([['READY'], ['READY'], []])
    third.presence()
    sim.runFor('1s')
    const other = sim.client('1001').connect('gadget')
    expect(gadget.stream).toEqual(['opened', 'conflict'])
    other.notReady(3)
    expect([desktop, gadget, third, other].map((one) => one.news('USER'))).toEqual([
      ['NOT_READY 3'],
      [],
      ['NOT_READY 3'],
      ['NOT_READY 3'],
    ])
    // Each stream counts its own events.
    expect([desktop, third, other].map((one) => one.events.at(-1)!.number)).toEqual([3, 1, 1])
  })

  it('[XMPP-02] a user is absent when the last stream has gone, not before', () => {
    const sim = simulation()
    const desktop = sim.agent('1001')
    const gadget = sim.client('1001').connect('gadget')
    desktop.tell('streamClose')
    sim.runFor('2min')
    gadget.heard().ready()
    expect(gadget.news('USER')).toEqual(['READY'])
    expect(sim.facts('forcedLogout')).toEqual([])
    desktop.connect()
    gadget.presence(false)
    sim.runFor('2min')
    expect(sim.facts('forcedLogout')).toEqual([])
    desktop.presence(false)
    sim.runFor('59s')
    expect(sim.facts('forcedLogout')).toEqual([])
    sim.runFor('2s')
    expect(sim.facts('forcedLogout')).toHaveLength(1)
  })

  it('[XMPP-02] gives up one of several streams that fell silent, and not the user', () => {
    const sim = simulation()
    const desktop = sim.agent('1001')
    const gadget = sim.client('1001').connect('gadget')
    const cut = { from: gadget.env.name, to: 'finesse 1', both: true, trouble: { cut: true }, name: 'cut' } as const
    const { streams } = sim.center.finesse[0]!
    sim.deed({ kind: 'trouble', ...cut })
    sim.runFor('119s')
    expect(streams.size).toBe(2)
    sim.runFor('2s')
    expect(streams.size).toBe(1)
    sim.runFor('2min')
    expect(sim.facts('forcedLogout')).toEqual([])
    desktop.heard().ready()
    expect(desktop.news('USER')).toEqual(['READY'])
  })

  it('[XMPP-02] the streams of one user are connected users of their own, and all end with the service', () => {
    const sim = simulation()
    sim.agent('1001')
    const gadget = sim.client('1001').connect('gadget')
    const [node] = sim.center.finesse
    expect(connectedUsers(node!, true)).toMatchObject({
      userSummary: { desktopUsers: 1, thirdPartyUsers: 1, totalConnectedUsers: 2 },
      userDetails: [{ resource: 'desktop' }, { resource: 'gadget', userType: 'THIRDPARTY' }],
    })
    sim.deed({ kind: 'command', to: 'finesse 1', command: { what: 'service', service: 'notification', state: 'down' } })
    sim.runFor('1s')
    expect(connectedUsers(node!, false).userSummary.totalConnectedUsers).toBe(0)
    gadget.connect('gadget')
    expect(node!.streams.size).toBe(0)
  })

  it('[XMPP-08] does not repeat what happened while the client was away, and GET tells the truth', () => {
    const sim = simulation()
    const ann = sim.agent('1001').heard()
    ann.tell('streamClose')
    sim.runFor('1s')
    for (const state of ['READY', 'NOT_READY', 'READY'] as const) {
      ann.put({ state, ...(state === 'NOT_READY' ? { reasonCodeId: 1 } : {}) })
      sim.runFor('1s')
    }
    ann.connect()
    expect(ann.events.filter(({ at }) => at > 13_000_000)).toEqual([])
    const read = ann.send('getUser', 0)
    sim.runFor('1s')
    expect(read.content).toMatchObject({ user: { state: 3 } })
  })

  it('[XMPP-08] keeps the order of each stream', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    for (let n = 1; n <= 5; n++) {
      sim.caller({ talk: '2s' })
      sim.runFor('1s')
      ann.does(call(n), 'ANSWER')
      sim.runFor('5s')
    }
    const numbers = ann.events.map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_, at) => at + 1))
  })

  it('[XMPP-03] events hold whole objects: the state they tell is the one that GET answers', () => {
    const sim = simulation({ callVariables: new Map([[1, 'one']]) })
    const ann = sim.agent('1001').ready()
    sim.caller({ talk: '5min' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    ann.does(call(1), 'HOLD')
    ann.put({ state: 'NOT_READY', reasonCodeId: 2 })
    sim.runFor('1s')
    const user = ann.send('getUser', 0)
    const dialogs = ann.send('getDialogs', 0)
    const dialog = ann.send('getDialog', call(1))
    sim.runFor('1s')
    const told = ann.events.findLast((update) => update.user !== undefined)!.user
    expect(user.content).toEqual({ kind: 'user', user: told })
    expect(dialogs.content).toEqual({ kind: 'dialogs', dialogs: [...ann.dialogs.values()] })
    expect(dialog.content).toEqual({ kind: 'dialog', dialog: ann.dialogs.get(call(1)) })
    ann.does(call(1), 'DROP')
    const idle = ann.send('getUser', 0)
    sim.runFor('1s')
    const last = ann.events.findLast((update) => update.user !== undefined)!.user
    expect([idle.content, last!.reason]).toEqual([{ kind: 'user', user: last }, 2])
  })

  it('[XMPP-07] answers pings', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    ann.tell('ping')
    sim.runFor('1s')
    expect(sim.messages('pong').length).toBe(1)
  })
})

describe('queue statistics', () => {
  it('[QUEUE-01] come every 10 s, to whoever subscribed, and only when something changed', () => {
    const sim = simulation({ agents: 2, watchQueues: true })
    const ann = sim.agent('1001')
    const ben = sim.agent('1002')
    ann.tell('subscribe', { topic: Topic.QUEUE, of: 0 })
    sim.runFor('30s')
    ann.heard()
    sim.runFor('60s')
    expect(ann.news('QUEUE')).toEqual([])

    sim.caller()
    sim.runFor('10s')
    expect(ann.news('QUEUE')).toEqual(['queue 0: 1 waiting, 0 ready'])
    sim.runFor('60s')
    expect(ann.news('QUEUE')).toEqual([])
    ann.ready()
    sim.runFor('10s')
    expect(ann.news('QUEUE')).toEqual(['queue 0: 0 waiting, 0 ready'])
    expect(ben.events.filter(({ queue }) => queue !== undefined)).toEqual([])
  })

  it('[QUEUE-01] are asked of CTI every 10 s', () => {
    const sim = simulation({ watchQueues: true, queues: ['sales', 'support'] })
    const since = sim.now
    sim.runFor('40s')
    const asked = sim
      .messages('querySkillGroupStatisticsReq', since + 1)
      .filter(({ from }) => from === 'finesse 1')
      .map(({ at }) => (at - since) / 1_000_000)
    expect(asked).toEqual([10, 10, 20, 20, 30, 30, 40, 40])
  })

  it('[QUEUE-01] count agents by what they do', () => {
    const sim = simulation({
      agents: 4,
      watchQueues: true,
      desk: { wrapUpOnIncoming: 'REQUIRED', workTimerUs: 60_000_000 },
    })
    const [ann, ben, chi, dora] = ['1001', '1002', '1003', '1004'].map((id) => sim.agent(id))
    ann!.ready()
    sim.caller({ talk: '60s' })
    sim.runFor('1s')
    ann!.does(call(1), 'ANSWER')
    ben!.ready()
    sim.caller({ talk: '3s' })
    sim.runFor('1s')
    ben!.does(call(2), 'ANSWER')
    chi!.makeCall('5551234', { farEnd: { answer: 'answers', afterUs: 0, talkUs: 60_000_000 } })
    dora!.notReady()
    sim.runFor('15s')
    const read = ann!.send('getQueue', 0)
    sim.runFor('1s')
    expect(read.content).toMatchObject({
      queue: {
        loggedOn: 4,
        ready: 0,
        notReady: 1,
        talkingInbound: 1,
        talkingOutbound: 1,
        workReady: 1,
        workNotReady: 0,
      },
    })
  })

  it('[QUEUE-01] CCX keeps none: every number is -1', () => {
    const sim = simulation({ deployment: 'ccx', watchQueues: true })
    const ann = sim.agent('1001')
    ann.tell('subscribe', { topic: Topic.QUEUE, of: 0 })
    sim.caller()
    sim.runFor('60s')
    const read = ann.send('getQueue', 0)
    const none = ann.send('getQueue', 7)
    sim.runFor('1s')
    expect(ann.news('QUEUE')).toEqual([])
    expect(read.content).toMatchObject({ queue: { callsInQueue: -1, oldest: -1, loggedOn: -1, ready: -1 } })
    expect(none.status).toBe(404)
  })

  it('[QUEUE-01] GET User/{id}/Queues answers the queues of that user; a supervisor has those of the team', () => {
    const sim = simulation({ agents: 2, supervisors: 1, queues: ['sales', 'support'] })
    const ann = sim.agent('1001')
    const queues = [0, 1, 2].map((user) => ann.send('getUserQueues', user))
    sim.runFor('1s')
    const ids = queues.map(({ content }) =>
      content?.kind === 'queues' ? content.queues.map(({ queue }) => queue) : [],
    )
    expect(ids).toEqual([[0], [1], [0, 1]])
  })
})

import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import type { Command, FinesseServiceName } from '../../../src/sim/domain/fault.ts'
import { Topic } from '../../../src/sim/domain/rest.ts'
import { Syslog, syslogMessages } from '../../../src/sim/domain/syslog.ts'
import { finesseService } from '../../../src/sim/machines/finesse-service.ts'
import type { Client } from '../client.ts'
import { type Simulation, simulation } from '../simulation.ts'

const NODE = 'finesse 1'

/** Gives an order to the first node, which is carried out by the end of the next microsecond. */
function order(sim: Simulation, command: Command): number {
  const done = sim.deed({ kind: 'command', to: NODE, command })
  sim.runUs(1)
  return done.touched
}

const service = (sim: Simulation, name: FinesseServiceName, state: 'up' | 'down' | 'hung') =>
  order(sim, { what: 'service', service: name, state })

const listed = (sim: Simulation) =>
  sim.center.finesse[0]!.services.list()
    .map(([name, state]) => `${name} ${state}`)
    .join(', ')

const names = Object.keys(finesseService.states)

/** States of the first node since a moment, in order. */
const statuses = (sim: Simulation, since: number): string[] =>
  sim
    .facts('finesseStatus')
    .filter(({ about, at }) => about === 1 && at >= since)
    .map(({ x }) => names[x]!)

/** What the first node wrote to syslog since a moment, CTI left aside. */
const written = (sim: Simulation, since: number): string[] =>
  sim
    .facts('syslog')
    .filter(({ about, at }) => about === 1 && at >= since)
    .map(({ x }) => syslogMessages[x]!)
    .filter((name) => !name.startsWith('CTI_') && name !== 'API_ERROR_DETAIL')

/** Connections of one user's desktop that were broken since a moment: `rest`, `stream`. */
const broken = (sim: Simulation, since: number): unknown[] =>
  sim
    .messages('connectionReset', since)
    .filter(({ from, to }) => from === NODE && to.startsWith('client'))
    .map(({ body }) => body)

const presences = (sim: Simulation, since: number): number =>
  sim.messages('systemPresence', since).filter(({ from }) => from === NODE).length

function answer(sim: Simulation, client: Client): number {
  const reply = client.send('getUser', client.user.index)
  sim.runFor('1s')
  return reply.status
}

function status(sim: Simulation, client: Client): unknown {
  const reply = client.send('getSystemInfo', 0)
  sim.runFor('1s')
  return reply.content === undefined
    ? reply.status
    : (reply.content as { readonly info: { status: string } }).info.status
}

describe('a service', () => {
  it('[SVC-01] is STOPPED, STARTING, then STARTED, and serves only then', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    expect(listed(sim)).toBe('tomcat STARTED, notification STARTED, database STARTED')
    expect(service(sim, 'tomcat', 'down')).toBe(1)
    expect(listed(sim)).toBe('tomcat STOPPED, notification STARTED, database STARTED')
    expect(service(sim, 'tomcat', 'down')).toBe(0)
    expect(answer(sim, ann)).toBe(0)
    expect(service(sim, 'tomcat', 'up')).toBe(1)
    expect(listed(sim)).toBe('tomcat STARTING, notification STARTED, database STARTED')
    expect(answer(sim, ann)).toBe(0)
    sim.runFor('2min')
    expect(listed(sim)).toBe('tomcat STARTED, notification STARTED, database STARTED')
    expect(answer(sim, ann)).toBe(200)
  })
})

describe('without Tomcat', () => {
  it('[SVC-03][CLIENT-14] REST is gone with all that needs it, and streams hear that "finesse" is unavailable', () => {
    const sim = simulation({ agents: 2 })
    const [ann, ben] = [sim.agent('1001').ready(), sim.agent('1002')]
    const since = sim.now
    service(sim, 'tomcat', 'down')
    sim.runFor('1s')
    expect(presences(sim, since)).toBe(2)
    expect(broken(sim, since)).toEqual([])
    for (const operation of ['getUser', 'getSystemInfo', 'getDialogs', 'getReasonCodes'] as const)
      ann.send(operation, 0)
    ben.makeCall('5551234')
    sim.runFor('1s')
    expect(broken(sim, since)).toEqual(['rest', 'rest', 'rest', 'rest', 'rest'])
    expect(statuses(sim, since)).toEqual(['STOPPED'])
  })

  it('[CLIENT-04] the stream itself goes on, without events and without a forced logout', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    service(sim, 'tomcat', 'down')
    ann.heard()
    sim.caller()
    ann.tell('ping')
    sim.runFor('5min')
    expect(ann.events.slice(-1)[0]!.at).toBeLessThan(sim.now - 290_000_000)
    expect(sim.messages('pong').length).toBe(1)
    expect(sim.facts('forcedLogout')).toEqual([])
  })

  it('[SVC-03] nobody new gets a stream, since nobody can tell whether the password is right', () => {
    const sim = simulation()
    service(sim, 'tomcat', 'down')
    const ann = sim.client('1001')
    ann.openStream()
    sim.runFor('1s')
    expect(ann.stream).toEqual(['temporary-auth-failure'])
  })

  it('[SVC-03] the sessions at both CTI servers are gone, and a request that waited for an AWDB is broken', () => {
    const sim = simulation()
    sim.deed({ kind: 'hang', node: 'awdb 1' })
    const ann = sim.client('1001')
    ann.send('getUser', 0)
    sim.runFor('1s')
    const since = sim.now
    service(sim, 'tomcat', 'down')
    sim.runFor('1s')
    expect(broken(sim, since)).toEqual(['rest'])
    const resets = sim
      .messages('connectionReset', since)
      .filter(({ from, to }) => from === NODE && to.startsWith('cti'))
    expect(resets.map(({ to }) => to)).toEqual(['cti A', 'cti B'])
  })

  it('[SVC-03] what it knew is gone: after a start everybody is looked up anew, and read from CTI', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').ready()
    sim.agent('1002', 2)
    const since = sim.now
    service(sim, 'tomcat', 'down')
    sim.runFor('30s')
    expect(sim.center.finesse[0]!.users.map(({ state }) => state)).toEqual([1, 1])
    service(sim, 'tomcat', 'up')
    sim.runFor('3min')
    expect(statuses(sim, since)).toEqual(['STOPPED', 'STARTING', 'OUT_OF_SERVICE', 'IN_SERVICE'])
    const before = sim.messages('credentialQuery').length
    const reply = ann.send('getUser', 0)
    sim.runFor('1s')
    expect(reply.content).toMatchObject({
      user: { state: sim.facts('truthAgentState').findLast(({ about }) => about === 0)!.x },
    })
    expect(sim.messages('credentialQuery').length).toBe(before + 1)
  })

  it('[CLIENT-04] who kept the stream hears that "finesse" is back, and gets events again', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    service(sim, 'tomcat', 'down')
    const since = sim.now
    service(sim, 'tomcat', 'up')
    sim.runFor('3min')
    const told = sim.messages('systemPresence', since)
    expect(told.length).toBe(1)
    ann.heard().put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')
    ann.ready()
    expect(ann.state).toBe('READY')
  })

  it('[CLIENT-04] and the present state, once it is in service, though nothing has changed', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    service(sim, 'tomcat', 'down')
    sim.runFor('1s')
    service(sim, 'tomcat', 'up')
    ann.heard()
    const { length } = ann.events
    sim.runFor('3min')
    expect(statuses(sim, 0).at(-1)).toBe('IN_SERVICE')
    const topics = ann.events.slice(length).map(({ topic }) => topic)
    expect(topics).toContain(Topic.USER)
  })

  it('[SVC-06] the other node serves everybody', () => {
    const sim = simulation({ agents: 4 })
    const before = ['1001', '1002'].map((id) => sim.agent(id))
    service(sim, 'tomcat', 'down')
    const after = before.map(({ user }) => sim.client(user.loginId, 2).connect())
    for (const client of after) expect(answer(sim, client)).toBe(200)
    after[0]!.ready()
    expect(after[0]!.state).toBe('READY')
  })
})

describe('without the Notification Service', () => {
  it('[SVC-02][OOS-13] streams break, SystemInfo says PARTIAL_SERVICE, and every request is answered 503', () => {
    const sim = simulation({ agents: 2 })
    const [ann, ben] = [sim.agent('1001').ready(), sim.agent('1002')]
    const since = sim.now
    service(sim, 'notification', 'down')
    sim.runFor('1s')
    expect(broken(sim, since)).toEqual(['stream', 'stream'])
    expect(status(sim, ann)).toBe('PARTIAL_SERVICE')
    for (const client of [ann, ben]) expect(answer(sim, client)).toBe(503)
    expect(statuses(sim, since)).toEqual(['PARTIAL_SERVICE'])
    const published = sim.facts('published').length
    sim.caller()
    sim.runFor('1min')
    expect(sim.facts('published').length).toBe(published)
  })

  it('[SVC-02] nobody is forced out for having no stream, and nobody gets a new one', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    service(sim, 'notification', 'down')
    const since = sim.now
    ann.openStream()
    ann.presence()
    ann.tell('ping')
    sim.runFor('10min')
    expect(broken(sim, since)).toEqual(['stream', 'stream', 'stream'])
    expect(sim.facts('forcedLogout')).toEqual([])
    expect(sim.truth('1001').at(-1)).toBe('READY')
  })

  it('[SYSLOG-07][SYSLOG-13] the node says that it cannot connect, and each change of Openfire', () => {
    const sim = simulation()
    const since = sim.now
    service(sim, 'notification', 'down')
    service(sim, 'notification', 'up')
    sim.runFor('1min')
    expect(written(sim, since)).toEqual([
      'OF_STATE_CHANGED',
      'UNABLE_TO_CONNECT_TO_XMPP_SERVER',
      'OF_STATE_CHANGED',
      'OF_STATE_CHANGED',
      'UNABLE_TO_CONNECT_TO_XMPP_SERVER',
    ])
  })

  it('[SVC-04] started again under a running Tomcat, it has streams and no events until Tomcat is restarted', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    service(sim, 'notification', 'down')
    service(sim, 'notification', 'up')
    sim.runFor('1min')
    ann.connect().heard()
    sim.caller()
    sim.runFor('1min')
    expect(ann.stream.at(-1)).toBe('opened')
    expect(ann.events.filter(({ at }) => at > sim.now - 60_000_000)).toEqual([])
    expect(status(sim, ann)).toBe('PARTIAL_SERVICE')
    service(sim, 'tomcat', 'down')
    service(sim, 'tomcat', 'up')
    sim.runFor('3min')
    expect(status(sim, ann)).toBe('IN_SERVICE')
    ann.heard().put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')
    expect(ann.news('USER').length).toBeGreaterThan(0)
  })

  it('[SVC-04][SYSLOG-14] stop Tomcat, stop and start Notification, start Tomcat: events flow again', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    const since = sim.now
    service(sim, 'tomcat', 'down')
    service(sim, 'notification', 'down')
    service(sim, 'notification', 'up')
    sim.runFor('30s')
    service(sim, 'tomcat', 'up')
    sim.runFor('3min')
    expect(written(sim, since)).toEqual([
      'OF_STATE_CHANGED',
      'OF_STATE_CHANGED',
      'OF_STATE_CHANGED',
      'CONNECTED_TO_XMPP_SERVER',
    ])
    // Of the stream that broke nothing is left: only a new one has events.
    ann.heard()
    sim.client('1001', 2).ready()
    expect(ann.news('USER')).toEqual([])
    ann.connect().notReady()
    expect(ann.state).toBe('NOT_READY 1')
  })

  it('[SYSLOG-06] a Tomcat that starts without it says so, and comes no further than PARTIAL_SERVICE', () => {
    const sim = simulation()
    service(sim, 'notification', 'down')
    service(sim, 'tomcat', 'down')
    const since = sim.now
    service(sim, 'tomcat', 'up')
    sim.runFor('5min')
    expect(written(sim, since)).toEqual(['UNABLE_TO_CONNECT_TO_XMPP_SERVER', 'SUBSYS_INIT_ERROR'])
    expect(statuses(sim, since)).toEqual(['STARTING', 'OUT_OF_SERVICE', 'PARTIAL_SERVICE'])
  })
})

describe('a service that hangs', () => {
  it('keeps requests, if it is Tomcat, until it goes on', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    service(sim, 'tomcat', 'hung')
    const reply = ann.send('getUser', 0)
    ann.tell('ping')
    sim.runFor('5s')
    expect(reply.status).toBe(0)
    expect(sim.messages('pong').length).toBe(1)
    service(sim, 'tomcat', 'up')
    sim.runFor('1s')
    expect(reply.status).toBe(200)
    expect(reply.at - reply.sentAt).toBeGreaterThan(5_000_000)
  })

  it('for longer than its CTI server waits, loses its session, and finds its way back', () => {
    const sim = simulation()
    const since = sim.now
    service(sim, 'tomcat', 'hung')
    sim.runFor('1min')
    expect(sim.messages('connectionReset', since).some(({ from, to }) => from.startsWith('cti') && to === NODE)).toBe(
      true,
    )
    service(sim, 'tomcat', 'up')
    sim.runFor('2min')
    expect(statuses(sim, since)).toEqual(['OUT_OF_SERVICE', 'IN_SERVICE'])
  })

  it('reads in order what its CTI server had sent, and then that the session was given up', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    service(sim, 'tomcat', 'hung')
    ann.heard()
    sim.caller({ talk: '20s' })
    sim.runFor('1min')
    service(sim, 'tomcat', 'up')
    sim.runFor('10ms')
    const heard = ann.of('USER', 'SYSTEM_INFO').map(({ user, system }) => user?.state ?? system?.status)
    // The call rang out before the server gave up.
    expect(heard).toEqual([AgentState.RESERVED, AgentState.NOT_READY, 'OUT_OF_SERVICE'])
  })

  it('keeps events, if it is the Notification Service, and brings them late and in order', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    service(sim, 'notification', 'hung')
    ann.heard()
    ann.ready()
    ann.notReady()
    ann.tell('ping')
    sim.runFor('10s')
    expect(ann.news('USER')).toEqual([])
    expect(sim.messages('pong')).toEqual([])
    service(sim, 'notification', 'up')
    sim.runFor('1s')
    expect(ann.news('USER')).toEqual(['READY', 'NOT_READY 1'])
    expect(sim.messages('pong').length).toBe(1)
  })

  it('that is stopped in its place drops what it kept', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    service(sim, 'tomcat', 'hung')
    ann.send('getUser', 0)
    sim.runFor('1s')
    const since = sim.now
    service(sim, 'tomcat', 'down')
    sim.runFor('1s')
    expect(broken(sim, since)).toEqual(['rest'])
    service(sim, 'notification', 'hung')
    ann.tell('ping')
    sim.runFor('1s')
    service(sim, 'notification', 'down')
    service(sim, 'notification', 'up')
    sim.runFor('1min')
    expect(sim.messages('pong')).toEqual([])
  })
})

describe('the local database', () => {
  it('[SYSLOG-08][SYSLOG-11] is missed in syslog, and by nobody else', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    const since = sim.now
    service(sim, 'database', 'down')
    expect(written(sim, since)).toEqual(['DB_SS_CONNECTION_CHECK', 'VOS_DB_ADAPTER_ERROR'])
    ann.ready()
    expect(ann.state).toBe('READY')
  })

  it('[SYSLOG-09][SYSLOG-12] keeps the application from starting', () => {
    const sim = simulation()
    service(sim, 'tomcat', 'down')
    service(sim, 'database', 'down')
    const since = sim.now
    service(sim, 'tomcat', 'up')
    sim.runFor('5min')
    expect(written(sim, since)).toEqual(['cfservice_CORE_ERROR_DB_CONNECTION', 'FINESSE_APP_STARTUP_ERROR'])
    expect(statuses(sim, since)).toEqual(['STARTING'])
    service(sim, 'database', 'up')
    service(sim, 'tomcat', 'down')
    service(sim, 'tomcat', 'up')
    sim.runFor('5min')
    expect(statuses(sim, since).at(-1)).toBe('IN_SERVICE')
  })
})

describe('a whole node', () => {
  it('[OOS-09][SVC-06] that crashes forgets everything and comes back by itself; the other one stays in service', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').ready()
    const ben = sim.agent('1002', 2)
    const since = sim.now
    sim.deed({ kind: 'end', node: NODE, silent: false })
    sim.runFor('10s')
    expect(
      sim.messages('connectionReset', since).some(({ from, to }) => from === NODE && to.startsWith('client')),
    ).toBe(true)
    expect(answer(sim, ben)).toBe(200)
    sim.deed({ kind: 'start', node: NODE })
    sim.runFor('4min')
    expect(statuses(sim, since)).toEqual(['STOPPED', 'STARTING', 'OUT_OF_SERVICE', 'IN_SERVICE'])
    expect(sim.facts('finesseStatus').filter(({ about, at }) => about === 2 && at >= since)).toEqual([])
    expect(sim.center.finesse[0]!.users[0]!.stream).toBe(-1)
    ann.signIn().ready()
    expect(ann.state).toBe('READY')
  })

  it('starts database, Notification Service and Tomcat in this order', () => {
    const sim = simulation()
    sim.deed({ kind: 'end', node: NODE, silent: true })
    sim.runFor('10s')
    const since = sim.now
    sim.deed({ kind: 'start', node: NODE })
    sim.runFor('4min')
    const steps = sim.facts('service').filter(({ at }) => at >= since)
    expect(steps.map(({ x, y }) => [x, y])).toEqual([
      [2, 1],
      [2, 2],
      [1, 1],
      [1, 2],
      [0, 1],
      [0, 2],
    ])
  })

  it('[SVC-06] keeps in step with the other through CTI alone', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    const elsewhere = sim.client('1001', 2)
    ann.ready()
    const reply = elsewhere.send('getUser', 0)
    sim.runFor('1s')
    expect(reply.content).toMatchObject({ user: { state: sim.facts('truthAgentState').at(-1)!.x } })
  })
})

describe('a node that answers everything with one status', () => {
  it('does so although it is in service, and SystemInfo says that it is', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    const since = sim.now
    const order = { kind: 'command', to: NODE, command: { what: 'answer-all', status: 503 } } as const
    const count = sim.deed(order)
    sim.runFor('1s')
    expect(answer(sim, ann)).toBe(503)
    expect(status(sim, ann)).toBe('IN_SERVICE')
    expect(answer(sim, ann)).toBe(503)
    expect(count.touched).toBe(2)
    sim.deed({ ...order, command: { what: 'answer-all', status: undefined } })
    sim.runFor('1s')
    expect(answer(sim, ann)).toBe(200)
    expect(statuses(sim, since)).toEqual([])
  })
})

describe('AWDB errors at the start of a node', () => {
  const withoutDatabases = (defects: NonNullable<Parameters<typeof simulation>[0]>['defects'] = []) => {
    const sim = simulation({ defects })
    for (const node of ['awdb 1', 'awdb 2']) sim.deed({ kind: 'end', node, silent: false })
    service(sim, 'tomcat', 'down')
    const since = sim.now
    service(sim, 'tomcat', 'up')
    sim.runFor('5min')
    return { sim, since }
  }

  it('[AWDB-13] keep it out of service until one AWDB answers', () => {
    const { sim, since } = withoutDatabases()
    expect(statuses(sim, since)).toEqual(['STARTING', 'OUT_OF_SERVICE'])
    expect(written(sim, since).slice(0, 4)).toEqual([
      'CONNECTED_TO_XMPP_SERVER',
      'AWDB_NOT_ACCESSIBLE',
      'AWDB_NOT_ACCESSIBLE',
      'SUBSYS_INIT_ERROR',
    ])
    expect(answer(sim, sim.client('1001'))).toBe(503)
    sim.deed({ kind: 'start', node: 'awdb 2' })
    sim.runFor('15s')
    expect(statuses(sim, since).at(-1)).toBe('IN_SERVICE')
    expect(answer(sim, sim.client('1001'))).toBe(200)
  })

  it('do not with a planted defect', () => {
    const { sim, since } = withoutDatabases(['in-service-without-awdb'])
    expect(statuses(sim, since).at(-1)).toBe('IN_SERVICE')
  })
})

describe('planted defects of services', () => {
  it('say nothing of a stop of Tomcat, or stay in service without notifications', () => {
    const silent = simulation({ defects: ['silent-tomcat-stop'] })
    silent.agent('1001')
    service(silent, 'tomcat', 'down')
    silent.runFor('1s')
    expect(silent.messages('systemPresence')).toEqual([])
    const blind = simulation({ defects: ['events-without-notification'] })
    const ann = blind.agent('1001')
    service(blind, 'notification', 'down')
    expect(answer(blind, ann)).toBe(200)
  })
})

describe('syslog', () => {
  const lines = (sim: Simulation) =>
    sim
      .facts('syslog')
      .filter(({ about, x }) => about === 1 && x === Syslog.API_ERROR_DETAIL)
      .map(({ y }) => y)

  it('[SYSLOG-16] has a line for each request that ends in an error, and none for the others', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    expect(lines(sim)).toEqual([])
    ann.put({ state: 'nonsense' })
    ann.send('getUser', 99)
    ann.send('getUser', 0)
    sim.runFor('1s')
    expect(lines(sim)).toEqual([400, 404])
  })

  it('[SYSLOG-15] has one for a request with a token that is not valid any more', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    const since = sim.now
    const reply = ann.send('getUser', 0, undefined, { tokenExpired: true })
    sim.runFor('1s')
    expect(reply.status).toBe(401)
    expect(written(sim, since)).toEqual(['SSO_API_ERROR'])
  })
})

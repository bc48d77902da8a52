import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/sim/domain/fault.ts'
import { notices } from '../../../src/sim/domain/notices.ts'
import { Syslog } from '../../../src/sim/domain/syslog.ts'
import type { Client } from '../client.ts'
import { type Simulation, simulation } from '../simulation.ts'

const NODES = ['finesse 1', 'finesse 2']
const both = ['awdb 1', 'awdb 2']

const cut = (sim: Simulation, databases: readonly string[]) => {
  for (const node of NODES) for (const database of databases) sim.cut(node, database)
}
const heal = (sim: Simulation, databases: readonly string[]) => {
  for (const node of NODES) for (const database of databases) sim.heal(node, database)
}

/** One GET and the time it took, in seconds. */
function asks(sim: Simulation, client: Client): readonly [number, number] {
  const reply = client.send('getUser', client.user.index)
  sim.runFor('20s')
  return [reply.status, Math.floor((reply.at - reply.sentAt) / 1_000_000)]
}

const askedBy = (sim: Simulation, since: number): string[] =>
  sim.messages('credentialQuery', since).map(({ from, to }) => `${from} ${to}`)

describe('the authentication cache', () => {
  it('[AWDB-01] holds for 30 minutes from each successful request', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    expect(asks(sim, ann)[0]).toBe(200)
    sim.runUs(20 * 60_000_000 - 20_000_000)
    expect(asks(sim, ann)[0]).toBe(200)
    cut(sim, both)
    const since = sim.now
    sim.runUs(29 * 60_000_000 - 20_000_000)
    expect(asks(sim, ann)).toEqual([200, 0])
    expect(askedBy(sim, since)).toEqual([])
    sim.runUs(31 * 60_000_000 - 20_000_000)
    expect(asks(sim, ann)[0]).toBe(401)
  })

  it('[AWDB-01] is asked no AWDB for what it remembers', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    for (let n = 0; n < 10; n++) asks(sim, ann)
    expect(askedBy(sim, 0)).toEqual(['finesse 1 awdb 1'])
  })

  it('[AWDB-01] is of one node: the other asks for itself', () => {
    const sim = simulation()
    asks(sim, sim.client('1001'))
    asks(sim, sim.client('1001', 2))
    expect(askedBy(sim, 0)).toEqual(['finesse 1 awdb 1', 'finesse 2 awdb 1'])
  })

  it('[AWDB-02] keeps a user working for 30 minutes with both AWDBs down', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    cut(sim, both)
    sim.runFor('29min')
    ann.ready()
    expect(ann.state).toBe('READY')
    sim.runFor('29min')
    ann.notReady()
    expect(ann.state).toBe('NOT_READY 1')
    sim.runFor('31min')
    const late = ann.put({ state: 'READY' })
    sim.runFor('20s')
    expect(late.says).toBe('401 Authorization Failure 1001')
    expect(sim.truth('1001').at(-1)).toBe('NOT_READY 1')
  })
})

describe('the two AWDBs', () => {
  it('[AWDB-03] are asked the primary first, by both nodes', () => {
    const sim = simulation({ agents: 4 })
    for (const [id, node] of [
      ['1001', 1],
      ['1002', 2],
      ['1003', 1],
      ['1004', 2],
    ] as const) {
      expect(asks(sim, sim.client(id, node))).toEqual([200, 0])
    }
    expect(askedBy(sim, 0)).toEqual(['finesse 1 awdb 1', 'finesse 2 awdb 1', 'finesse 1 awdb 1', 'finesse 2 awdb 1'])
  })

  it('[AWDB-03] the secondary answers while the primary is down, at first after a timeout', () => {
    const sim = simulation({ agents: 4 })
    cut(sim, ['awdb 1'])
    expect(asks(sim, sim.client('1001'))).toEqual([200, 5])
    expect(asks(sim, sim.client('1002'))).toEqual([200, 0])
    expect(sim.facts('authenticated').map(({ y }) => y)).toEqual([2, 2])
  })

  it('[AWDB-03] the primary is asked again when it is back, by both nodes', () => {
    const sim = simulation({ agents: 6 })
    cut(sim, ['awdb 1'])
    asks(sim, sim.client('1001', 1))
    asks(sim, sim.client('1002', 2))
    heal(sim, ['awdb 1'])
    asks(sim, sim.client('1003', 1))
    asks(sim, sim.client('1004', 2))
    const since = sim.now
    expect(asks(sim, sim.client('1005', 1))).toEqual([200, 0])
    expect(asks(sim, sim.client('1006', 2))).toEqual([200, 0])
    expect(askedBy(sim, since)).toEqual(['finesse 1 awdb 1', 'finesse 2 awdb 1'])
  })

  it('[AWDB-03] the primary alone serves when the secondary is down', () => {
    const sim = simulation({ agents: 2 })
    cut(sim, ['awdb 2'])
    expect(asks(sim, sim.client('1001'))).toEqual([200, 0])
  })

  it('[AWDB-03] after both were down the one that comes back serves', () => {
    for (const first of both) {
      const sim = simulation({ agents: 3 })
      cut(sim, both)
      expect(asks(sim, sim.client('1001'))).toEqual([401, 10])
      expect(asks(sim, sim.client('1002'))).toEqual([401, 5])
      heal(sim, [first])
      expect(asks(sim, sim.client('1003'))).toEqual([200, 0])
    }
  })

  it('without a secondary a lost primary means that nobody new comes in', () => {
    const sim = simulation({ agents: 2, awdb: 1 })
    asks(sim, sim.client('1001'))
    cut(sim, ['awdb 1'])
    expect(asks(sim, sim.client('1001'))[0]).toBe(200)
    expect(asks(sim, sim.client('1002'))).toEqual([401, 5])
  })

  it('a lost AWDB locks nobody out: what was not answered was not wrong', () => {
    const sim = simulation({ awdb: 1 })
    const ann = sim.client('1001')
    cut(sim, ['awdb 1'])
    for (let n = 0; n < 6; n++) expect(asks(sim, ann)[0]).toBe(401)
    heal(sim, ['awdb 1'])
    expect(asks(sim, ann)).toEqual([200, 0])
  })
})

/** `finesse 1: AWDB 2`, for each time a node says that one is not accessible. */
const complaints = (sim: Simulation): string[] =>
  sim
    .facts('syslog')
    .filter(({ x }) => x === Syslog.AWDB_NOT_ACCESSIBLE)
    .map(({ about, y }) => `finesse ${about}: AWDB ${y}`)

const inUse = (sim: Simulation, node: number): number[] =>
  sim
    .facts('awdbInUse')
    .filter(({ about }) => about === node)
    .map(({ x }) => x)

const stop = (sim: Simulation, databases: readonly string[]) => {
  for (const node of databases) sim.deed({ kind: 'end', node, silent: false })
}
const startAgain = (sim: Simulation, databases: readonly string[]) => {
  for (const node of databases) sim.deed({ kind: 'start', node })
}
const order = (sim: Simulation, to: string, command: Command) => {
  const done = sim.deed({ kind: 'command', to, command })
  sim.runFor('1ms')
  return done
}

describe('an AWDB that is stopped', () => {
  it('[AWDB-03] is noticed at once: its host refuses, and the secondary is asked in the same moment', () => {
    const sim = simulation()
    stop(sim, ['awdb 1'])
    const since = sim.now
    expect(asks(sim, sim.client('1001'))).toEqual([200, 0])
    expect(askedBy(sim, since)).toEqual(['finesse 1 awdb 1', 'finesse 1 awdb 2'])
    expect(inUse(sim, 1)).toEqual([1, 0, 2])
  })

  it('[AWDB-03] is used again as soon as it answers again', () => {
    const sim = simulation({ agents: 3 })
    stop(sim, ['awdb 1'])
    expect(asks(sim, sim.client('1001'))).toEqual([200, 0])
    startAgain(sim, ['awdb 1'])
    expect(asks(sim, sim.client('1002'))).toEqual([200, 0])
    expect(inUse(sim, 1)).toEqual([1, 0, 2, 1])
    const since = sim.now
    asks(sim, sim.client('1003'))
    expect(askedBy(sim, since)).toEqual(['finesse 1 awdb 1'])
  })

  it('[AWDB-03] while a request waits for it, passes the request on to the other', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    sim.deed({ kind: 'hang', node: 'awdb 1' })
    const reply = ann.send('getUser', 0)
    sim.runFor('2s')
    expect(reply.status).toBe(0)
    stop(sim, ['awdb 1'])
    sim.runFor('100ms')
    expect(reply.says).toBe('200')
  })

  it('[AWDB-09] as both are, a raw request is answered 401, and not 503: the node itself is in service', () => {
    const sim = simulation()
    stop(sim, both)
    const ann = sim.client('1001')
    const user = ann.send('getUser', 0)
    const state = ann.put({ state: 'LOGIN', extension: '31001' })
    const info = ann.send('getSystemInfo', 0)
    sim.runFor('1s')
    expect([user.says, state.says]).toEqual(['401 Authorization Failure 1001', '401 Authorization Failure 1001'])
    expect(info.content).toMatchObject({ info: { status: 'IN_SERVICE' } })
  })
})

describe('both AWDBs gone', () => {
  it('[AWDB-06] a sign-in with the right password is refused as one with a wrong password is', () => {
    const sim = simulation({ agents: 2 })
    const ben = sim.client('1002')
    ben.password = 'wrong'
    const wrong = ben.send('getUser', 1)
    sim.runFor('1s')
    cut(sim, both)
    const ann = sim.client('1001')
    const right = ann.put({ state: 'LOGIN', extension: '31001' })
    ann.openStream()
    sim.runFor('20s')
    expect([right.status, right.error!.type, right.error!.message]).toEqual([
      wrong.status,
      wrong.error!.type,
      wrong.error!.message,
    ])
    expect(ann.stream).toEqual(['not-authorized'])
  })

  it('[AWDB-06] and the desktop shows that user or password are wrong, not that a server is down', () => {
    const shift = { startUs: 60_000_000, endUs: 36_000_000_000 }
    const sim = simulation({ agents: 1, desk: { home: 1 }, shift })
    stop(sim, both)
    sim.runFor('2min')
    const shown = new Set(sim.facts('notice').map(({ x }) => notices[x]))
    expect([...shown]).toEqual(['wrong-user-or-password'])
  })

  it('[AWDB-05] each request tries both anew and fails, while events go on', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').ready()
    stop(sim, both)
    sim.runFor('31min')
    const since = sim.now
    ann.heard()
    for (let n = 1; n <= 5; n++) {
      expect(asks(sim, ann)[0]).toBe(401)
      expect(askedBy(sim, since).length).toBe(2 * n)
    }
    sim.caller()
    sim.runFor('1s')
    expect(ann.news()).toEqual(['POST call 1: 31001 ALERTING, 5550000001 INITIATED'])
  })

  it('[AWDB-08] an idle user who wants to be Ready waits longer than a desktop does, and stays Not Ready', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    cut(sim, both)
    sim.runFor('31min')
    const ready = ann.put({ state: 'READY' })
    sim.runUs(sim.center.profile.restPatienceUs)
    expect(ready.status).toBe(0)
    sim.runFor('20s')
    expect(ready.says).toBe('401 Authorization Failure 1001')
    expect(sim.truth('1001').at(-1)).toBe('NOT_READY')
  })

  it('[AWDB-02] hurts nobody who is remembered', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    stop(sim, both)
    for (let n = 0; n < 10; n++) {
      sim.runFor('25min')
      expect(asks(sim, ann)).toEqual([200, 0])
    }
  })
})

describe('a silent AWDB', () => {
  it('[AWDB-10] lets the first request run into a timeout; one a little later is answered by the other', () => {
    const sim = simulation({ agents: 3 })
    const [ann, ben, eve] = [sim.client('1001'), sim.client('1002'), sim.client('1003')]
    cut(sim, ['awdb 1'])
    const [first, second] = [ann.send('getUser', 0), ben.send('getUser', 1)]
    sim.runUs(sim.center.profile.restPatienceUs)
    expect([first.status, second.status]).toEqual([0, 0])
    sim.runFor('5ms')
    // Clients that wait no longer ask again.
    const again = ann.send('getUser', 0)
    const third = eve.send('getUser', 2)
    sim.runFor('50ms')
    expect([again, third, first, second].map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(complaints(sim)).toEqual(['finesse 1: AWDB 1'])
  })

  it('[AWDB-03] that is slow, not dead, counts as lost for as long as its answers come too late', () => {
    const sim = simulation({ agents: 4 })
    sim.deed({ kind: 'drag', node: 'awdb 1', us: 6_000_000 })
    expect(asks(sim, sim.client('1001'))).toEqual([200, 5])
    expect(asks(sim, sim.client('1002'))).toEqual([200, 0])
    expect(asks(sim, sim.client('1003'))).toEqual([200, 0])
    sim.deed({ kind: 'drag', node: 'awdb 1', us: 0 })
    sim.runFor('1min')
    asks(sim, sim.client('1004'))
    expect(inUse(sim, 1)).toEqual([1, 0, 2, 1])
  })
})

describe('AWDB failover needs', () => {
  const down = (sim: Simulation) => cut(sim, ['awdb 1'])

  it('[AWDB-04] a secondary that is configured', () => {
    const sim = simulation({ awdb: 1 })
    down(sim)
    expect(asks(sim, sim.client('1001'))[0]).toBe(401)
  })

  it('[AWDB-04] a secondary that can be reached', () => {
    const sim = simulation()
    down(sim)
    stop(sim, ['awdb 2'])
    expect(asks(sim, sim.client('1001'))[0]).toBe(401)
  })

  it('[AWDB-04] the Distributor service of the secondary', () => {
    const sim = simulation({ agents: 2 })
    down(sim)
    expect(order(sim, 'awdb 2', { what: 'distributor', up: false }).touched).toBe(1)
    expect(asks(sim, sim.client('1001'))[0]).toBe(401)
    order(sim, 'awdb 2', { what: 'distributor', up: true })
    expect(asks(sim, sim.client('1001'))[0]).toBe(200)
    expect(sim.facts('awdbStatus').map(({ x }) => x)).toEqual([0, 1])
  })

  it('[AWDB-04] and with all of it a user is let in', () => {
    const sim = simulation()
    down(sim)
    expect(asks(sim, sim.client('1001'))[0]).toBe(200)
  })

  it('[AWDB-04] credentials of its own that the AWDB takes: with others it is as if it were down', () => {
    const sim = simulation({ agents: 2 })
    order(sim, 'awdb 1', { what: 'awdb-credentials', match: false })
    expect(asks(sim, sim.client('1001'))).toEqual([200, 0])
    order(sim, 'awdb 2', { what: 'awdb-credentials', match: false })
    expect(asks(sim, sim.client('1002'))).toEqual([401, 0])
    expect(complaints(sim)).toEqual(['finesse 1: AWDB 1', 'finesse 1: AWDB 2'])
  })
})

describe('syslog', () => {
  it('[SYSLOG-10] names the AWDB that cannot be reached, once for each time it is lost', () => {
    const sim = simulation({ agents: 4 })
    stop(sim, ['awdb 1'])
    sim.runFor('1s')
    expect(complaints(sim)).toEqual(['finesse 1: AWDB 1', 'finesse 2: AWDB 1'])
    asks(sim, sim.client('1001'))
    asks(sim, sim.client('1002'))
    expect(complaints(sim).length).toBe(2)
    startAgain(sim, ['awdb 1'])
    asks(sim, sim.client('1003'))
    stop(sim, ['awdb 1'])
    sim.runFor('1s')
    expect(complaints(sim).filter((text) => text.startsWith('finesse 1')).length).toBe(2)
  })
})

describe('a planted defect', () => {
  it('of the cache remembers for ever, or not at all', () => {
    const stale = simulation({ defects: ['stale-auth-cache'] })
    const ann = stale.agent('1001')
    stop(stale, both)
    stale.runFor('2h')
    expect(asks(stale, ann)[0]).toBe(200)
    const ignored = simulation({ defects: ['auth-cache-ignored'] })
    const ben = ignored.agent('1001')
    stop(ignored, both)
    expect(asks(ignored, ben)[0]).toBe(401)
  })

  it('of the choice of AWDB never asks the secondary, or never the primary again', () => {
    const alone = simulation({ defects: ['secondary-awdb-unused'] })
    stop(alone, ['awdb 1'])
    expect(asks(alone, alone.client('1001'))[0]).toBe(401)
    const stays = simulation({ agents: 3, defects: ['primary-awdb-not-preferred'] })
    stop(stays, ['awdb 1'])
    asks(stays, stays.client('1001'))
    startAgain(stays, ['awdb 1'])
    asks(stays, stays.client('1002'))
    const since = stays.now
    asks(stays, stays.client('1003'))
    expect(askedBy(stays, since)).toEqual(['finesse 1 awdb 2'])
  })
})

import { describe, expect, it } from 'vitest'
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

import { describe, expect, it } from 'vitest'
import type { Deed } from '../../../src/sim/domain/fault.ts'
import { tellAvailability } from '../../../src/sim/gateway/outages.ts'
import { call, simulation } from '../simulation.ts'

/** Something may fail, so that a route is not waited for for ever. */
const never = { atUs: 1e15, entry: 0, repairs: true, deed: { kind: 'settle', name: 'nothing' } as Deed }

describe('who gets the next caller', () => {
  it('is the agent who has been available longest', () => {
    const sim = simulation({ agents: 3 })
    for (const id of ['1003', '1001', '1002']) sim.agent(id).ready()
    for (let n = 0; n < 3; n++) sim.caller()
    sim.runFor('1s')
    expect(sim.facts('contactRouted').map(({ x }) => x)).toEqual([2, 0, 1])
  })

  it('is nobody without the skill', () => {
    const sim = simulation({ agents: 2, queues: ['sales', 'support'] })
    sim.agent('1001').ready()
    const contact = sim.caller({ queue: 1 })
    sim.runFor('60s')
    expect(sim.contact(contact)).toEqual(['offered', 'queued'])
    sim.agent('1002').ready()
    expect(sim.contact(contact)).toContain('ringing')
    expect(sim.facts('contactRouted').map(({ x, y }) => [x, y])).toEqual([[1, 1]])
  })

  it('is nobody who is Not Ready, on a call or in wrap-up', () => {
    const sim = simulation({ agents: 2, desk: { wrapUpOnIncoming: 'REQUIRED' } })
    const ann = sim.agent('1001').ready()
    sim.agent('1002')
    sim.caller({ talk: '5s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    const second = sim.caller()
    sim.runFor('10s')
    expect(ann.state).toBe('WORK_READY')
    expect(sim.contact(second)).toEqual(['offered', 'queued'])
    sim.runFor('30s')
    expect(sim.contact(second)).toEqual(['offered', 'queued', 'routed', 'ringing'])
  })
})

describe('which caller an agent gets', () => {
  it('is the one who has waited longest', () => {
    const sim = simulation()
    const first = sim.caller()
    sim.runFor('1s')
    const second = sim.caller()
    sim.runFor('1s')
    sim.agent('1001').ready()
    expect(sim.contact(first)).toContain('ringing')
    expect(sim.contact(second)).toEqual(['offered', 'queued'])
  })

  it('is one of the more important queue, also when somebody has waited longer in the other', () => {
    const sim = simulation({ queues: ['sales', 'gold'], priorities: [1, 5], queuesPerAgent: 2 })
    const sales = sim.caller({ queue: 0 })
    sim.runFor('60s')
    const gold = sim.caller({ queue: 1 })
    sim.runFor('1s')
    sim.agent('1001').ready()
    expect(sim.contact(gold)).toContain('ringing')
    expect(sim.contact(sales)).toEqual(['offered', 'queued'])
  })

  it('of two queues alike is the one who has waited longest', () => {
    const sim = simulation({ queues: ['sales', 'support'], queuesPerAgent: 2 })
    const support = sim.caller({ queue: 1 })
    sim.runFor('1s')
    const sales = sim.caller({ queue: 0 })
    sim.runFor('1s')
    sim.agent('1001').ready()
    expect(sim.contact(support)).toContain('ringing')
    expect(sim.contact(sales)).toEqual(['offered', 'queued'])
  })
})

describe('glare', () => {
  it('a caller routed to an agent who has just gone Not Ready goes back to the queue, and rings nowhere', () => {
    const sim = simulation({ latency: { serverUs: 10_000 } })
    const ann = sim.agent('1001').ready()
    // The request takes 20 ms to the PG; the route is chosen 15 ms from now and takes 10 ms.
    ann.put({ state: 'NOT_READY', reasonCodeId: 1 })
    sim.runUs(5_000)
    const contact = sim.caller()
    sim.runFor('5s')
    expect(sim.contact(contact)).toEqual(['offered', 'queued', 'routed', 'queued'])
    expect(sim.truth('1001').slice(-2)).toEqual(['READY', 'NOT_READY 1'])
    ann.ready()
    expect(sim.contact(contact).at(-1)).toBe('ringing')
  })

  it('a word of the PG that is older than a route brings its agent no second caller', () => {
    const sim = simulation({ agents: 2, latency: { serverUs: 10_000 } })
    sim.agent('1001').ready()
    const first = sim.caller()
    sim.runUs(15_000)
    expect(sim.contact(first).at(-1)).toBe('routed')
    tellAvailability(sim.center.gateway)
    sim.runUs(10_500)
    const second = sim.caller()
    sim.runFor('5s')
    expect([sim.contact(first), sim.contact(second)].map((told) => told.at(-1))).toEqual(['ringing', 'queued'])
    expect(sim.facts('contactRouted').length).toBe(1)
  })

  it('an agent called free while a route to it was lost gets the caller in the end', () => {
    const sim = simulation({ faults: [never] })
    sim.agent('1001').ready()
    sim.cut('router', 'gateway')
    const contact = sim.caller()
    sim.runFor('1s')
    sim.heal('router', 'gateway')
    tellAvailability(sim.center.gateway)
    sim.runFor('2s')
    expect(sim.contact(contact)).toEqual(['offered', 'queued', 'routed', 'queued', 'routed', 'ringing'])
  })

  it("a caller routed to a phone that a colleague's call has just reached goes back to the queue", () => {
    const sim = simulation({ agents: 2, latency: { serverUs: 10_000 } })
    const ann = sim.agent('1001').ready()
    const ben = sim.agent('1002')
    ben.makeCall('31001')
    sim.runUs(25_000)
    const contact = sim.caller()
    sim.runFor('5s')
    expect(sim.contact(contact).at(-1)).toBe('queued')
    expect([...ann.dialogs.keys()]).toEqual([call(1)])
    ben.does(call(1), 'DROP')
    expect(sim.contact(contact).at(-1)).toBe('ringing')
  })
})

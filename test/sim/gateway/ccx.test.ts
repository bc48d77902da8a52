import { describe, expect, it } from 'vitest'
import type { Client } from '../client.ts'
import { call, type Options, type Simulation, simulation } from '../simulation.ts'

/** A CCX center where Ann talks with a caller. */
function talking(options: Options = {}): { sim: Simulation; ann: Client } {
  const sim = simulation({ agents: 2, supervisors: 1, deployment: 'ccx', ...options })
  const ann = sim.agent('1001').ready()
  sim.caller({ talk: '60s' })
  sim.runFor('1s')
  ann.does(call(1), 'ANSWER')
  ann.heard()
  return { sim, ann }
}

describe('on CCX', () => {
  it('[AGENT-15] Ready during a call of a queue is refused with 265', () => {
    const { sim, ann } = talking()
    const ready = ann.put({ state: 'READY' })
    sim.runFor('1s')
    expect(ready.says).toBe('202')
    expect(ready.outcome).toEqual(['error Invalid State 265'])
    expect(ann.state).toBe('TALKING')
  })

  it('[AGENT-15] Not Ready can be chosen once a call; the second time is refused with 265', () => {
    const { sim, ann } = talking()
    const lunch = ann.put({ state: 'NOT_READY', reasonCodeId: 2 })
    sim.runFor('1s')
    const meeting = ann.put({ state: 'NOT_READY', reasonCodeId: 3 })
    sim.runFor('60s')
    expect(lunch.outcome).toEqual(['TALKING, then NOT_READY'])
    expect(meeting.outcome).toEqual(['error Invalid State 265'])
    expect(sim.truth('1001').at(-1)).toBe('NOT_READY 2')
  })

  it('[AGENT-15] the next call has its own choice', () => {
    const { sim, ann } = talking()
    ann.put({ state: 'NOT_READY', reasonCodeId: 2 })
    sim.runFor('60s')
    ann.ready()
    sim.caller({ talk: '5s' })
    sim.runFor('1s')
    ann.does(call(2), 'ANSWER')
    const again = ann.put({ state: 'NOT_READY', reasonCodeId: 3 })
    sim.runFor('10s')
    expect(again.outcome).toEqual(['TALKING, then NOT_READY'])
    expect(sim.truth('1001').at(-1)).toBe('NOT_READY 3')
  })

  it('[AGENT-15] Ready during a call that no queue delivered is refused with 33', () => {
    const sim = simulation({ deployment: 'ccx' })
    const ann = sim.agent('1001')
    ann.makeCall('5551234')
    sim.runFor('1s')
    const ready = ann.put({ state: 'READY' })
    sim.runFor('1s')
    expect(ready.outcome).toEqual(['error Invalid State 33'])
    ann.does(call(1), 'DROP')
    ann.ready()
    expect(ann.state).toBe('READY')
  })

  it('[AGENT-15] holding a call keeps TALKING, without an event of the user', () => {
    const { ann } = talking()
    const hold = ann.does(call(1), 'HOLD')
    const retrieve = ann.does(call(1), 'RETRIEVE')
    expect(hold.outcome).toEqual(['PUT call 1: 31001 HELD, 5550000001 ACTIVE'])
    expect(retrieve.outcome).toEqual(['PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE'])
    expect(ann.news('USER')).toEqual([])
  })

  it('[AGENT-15] a consult call that ends keeps TALKING as well', () => {
    const { sim, ann } = talking()
    const ben = sim.agent('1002')
    ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
    ben.does(call(2), 'ANSWER')
    ben.does(call(2), 'DROP')
    ann.does(call(1), 'RETRIEVE')
    expect(ann.news('USER')).toEqual([])
    expect(ann.state).toBe('TALKING')
  })

  it('[AGENT-10] a call placed from Not Ready is no event of the user, and keeps the reason', () => {
    const sim = simulation({ deployment: 'ccx' })
    const ann = sim.agent('1001').notReady(2).heard()
    ann.makeCall('5551234', { farEnd: { answer: 'answers', afterUs: 1_000_000, talkUs: 5_000_000 } })
    sim.runFor('20s')
    expect(ann.news('USER')).toEqual([])
    expect(ann.state).toBe('NOT_READY 2')
    expect(ann.dialogs.size).toBe(0)
  })

  it("[AGENT-10] a colleague's call answered from Ready is Not Ready as long as it lasts", () => {
    const sim = simulation({ agents: 2, deployment: 'ccx' })
    const ann = sim.agent('1001')
    const ben = sim.agent('1002').ready().heard()
    ann.makeCall('31002')
    sim.runFor('1s')
    ben.does(call(1), 'ANSWER')
    ann.does(call(1), 'DROP')
    expect(ben.news('USER')).toEqual(['NOT_READY', 'READY'])
  })

  it('[REASON-26] a supervisor signs out with 22 and makes Not Ready with 33', () => {
    const sim = simulation({ supervisors: 1, deployment: 'ccx' })
    const ann = sim.agent('1001').ready().heard()
    const sue = sim.agent('1002')
    sue.put({ state: 'NOT_READY' }, 0)
    sim.runFor('1s')
    sue.put({ state: 'LOGOUT' }, 0)
    sim.runFor('1s')
    expect(ann.news('USER')).toEqual(['NOT_READY 33', 'LOGOUT 22'])
  })

  it('a state asked for without a sign-in is refused with 1010', () => {
    const sim = simulation({ deployment: 'ccx' })
    const ann = sim.client('1001').connect()
    const ready = ann.put({ state: 'READY' })
    sim.runFor('1s')
    expect(ready.outcome).toEqual(['error Invalid State 1010'])
  })

  it('[SUP-02] a call of the agent alone can be listened to, and the supervisor stays Not Ready', () => {
    const sim = simulation({ supervisors: 1, deployment: 'ccx' })
    const ann = sim.agent('1001')
    const sue = sim.agent('1002')
    const idle = sue.post('SILENT_MONITOR', '31001')
    sim.runFor('1s')
    ann.makeCall('5551234', { farEnd: { answer: 'answers', afterUs: 0, talkUs: 60_000_000 } })
    sim.runFor('2s')
    const monitor = sue.post('SILENT_MONITOR', '31001')
    sim.runFor('1s')
    expect(idle.outcome).toEqual(['error Generic Error 88049'])
    expect(monitor.outcome.length).toBe(1)
    expect(sue.dialogs.size).toBe(1)
    expect(sue.state).toBe('NOT_READY')
  })
})

import { describe, expect, it } from 'vitest'
import { call, type Simulation, simulation } from '../simulation.ts'

/** Two agents; the first has answered a caller who talks for a minute. */
function talking(): { sim: Simulation; ann: ReturnType<Simulation['agent']>; ben: ReturnType<Simulation['agent']> } {
  const sim = simulation({ agents: 2, supervisors: 1 })
  const ann = sim.agent('1001').ready()
  const ben = sim.agent('1002')
  sim.caller({ talk: '60s' })
  sim.runFor('1s')
  ann.does(call(1), 'ANSWER')
  ann.heard()
  return { sim, ann, ben }
}

describe('a state asked for during a call', () => {
  it('[AGENT-06] is pending with its reason, and is taken at hang-up', () => {
    const { sim, ann } = talking()

    const lunch = ann.put({ state: 'NOT_READY', reasonCodeId: 2 })
    sim.runFor('1s')
    expect(lunch.says).toBe('202')
    expect(lunch.outcome).toEqual(['TALKING, then NOT_READY'])
    expect(sim.truth('1001').at(-1)).toBe('TALKING')
    sim.runFor('60s')

    expect(ann.news('USER')).toEqual(['TALKING, then NOT_READY', 'NOT_READY 2'])
  })

  it('[AGENT-06] can be taken back: the last choice counts', () => {
    const { sim, ann } = talking()
    ann.put({ state: 'NOT_READY', reasonCodeId: 2 })
    sim.runFor('1s')
    ann.put({ state: 'READY' })
    sim.runFor('60s')
    expect(ann.news('USER')).toEqual(['TALKING, then NOT_READY', 'TALKING, then READY', 'READY'])
  })

  it('[AGENT-06] does not outlive the call it was asked for in', () => {
    const { sim, ann } = talking()
    ann.put({ state: 'NOT_READY', reasonCodeId: 2 })
    sim.runFor('60s')
    ann.ready()
    sim.caller({ talk: '5s' })
    sim.runFor('1s')
    ann.does(call(2), 'ANSWER')
    ann.heard()
    sim.runFor('10s')
    expect(ann.news('USER')).toEqual(['READY'])
  })

  it('[AGENT-07] is shown on hold', () => {
    const { sim, ann } = talking()
    ann.does(call(1), 'HOLD')
    ann.heard().put({ state: 'NOT_READY', reasonCodeId: 2 })
    sim.runFor('1s')
    expect(ann.news('USER')).toEqual(['HOLD, then NOT_READY'])
    ann.does(call(1), 'RETRIEVE')
    expect(ann.news('USER')).toEqual(['TALKING, then NOT_READY'])
  })

  it('[AGENT-07] is shown in a consult call and in the conference made of it', () => {
    const { sim, ann, ben } = talking()
    ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
    ben.does(call(2), 'ANSWER')
    ann.heard().put({ state: 'NOT_READY', reasonCodeId: 2 })
    sim.runFor('1s')
    expect(ann.news('USER')).toEqual(['TALKING, then NOT_READY'])

    ann.does(call(1), 'CONFERENCE')
    ann.heard().put({ state: 'READY' })
    sim.runFor('1s')
    expect(ann.news('USER')).toEqual(['TALKING, then READY'])
  })

  it('[AGENT-07] is shown while a supervisor listens, for the agent and for the supervisor', () => {
    const { sim, ann } = talking()
    const sue = sim.agent('1003')
    sue.post('SILENT_MONITOR', '31001')
    sim.runFor('1s')
    ann.heard().put({ state: 'NOT_READY', reasonCodeId: 2 })
    sue.heard().put({ state: 'READY' })
    sim.runFor('1s')
    expect(ann.news('USER')).toEqual(['TALKING, then NOT_READY'])
    expect(sue.news('USER')).toEqual(['TALKING, then READY'])
  })
})

import { describe, expect, it } from 'vitest'
import { call, simulation } from '../simulation.ts'

describe('a call that nobody answers', () => {
  it('[AGENT-04] [REASON-01] parks the agent in Not Ready with 32767 after the ring-no-answer time', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready().heard()
    const since = sim.now
    sim.caller()
    sim.runFor('11s')
    expect(sim.truth('1001', since)).toEqual(['RESERVED'])
    sim.runFor('2s')
    expect(sim.truths('1001', since)).toEqual([
      { at: since, says: 'RESERVED' },
      { at: since + 12_000_000, says: 'NOT_READY 32767' },
    ])
    expect(ann.news('USER')).toEqual(['RESERVED', 'NOT_READY 32767'])
    expect(ann.dialogs.size).toBe(0)
  })

  it('[AGENT-04] goes to the next agent, as a new call', () => {
    const sim = simulation({ agents: 2 })
    sim.agent('1001').ready()
    const ben = sim.agent('1002').ready()
    const contact = sim.caller({ talk: '5s' })
    sim.runFor('12s').runFor('1s')
    expect(sim.contact(contact)).toEqual([
      'offered',
      'queued',
      'routed',
      'ringing',
      'returned',
      'queued',
      'routed',
      'ringing',
    ])
    ben.does(call(2), 'ANSWER')
    sim.runFor('10s')
    expect(sim.contact(contact).slice(-2)).toEqual(['answered', 'ended'])
    expect(sim.truth('1001').at(-1)).toBe('NOT_READY 32767')
    expect(sim.truth('1002')).toEqual(['NOT_READY', 'READY', 'RESERVED', 'TALKING', 'READY'])
  })

  it('waits at the head of the queue when nobody else is there', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    const first = sim.caller()
    sim.runFor('1s')
    const second = sim.caller()
    sim.runFor('20s')
    ann.ready()
    expect(sim.contact(first).at(-1)).toBe('ringing')
    expect(sim.contact(second)).toEqual(['offered', 'queued'])
  })

  it('is no such call when it is answered in the last moment', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    const since = sim.now
    sim.caller()
    sim.runUs(11_990_000)
    ann.does(call(1), 'ANSWER')
    sim.runFor('5s')
    expect(sim.truth('1001', since)).toEqual(['RESERVED', 'TALKING'])
  })

  it('[SUP-01] of an agent whom the supervisor signs out meanwhile goes to the next agent as well', () => {
    const sim = simulation({ agents: 2, supervisors: 1 })
    sim.agent('1001').ready()
    const ben = sim.agent('1002').ready()
    const sue = sim.agent('1003')
    const contact = sim.caller({ talk: '5s' })
    sim.runFor('1s')
    sue.put({ state: 'LOGOUT' }, 0)
    sim.runFor('20s')
    expect(sim.truth('1001').at(-1)).toBe('LOGOUT 999')
    ben.does(call(2), 'ANSWER')
    expect(sim.contact(contact).at(-1)).toBe('answered')
  })
})

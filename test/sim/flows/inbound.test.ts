import { describe, expect, it } from 'vitest'
import { call, simulation } from '../simulation.ts'

describe('an inbound call', () => {
  it('[DIALOG-01] is added ringing, becomes active, is dropped and removed', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready().heard()

    sim.caller({ talk: '20s' })
    sim.runFor('3s')
    expect(ann.news()).toEqual(['POST call 1: 31001 ALERTING, 5550000001 INITIATED'])
    ann.does(call(1), 'ANSWER')
    expect(ann.news()).toEqual(['PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE'])
    sim.runFor('20s')

    expect(ann.news()).toEqual([
      'PUT call 1: 31001 ACTIVE, 5550000001 DROPPED',
      'PUT call 1: 31001 DROPPED, 5550000001 DROPPED',
      'DELETE call 1: 31001 DROPPED, 5550000001 DROPPED',
    ])
    expect(ann.events.filter(({ user }) => user !== undefined).length).toBe(5)
  })

  it('[DIALOG-01] shows the caller, the number dialed and the queue', () => {
    const sim = simulation({ queues: ['sales', 'support'], queuesPerAgent: 2 })
    const ann = sim.agent('1001').ready()
    sim.caller({ queue: 1 })
    sim.runFor('1s')
    const { from, to, queue, contact, associated, secondary } = ann.dialogs.get(call(1))!
    expect({ from, to, queue, contact, associated, secondary }).toEqual({
      from: '5550000001',
      to: '8005550100',
      queue: 1,
      contact: 1,
      associated: 0,
      secondary: 0,
    })
  })

  it('[DIALOG-01] ended by the agent is dropped and removed with the request id on the way', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready().heard()
    const contact = sim.caller({ talk: '60s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    ann.heard()

    const drop = ann.does(call(1), 'DROP')

    expect(drop.says).toBe('202')
    expect(drop.outcome).toEqual(['PUT call 1: 31001 DROPPED, 5550000001 DROPPED'])
    expect(ann.news()).toEqual([
      'PUT call 1: 31001 DROPPED, 5550000001 DROPPED',
      'DELETE call 1: 31001 DROPPED, 5550000001 DROPPED',
    ])
    expect(sim.contact(contact)).toEqual(['offered', 'queued', 'routed', 'ringing', 'answered', 'ended'])
  })

  it('is seen by its agent alone', () => {
    const sim = simulation({ agents: 2 })
    sim.agent('1001').ready()
    const ben = sim.agent('1002').heard()
    sim.caller()
    sim.runFor('5s')
    expect(ben.events.filter(({ dialog }) => dialog !== undefined)).toEqual([])
    expect(sim.truth('1002')).toEqual(['NOT_READY'])
  })

  it('cannot be answered twice, nor by somebody else', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').ready()
    const ben = sim.agent('1002')
    sim.caller()
    sim.runFor('1s')
    const byBen = ben.does(call(1), 'ANSWER')
    ann.does(call(1), 'ANSWER')
    const twice = ann.does(call(1), 'ANSWER')
    expect(byBen.says).toBe('401 Invalid Authorization User Specified 1002')
    expect(twice.outcome).toEqual(['error Generic Error 4047'])
  })

  it.each([
    ['without an action', { action: undefined }, '400 Parameter Missing requestedAction'],
    ['with an unknown action', { action: 'UNKNOWN' }, '400 Invalid Input UNKNOWN'],
    ['without a target', { target: undefined }, '400 Parameter Missing targetMediaAddress'],
    ["with a colleague's extension as target", { target: '31002' }, '400 Invalid Input 31002'],
  ] as const)('[API-02] a request %s is refused at once', (_how, rest, says) => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').ready()
    sim.caller()
    sim.runFor('1s')
    expect(ann.does(call(1), 'ANSWER', rest).says).toBe(says)
    expect(sim.truth('1001').at(-1)).toBe('RESERVED')
  })

  it('[API-04] a request about a dialog that is none is answered 404', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    expect(ann.does(call(9), 'ANSWER').status).toBe(404)
  })
})

describe('a caller who gives up', () => {
  it('in the queue never reaches an agent', () => {
    const sim = simulation()
    const ann = sim.agent('1001').heard()
    const contact = sim.caller({ patience: '7s' })
    sim.runFor('10s')
    ann.ready()
    sim.runFor('10s')
    expect(sim.contact(contact)).toEqual(['offered', 'queued', 'abandoned'])
    expect(sim.facts('contactAbandoned')[0]).toMatchObject({ x: 0, y: 7000 })
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY'])
    expect(ann.dialogs.size).toBe(0)
  })

  it('while the phone rings leaves the agent Ready, and the dialog goes', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready().heard()
    const since = sim.now
    const contact = sim.caller({ patience: '7s' })
    sim.runFor('20s')
    expect(sim.contact(contact)).toEqual(['offered', 'queued', 'routed', 'ringing', 'abandoned'])
    expect(sim.truths('1001', since)).toEqual([
      { at: since, says: 'RESERVED' },
      { at: since + 7_000_000, says: 'READY' },
    ])
    expect(ann.news().at(-1)).toBe('DELETE call 1: 31001 DROPPED, 5550000001 DROPPED')
    expect(ann.dialogs.size).toBe(0)
  })

  it('[AGENT-06] while the phone rings leaves the agent in the Not Ready asked for meanwhile', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    sim.caller({ patience: '7s' })
    sim.runFor('1s')
    ann.put({ state: 'NOT_READY', reasonCodeId: 2 })
    sim.runFor('20s')
    expect(sim.truth('1001').slice(-2)).toEqual(['RESERVED', 'NOT_READY 2'])
  })
})

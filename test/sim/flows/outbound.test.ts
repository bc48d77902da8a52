import { describe, expect, it } from 'vitest'
import type { FarEnd } from '../../../src/sim/domain/voice.ts'
import { call, simulation } from '../simulation.ts'

const far = (answer: FarEnd['answer'], talkUs = 5_000_000): { farEnd: FarEnd } => ({
  farEnd: { answer, afterUs: 2_000_000, talkUs },
})

describe('a call to a number outside', () => {
  it('[DIALOG-08] goes off hook, is dialed, rings, is answered and ends', () => {
    const sim = simulation()
    const ann = sim.agent('1001').heard()
    const made = ann.makeCall('5551234', far('answers'))
    sim.runFor('20s')
    expect(made.says).toBe('202')
    expect(made.outcome).toEqual(['POST call 1: 31001 INITIATING'])
    expect(ann.news()).toEqual([
      'POST call 1: 31001 INITIATING',
      'PUT call 1: 31001 INITIATED, 5551234 ALERTING',
      'PUT call 1: 31001 ACTIVE, 5551234 ACTIVE',
      'PUT call 1: 31001 ACTIVE, 5551234 DROPPED',
      'PUT call 1: 31001 DROPPED, 5551234 DROPPED',
      'DELETE call 1: 31001 DROPPED, 5551234 DROPPED',
    ])
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'TALKING', 'NOT_READY'])
  })

  it.each([
    ['busy', 'busy', 'BUSY'],
    ['a number that does not exist', 'bad number', 'BAD_DESTINATION'],
  ] as const)('[DIALOG-08] to %s fails with its cause, until the agent drops it', (_what, answer, cause) => {
    const sim = simulation()
    const ann = sim.agent('1001').heard()
    ann.makeCall('5551234', far(answer))
    sim.runFor('20s')
    expect(ann.news()).toEqual(['POST call 1: 31001 INITIATING', 'PUT call 1: 31001 FAILED'])
    expect(ann.dialogs.get(call(1))!.stateCause).toBe(cause)
    expect(ann.state).toBe('TALKING')
    ann.does(call(1), 'DROP')
    expect(ann.dialogs.size).toBe(0)
    expect(ann.state).toBe('NOT_READY')
  })

  it('[DIALOG-08] that nobody answers rings until the agent drops it', () => {
    const sim = simulation()
    const ann = sim.agent('1001').heard()
    ann.makeCall('5551234', far('no answer'))
    sim.runFor('60s')
    expect(ann.news().at(-1)).toBe('PUT call 1: 31001 INITIATED, 5551234 ALERTING')
    ann.does(call(1), 'DROP')
    expect(ann.state).toBe('NOT_READY')
    expect(ann.dialogs.size).toBe(0)
  })

  it('[DIALOG-08] to the own number is refused at once', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    const made = ann.makeCall('31001')
    sim.runFor('1s')
    expect(made.says).toBe('400 Invalid Destination 31001')
    expect(sim.messages('makeCallReq')).toEqual([])
  })

  it.each([
    ['no number', { to: '' }, '400 Parameter Missing toAddress'],
    ['no own number', { from: '' }, '400 Parameter Missing fromAddress'],
    ['the number of somebody else as the own', { from: '31002' }, '400 Invalid Input 31002'],
    ['no action', { action: undefined }, '400 Parameter Missing requestedAction'],
    ['an action for calls that are there', { action: 'HOLD' }, '400 Invalid Input HOLD'],
  ] as const)('[API-02] with %s is refused at once', (_how, rest, says) => {
    const sim = simulation()
    const ann = sim.agent('1001')
    const made = ann.makeCall('5551234', rest)
    sim.runFor('1s')
    expect(made.says).toBe(says)
  })

  it('[AUTH-02] is placed by nobody but the agent', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001')
    const body = { action: 'MAKE_CALL', from: '31002', to: '5551234' } as never
    const made = ann.send('postDialog', 1, body)
    const nobody = ann.send('postDialog', 77, body)
    sim.runFor('1s')
    expect(made.says).toBe('401 Invalid Authorization User Specified 1002')
    expect(nobody.says).toBe('404 User Not Found 77')
  })

  it('[CALLVAR-06] carries the call variables it was made with', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    ann.makeCall('5551234', { variables: new Map([[3, 'order 7']]), ecc: new Map([['user.tier', 'gold']]) })
    sim.runFor('1s')
    const { data } = ann.dialogs.get(call(1))!
    expect(data.variables).toEqual(['', '', 'order 7', '', '', '', '', '', '', ''])
    expect([...data.ecc]).toEqual([['user.tier', 'gold']])
  })

  it('on CCX is refused with call variables', () => {
    const sim = simulation({ deployment: 'ccx' })
    const ann = sim.agent('1001')
    const made = ann.makeCall('5551234', { variables: new Map([[3, 'order 7']]) })
    sim.runFor('1s')
    expect(made.status).toBe(400)
    expect(made.error!.type).toBe('Invalid Input')
  })
})

describe('a call placed from Ready', () => {
  it.each(['12.5', '12.6', '15.0'] as const)(
    '[AGENT-11] [REASON-24] in %s leads through Not Ready with 50006',
    (release) => {
      const sim = simulation({ release })
      const ann = sim.agent('1001').ready().heard()
      const made = ann.makeCall('5551234', far('answers'))
      sim.runFor('20s')
      expect(made.says).toBe('202')
      expect(ann.news('USER')).toEqual(['NOT_READY 50006', 'TALKING', 'READY'])
    },
  )

  it.each(['11.6', '12.0'] as const)('[AGENT-11] in %s is refused, and the agent stays Ready', (release) => {
    const sim = simulation({ release })
    const ann = sim.agent('1001').ready().heard()
    const made = ann.makeCall('5551234')
    sim.runFor('5s')
    expect(made.outcome).toEqual(['error Invalid State 22'])
    expect(ann.news('USER')).toEqual([])
    expect(ann.dialogs.size).toBe(0)
  })

  it('gets no caller while it lasts', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    ann.makeCall('5551234', far('answers', 30_000_000))
    sim.runFor('1s')
    const contact = sim.caller()
    sim.runFor('10s')
    expect(sim.contact(contact)).toEqual(['offered', 'queued'])
    sim.runFor('30s')
    expect(sim.contact(contact)).toContain('ringing')
  })

  it('cannot be placed during another call', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    sim.caller()
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    const made = ann.makeCall('5551234')
    sim.runFor('1s')
    expect(made.outcome).toEqual(['error Invalid State 22'])
    expect(ann.dialogs.size).toBe(1)
  })
})

describe('a call to a colleague', () => {
  it('[DIALOG-08] rings there, and both see it through', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').heard()
    const ben = sim.agent('1002').heard()
    ann.makeCall('31002')
    sim.runFor('1s')
    ben.does(call(1), 'ANSWER')
    ben.does(call(1), 'DROP')
    expect(ann.news()).toEqual([
      'POST call 1: 31001 INITIATING',
      'PUT call 1: 31001 INITIATED, 31002 ALERTING',
      'PUT call 1: 31001 INITIATED, 31002 ALERTING',
      'PUT call 1: 31001 ACTIVE, 31002 ACTIVE',
      'PUT call 1: 31001 ACTIVE, 31002 DROPPED',
      'PUT call 1: 31001 DROPPED, 31002 DROPPED',
      'DELETE call 1: 31001 DROPPED, 31002 DROPPED',
    ])
    expect(ben.news()).toEqual([
      'POST call 1: 31001 INITIATED, 31002 ALERTING',
      'PUT call 1: 31001 ACTIVE, 31002 ACTIVE',
      'PUT call 1: 31001 DROPPED, 31002 DROPPED',
      'DELETE call 1: 31001 DROPPED, 31002 DROPPED',
    ])
    for (const agent of ['1001', '1002']) expect(sim.truth(agent)).toEqual(['NOT_READY', 'TALKING', 'NOT_READY'])
  })

  it('[AGENT-08] answered from Ready ends in Ready, and is not reserved for', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001')
    const ben = sim.agent('1002').ready()
    ann.makeCall('31002')
    sim.runFor('1s')
    ben.does(call(1), 'ANSWER')
    ann.does(call(1), 'DROP')
    expect(sim.truth('1002')).toEqual(['NOT_READY', 'READY', 'TALKING', 'READY'])
  })

  it('[DIALOG-08] who talks is busy', () => {
    const sim = simulation({ agents: 3 })
    const ann = sim.agent('1001')
    const ben = sim.agent('1002')
    const chi = sim.agent('1003').heard()
    ann.makeCall('31002')
    sim.runFor('1s')
    ben.does(call(1), 'ANSWER')
    chi.makeCall('31001')
    sim.runFor('1s')
    expect(chi.news()).toEqual(['POST call 2: 31003 INITIATING', 'PUT call 2: 31003 FAILED'])
    expect(chi.dialogs.get(call(2))!.stateCause).toBe('BUSY')
    expect(ann.dialogs.size).toBe(1)
  })

  it('keeps callers away from the phone that rings', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001')
    const ben = sim.agent('1002').ready()
    ann.makeCall('31002')
    sim.runFor('1s')
    const contact = sim.caller()
    sim.runFor('5s')
    expect(sim.contact(contact)).toEqual(['offered', 'queued'])
    expect(ben.dialogs.size).toBe(1)
    ann.does(call(1), 'DROP')
    expect(sim.contact(contact)).toContain('ringing')
  })
})

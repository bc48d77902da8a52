import { describe, expect, it } from 'vitest'
import { readUserBody } from '../../../src/wire/finesse-xml/request.ts'
import { call, simulation } from '../simulation.ts'

const CALL_BY_CALL = { mode: 'CALL_BY_CALL', dialNumber: '9785550100' } as const
const NAILED = { mode: 'NAILED_CONNECTION', dialNumber: '9785550100' } as const

describe('a mobile agent', () => {
  it('[AGENT-12] signs in with mode and number, which only that node knows', () => {
    const sim = simulation({ mobile: { share: 1, mode: 'CALL_BY_CALL' } })
    const ann = sim.agent('1001').heard()
    const login = ann.put({ state: 'LOGIN', extension: '31001', mobile: CALL_BY_CALL })
    const elsewhere = sim.client('1001', 2)
    sim.runFor('1s')
    const here = ann.send('getUser', 0)
    const there = elsewhere.send('getUser', 0)
    sim.runFor('1s')
    expect(login.says).toBe('202')
    expect(here.content).toMatchObject({ user: { mobile: CALL_BY_CALL } })
    expect(there.content).toMatchObject({ user: { state: 2, mobile: undefined } })
  })

  it('[AGENT-12] is mobile no more after signing out', () => {
    const sim = simulation({ mobile: { share: 1, mode: 'CALL_BY_CALL' } })
    const ann = sim.client('1001').signIn({ mobile: CALL_BY_CALL })
    ann.put({ state: 'LOGOUT', reasonCodeId: 11 })
    sim.runFor('1s')
    const read = ann.send('getUser', 0)
    sim.runFor('1s')
    expect(read.content).toMatchObject({ user: { signedIn: false, mobile: undefined } })
  })

  it('[AGENT-12] without a number is refused at once', () => {
    const sim = simulation({ mobile: { share: 1, mode: 'CALL_BY_CALL' } })
    const ann = sim.client('1001').connect()
    const login = ann.put({ state: 'LOGIN', extension: '31001', mobile: { mode: 'CALL_BY_CALL', dialNumber: ' ' } })
    sim.runFor('1s')
    expect(login.says).toBe('400 Parameter Missing dialNumber')
    expect(sim.truth('1001')).toEqual([])
  })

  it.each([
    ['<mode></mode>', 'Parameter Missing', 'mode'],
    ['<mode>PIGEON</mode>', 'Invalid Input', 'PIGEON'],
  ])('[AGENT-12] with %s the body is refused before anything else', (mode, type, data) => {
    const mobile = `<mobileAgent>${mode}<dialNumber>9785550100</dialNumber></mobileAgent>`
    const read = readUserBody(`<User><state>LOGIN</state><extension>31001</extension>${mobile}</User>`)
    expect(read).toMatchObject({ problem: { type, data } })
  })

  it('[AGENT-12] [AGENT-13] who is not configured as one gets Mode Not Allowed', () => {
    const sim = simulation()
    const ann = sim.client('1001').connect()
    const login = ann.put({ state: 'LOGIN', extension: '31001', mobile: CALL_BY_CALL })
    sim.runFor('1s')
    expect(login.says).toBe('202')
    expect(login.events[0]!.error!.type).toBe('Mode Not Allowed')
    expect(sim.truth('1001')).toEqual([])
  })

  it('call by call: the phone outside is picked up, without an ANSWER', () => {
    const sim = simulation({ mobile: { share: 1, mode: 'CALL_BY_CALL' } })
    const ann = sim.client('1001').signIn({ mobile: CALL_BY_CALL }).ready()
    const since = sim.now
    sim.caller({ talk: '5s' })
    sim.runFor('20s')
    expect(sim.truths('1001', since)).toEqual([
      { at: since, says: 'RESERVED' },
      { at: since + 3_000_000, says: 'TALKING' },
      { at: since + 8_000_000, says: 'READY' },
    ])
    expect(ann.dialogs.size).toBe(0)
  })

  it('[REASON-13] call by call: a phone that is not picked up ends in Not Ready with 50041', () => {
    const sim = simulation({ mobile: { share: 1, mode: 'CALL_BY_CALL' }, desk: { ringOut: 1 } })
    sim.client('1001').signIn({ mobile: CALL_BY_CALL }).ready()
    const since = sim.now
    const contact = sim.caller()
    sim.runFor('20s')
    expect(sim.truths('1001', since)).toEqual([
      { at: since, says: 'RESERVED' },
      { at: since + 12_000_000, says: 'NOT_READY 50041' },
    ])
    expect(sim.contact(contact).slice(-2)).toEqual(['returned', 'queued'])
  })

  it('nailed up: the sign-in counts only once the phone outside was picked up, then calls are answered by ANSWER', () => {
    const sim = simulation({ mobile: { share: 1, mode: 'NAILED_CONNECTION' } })
    const ann = sim.client('1001').connect()
    const login = ann.put({ state: 'LOGIN', extension: '31001', mobile: NAILED })
    sim.runFor('5s')
    // 400 ms to dial, 3 s until the agent picks up.
    expect(sim.truths('1001')[0]!.at - login.sentAt).toBe(3_400_800)
    expect(login.outcome).toEqual(['NOT_READY'])
    ann.ready()
    sim.caller()
    sim.runFor('5s')
    expect(sim.truth('1001').at(-1)).toBe('RESERVED')
    ann.does(call(1), 'ANSWER')
    expect(sim.truth('1001').at(-1)).toBe('TALKING')
  })

  it('[REASON-01] nailed up: a call that is not answered is a call not answered, 32767', () => {
    const sim = simulation({ mobile: { share: 1, mode: 'NAILED_CONNECTION' } })
    const ann = sim.client('1001').signIn({ mobile: NAILED })
    sim.runFor('5s')
    ann.ready()
    sim.caller()
    sim.runFor('20s')
    expect(sim.truth('1001').at(-1)).toBe('NOT_READY 32767')
  })
})

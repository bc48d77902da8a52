import { describe, expect, it } from 'vitest'
import { simulation } from '../simulation.ts'

describe('signing in', () => {
  it('[AGENT-01] a first sign-in is answered 202 and ends in Not Ready without a reason', () => {
    const sim = simulation()
    const ann = sim.client('1001').connect()

    const login = ann.put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')

    expect(login.says).toBe('202')
    expect(login.outcome).toEqual(['NOT_READY'])
    expect(ann.news('USER')).toEqual(['NOT_READY'])
    expect(login.events[0]!.at - login.sentAt).toBe(1110)
  })

  it('[AGENT-02] a second sign-in succeeds and leaves the agent Ready', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready().heard()

    const again = ann.put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')

    expect(again.says).toBe('202')
    expect(ann.news('USER')).toEqual(['READY'])
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY'])
  })

  it('[AGENT-02] signing in on the other node in the middle of a call does not end it', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    sim.caller()
    sim.runFor('2s')
    ann.does([...ann.dialogs.keys()][0]!, 'ANSWER')

    const elsewhere = sim.client('1001', 2).signIn()

    expect(elsewhere.state).toBe('TALKING')
    expect(sim.truth('1001').at(-1)).toBe('TALKING')
    expect(ann.dialogs.size).toBe(1)
  })

  it('[API-02] a sign-in without an extension is refused at once and never reaches CTI', () => {
    const sim = simulation()
    const ann = sim.client('1001').connect()

    const login = ann.put({ state: 'LOGIN' })
    sim.runFor('1s')

    expect(login.says).toBe('400 Parameter Missing extension')
    expect(ann.events).toEqual([])
    expect(sim.messages('setAgentStateReq')).toEqual([])
  })

  it.each([
    ['an unknown extension', '39999'],
    ["a colleague's extension while the colleague is away", '31002'],
  ])('[AGENT-13] %s is an Invalid Device, told by an event', (_what, extension) => {
    const sim = simulation({ agents: 2 })
    const ann = sim.client('1001').connect()

    const login = ann.put({ state: 'LOGIN', extension })
    sim.runFor('1s')

    expect(login.says).toBe('202')
    expect(login.outcome).toEqual(['error Invalid Device 260'])
    expect(ann.state).toBe('LOGOUT')
    expect(sim.truth('1001')).toEqual([])
  })

  it('[AGENT-13] an extension that somebody else is signed in with is Device Busy', () => {
    const sim = simulation({ agents: 2 })
    sim.agent('1002')
    const ann = sim.client('1001').connect()

    const login = ann.put({ state: 'LOGIN', extension: '31002' })
    sim.runFor('1s')

    expect(login.outcome).toEqual(['error Device Busy 283'])
    expect(sim.truth('1001')).toEqual([])
    expect(sim.truth('1002')).toEqual(['NOT_READY'])
  })

  it('[AGENT-13] a phone out of service is an Invalid Device until it is back', () => {
    const sim = simulation()
    sim.center.phones.registered[0] = false
    const ann = sim.client('1001').connect()

    const refused = ann.put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')
    sim.center.phones.registered[0] = true
    const accepted = ann.put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')

    expect(refused.outcome).toEqual(['error Invalid Device 260'])
    expect(accepted.outcome).toEqual(['NOT_READY'])
  })

  it('[AUTH-02] nobody signs in, or changes the state of, a colleague', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001')

    const login = ann.put({ state: 'LOGIN', extension: '31002' }, 1)
    const state = ann.put({ state: 'READY' }, 1)
    const nobody = ann.put({ state: 'READY' }, 77)
    sim.runFor('1s')

    expect(login.says).toBe('401 Invalid Authorization User Specified 1002')
    expect(state.says).toBe('401 Invalid Authorization User Specified 1002')
    expect(nobody.says).toBe('404 User Not Found 77')
    expect(sim.truth('1002')).toEqual([])
  })
})

describe('signing out', () => {
  it('[AGENT-03] from Not Ready it takes a reason and ends the session', () => {
    const sim = simulation()
    const ann = sim.agent('1001')

    const out = ann.put({ state: 'LOGOUT', reasonCodeId: 12 })
    sim.runFor('1s')

    expect(out.says).toBe('202')
    expect(out.outcome).toEqual(['LOGOUT 2'])
  })

  it('[AGENT-03] from Ready it is refused on CCE, and the agent stays Ready', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()

    const out = ann.put({ state: 'LOGOUT', reasonCodeId: 12 })
    sim.runFor('1s')

    expect(out.says).toBe('202')
    expect(out.outcome).toEqual(['error Invalid State 22'])
    expect(ann.state).toBe('READY')
  })

  it('[AGENT-03] from Ready it is accepted on CCX', () => {
    const sim = simulation({ deployment: 'ccx' })
    const ann = sim.agent('1001').ready()

    const out = ann.put({ state: 'LOGOUT', reasonCodeId: 12 })
    sim.runFor('1s')

    expect(out.outcome).toEqual(['LOGOUT 2'])
  })

  it('[AGENT-03] of somebody who is signed out it is refused at once', () => {
    const sim = simulation()
    const ann = sim.client('1001').connect()

    const out = ann.put({ state: 'LOGOUT', reasonCodeId: 12 })
    sim.runFor('1s')

    expect(out.says).toBe('400 Invalid State state')
    expect(sim.messages('setAgentStateReq')).toEqual([])
  })
})

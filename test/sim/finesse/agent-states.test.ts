import { describe, expect, it } from 'vitest'
import type { AgentStateName } from '../../../src/sim/domain/agent-state.ts'
import type { Desk } from '../../../src/sim/domain/workload.ts'
import type { Client } from '../client.ts'
import { call, type Simulation, simulation } from '../simulation.ts'

type From = 'LOGOUT' | 'NOT_READY' | 'READY' | 'RESERVED' | 'TALKING' | 'HOLD' | 'WORK' | 'WORK_READY'

/** Brings agent 1001 into a state by documented steps only. */
function enter(from: From, desk: Partial<Desk> = {}): { readonly sim: Simulation; readonly ann: Client } {
  const sim = simulation({ desk: { wrapUpOnIncoming: 'REQUIRED', ...desk } })
  const ann = sim.client('1001').connect()
  if (from !== 'LOGOUT') {
    ann.put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')
  }
  if (from !== 'LOGOUT' && from !== 'NOT_READY') ann.ready()
  if (!['LOGOUT', 'NOT_READY', 'READY'].includes(from)) {
    sim.caller({ talk: '10s' })
    sim.runFor('1s')
    if (from !== 'RESERVED') ann.does(call(1), 'ANSWER')
    if (from === 'HOLD') ann.does(call(1), 'HOLD')
    if (from === 'WORK') ann.put({ state: 'NOT_READY', reasonCodeId: 1 })
    if (from === 'WORK' || from === 'WORK_READY') sim.runFor('10s')
  }
  ann.heard()
  expect(sim.truth('1001').at(-1) ?? 'LOGOUT').toBe(from)
  return { sim, ann }
}

/** What becomes of a wish: the answer when it is a refusal, else the event that carries its request id. */
function ask(from: From, state: AgentStateName | 'nonsense', desk: Partial<Desk> = {}): string {
  const { sim, ann } = enter(from, desk)
  const reasons: Partial<Record<string, number>> = { NOT_READY: 1, LOGOUT: 11 }
  const extension = state === 'LOGIN' ? { extension: '31001' } : {}
  const reasonCodeId = reasons[state]
  const reply = ann.put({ state, ...extension, ...(reasonCodeId === undefined ? {} : { reasonCodeId }) })
  sim.runFor('1s')
  if (reply.status !== 202) {
    expect(ann.news('USER')).toEqual([])
    return reply.says
  }
  expect(reply.outcome.length).toBe(1)
  return reply.outcome[0]!
}

const refused = 'error Invalid State 22'
const notSignedIn = 'error Invalid State 257'

describe('[AGENT-05] what an agent asks for, by the state it is asked in', () => {
  it.each<[From, { LOGIN: string; LOGOUT: string; NOT_READY: string; READY: string }]>([
    ['LOGOUT', { LOGIN: 'NOT_READY', LOGOUT: '400 Invalid State state', NOT_READY: notSignedIn, READY: notSignedIn }],
    ['NOT_READY', { LOGIN: 'NOT_READY', LOGOUT: 'LOGOUT 1', NOT_READY: 'NOT_READY 1', READY: 'READY' }],
    ['READY', { LOGIN: 'READY', LOGOUT: refused, NOT_READY: 'NOT_READY 1', READY: 'READY' }],
    [
      'RESERVED',
      { LOGIN: 'RESERVED', LOGOUT: refused, NOT_READY: 'RESERVED, then NOT_READY', READY: 'RESERVED, then READY' },
    ],
    [
      'TALKING',
      { LOGIN: 'TALKING', LOGOUT: refused, NOT_READY: 'TALKING, then NOT_READY', READY: 'TALKING, then READY' },
    ],
    ['HOLD', { LOGIN: 'HOLD', LOGOUT: refused, NOT_READY: 'HOLD, then NOT_READY', READY: 'HOLD, then READY' }],
    ['WORK', { LOGIN: 'WORK, then NOT_READY', LOGOUT: refused, NOT_READY: 'NOT_READY 1', READY: 'READY' }],
    ['WORK_READY', { LOGIN: 'WORK_READY', LOGOUT: refused, NOT_READY: 'NOT_READY 1', READY: 'READY' }],
  ])('in %s', (from, expected) => {
    const { LOGIN, LOGOUT, NOT_READY, READY } = expected
    expect(ask(from, 'LOGIN')).toBe(LOGIN)
    expect(ask(from, 'LOGOUT')).toBe(LOGOUT)
    expect(ask(from, 'NOT_READY')).toBe(NOT_READY)
    expect(ask(from, 'READY')).toBe(READY)
  })

  it.each<AgentStateName | 'nonsense'>([
    'TALKING',
    'HOLD',
    'RESERVED',
    'RESERVED_OUTBOUND',
    'RESERVED_OUTBOUND_PREVIEW',
    'BUSY_OTHER',
    'UNKNOWN',
    'nonsense',
  ])('%s cannot be asked for', (state) => {
    expect(ask('NOT_READY', state)).toBe('400 Invalid Input state')
    expect(ask('READY', state)).toBe('400 Invalid Input state')
  })

  it.each<From>(['NOT_READY', 'READY', 'RESERVED', 'TALKING', 'HOLD', 'WORK', 'WORK_READY'])(
    'WORK and WORK_READY reach CTI and are refused there in %s, where wrap-up is not Optional',
    (from) => {
      expect(ask(from, 'WORK')).toBe(refused)
      expect(ask(from, 'WORK_READY')).toBe(refused)
    },
  )

  it.each<[From, string]>([
    ['TALKING', 'TALKING'],
    ['HOLD', 'HOLD'],
    ['READY', refused],
    ['NOT_READY', refused],
    ['LOGOUT', notSignedIn],
  ])('WORK in %s, where wrap-up is Optional: %s', (from, outcome) => {
    expect(ask(from, 'WORK', { wrapUpOnIncoming: 'OPTIONAL' })).toBe(outcome)
  })

  it('a request without a state is refused at once', () => {
    const { sim, ann } = enter('NOT_READY')
    const empty = ann.put({})
    const bodiless = ann.send('putUser', 0)
    sim.runFor('1s')
    expect(empty.says).toBe('400 Parameter Missing state')
    expect(bodiless.says).toBe('400 Parameter Missing state')
  })
})

describe('reasons', () => {
  it('[REASON-33] Not Ready and sign-out without a reason are refused at once, since codes are configured', () => {
    const { sim, ann } = enter('NOT_READY')
    const notReady = ann.put({ state: 'NOT_READY' })
    const logout = ann.put({ state: 'LOGOUT' })
    sim.runFor('1s')
    expect(notReady.says).toBe('400 Parameter Missing finesse.api.reasoncode.require_reasoncode')
    expect(logout.says).toBe('400 Parameter Missing finesse.api.reasoncode.require_reasoncode')
    expect(ann.news('USER')).toEqual([])
  })

  it('[REASON-33] an unknown reason, or one of the other category, is refused at once', () => {
    const { sim, ann } = enter('NOT_READY')
    const unknown = ann.put({ state: 'NOT_READY', reasonCodeId: 99 })
    const ofLogout = ann.put({ state: 'NOT_READY', reasonCodeId: 11 })
    const ofNotReady = ann.put({ state: 'LOGOUT', reasonCodeId: 1 })
    sim.runFor('1s')
    for (const { says } of [unknown, ofLogout, ofNotReady]) expect(says).toBe('400 Invalid Input reasonCodeId')
    expect(ann.news('USER')).toEqual([])
  })

  it('a reason with READY does no harm', () => {
    const { sim, ann } = enter('NOT_READY')
    const ready = ann.put({ state: 'READY', reasonCodeId: 1 })
    sim.runFor('1s')
    expect(ready.outcome).toEqual(['READY'])
  })

  it('an agent in Not Ready changes the reason', () => {
    const { sim, ann } = enter('NOT_READY')
    ann.notReady(1)
    ann.notReady(2)
    expect(ann.news('USER')).toEqual(['NOT_READY 1', 'NOT_READY 2'])
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'NOT_READY 1', 'NOT_READY 2'])
  })
})

describe('what the system does to the state', () => {
  it('[AGENT-04] an offered call makes READY RESERVED and, answered after 3 s, TALKING', () => {
    const { sim, ann } = enter('READY')
    const since = sim.now
    sim.caller()
    sim.runFor('3s')
    ann.does(call(1), 'ANSWER')
    expect(sim.truths('1001', since)).toEqual([
      { at: since, says: 'RESERVED' },
      { at: since + 3_000_800, says: 'TALKING' },
    ])
    expect(ann.news('USER')).toEqual(['RESERVED', 'TALKING'])
  })

  it('[AGENT-08] a call taken from Ready ends in Ready', () => {
    const { sim, ann } = enter('TALKING', { wrapUpOnIncoming: 'NOT_ALLOWED' })
    sim.runFor('10s')
    expect(ann.news('USER')).toEqual(['READY'])
  })

  it('[AGENT-08] a call placed from Not Ready ends in Not Ready with the reason it began with', () => {
    const { sim, ann } = enter('NOT_READY')
    ann.notReady(2).heard()
    ann.makeCall('5551234', { farEnd: { answer: 'answers', afterUs: 1_000_000, talkUs: 5_000_000 } })
    sim.runFor('10s')
    expect(ann.news('USER')).toEqual(['TALKING', 'NOT_READY 2'])
  })

  it("[AGENT-08] a colleague's call answered in Not Ready ends in Not Ready with the reason it began with", () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').notReady(2).heard()
    const ben = sim.agent('1002')
    ben.makeCall('31001')
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    ben.does(call(1), 'DROP')
    expect(ann.news('USER')).toEqual(['TALKING', 'NOT_READY 2'])
  })

  it('[AGENT-10] placing a call from Not Ready makes TALKING on CCE', () => {
    const { sim, ann } = enter('NOT_READY')
    const made = ann.makeCall('5551234')
    sim.runFor('1s')
    expect(made.says).toBe('202')
    expect(ann.news('USER')).toEqual(['TALKING'])
  })
})

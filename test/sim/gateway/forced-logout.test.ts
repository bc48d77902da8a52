import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import type { SetAgentStateReq } from '../../../src/sim/domain/cti.ts'
import type { Client } from '../client.ts'
import { call, type Options, type Simulation, simulation } from '../simulation.ts'

/** Forced logouts that Finesse sent, with the time since. */
function forced(sim: Simulation, since: number): { after: number; reason: number; from: string }[] {
  return sim
    .messages('setAgentStateReq', since)
    .filter(({ from, body }) => from.startsWith('finesse') && (body as SetAgentStateReq).forced)
    .filter(({ body }) => (body as SetAgentStateReq).state === AgentState.LOGOUT)
    .map(({ at, from, body }) => ({ after: (at - since) / 1_000_000, reason: (body as SetAgentStateReq).reason, from }))
}

function present(options: Options = {}): { sim: Simulation; ann: Client } {
  const sim = simulation({ agents: 2, ...options })
  return { sim, ann: sim.agent('1001') }
}

function talking(options: Options): { sim: Simulation; ann: Client; contact: number } {
  const { sim, ann } = present(options)
  ann.ready()
  const contact = sim.caller({ talk: '300s' })
  sim.runFor('1s')
  ann.does(call(1), 'ANSWER')
  ann.heard()
  return { sim, ann, contact }
}

describe('presence lost', () => {
  it.each([
    ['said by the client', (ann: Client) => ann.presence(false)],
    ['by the end of the stream', (ann: Client) => ann.tell('streamClose')],
  ])('[DESK-02] [REASON-23] %s: one forced logout with 255 after 60 s, and none before', (_how, lose) => {
    const { sim, ann } = present()
    const since = sim.now
    lose(ann)
    sim.runFor('59s')
    expect(forced(sim, since)).toEqual([])
    sim.runFor('5min')
    expect(forced(sim, since)).toEqual([{ after: 60, reason: 255, from: 'finesse 1' }])
  })

  it('[DESK-02] said and then shown by the end of the stream is lost once', () => {
    const { sim, ann } = present()
    const since = sim.now
    ann.presence(false)
    sim.runFor('10s')
    ann.presence(false)
    ann.tell('streamClose')
    sim.runFor('5min')
    expect(forced(sim, since).map(({ after }) => after)).toEqual([60])
  })

  it.each([5, 59])('[DESK-04] coming back after %i s cancels the forced logout', (seconds) => {
    const { sim, ann } = present()
    const since = sim.now
    ann.tell('streamClose')
    sim.runUs((seconds - 1) * 1_000_000)
    ann.openStream()
    sim.runFor('500ms')
    ann.presence()
    sim.runFor('5min')
    expect(forced(sim, since)).toEqual([])
    expect(sim.truth('1001')).toEqual(['NOT_READY'])
  })

  it('[DESK-04] opening the stream again without presence is not coming back', () => {
    const { sim, ann } = present()
    const since = sim.now
    ann.tell('streamClose')
    sim.runFor('5s')
    ann.openStream()
    sim.runFor('5min')
    expect(forced(sim, since).length).toBe(1)
  })

  it('[DESK-04] a stream that took over by a conflict has to send its own presence', () => {
    const { sim } = present()
    const since = sim.now
    const fresh = sim.client('1001')
    fresh.openStream()
    sim.runFor('5min')
    expect(forced(sim, since).length).toBe(1)
  })

  it('of somebody who has signed out means nothing', () => {
    const { sim, ann } = present()
    const since = sim.now
    ann.put({ state: 'LOGOUT', reasonCodeId: 11 })
    sim.runFor('1s')
    ann.tell('streamClose')
    sim.runFor('5min')
    expect(forced(sim, since)).toEqual([])
  })

  it('means nothing any more when the session was ended meanwhile, also to the next session on the other node', () => {
    const { sim, ann } = present({ supervisors: 1 })
    const sue = sim.agent('1003')
    const since = sim.now
    ann.tell('streamClose')
    sim.runFor('10s')
    sue.put({ state: 'LOGOUT' }, 0)
    sim.runFor('10s')
    sim.agent('1001', 2)
    sim.runFor('5min')
    expect(forced(sim, since).filter(({ reason }) => reason === 255)).toEqual([])
    expect(sim.truth('1001').at(-1)).toBe('NOT_READY')
  })

  it('[DESK-11] the first node forces the logout also when the client has signed in on the second', () => {
    const { sim, ann } = present()
    const since = sim.now
    ann.tell('streamClose')
    sim.runFor('20s')
    const second = sim.agent('1001', 2)
    second.ready().heard()
    sim.runFor('5min')
    expect(forced(sim, since)).toEqual([{ after: 60, reason: 255, from: 'finesse 1' }])
    expect(second.news('USER')).toEqual(['NOT_READY 50002'])
  })
})

describe('what a forced logout does', () => {
  it.each<[string, 0 | 1, string]>([
    ['[DESK-15] [REASON-05]', 0, 'NOT_READY 50002'],
    ['[DESK-17] [REASON-04]', 1, 'LOGOUT 50002'],
  ])('%s LOAD %i: Not Ready, Ready and wrap-up all end in %s', (_id, load, ends) => {
    for (const state of ['NOT_READY', 'READY', 'WORK_READY']) {
      const { sim, ann } = present({ desk: { load, wrapUpOnIncoming: 'REQUIRED', workTimerUs: 600_000_000 } })
      if (state !== 'NOT_READY') ann.ready()
      if (state === 'WORK_READY') {
        sim.caller({ talk: '2s' })
        sim.runFor('1s')
        ann.does(call(1), 'ANSWER')
        sim.runFor('2s')
      }
      expect(ann.state).toBe(state)
      ann.presence(false)
      sim.runFor('61s')
      expect(sim.truth('1001').at(-1)).toBe(ends)
    }
  })

  it('[DESK-16] LOAD 0: a talking agent talks on, and is Not Ready with 50002 when the call ends', () => {
    const { sim, ann } = talking({ desk: { load: 0 } })
    const since = sim.now
    ann.presence(false)
    sim.runFor('200s')
    expect(forced(sim, since).length).toBe(1)
    expect(sim.truth('1001').at(-1)).toBe('TALKING')
    sim.runFor('100s')
    expect(sim.truth('1001').slice(-2)).toEqual(['TALKING', 'NOT_READY 50002'])
  })

  it('[DESK-18] LOAD 1: a talking agent is logged out at once, and the call goes on', () => {
    const { sim, ann, contact } = talking({ desk: { load: 1 } })
    ann.presence(false)
    sim.runFor('61s')
    expect(sim.truth('1001').at(-1)).toBe('LOGOUT 50002')
    expect(sim.contact(contact).at(-1)).toBe('answered')
    sim.runFor('300s')
    expect(sim.contact(contact).at(-1)).toBe('ended')
    expect(sim.truth('1001').at(-1)).toBe('LOGOUT 50002')
  })

  it('LOAD 0: an agent whom a caller gave up on meanwhile is not Ready again', () => {
    const { sim, ann } = present({ desk: { load: 0, ringNoAnswerUs: 30_000_000 } })
    ann.ready().presence(false)
    sim.runFor('50s')
    sim.caller({ patience: '15s' })
    sim.runFor('20s')
    expect(sim.truth('1001').slice(-2)).toEqual(['RESERVED', 'NOT_READY 50002'])
  })

  it('LOAD 1: a call that rings goes to the next agent', () => {
    const { sim, ann } = present({ desk: { load: 1, ringNoAnswerUs: 30_000_000 } })
    const ben = sim.agent('1002')
    ann.ready().presence(false)
    sim.runFor('50s')
    const contact = sim.caller()
    sim.runFor('15s')
    expect(sim.truth('1001').slice(-2)).toEqual(['RESERVED', 'LOGOUT 50002'])
    ben.ready()
    sim.runFor('20s')
    expect([...ben.dialogs.keys()]).toEqual([call(2)])
    expect(sim.contact(contact).slice(-2)).toEqual(['routed', 'ringing'])
  })

  it.each<0 | 1>([0, 1])(
    '[DESK-19] [REASON-26] CCX logs the agent out with 255, whatever LOAD (here %i) says',
    (load) => {
      const { sim, ann } = present({ deployment: 'ccx', desk: { load } })
      ann.ready().presence(false)
      sim.runFor('61s')
      expect(sim.truth('1001').at(-1)).toBe('LOGOUT 255')
    },
  )
})

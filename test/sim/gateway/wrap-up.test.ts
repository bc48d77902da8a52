import { describe, expect, it } from 'vitest'
import type { Desk, Workload } from '../../../src/sim/domain/workload.ts'
import type { Client } from '../client.ts'
import { call, type Simulation, simulation } from '../simulation.ts'

/** An agent who took a call of 10 s from Ready, and who may ask for something during it. */
function afterCall(
  desk: Partial<Desk>,
  during: (ann: Client) => void = () => undefined,
  deployment: Workload['deployment'] = 'cce',
): { sim: Simulation; ann: Client; ended: number } {
  const sim = simulation({ agents: 2, deployment, desk })
  const ann = sim.agent('1001').ready()
  sim.caller({ talk: '10s' })
  sim.runFor('1s')
  ann.does(call(1), 'ANSWER')
  ann.heard()
  during(ann)
  sim.runFor('15s')
  const ended = sim.facts('contactEnded')[0]!.at
  return { sim, ann, ended }
}

const lunch = (ann: Client) => ann.put({ state: 'NOT_READY', reasonCodeId: 2 })
const wrapUp = (ann: Client) => ann.put({ state: 'WORK' })

describe('wrap-up', () => {
  it('[WRAP-04] [AGENT-09] Required: a call taken from Ready ends in WORK_READY, and 30 s later in READY', () => {
    const { sim, ended } = afterCall({ wrapUpOnIncoming: 'REQUIRED' })
    sim.runFor('30s')
    expect(sim.truths('1001', ended)).toEqual([
      { at: ended, says: 'WORK_READY' },
      { at: ended + 30_000_000, says: 'READY' },
    ])
  })

  it('[AGENT-09] [WRAP-07] [WRAP-08] with Not Ready chosen during the call it is WORK first, and 30 s later NOT_READY', () => {
    const { sim, ended } = afterCall({ wrapUpOnIncoming: 'REQUIRED' }, lunch)
    expect(sim.truths('1001', ended)).toEqual([{ at: ended, says: 'WORK' }])
    sim.runFor('30s')
    expect(sim.truths('1001', ended)).toEqual([
      { at: ended, says: 'WORK' },
      { at: ended + 30_000_000, says: 'NOT_READY 2' },
    ])
  })

  it('[WRAP-08] choosing Ready in wrap-up overrides the Not Ready chosen during the call', () => {
    const { sim, ann, ended } = afterCall({ wrapUpOnIncoming: 'REQUIRED' }, lunch)
    ann.ready()
    sim.runFor('60s')
    expect(sim.truth('1001', ended)).toEqual(['WORK', 'READY'])
  })

  it('[WRAP-08] choosing Not Ready in wrap-up overrides Ready, and the timer does nothing more', () => {
    const { sim, ann, ended } = afterCall({ wrapUpOnIncoming: 'REQUIRED' })
    ann.notReady(3)
    sim.runFor('60s')
    expect(sim.truth('1001', ended)).toEqual(['WORK_READY', 'NOT_READY 3'])
  })

  it('[WRAP-05] Optional: it follows when the agent asked for it during the call', () => {
    const { sim, ended } = afterCall({ wrapUpOnIncoming: 'OPTIONAL' }, wrapUp)
    sim.runFor('30s')
    expect(sim.truth('1001', ended)).toEqual(['WORK_READY', 'READY'])
  })

  it('[WRAP-05] Optional: without being asked for it does not follow', () => {
    const { sim, ended } = afterCall({ wrapUpOnIncoming: 'OPTIONAL' })
    sim.runFor('60s')
    expect(sim.truth('1001', ended)).toEqual(['READY'])
  })

  it('[WRAP-05] Optional: asked for in one call it does not follow the next', () => {
    const { sim, ann } = afterCall({ wrapUpOnIncoming: 'OPTIONAL' }, wrapUp)
    sim.runFor('30s')
    sim.caller({ talk: '5s' })
    sim.runFor('1s')
    ann.does(call(2), 'ANSWER')
    const since = sim.now
    sim.runFor('30s')
    expect(sim.truth('1001', since)).toEqual(['READY'])
  })

  it('[WRAP-06] Not Allowed: it never follows, and cannot be asked for', () => {
    let asked: ReturnType<Client['put']> | undefined
    const { sim, ended } = afterCall({ wrapUpOnIncoming: 'NOT_ALLOWED' }, (ann) => {
      asked = wrapUp(ann)
    })
    sim.runFor('60s')
    expect(asked!.outcome).toEqual(['error Invalid State 22'])
    expect(sim.truth('1001', ended)).toEqual(['READY'])
  })

  it.each(['REQUIRED', 'OPTIONAL'] as const)('[WRAP-03] %s: it never follows a call that an agent places', (mode) => {
    const sim = simulation({ desk: { wrapUpOnIncoming: mode } })
    const ann = sim.agent('1001')
    ann.makeCall('5551234', { farEnd: { answer: 'answers', afterUs: 1_000_000, talkUs: 5_000_000 } })
    sim.runFor('3s')
    const asked = wrapUp(ann)
    sim.runFor('10s')
    expect(asked.outcome).toEqual(['error Invalid State 22'])
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'TALKING', 'NOT_READY'])
  })

  it('[WRAP-03] it does not follow the call of a colleague either', () => {
    const sim = simulation({ agents: 2, desk: { wrapUpOnIncoming: 'REQUIRED' } })
    const ann = sim.agent('1001')
    const ben = sim.agent('1002')
    ann.makeCall('31002')
    sim.runFor('1s')
    ben.does(call(1), 'ANSWER')
    ann.does(call(1), 'DROP')
    expect(sim.truth('1002')).toEqual(['NOT_READY', 'TALKING', 'NOT_READY'])
  })

  it('[AGENT-08] after wrap-up of a transferred call an agent who was at lunch is at lunch again', () => {
    const sim = simulation({ agents: 2, desk: { wrapUpOnIncoming: 'REQUIRED' } })
    const ann = sim.agent('1001').ready()
    const ben = sim.agent('1002').notReady(2)
    sim.caller({ talk: '10s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
    ben.does(call(2), 'ANSWER')
    ann.does(call(1), 'TRANSFER')
    const since = sim.now
    sim.runFor('60s')
    expect(sim.truth('1002', since)).toEqual(['WORK', 'NOT_READY 2'])
  })

  it('[WRAP-04] the dialog stays on the desktop as WRAP_UP until wrap-up is over', () => {
    const { sim, ann, ended } = afterCall({ wrapUpOnIncoming: 'REQUIRED' })
    expect(ann.news()).toEqual([
      'PUT call 1: 31001 ACTIVE, 5550000001 DROPPED',
      'PUT call 1: 31001 WRAP_UP, 5550000001 DROPPED',
    ])
    sim.runFor('30s')
    expect(ann.news()).toEqual(['DELETE call 1: 31001 DROPPED, 5550000001 DROPPED'])
    expect(ann.events.at(-1)!.at - ended).toBe(30_000_370)
  })

  it.each<[Desk['wrapUpOnIncoming'], boolean, string]>([
    ['NOT_ALLOWED', false, 'READY'],
    ['NOT_ALLOWED', true, 'NOT_READY 2'],
    ['REQUIRED', false, 'WORK_READY'],
    ['REQUIRED', true, 'WORK'],
  ])('[AGENT-08] [AGENT-09] a held call ends as an active one: %s, Not Ready chosen: %s, %s', (mode, chosen, state) => {
    const { sim, ended } = afterCall({ wrapUpOnIncoming: mode }, (ann) => {
      ann.does(call(1), 'HOLD')
      if (chosen) lunch(ann)
    })
    expect(sim.truths('1001').at(-2)!.says).toBe('HOLD')
    expect(sim.truth('1001', ended)).toEqual([state])
  })

  it('[AGENT-09] on CCX there is only WORK, whichever state follows', () => {
    const ready = afterCall({ wrapUpOnIncoming: 'REQUIRED' }, undefined, 'ccx')
    ready.sim.runFor('30s')
    expect(ready.sim.truth('1001', ready.ended)).toEqual(['WORK', 'READY'])
    const notReady = afterCall({ wrapUpOnIncoming: 'REQUIRED' }, lunch, 'ccx')
    notReady.sim.runFor('30s')
    expect(notReady.sim.truth('1001', notReady.ended)).toEqual(['WORK', 'NOT_READY 2'])
  })
})

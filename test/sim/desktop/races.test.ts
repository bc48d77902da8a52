import { describe, expect, it } from 'vitest'
import type { Options } from '../simulation.ts'
import { office, type Scene } from './scene.ts'

/** An agent on a call when only the own desktop is cut off from node 1. */
function glitch(options: Options = {}): Scene {
  return office({ agents: 2, ...options, desk: { home: 1, ...options.desk } })
}

/** Node 1 hears at once that the connection broke; the desktop cannot make a new one. */
function brokenAndCut(scene: Scene): Scene {
  scene.reset('finesse 1', { users: [0] })
  const { since } = scene
  // What is on its way arrives first.
  scene.runFor('1ms').cut('finesse 1', { users: [0] })
  scene.since = since
  return scene
}

describe('a glitch between one desktop and a healthy node', () => {
  it('[DESK-10] makes that desktop move, and no other', () => {
    const scene = glitch()
    scene.cut('finesse 1').runFor('90s').heal('finesse 1')
    expect(scene.session(0)).toBe('USABLE 2')
    expect(scene.sessions(1)).toEqual([])
    expect(scene.sim.facts('finesseStatus').filter(({ at }) => at >= scene.since)).toEqual([])
  })

  it('[DESK-11] the first node hears that the stream was closed as soon as it hears anything', () => {
    const scene = glitch()
    scene.cut('finesse 1').runFor('100s').heal('finesse 1')
    const healed = scene.sim.now
    expect(scene.session(0)).toBe('USABLE 2')
    scene.runFor('5min')
    const ends = scene.sim.facts('presence').filter(({ at, x }) => at >= healed && x === 0)
    expect(ends.map(({ at, about }) => [about, at < healed + 100_000])).toEqual([[0, true]])
    expect(scene.forced().map(({ says }) => says)).toEqual(['by 1'])
  })

  it('[DESK-11] and the first node forces the logout all the same, which hits the agent at the second', () => {
    const scene = brokenAndCut(glitch())
    scene.runFor('59s')
    expect(scene.session(0)).toBe('USABLE 2')
    expect(scene.forced()).toEqual([])
    scene.runFor('60s')
    expect(scene.forced()).toEqual([{ after: 60, says: 'by 1' }])
    expect(scene.truth()).toEqual(['NOT_READY 50002', 'READY'])
    expect(scene.session(0)).toBe('USABLE 2')
  })

  it('[DESK-11] with LOAD 1 it signs the agent out there', () => {
    const scene = brokenAndCut(glitch({ desk: { load: 1 } }))
    scene.runFor('61s')
    expect(scene.truth()[0]).toBe('LOGOUT 50002')
  })

  it.each([
    [0, 'NOT_READY 50002'],
    [1, 'LOGOUT 50002'],
  ] as const)('[DESK-12] spares an agent who talks until the call is over, with LOAD %i', (load, then) => {
    const scene = glitch({ agents: 1, desk: { load, agentHangsUp: 1 } })
    scene.sim.caller({ talk: '300s' })
    scene.runFor('10s')
    brokenAndCut(scene).runFor('285s')
    expect(scene.session(0)).toBe('USABLE 2')
    expect(scene.forced()).toEqual([])
    scene.runFor('30s')
    const ended = scene.sim.facts('contactEnded')[0]!
    expect(scene.forced().length).toBe(1)
    expect(scene.forced()[0]!.after).toBeCloseTo(scene.seconds(ended.at), 2)
    expect(scene.truth().slice(0, 2)).toEqual(['READY', then])
  })

  it('[DESK-12] unless that is planted: then it reaches into the call', () => {
    const scene = glitch({ agents: 1, defects: ['forced-logout-during-call'] })
    scene.sim.caller({ talk: '300s' })
    scene.runFor('10s')
    brokenAndCut(scene).runFor('100s')
    expect(scene.forced().map(({ after }) => after)).toEqual([60])
  })
})

describe('a crash', () => {
  it('[DESK-06] followed by a sign-in at the other node: the late logout of the first hits the agent there', () => {
    const scene = office()
    scene.does('crash')
    const { since } = scene
    scene.runFor('20s').does('open', { node: 2 }).runFor('5min')
    scene.since = since
    const [{ after } = { after: 0 }, ...more] = scene.forced()
    expect(more).toEqual([])
    expect(after).toBeGreaterThan(60)
    expect(after).toBeLessThanOrEqual(180)
    expect(scene.session()).toBe('USABLE 2')
    expect(scene.truth().filter((says) => says === 'NOT_READY 50002')).toEqual(['NOT_READY 50002'])
  })

  it('[DESK-04] followed by a sign-in at the same node forces nobody out', () => {
    const scene = office()
    scene.does('crash')
    const { since } = scene
    scene.runFor('20s').does('open').runFor('5min')
    scene.since = since
    expect(scene.forced()).toEqual([])
  })
})

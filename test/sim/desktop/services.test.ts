import { describe, expect, it } from 'vitest'
import type { FinesseServiceName } from '../../../src/sim/domain/fault.ts'
import { office, type Scene } from './scene.ts'

const says = (lines: readonly { says: string }[]): string[] => lines.map((line) => line.says)

/** Stops or starts a service of node 1. */
function service(scene: Scene, name: FinesseServiceName, state: 'up' | 'down'): Scene {
  scene.now()
  scene.sim.deed({ kind: 'command', to: 'finesse 1', command: { what: 'service', service: name, state } })
  return scene
}

describe('a service of the node stops, and its desktops', () => {
  it('[CLIENT-14][SVC-03][CLIENT-04] without Tomcat hear that finesse is unavailable, and all move', () => {
    const scene = office({ agents: 10, desk: { home: 'balanced' } })
    service(scene, 'tomcat', 'down').runFor('2min')
    for (let user = 0; user < 10; user++) expect(scene.session(user)).toBe('USABLE 2')
    expect(says(scene.sessions()).slice(0, 2)).toEqual(['FAILING_OVER 1', 'POLLING 1'])
    expect(scene.sessions()[0]!.after).toBe(0)
    expect(scene.retries()).toEqual([])
    // Those of the other node notice nothing.
    expect(scene.sessions(1)).toEqual([])
  })

  it('[CLIENT-14][SVC-02] without the Notification Service lose their streams, try three times, and all move', () => {
    const scene = office({ agents: 10, desk: { home: 'balanced' } })
    service(scene, 'notification', 'down').runFor('3min')
    for (let user = 0; user < 10; user++) expect(scene.session(user)).toBe('USABLE 2')
    expect(says(scene.retries())).toEqual(['try 1', 'try 2', 'try 3'])
    expect(scene.forced()).toEqual([])
  })

  it('[SVC-02] does not load, without it, after a sign-in', () => {
    const scene = office({ finesseNodes: 1, shift: { startUs: 70_000_000 } })
    service(scene, 'notification', 'down').runFor('2min')
    expect(scene.sim.facts('signedIn')).toEqual([])
    expect(scene.session()).not.toMatch(/USABLE/)
  })

  it('[SVC-03] are signed in again once Tomcat is back, where there is no other node', () => {
    const scene = office({ finesseNodes: 1 })
    service(scene, 'tomcat', 'down').runFor('30s')
    expect(scene.session()).toBe('FAILING_OVER 1')
    service(scene, 'tomcat', 'up').runFor('4min')
    expect(scene.session()).toBe('USABLE 1')
    expect(says(scene.notices())).toContain('reconnected-to-the-same-node 1')
  })
})

describe('a node that hangs and goes on', () => {
  it('keeps its streams where it paused for less than its desktops take to miss it', () => {
    const scene = office({ finesseNodes: 1 })
    scene.sim.deed({ kind: 'hang', node: 'finesse 1' })
    scene.runFor('8s')
    scene.sim.deed({ kind: 'resume', node: 'finesse 1' })
    scene.runFor('1min')
    expect(scene.session()).toBe('USABLE 1')
    expect(scene.sim.facts('desktopSession').filter(({ at }) => at >= scene.since)).toEqual([])
    expect(scene.sim.facts('streamRetry')).toEqual([])
  })

  it('answers connections that were given up, and the desktop goes by the last one', () => {
    const scene = office({ finesseNodes: 1 })
    scene.sim.deed({ kind: 'hang', node: 'finesse 1' })
    scene.runFor('70s')
    scene.sim.deed({ kind: 'resume', node: 'finesse 1' })
    scene.runFor('2min')
    expect(scene.session()).toBe('USABLE 1')
    scene.now().sim.client('1001').put({ state: 'NOT_READY', reasonCodeId: 4 })
    scene.runFor('1s')
    // CTI had nobody while the node hung, which the next Not Ready shows; the agent goes on.
    const shown = scene.sim.facts('desktopAgentState').filter(({ at }) => at >= scene.since)
    expect(shown.map(({ x, y }) => [x, y])).toEqual([
      [2, 50002],
      [3, 0],
    ])
  })
})

describe('a desktop whose network was gone for a moment', () => {
  it('breaks its stream, and leaves none behind at a node that it moves away from', () => {
    const scene = office()
    const { sim } = scene
    const trouble = { cut: true }
    sim.deed({ kind: 'trouble', name: 'cut', from: 'desktop 1001', to: 'finesse 1', both: true, trouble })
    scene.runFor('5s')
    sim.deed({ kind: 'settle', name: 'cut' })
    scene.runFor('1s')
    expect(sim.center.finesse[0]!.streams.size).toBe(0)
    service(scene, 'tomcat', 'down').runFor('2min')
    expect(scene.session()).toBe('USABLE 2')
    service(scene, 'tomcat', 'up').runFor('4min')
    expect(sim.center.finesse.map(({ users }) => users[0]!.present)).toEqual([false, true])
  })
})

describe('a node that hangs while a desktop opens its stream anew', () => {
  it('reads that the old one broke behind the events of CTI, and keeps the new one', () => {
    const { sim } = office()
    const trouble = { cut: true }
    sim.deed({ kind: 'trouble', name: 'cut', from: 'desktop 1001', to: 'finesse 1', both: true, trouble })
    sim.deed({ kind: 'hang', node: 'finesse 1' })
    sim.caller({ talk: '1s' })
    sim.runFor('1s')
    sim.deed({ kind: 'settle', name: 'cut' })
    sim.runFor('3s')
    sim.deed({ kind: 'resume', node: 'finesse 1' })
    sim.runFor('1min')
    const [node] = sim.center.finesse
    expect(node!.streams.size).toBe(1)
    expect(node!.users[0]!.present).toBe(true)
  })
})

describe('a node that comes back from a crash', () => {
  it('[CLIENT-12][SVC-06] takes new sign-ins, and nobody goes back to it', () => {
    const scene = office({ agents: 4, desk: { home: 'balanced' } })
    scene.crash('finesse 1').runFor('2min').start('finesse 1')
    scene.runFor('10min')
    for (let user = 0; user < 4; user++) expect(scene.session(user)).toBe('USABLE 2')
    scene.does('close', { noticed: true }).runFor('90s').does('open', { node: 1 }).runFor('1min')
    expect(scene.session()).toBe('USABLE 1')
  })
})

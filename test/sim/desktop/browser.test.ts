import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import type { SetAgentStateReq } from '../../../src/sim/domain/cti.ts'
import type { Options } from '../simulation.ts'
import { constant } from '../workload.ts'
import { office, type Scene } from './scene.ts'

const SECOND = 1_000_000

/** Forced logouts that reached the CTI server, with the seconds since the scene began. */
function atCti(scene: Scene): [number, number][] {
  return scene.sim.sent
    .filter(({ at, name, from }) => at >= scene.since && name === 'setAgentStateReq' && from.startsWith('finesse'))
    .filter(({ body }) => (body as SetAgentStateReq).forced)
    .map(({ at, body }) => [scene.seconds(at), (body as SetAgentStateReq).reason])
}

/** An agent on a call of five minutes, which the caller ends. */
function talking(options: Options = {}): Scene {
  const scene = office({ ...options, desk: { home: 1, ...options.desk } })
  scene.sim.caller({ talk: '300s' })
  return scene.runFor('10s').now()
}

describe('a browser', () => {
  it.each(['close', 'back'] as const)(
    '[DESK-01][DESK-02][REASON-23] %s: the goodbye starts the 60 s, then 255',
    (deed) => {
      const scene = office()
      scene.does(deed, { noticed: true }).runFor('5min')
      const presence = scene.sim.facts('presence').filter(({ at }) => at >= scene.since)
      expect(presence.map(({ at, x }) => [scene.seconds(at), x])).toEqual([[0, 0]])
      expect(atCti(scene)).toEqual([[60, 255]])
      expect(scene.forced()).toEqual([{ after: 60, says: 'by 1' }])
    },
  )

  it('[DESK-01] that is closed manages to say goodbye nine times in ten', () => {
    const scene = office({ agents: 200 })
    scene.does('close', {}, { everybody: true }).runFor('1s')
    const gone = scene.sim.facts('presence').filter(({ at, x }) => at >= scene.since && x === 0).length
    expect(gone).toBeGreaterThan(170)
    expect(gone).toBeLessThan(195)
  })

  it('[DESK-03][DESK-07] that crashes, or whose goodbye is lost, is forced out between 60 and 180 s', () => {
    const crash = office({ agents: 100 })
    crash.does('crash', {}, { everybody: true }).runFor('5min')
    const close = office({ agents: 100 })
    close.does('close', { noticed: false }, { everybody: true }).runFor('5min')
    for (const scene of [crash, close]) {
      const after = atCti(scene).map(([seconds]) => seconds)
      expect(after.length).toBe(100)
      expect(Math.min(...after)).toBeGreaterThanOrEqual(170)
      expect(Math.max(...after)).toBeLessThanOrEqual(180)
      // Wherever in its interval the last ping was.
      expect(new Set(after.map(Math.floor)).size).toBe(10)
    }
  })

  it('[DESK-07] on a link that loses everything is not heard to close, however it tries', () => {
    const scene = office()
    scene.cut('finesse 1')
    scene.does('close', { noticed: true }).runFor('5min')
    const [[after] = [0]] = atCti(scene)
    expect(after).toBeGreaterThan(120)
    expect(after).toBeLessThanOrEqual(180)
  })

  it.each(['quiescent', 'always'] as const)(
    '[DESK-03][XMPP-07] that stops pinging is noticed in 120 s, keep-alives %s',
    (keepalives) => {
      const scene = office({ keepalives })
      scene.does('crash').runFor('5min')
      const [gone] = scene.sim.facts('presence').filter(({ at, x }) => at >= scene.since && x === 0)
      expect(scene.seconds(gone!.at)).toBeGreaterThan(109)
      expect(scene.seconds(gone!.at)).toBeLessThanOrEqual(120)
      expect(atCti(scene)[0]![0]).toBeCloseTo(scene.seconds(gone!.at) + 60, 3)
    },
  )

  it('[DESK-04] that is refreshed loads the page anew, is back in time, and nobody is forced out', () => {
    const scene = office()
    scene.does('refresh').runFor('5min')
    expect(scene.sessions().map(({ says }) => says)).toEqual(['LOADING 1', 'CONNECTING 1', 'SIGNING_IN 1', 'USABLE 1'])
    expect(scene.sessions().at(-1)!.after).toBeLessThan(15)
    expect(atCti(scene)).toEqual([])
    expect(scene.truth()).toEqual([])
  })

  it.each([
    [50, []],
    [61, [[60, 255]]],
  ] as const)('[DESK-04] opened again after %i s: %j', (seconds, expected) => {
    const scene = office()
    scene.does('close', { noticed: true })
    const { since } = scene
    scene.runFor(`${seconds}s`).does('open')
    scene.since = since
    scene.runFor('3min')
    expect(atCti(scene)).toEqual(expected)
    expect(scene.session()).toBe('USABLE 1')
  })

  it('[DESK-05] of an agent who has signed out meanwhile: nothing more happens', () => {
    const scene = office()
    scene.does('close', { noticed: true })
    const { since } = scene
    scene.runFor('30s')
    const elsewhere = scene.sim.client('1001', 2)
    elsewhere.put({ state: 'NOT_READY', reasonCodeId: 1 })
    scene.runFor('1s')
    elsewhere.put({ state: 'LOGOUT', reasonCodeId: 11 })
    scene.runFor('5min')
    expect(atCti(scene)).toEqual([])
    expect(scene.sim.truth('1001', since)).toEqual(['NOT_READY 1', 'LOGOUT 1'])
  })

  it('that sleeps for a minute wakes with all that came meanwhile', () => {
    const scene = office()
    scene.does('sleep')
    scene.runFor('20s')
    scene.sim.client('1001', 1).put({ state: 'NOT_READY', reasonCodeId: 3 })
    scene.runFor('40s').does('wake').runFor('1s')
    expect(scene.sim.center.desktops[0]!.state).toBe(AgentState.NOT_READY)
    scene.runFor('5min')
    // The server has heard of it again, and nothing is wrong with its stream.
    expect(scene.sessions()).toEqual([])
    expect(atCti(scene)).toEqual([])
  })

  it('that sleeps for long finds its stream closed, and the agent forced out', () => {
    const scene = office()
    scene.does('sleep')
    const { since } = scene
    scene.runFor('10min')
    expect(atCti(scene)[0]![1]).toBe(255)
    scene.does('wake').runFor('10s')
    expect(scene.sessions().map(({ says }) => says)).toEqual(['RECONNECTING 1', 'REFRESHING 1', 'USABLE 1'])
    expect(scene.sim.truth('1001', since)).toEqual(['NOT_READY 50002', 'READY'])
  })
})

describe('a forced logout', () => {
  const cases = [
    ['Ready', {}],
    ['Not Ready', { readyAfterSignIn: constant(3600 * SECOND) }],
  ] as const

  it.each(cases)(
    '[DESK-15][REASON-05][DESK-19] by default makes an agent in %s Not Ready with 50002',
    (_state, desk) => {
      const scene = office({ desk: { home: 1, ...desk } })
      scene.does('close', { noticed: true }).runFor('2min')
      expect(scene.truth()).toEqual(['NOT_READY 50002'])
    },
  )

  it.each(cases)('[DESK-17][REASON-04] with LOAD 1 signs an agent in %s out with 50002', (_state, desk) => {
    const scene = office({ desk: { home: 1, load: 1, ...desk } })
    scene.does('close', { noticed: true }).runFor('2min')
    expect(scene.truth()).toEqual(['LOGOUT 50002'])
  })

  it.each([0, 1] as const)('[DESK-19] on CCX signs out with 255 whatever LOAD (%i) says', (load) => {
    const scene = office({ deployment: 'ccx', release: '12.5', desk: { home: 1, load } })
    scene.does('close', { noticed: true }).runFor('2min')
    expect(scene.truth()).toEqual(['LOGOUT 255'])
  })

  it('[DESK-16] with LOAD 0 lets a call end first, of an agent who took leave', () => {
    const scene = talking({ desk: { agentHangsUp: 1 } })
    scene.does('close', { noticed: true }).runFor('10min')
    expect(atCti(scene)).toEqual([[60, 255]])
    expect(scene.truth()).toEqual(['NOT_READY 50002'])
  })

  it('[DESK-18] with LOAD 1 signs out at once, and the call goes on', () => {
    const scene = talking({ desk: { load: 1 } })
    scene.does('close', { noticed: true }).runFor('62s')
    expect(scene.truth()).toEqual(['LOGOUT 50002'])
    expect(scene.sim.contact(1).at(-1)).toBe('answered')
    scene.runFor('10min')
    expect(scene.sim.contact(1).at(-1)).toBe('ended')
  })

  it('[DESK-20] is kept under both numbers: 255 as Finesse sent it, 50002 as CTI recorded it', () => {
    const scene = office()
    scene.does('close', { noticed: true }).runFor('2min')
    expect(atCti(scene).map(([, reason]) => reason)).toEqual([255])
    expect(scene.truth()).toEqual(['NOT_READY 50002'])
    const done = scene.sim.facts('forcedLogoutDone')
    expect(done.map(({ at, x, y }) => [scene.seconds(at), x, y])).toEqual([[60, AgentState.NOT_READY, 50002]])
  })

  it('is left out by a node that is out of service when presence is lost, or when the grace ends', () => {
    const before = office()
    before.sim.center.finesse[0]!.cti.service.step('cti.lost')
    before.does('close', { noticed: true }).runFor('10s')
    before.sim.center.finesse[0]!.cti.service.step('cti.restored')
    before.runFor('5min')
    expect(before.forced()).toEqual([])
    const after = office()
    after.does('close', { noticed: true }).runFor('30s')
    after.sim.center.finesse[0]!.cti.service.step('cti.lost')
    after.runFor('5min')
    expect(after.forced()).toEqual([])
  })
})

describe('planted defects of presence', () => {
  it('show in the trace', () => {
    const closed = (defect: 'forced-logout-without-grace' | 'forced-logout-never' | 'forced-logout-twice') => {
      const scene = office({ defects: [defect] })
      return scene
        .does('close', { noticed: true })
        .runFor('3min')
        .forced()
        .map(({ after }) => after)
    }
    expect(closed('forced-logout-without-grace')).toEqual([0])
    expect(closed('forced-logout-never')).toEqual([])
    expect(closed('forced-logout-twice')).toEqual([60, 60])
  })

  it('a grace that is not cancelled hits who came back, a stream that broke leaves presence', () => {
    const refreshed = office({ defects: ['grace-not-cancelled'] })
    expect(
      refreshed
        .does('refresh')
        .runFor('3min')
        .forced()
        .map(({ after }) => after),
    ).toEqual([60])
    const broken = office({ defects: ['presence-kept'] })
    broken.reset('finesse 1').runFor('1s')
    expect(broken.sim.facts('presence').filter(({ x }) => x === 0)).toEqual([])
  })
})

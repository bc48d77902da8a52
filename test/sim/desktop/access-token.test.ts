import { describe, expect, it } from 'vitest'
import { Operation } from '../../../src/sim/domain/rest.ts'
import { HOUR, MINUTE } from '../../../src/sim/kernel/time.ts'
import { office, type Scene } from './scene.ts'

/** To be renewed sooner than a node gives up on a computer that sleeps. */
const sso = { accessTokenUs: 2 * MINUTE, refreshTokenUs: 10 * HOUR }
const agents = { agents: 1, desk: { home: 1, sso } } as const

/** When the page was fetched anew, in minutes since the sign-in. */
const renewals = (scene: Scene): number[] =>
  scene.sim
    .facts('requestSent')
    .filter(({ at, y }) => at > 2 * MINUTE && y === Operation.getPage)
    .map(({ at }) => Math.round((at - scene.since) / (MINUTE / 10)) / 10)

const expired = (scene: Scene): string[] =>
  scene.sim
    .facts('expiredToken')
    .filter(({ y }) => y !== Operation.getSystemInfo && y !== Operation.getPage)
    .map(({ x, about }) => {
      const answer = scene.sim.facts('requestAnswered').find((one) => one.about === about && one.x === x)
      return String(answer?.x === undefined ? 'none' : answer.y)
    })

describe('an access token', () => {
  it('[AUTH-05] is renewed after three quarters of its life, and never expires at work', () => {
    const scene = office(agents)
    scene.since = 20_000_000
    scene.runFor('8min')
    expect(renewals(scene)).toEqual([3, 4.5, 6, 7.5])
    expect(scene.sim.facts('expiredToken')).toEqual([])
  })

  it('[AUTH-05] that expired while the computer slept is refused with 401, until it is renewed', () => {
    const scene = office(agents)
    scene.does('sleep').runFor('12min').does('wake').runFor('3min')
    expect(expired(scene).length).toBeGreaterThan(0)
    expect(new Set(expired(scene))).toEqual(new Set(['401']))
    expect(scene.session()).toBe('USABLE 1')
  })

  it('is tried to renew every few seconds while the server is out of reach', () => {
    const scene = office(agents)
    scene.crash('finesse 1').crash('finesse 2').runFor('15min').start('finesse 1').start('finesse 2').runFor('10min')
    expect(scene.session()).toMatch(/^USABLE/)
    const before = scene.sim.now
    scene.runFor('1min')
    expect(scene.sim.facts('expiredToken').filter(({ at }) => at > before)).toEqual([])
  })

  it('[AUTH-05] is accepted in spite of it where that is planted', () => {
    const scene = office({ ...agents, defects: ['expired-token-accepted'] })
    scene.does('sleep').runFor('12min').does('wake').runFor('3min')
    expect(expired(scene)).toContain('200')
  })
})

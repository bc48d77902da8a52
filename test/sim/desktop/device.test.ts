import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { Operation, type RestRequest, type UserBody } from '../../../src/sim/domain/rest.ts'
import { type Options, simulation } from '../simulation.ts'

const SECOND = 1_000_000

/** Seconds after the first at which a desktop whose phone is not registered tries to sign in. */
function tries(options: Options = {}, registeredAfter = Infinity): { tries: number[]; truth: string[] } {
  const sim = simulation({ ...options, shift: { startUs: 20 * SECOND, endUs: 3600 * SECOND } })
  sim.center.phones.registered[0] = false
  sim.runUs(Math.min(registeredAfter, 540) * SECOND)
  sim.center.phones.registered[0] = true
  sim.runUs(540 * SECOND - Math.min(registeredAfter, 540) * SECOND)
  const logins = sim.messages('restRequest').filter(({ from, body }) => {
    const { operation, body: asked } = body as RestRequest
    return from === 'desktop 1001' && operation === Operation.putUser && (asked as UserBody).state === AgentState.LOGIN
  })
  return { tries: logins.map(({ at }) => Math.round((at - logins[0]!.at) / SECOND)), truth: sim.truth('1001') }
}

describe('an agent who is signed out because the phone failed', () => {
  const LATE = 3000 * SECOND
  /** Seconds after the logout at which the desktop signs in again; the agent would not within the hour. */
  const again = (settings: Options['settings'] = {}) => {
    const shift = { startUs: 20 * SECOND, endUs: 7200 * SECOND }
    const sim = simulation({ shift, settings, desk: { backAfterRingOut: { kind: 'constant', meanUs: LATE } } })
    sim.runFor('40s')
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY'])
    sim.deed({ kind: 'command', to: 'phones', command: { what: 'phone', user: 0, inService: false } })
    const from = sim.now
    sim.runFor('100s')
    sim.deed({ kind: 'command', to: 'phones', command: { what: 'phone', user: 0, inService: true } })
    sim.runFor('100s')
    const logins = sim.messages('restRequest', from).filter(({ body }) => {
      const { operation, body: asked } = body as RestRequest
      return operation === Operation.putUser && (asked as UserBody).state === AgentState.LOGIN
    })
    return { tries: logins.map(({ at }) => Math.round((at - from) / SECOND)), truth: sim.truth('1001', from) }
  }

  it('[CLIENT-23] is signed in again by the desktop once the phone is there', () => {
    expect(again()).toEqual({ tries: [60, 120], truth: ['LOGOUT 50003', 'NOT_READY', 'READY'] })
  })

  it('[CLIENT-23] is not, where the property is off', () => {
    expect(again({ retryLoginAfterLogoutPhoneFailure: false })).toEqual({ tries: [], truth: ['LOGOUT 50003'] })
  })
})

describe('a sign-in that fails for the phone', () => {
  it('[CLIENT-23] is tried again after 60, 120 and 180 s, and then no more', () => {
    expect(tries()).toEqual({ tries: [0, 60, 120, 180], truth: [] })
  })

  it('[CLIENT-23] succeeds with the first try after the phone is there', () => {
    expect(tries({}, 100)).toEqual({ tries: [0, 60, 120], truth: ['NOT_READY', 'READY'] })
  })

  it('[CLIENT-23] as often and as far apart as is set', () => {
    expect(tries({ settings: { loginRetries: 5, loginRetryPauseSec: 15 } }).tries).toEqual([0, 15, 30, 45, 60, 75])
  })

  it('[CLIENT-23] is no matter of the property that has no effect', () => {
    expect(tries({ settings: { enableRetryLoginFeature: true } }).tries).toEqual([0, 60, 120, 180])
  })

  it('[CLIENT-23] but is when the one that has is off: then the page is tried again alone', () => {
    const tried = tries({ settings: { retryLoginAfterLogoutPhoneFailure: false } }).tries
    expect(tried.slice(0, 3)).toEqual([0, 5, 10])
  })

  it('in release 12.0 is tried again by the page alone, as any other failure', () => {
    expect(tries({ release: '12.0' }).tries.slice(0, 3)).toEqual([0, 5, 10])
  })
})

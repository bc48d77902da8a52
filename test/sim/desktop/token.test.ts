import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import type { SetAgentStateReq } from '../../../src/sim/domain/cti.ts'
import { MINUTE } from '../../../src/sim/kernel/time.ts'
import { office, type Scene } from './scene.ts'

const sso = { accessTokenUs: 10 * MINUTE, refreshTokenUs: 15 * MINUTE, share: 1 }

const forcedAtCti = (scene: Scene) =>
  scene.sim
    .messages('setAgentStateReq', scene.since)
    .filter(({ from, body }) => from.startsWith('finesse') && (body as SetAgentStateReq).forced)

describe('a refresh token', () => {
  it('[DESK-14] warns 10 and 5 minutes before it expires, and counts down the last one', () => {
    const scene = office({ desk: { home: 1, sso } })
    // It was given at the sign-in, in second 20.
    scene.since = 20_000_000
    scene.runFor('14min')
    expect(scene.notices()).toEqual([
      { after: 300, says: 'token-expires-in-10-minutes 0' },
      { after: 600, says: 'token-expires-in-5-minutes 0' },
      { after: 840, says: 'token-countdown 60' },
    ])
  })

  it.each([
    [0, ['NOT_READY 50002', 'READY']],
    [1, ['LOGOUT 50002', 'NOT_READY', 'READY']],
  ] as const)(
    '[DESK-13] that expires sends one forced logout, and the agent signs in again, with LOAD %i',
    (load, truth) => {
      const scene = office({ desk: { home: 1, sso, load } })
      scene.since = 20_000_000
      scene.runFor('20min')
      expect(forcedAtCti(scene).map(({ at }) => scene.seconds(at))).toEqual([900])
      const signedIn = scene.sim.facts('signedIn').map(({ at }) => Math.floor(scene.seconds(at)))
      expect(signedIn).toEqual([0, 900])
      expect(scene.truth().slice(2)).toEqual(truth)
    },
  )

  it('that expires at the end of the shift is no reason to stay signed in, for agents and supervisors', () => {
    const endUs = 15 * MINUTE + 21_000_000
    const scene = office({ agents: 1, supervisors: 1, desk: { home: 1, sso }, shift: { endUs } })
    scene.runFor('20min')
    expect([scene.truth(0).at(-1), scene.truth(1).at(-1)]).toEqual(['LOGOUT 1', 'LOGOUT 1'])
  })

  it('[DESK-13] that expired makes every further request 401', () => {
    const scene = office()
    const client = scene.sim.client('1001')
    const fresh = client.send('getUser', 0)
    const stale = client.send('getUser', 0, undefined, { tokenExpired: true })
    scene.runFor('1s')
    expect([fresh.status, stale.status]).toEqual([200, 401])
  })

  it('expires by order in ten minutes, or as early as is told', () => {
    const scene = office()
    scene.does('expire-token').runFor('11min')
    expect(scene.notices().map(({ after }) => after)).toEqual([0, 300, 540])
    expect(forcedAtCti(scene).length).toBe(1)
    const early = office()
    early.does('expire-token', { lifeUs: 0 }).runFor('1min')
    expect(early.notices()).toEqual([])
    expect(early.sim.truth('1001', early.since)[0]).toBe('NOT_READY 50002')
    expect(early.sim.center.desktops[0]!.state).toBe(AgentState.READY)
  })
})

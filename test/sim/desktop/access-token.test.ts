import { describe, expect, it } from 'vitest'
import { Operation, type RestRequest } from '../../../src/sim/domain/rest.ts'
import { HOUR, MINUTE } from '../../../src/sim/kernel/time.ts'
import { RestAsker } from '../finesse/rest-asker.ts'
import { office, type Scene } from './scene.ts'

const sso = { accessTokenUs: HOUR, refreshTokenUs: 10 * HOUR, share: 1 }

/** When agent 1001 asked for an access token, in minutes since the sign-in in second 20. */
const tokens = (scene: Scene) =>
  scene.sim
    .facts('requestSent')
    .filter(({ about, y }) => about === 0 && y === Operation.getToken)
    .map(({ at }) => Math.round((at - 20_000_000) / MINUTE))

const requests = (scene: Scene) =>
  scene.sim
    .messages('restRequest')
    .filter(({ from }) => from === 'desktop 1001')
    .map(({ body }) => body as RestRequest)

describe('an access token', () => {
  it('[AUTH-05] is asked for at sign-in, and renewed after three quarters of its life', () => {
    const scene = office({ desk: { sso } })
    scene.runFor('100min')
    expect(tokens(scene)).toEqual([0, 45, 90])
    // What is loaded before the token is there needs none.
    const first = requests(scene).findIndex(({ operation }) => operation === Operation.getUser)
    expect(
      requests(scene)
        .slice(first)
        .every(({ bearer, tokenExpired }) => bearer && !tokenExpired),
    ).toBe(true)
  })

  it('[AUTH-05] replaces the password, so that no agent database is asked', () => {
    const scene = office({ desk: { sso } })
    const withPassword = office()
    const asked = ({ sim }: Scene) => sim.messages('credentialQuery').length
    expect([asked(scene), asked(withPassword) > 0]).toEqual([0, true])
    expect(scene.sim.truth('1001').at(-1)).toBe('READY')
    expect(requests(withPassword).some(({ bearer }) => bearer)).toBe(false)
  })

  it('[AUTH-05] that expires is refused with 401, and everything works again with the next', () => {
    const scene = office({ desk: { sso } })
    const trouble = { match: { names: ['restRequest'] } }
    scene.sim.deed({ kind: 'trouble', name: 'mute', from: 'desktop 1001', to: 'finesse 1', both: false, trouble })
    scene.runFor('70min')
    const desktop = scene.sim.center.desktops[0]!
    expect(desktop.accessToken?.credentials).toEqual({ bearer: true, tokenExpired: true })
    // It was asked for every half minute since minute 45.
    expect(tokens(scene).length).toBeGreaterThan(40)
    scene.sim.deed({ kind: 'settle', name: 'mute' })
    const answers = () => scene.sim.facts('requestAnswered').filter(({ about, at }) => about === 0 && at >= scene.since)
    scene.now()
    desktop.request(Operation.getUser, 0)
    scene.runFor('1s')
    expect(answers().map(({ y }) => y)).toContain(401)
    scene.runFor('31s').now()
    expect(desktop.accessToken?.credentials).toEqual({ bearer: true })
    desktop.request(Operation.getUser, 0)
    scene.runFor('1s')
    expect(answers().map(({ y }) => y)).toEqual([200])
  })

  it('is given to nobody who signs in with a password', () => {
    const scene = office({ agents: 2, desk: { sso: { ...sso, share: 0.5 } } })
    const [own, other] = [0, 1].map((user) => {
      const client = scene.sim.client(String(1001 + user))
      return client.send('getToken', user)
    })
    const bearer = scene.sim.client('1001').send('getUser', 0, undefined, { bearer: true, password: 'wrong' })
    scene.runFor('1s')
    expect([own!.status, other!.status]).toEqual([401, 200])
    expect(bearer.status).toBe(401)
  })
})

describe('a hybrid system', () => {
  const info = (rest: RestAsker) => rest.get('SystemInfo').body

  it('[AUTH-05] tells anybody how a user signs in, until that is switched off', () => {
    const rest = new RestAsker({ desk: { sso: { ...sso, share: 0.5 } } })
    const of = (user: string) => rest.ask('GET', `UserAuthMode/${user}`)
    expect(['1001', '1002'].map((user) => of(user).body.replace(/<\/?\w+>/g, ''))).toEqual(['NON_SSO', 'SSO'])
    expect(info(rest)).toContain('<systemAuthMode>HYBRID</systemAuthMode>')
    rest.center.finesse[0]!.administration.tellsAuthMode = false
    expect(of('1001')).toMatchObject({ status: 403, type: 'Forbidden' })
  })

  it.each([
    [undefined, 'NON_SSO'],
    [sso, 'SSO'],
  ] as const)('[AUTH-05] differs from one where all are alike (%#)', (all, expected) => {
    const rest = new RestAsker({ desk: { sso: all } })
    expect(info(rest)).toContain(`<systemAuthMode>${expected}</systemAuthMode>`)
  })
})

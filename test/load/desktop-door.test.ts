/** What a browser asks a node besides REST: the desktop's configuration, its page, and tokens of single sign-on. */
import { xml } from '@xmpp/client'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import { basicHeader } from '../../src/wire/credentials.ts'
import { EventClient, RestClient, serveQuiet, trust } from './clients.ts'

const opened: Served[] = []
async function open(...options: Parameters<typeof serveQuiet>): Promise<Served> {
  const served = await serveQuiet(...options)
  trust(served)
  opened.push(served)
  return served
}
afterAll(async () => {
  for (const served of opened) await served.close()
})

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly as?: { readonly user: string; readonly password: string }
  readonly bearer?: string
  readonly form?: string
  readonly body?: string
}

async function ask(served: Served, path: string, { method = 'GET', as, bearer, form, body }: Asked = {}) {
  const answer = await request(`${served.addresses.https}${path}`, {
    method,
    headers: {
      ...(as === undefined ? {} : { authorization: basicHeader(as) }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(body === undefined ? {} : { 'content-type': 'application/xml' }),
    },
    body: form ?? body ?? null,
  })
  const text = await answer.body.text()
  const json = () => JSON.parse(text) as Readonly<Record<string, unknown>>
  return { status: answer.statusCode, headers: answer.headers, text, json }
}

const topology = { agents: 4, supervisors: 1, teamSize: 4, queues: ['sales'], finesse: 2, cti: 'AB' as const, awdb: 1 }

describe('a node of 12.6', () => {
  let served: Served
  beforeAll(async () => {
    served = await open({ topology })
  })

  it('tells a desktop its configuration and languages, without credentials', async () => {
    const config = await ask(served, '/desktop/api/DesktopConfig')
    expect(config.headers['content-type']).toMatch(/^application\/json/)
    expect(config.json()).toMatchObject({
      deploymentType: 'UCCE',
      systemStatus: 'IN_SERVICE',
      host: `localhost:${served.nodes[0].ports.https}`,
      alternateHost: `localhost:${served.nodes[1]!.ports.https}`,
      isAlternateSystemAvailable: true,
      redirectToAlternateHost: false,
      systemAuthMode: 'NON_SSO',
    })
    const { Language } = (await ask(served, '/desktop/api/Languages')).json() as { Language: { locale: string }[] }
    expect(Language.map(({ locale }) => locale)).toContain('en_US')
    expect(await ask(served, '/desktop/api/DesktopConfig', { method: 'PUT', body: '<a/>' })).toMatchObject({
      status: 405,
    })
  })

  it('sends a browser to the page of the desktop, which says what this is', async () => {
    for (const path of ['/', '/desktop']) {
      const answer = await ask(served, path)
      expect([answer.status, answer.headers.location]).toEqual([302, '/desktop/container/'])
    }
    const page = await ask(served, '/desktop/container/')
    expect(page.headers['content-type']).toMatch(/^text\/html/)
    expect(page.text).toContain('A simulated Finesse node')
  })

  it('has no tokens where everybody has a password', async () => {
    const as = { user: '1001', password: served.users[0]!.password }
    const told = await ask(served, '/desktop/sso/token?cc_username=1001', { as })
    expect([told.status, told.json()['token']]).toEqual([400, undefined])
    expect((await ask(served, '/finesse/api/User/1001', { bearer: 'a.b.c' })).status).toBe(401)
  })
})

describe('a node of 12.5', () => {
  it('has no JSON for desktops yet', async () => {
    const served = await open({ release: '12.5' })
    expect((await ask(served, '/desktop/api/DesktopConfig')).status).toBe(404)
  })
})

describe('single sign-on', () => {
  let served: Served
  let rest: RestClient
  const URI = '/desktop/sso/token?return_refresh_token=true&cc_username='
  const ann = () => ({ user: '1001', password: served.users[0]!.password })
  const tokens = async (uri = `${URI}1001`) =>
    (await ask(served, uri, { as: ann() })).json() as { token: string; refresh_token: string; expires_in: number }

  beforeAll(async () => {
    served = await open({ desk: { sso: { accessToken: '20min', refreshToken: '1h' } } })
    rest = new RestClient(served)
  })
  afterAll(() => rest.close())

  it('gives tokens to who signs in, and to nobody else', async () => {
    const answer = await ask(served, `${URI}agent1001`, { as: ann() })
    expect(answer.status).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json()).toMatchObject({ expires_in: 1200, user_id: '1001' })
    for (const asked of [
      { as: { user: '1001', password: 'wrong' } },
      {},
      { as: { user: '1002', password: served.users[1]!.password } },
      { as: { user: 'nobody', password: 'x' } },
    ]) {
      const refused = await ask(served, `${URI}1001`, asked)
      expect(refused.status).toBe(401)
      expect(refused.headers['www-authenticate']).toMatch(/^Basic /)
      expect(refused.json()).toMatchObject({ status: 401, apiErrors: { errorType: 'Unauthorized' } })
    }
  })

  it('takes an access token for REST and for notifications, as its user and as nobody else', async () => {
    const { token } = await tokens()
    expect((await ask(served, '/finesse/api/User/1001', { bearer: token })).text).toContain('<loginId>1001</loginId>')
    expect((await ask(served, '/finesse/api/User/1002', { bearer: token })).status).toBe(401)
    const client = new EventClient(served, served.users[0]!, { password: token })
    await client.start()
    const pong = await client.iq('get', xml('ping', { xmlns: 'urn:xmpp:ping' }))
    expect(pong.attrs['type']).toBe('result')
    await client.stop()
    const other = new EventClient(served, served.users[1]!, { password: token })
    await expect(other.start()).rejects.toMatchObject({ condition: 'not-authorized' })
    await other.stop()
  })

  it.each([
    ['cut off', (token: string) => token.slice(0, -1)],
    ['with another user in it', (token: string) => token.replace(/\.[^.]+\./, `.${btoa('{"sub":"{}"}')}.`)],
    ['without a signature', (token: string) => token.replace(/[^.]+$/, '')],
    ['that is one for refreshing', () => ''],
    ['of ten thousand characters', (token: string) => token + 'x'.repeat(10_000)],
  ])('refuses a token %s', async (_, spoil) => {
    const { token, refresh_token } = await tokens()
    const bearer = spoil(token) || refresh_token
    expect((await ask(served, '/finesse/api/User/1001', { bearer })).status).toBe(401)
  })

  it('[AUTH-05] gives the next one for a refresh token, and refuses those that have expired', async () => {
    const { token, refresh_token } = await tokens()
    const refresh = (value: string) =>
      ask(served, '/desktop/sso/token', { method: 'POST', form: `cc_username=1001&refresh-token=${value}` })
    const after = async (minutes: number): Promise<void> => {
      const until = served.center.kernel.now + minutes * 60e6
      served.pace.speed = 1_000
      while (served.center.kernel.now < until) await new Promise((resolve) => setTimeout(resolve, 20))
      served.pace.speed = 1
    }
    await after(21)
    const late = await ask(served, '/finesse/api/User/1001', { bearer: token })
    expect([late.status, late.headers['www-authenticate'] !== undefined]).toEqual([401, true])
    const next = (await refresh(refresh_token)).json() as { token: string; refresh_token?: string }
    expect(next.refresh_token).toBeUndefined()
    expect((await ask(served, '/finesse/api/User/1001', { bearer: next.token })).status).toBe(200)
    expect((await refresh(token)).status).toBe(401)
    expect((await ask(served, `/desktop/sso/token?cc_username=1002&refresh-token=${refresh_token}`)).status).toBe(401)
    await after(40)
    expect((await refresh(refresh_token)).status).toBe(401)
  })

  it('refuses a form without end, and goes on', async () => {
    const form = `refresh-token=${'x'.repeat(1 << 20)}`
    expect((await ask(served, '/desktop/sso/token', { method: 'POST', form })).status).toBe(400)
    expect((await rest.ask('GET', 'SystemInfo')).body).toContain('<systemAuthMode>SSO</systemAuthMode>')
  })
})

/** Clients that are not ours: curl, and slixmpp for Python. Where one is missing, its test says so and is skipped. */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import type { User } from '../../src/sim/domain/directory.ts'
import { RestClient, serveQuiet } from './clients.ts'

const runs = (command: string, ...options: readonly string[]): boolean =>
  spawnSync(command, options, { timeout: 20_000 }).status === 0
const hasCurl = runs('curl', '--version')
const python = ['python3', '/usr/bin/python3'].find((one) => runs(one, '-c', 'import slixmpp'))

function run(command: string, options: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, options, { timeout: 20_000 }, (error, out, errors) => {
      if (error === null) resolve(out)
      else reject(new Error(`${error.message}\n${out}\n${errors}`))
    })
  })
}

let served: Served
let folder: string

beforeAll(async () => {
  served = await serveQuiet()
  folder = mkdtempSync(join(tmpdir(), 'ccsim-'))
  writeFileSync(join(folder, 'ca.pem'), served.certificate)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await served.close()
})

describe.skipIf(!hasCurl && !process.env.CI)('curl (skipped where it is not installed)', () => {
  it.each(['--http1.1', '--http2'])('signs an agent in with %s', async (version) => {
    const { loginId, password, extension } = served.users[version === '--http2' ? 1 : 0]!
    const curl = (...options: readonly string[]): Promise<string> => {
      const usual = ['-sS', version, '--cacert', join(folder, 'ca.pem'), '-u', `${loginId}:${password}`]
      return run('curl', [...usual, '-w', ' %{http_code} %{http_version} %{size_download}', ...options])
    }
    const uri = `${served.addresses.https}/finesse/api/User/${loginId}`
    const body = `<User><state>LOGIN</state><extension>${extension}</extension></User>`
    const protocol = version === '--http2' ? '2' : '1.1'
    expect(await curl('-X', 'PUT', '-H', 'Content-Type: Application/xml', '-d', body, uri)).toBe(` 202 ${protocol} 0`)
    const until = Date.now() + 10_000
    let user = ''
    while (!user.includes('<state>NOT_READY</state>') && Date.now() < until) user = await curl(uri)
    expect(user).toContain(`<extension>${extension}</extension>`)
    expect(await curl(`${uri}/Dialogs`)).toBe(`<Dialogs/> 200 ${protocol} 10`)
  })
})

/** Signs in, subscribes to the team, says so, and prints what comes until it is told to stop. */
const SCRIPT = `
import asyncio, sys
import slixmpp

jid, password, port, mode, ca = sys.argv[1:6]

class Client(slixmpp.ClientXMPP):
    def __init__(self):
        super().__init__(jid, password)
        self['feature_mechanisms'].unencrypted_plain = True
        self.ca_certs = ca
        for plugin in ('xep_0030', 'xep_0060', 'xep_0199'):
            self.register_plugin(plugin)
        self.done = asyncio.get_event_loop().create_future()
        self.add_event_handler('session_start', self.started)
        self.add_event_handler('failed_auth', lambda _: self.finish('failed_auth'))
        self.add_event_handler('pubsub_publish', self.published)

    def finish(self, text):
        if not self.done.done():
            self.done.set_result(text)

    def published(self, message):
        node = message['pubsub_event']['items']['node']
        text = ''.join(message['pubsub_event']['items']['item']['payload'].itertext())
        print('EVENT', message['to'], node, text, flush=True)
        if '<state>LOGOUT</state>' in text and '/Team/' in node:
            self.finish('bye')

    async def started(self, _):
        try:
            self.send_presence()
            await self.get_roster()
            await self.plugin['xep_0199'].ping('localhost')
            own = str(self.boundjid)
            result = await self['xep_0060'].subscribe('pubsub.localhost', '/finesse/api/Team/5001/Users', subscribee=own)
            print('READY', own, result['pubsub']['subscription']['subscription'], flush=True)
        except Exception as error:
            self.finish(repr(error))

async def main():
    client = Client()
    tls = {'plain': {'disable_starttls': True}, 'starttls': {'force_starttls': True}, 'tls': {'use_ssl': True}}[mode]
    client.connect(('127.0.0.1', int(port)), **tls)
    print(await asyncio.wait_for(client.done, 15))
    await client.disconnect()

asyncio.get_event_loop().run_until_complete(main())
`

describe.skipIf(python === undefined && !process.env.CI)(
  'slixmpp (skipped where Python or slixmpp is not installed)',
  () => {
    const boss = (): User => served.users.find(({ role }) => role === 'supervisor')!
    const portOf = (mode: string): string => {
      const { xmpp, xmpps } = served.addresses
      return new URL(mode === 'tls' ? xmpps! : xmpp!).port
    }
    const options = (mode: string, password: string): readonly string[] => {
      const jid = `${boss().loginId}@localhost/cisco`
      return ['-W', 'ignore', '-c', SCRIPT, jid, password, portOf(mode), mode, join(folder, 'ca.pem')]
    }

    it.each([
      ['plain', 'plain TCP'],
      ['starttls', 'STARTTLS'],
      ['tls', 'TLS'],
    ])('[XMPP-01] over %s has own events without subscribing, and team events after', async (mode) => {
      const agent = served.users[2]!
      const rest = new RestClient(served)
      const client = spawn(python!, options(mode, boss().password))
      let said = ''
      const saying = (text: string) =>
        new Promise<void>((resolve, reject) => {
          const look = (): void => {
            if (said.includes(text)) resolve()
          }
          client.stdout.on('data', look)
          client.on('exit', () => reject(new Error(`ended before ${text}: ${said}`)))
          look()
        })
      client.stdout.setEncoding('utf8').on('data', (text) => {
        said += text
      })
      client.stderr.setEncoding('utf8').on('data', (text) => {
        said += text
      })
      const ended = new Promise<number | null>((resolve) => client.on('close', resolve))
      await saying(`READY ${boss().loginId}@localhost/cisco subscribed`)
      for (const user of [boss(), agent]) {
        const login = `<User><state>LOGIN</state><extension>${user.extension}</extension></User>`
        expect((await rest.ask('PUT', `User/${user.loginId}`, user, login)).status).toBe(202)
      }
      await saying(`EVENT ${boss().loginId}@localhost /finesse/api/User/${boss().loginId} <Update>`)
      await saying(`EVENT ${boss().loginId}@localhost/cisco /finesse/api/Team/5001/Users <Update>`)
      await saying(`<loginId>${agent.loginId}</loginId>`)
      const logout = '<User><state>LOGOUT</state><reasonCodeId>11</reasonCodeId></User>'
      for (const user of [boss(), agent]) await rest.ask('PUT', `User/${user.loginId}`, user, logout)
      expect(await ended).toBe(0)
      await rest.close()
    })

    it('[XMPP-02] learns that its password is wrong', async () => {
      expect((await run(python!, options('starttls', 'wrong'))).trim()).toBe('failed_auth')
    })
  },
)

/** Clients that are not ours: curl, and slixmpp for Python. Where one is missing, its test says so and is skipped. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import { serveQuiet } from './clients.ts'

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

const SCRIPT = `
import asyncio, sys
import slixmpp

class Client(slixmpp.ClientXMPP):
    def __init__(self, jid, password):
        super().__init__(jid, password)
        self['feature_mechanisms'].unencrypted_plain = True
        self.register_plugin('xep_0030')
        self.register_plugin('xep_0060')
        self.register_plugin('xep_0199')
        self.done = asyncio.get_event_loop().create_future()
        self.add_event_handler('session_start', self.started)
        self.add_event_handler('failed_auth', lambda _: self.finish('failed_auth'))

    def finish(self, text):
        if not self.done.done():
            self.done.set_result(text)

    async def started(self, _):
        try:
            self.send_presence()
            await self.get_roster()
            await self.plugin['xep_0199'].ping('localhost')
            result = await self['xep_0060'].subscribe('pubsub.localhost', '/finesse/api/Team/5001/Users', subscribee=str(self.boundjid))
            state = result['pubsub']['subscription']['subscription']
            self.finish(str(self.boundjid) + ' ' + state)
        except Exception as error:
            self.finish(repr(error))

async def main():
    client = Client(sys.argv[1], sys.argv[2])
    client.connect(('127.0.0.1', int(sys.argv[3])), disable_starttls=True, use_ssl=False)
    print(await asyncio.wait_for(client.done, 15))
    client.disconnect()

asyncio.get_event_loop().run_until_complete(main())
`

describe.skipIf(python === undefined && !process.env.CI)(
  'slixmpp (skipped where Python or slixmpp is not installed)',
  () => {
    const start = (password: string): Promise<string> => {
      const boss = served.users.find(({ role }) => role === 'supervisor')!
      const port = new URL(served.addresses.xmpp!).port
      return run(python!, ['-W', 'ignore', '-c', SCRIPT, `${boss.loginId}@localhost/cisco`, password, port])
    }

    it('signs in over TCP, pings and subscribes', async () => {
      const boss = served.users.find(({ role }) => role === 'supervisor')!
      expect((await start(boss.password)).trim()).toBe(`${boss.loginId}@localhost/cisco subscribed`)
    })

    it('learns that its password is wrong', async () => {
      expect((await start('wrong')).trim()).toBe('failed_auth')
    })
  },
)

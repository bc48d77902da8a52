import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG_FILE } from '../../src/load/config-store.ts'
import { ccsim, folder } from './ccsim.ts'

interface News {
  readonly ca: string
  readonly administrator: { readonly id: string; readonly password: string }
  readonly nodes: readonly { readonly addresses: { readonly https: string } }[]
}

async function begin(data: string) {
  const args = ['src/cli/main.ts', 'serve', 'smoke', '--port', '0', '--control-port', '0', '--json', '--data', data]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
      if (out.endsWith('\n')) resolve()
    })
    child.on('close', () => resolve())
  })
  const news = JSON.parse(out) as News
  const end = (signal: 'SIGINT' | 'SIGKILL' = 'SIGINT') =>
    new Promise<number | null>((resolve) => {
      child.on('close', resolve).kill(signal)
    })
  const ask = (method: string, path: string, body = '') =>
    new Promise<{ status: number; location: string; body: string }>((resolve, reject) => {
      const auth = `${news.administrator.id}:${news.administrator.password}`
      const options = {
        method,
        ca: readFileSync(news.ca),
        auth,
        headers: body === '' ? {} : { 'content-type': 'application/xml' },
      }
      const asked = request(`${news.nodes[0]!.addresses.https}/finesse/api/${path}`, options, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece) => {
          text += piece
        })
        response.on('end', () =>
          resolve({ status: response.statusCode!, location: response.headers.location ?? '', body: text }),
        )
      })
      asked.on('error', reject).end(body)
    })
  return { ask, end }
}

const dir = folder()

describe('ccsim serve --data', () => {
  it('has what an administrator configured again the next time', async () => {
    const code =
      '<ReasonCode><category>NOT_READY</category><code>77</code><label>Tea</label><forAll>true</forAll></ReasonCode>'
    const first = await begin(join(dir, 'kept'))
    const made = await first.ask('POST', 'ReasonCode', code)
    expect(made).toMatchObject({ status: 200, body: '' })
    expect(await first.end()).toBe(0)

    const second = await begin(join(dir, 'kept'))
    const path = made.location.slice(made.location.indexOf('ReasonCode/'))
    expect((await second.ask('GET', path)).body).toContain('<label>Tea</label>')
    expect(await second.end()).toBe(0)
  })

  it('has everything that was answered again after it was killed in the middle of more', async () => {
    const code = (number: number): string =>
      `<ReasonCode><category>LOGOUT</category><code>${number}</code><label>c${number}</label><forAll>true</forAll></ReasonCode>`
    const first = await begin(join(dir, 'killed'))
    const answered: number[] = []
    const asking = Array.from({ length: 30 }, async (_, at) => {
      const { status } = await first.ask('POST', 'ReasonCode', code(100 + at))
      if (status === 200) answered.push(100 + at)
    })
    await Promise.race(asking)
    expect(await first.end('SIGKILL')).toBe(null)
    await Promise.allSettled(asking)
    expect(answered.length).toBeGreaterThan(0)

    const second = await begin(join(dir, 'killed'))
    const list = (await second.ask('GET', 'ReasonCodes?category=LOGOUT')).body
    for (const number of answered) expect(list).toContain(`<label>c${number}</label>`)
    // And goes on from there.
    expect((await second.ask('POST', 'ReasonCode', code(200))).status).toBe(200)
    expect(await second.end()).toBe(0)
  })

  it('leaves alone a file that is not its own', async () => {
    mkdirSync(join(dir, 'foreign'))
    writeFileSync(join(dir, 'foreign', CONFIG_FILE), 'not a database, by any stretch of the imagination'.repeat(100))
    const { exit, err } = await ccsim([
      'serve',
      'smoke',
      '--port',
      '0',
      '--control-port',
      '0',
      '--data',
      join(dir, 'foreign'),
    ])
    expect(exit).toBe(6)
    expect(err).toMatch(/^--data: .*finesse-config\.sqlite cannot be used as configuration/)
  })
})

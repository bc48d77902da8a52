import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReq } from '../load/cti-client.ts'
import { ccsim, folder } from './ccsim.ts'

interface News {
  readonly release: string
  readonly control: string
  readonly ca: string
  readonly cti: readonly { readonly host: string; readonly port: number; readonly securePort: number }[]
  readonly nodes: readonly {
    readonly ports: Readonly<Record<string, number>>
    readonly addresses: { readonly https: string }
  }[]
  readonly users: readonly {
    readonly id: string
    readonly password: string
    readonly role: string
    readonly free: boolean
  }[]
}

/** The process, and the text of its first line or more. */
async function begin(...args: readonly string[]) {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'serve', '--port', '0', '--control-port', '0', ...args])
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let out = ''
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
      if (args.includes('--json') ? out.endsWith('\n') : out.includes('Ctrl-C')) resolve()
    })
    child.on('close', () => resolve())
  })
  return { child, ended, out, err: () => err }
}

function ask(url: string, ca: string, auth?: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(url, { ca, ...(auth === undefined ? {} : { auth }) }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode!, body }))
    })
      .on('error', reject)
      .end()
  })
}

const dir = folder()

describe('ccsim serve --json', () => {
  let news: News
  let begun: Awaited<ReturnType<typeof begin>>
  beforeAll(async () => {
    begun = await begin('--json', '--data', join(dir, 'data'), '--free', '3')
    news = JSON.parse(begun.out) as News
  })
  afterAll(() => {
    begun.child.kill('SIGKILL')
  })
  const ctl = (...args: readonly string[]) => ccsim(['ctl', ...args, '--url', news.control])

  it('tells where to connect and who to be', async () => {
    expect(news.release).toBe('12.6')
    expect(news.nodes).toHaveLength(2)
    expect(news.users.filter(({ free }) => free).map(({ id, role }) => [id, role])).toEqual([
      ['1001', 'agent'],
      ['1002', 'agent'],
      ['1003', 'agent'],
      ['1026', 'supervisor'],
    ])
    const ca = readFileSync(news.ca, 'utf8')
    for (const { addresses } of news.nodes) {
      const info = await ask(`${addresses.https}/finesse/api/SystemInfo`, ca)
      expect(info.status).toBe(200)
      expect(info.body).toContain('<status>IN_SERVICE</status>')
    }
    const { id, password } = news.users[0]!
    const user = await ask(`${news.nodes[0]!.addresses.https}/finesse/api/User/${id}`, ca, `${id}:${password}`)
    expect(user.body).toContain('<state>LOGOUT</state>')
  })

  it('is watched and ruled by ccsim ctl', async () => {
    const state = await ctl('state')
    expect(state.exit).toBe(0)
    expect(state.out).toMatch(/Finesse 2 +running +IN_SERVICE/)
    expect(state.out).toMatch(/^28 users {2}/m)
    const agents = await ctl('agents')
    expect(agents.out).toMatch(/^1001 +Ana Adler +agent +Team 1 +31001 +LOGOUT .* free$/m)

    const call = await ctl('call', 'sales', '--count', '2', '--talk', '10min', '--var', 'callVariable1=gold')
    expect(call).toMatchObject({ exit: 0, err: '' })
    expect(call.out).toMatch(/^2 callers for sales: contact \d+, \d+\n$/)
    expect((await ctl('pause')).out).toMatch(/^\d\d:\d\d:\d\d UTC, paused\n$/)
    expect((await ctl('speed', '4')).out).toContain('paused')
    expect((await ctl('resume')).out).toContain('4 × real time')
    const queues = JSON.parse((await ctl('queues', '--json')).out) as { name: string; offered: number }[]
    expect(queues.find(({ name }) => name === 'sales')!.offered).toBeGreaterThanOrEqual(2)
    expect((await ctl('topology')).out).toMatch(/CTI B +running/)
    expect((await ctl('calls')).exit).toBe(0)
  })

  it('says what ctl cannot do', async () => {
    expect(await ctl('call', 'suport')).toMatchObject({ exit: 6, out: '' })
    expect((await ctl('call', 'suport')).err).toContain('did you mean "support"?')
    expect(await ctl('speed', 'fast')).toMatchObject({ exit: 6 })
    expect(await ctl('act', 'stopp', 'finesse', '1')).toMatchObject({ exit: 6 })
    expect(await ctl('call', 'sales', '--var', 'gold')).toMatchObject({ exit: 6 })
  })

  it('lets other CTI clients connect, as long as the CTI server is there', async () => {
    const [a] = news.cti
    const ca = readFileSync(news.ca, 'utf8')
    for (const open of [
      () => connect(a!.port, a!.host),
      () => connectTls({ host: a!.host, port: a!.securePort, servername: 'localhost', ca }),
    ]) {
      const socket = open()
      socket.write(openReq())
      const [answer] = (await once(socket, 'data')) as [Buffer]
      // OPEN_CONF.
      expect(answer.readUInt32BE(4)).toBe(4)
      socket.destroy()
    }
    expect(await ctl('act', 'stop ctisvr A')).toMatchObject({ exit: 0 })
    const gone = async (): Promise<boolean> => {
      const socket = connect(a!.port, a!.host)
      const refused = await once(socket, 'connect').then(
        () => false,
        () => true,
      )
      socket.destroy()
      return refused
    }
    while (!(await gone())) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await ctl('act', 'start ctisvr A')).toMatchObject({ exit: 0 })
  })

  it('has a node stopped and started by words', async () => {
    const ca = readFileSync(news.ca, 'utf8')
    const info = `${news.nodes[1]!.addresses.https}/finesse/api/SystemInfo`
    expect(await ctl('act', 'stop', 'finesse', '2')).toMatchObject({ exit: 0, out: 'stop of finesse 2\n' })
    await expect(ask(info, ca)).rejects.toThrow()
    expect((await ctl('topology')).out).toMatch(/Finesse 2 +down +OUT_OF_SERVICE/)
    expect(await ctl('act', 'start finesse 2')).toMatchObject({ exit: 0 })
    await ctl('speed', '200')
    for (;;) {
      const answer = await ask(info, ca).catch(() => undefined)
      if (answer?.body.includes('<status>IN_SERVICE</status>') === true) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await ctl('speed', '1')
  })

  it('ends with 0 at Ctrl-C, and keeps its authority for the next time', async () => {
    begun.child.kill('SIGINT')
    expect(await begun.ended).toBe(0)
    expect(begun.err()).toBe('Closing …\n')
    const gone = await ctl('state')
    expect(gone.exit).toBe(7)
    expect(gone.err).toContain('is "ccsim serve" running?')
    expect(news.ca).toBe(join(dir, 'data', 'ca.pem'))
    expect(existsSync(news.ca)).toBe(true)
  })
})

describe('ccsim serve', () => {
  it('prints a table for people, and ends by ccsim ctl stop', async () => {
    const begun = await begin('smoke', '--set', 'release=11.6', '--name', 'fin1.example.test,fin2.example.test')
    expect(begun.out).toMatch(/^smoke {2}Finesse 11\.6, seed 1, ccsim /)
    expect(begun.out).toMatch(/^ {2}Finesse 1 +https:\/\/fin1\.example\.test:\d+ +REST$/m)
    expect(begun.out).toMatch(/^ +xmpp:\/\/fin2\.example\.test:\d+ +XMPP over TCP, STARTTLS$/m)
    expect(begun.out).toMatch(/^ {2}1001 +pw-1001 +31001 +agent +Team 1 +sales, support$/m)
    expect(begun.out).toMatch(/^ {2}CTI B +fin1\.example\.test:\d+ +GED-188 up to version 20$/m)
    expect(begun.out).toContain('Listening on this machine only; --host')
    expect(Math.max(...begun.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
    const ca = /^ {2}Trust +(\S+)/m.exec(begun.out)![1]!
    expect(existsSync(ca)).toBe(true)
    const url = /^ {2}Console +(\S+)/m.exec(begun.out)![1]!
    expect(await ccsim(['ctl', 'stop', '--url', url])).toMatchObject({ exit: 0, out: 'going down\n' })
    expect(await begun.ended).toBe(0)
    expect(existsSync(ca)).toBe(false)
  })

  it('says that a port is taken', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
    })
    const { exit, err } = await ccsim(['serve', 'smoke', '--port', '0', '--control-port', String(port)])
    expect(exit).toBe(6)
    expect(err).toBe(
      `127.0.0.1:${port} is taken by another program; --port, --control-port and --cti choose others, 0 any\n`,
    )
    other.close()
  })

  it.each([
    [['--port', 'http'], '--port: http is no number'],
    [['--speed', '0'], '--speed: a number above 0'],
    [['--free', '11'], '--free: 11 is no number from 0 to 10'],
    [['--open', '4711'], '--open: there is no door 4711'],
    [['--cors', 'gadgets.example'], '--cors: gadgets.example is no origin'],
    [['--cti', '65530'], '--cti: 65522 or less'],
    [['--cti', 'no'], '--cti: no is no number'],
    [['--host', ','], '--host: names nothing'],
    [['--host', '203.0.113.77', '--port', '0'], 'this machine has no such address'],
    [['--set', 'topology.agents=none'], 'topology.agents'],
  ])('says what is wrong with %j', async (args, text) => {
    const { exit, err } = await ccsim(['serve', 'smoke', ...args])
    expect(exit).toBe(6)
    expect(err).toContain(text)
  })
})

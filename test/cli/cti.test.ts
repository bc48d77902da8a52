import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { CtiClient, configReq, openReq, queryAgent } from '../load/cti-client.ts'
import { ccsim } from './ccsim.ts'

/** The process once it has said what there is. */
async function begin(...args: readonly string[]) {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'cti', '--port-a', '0', '--port-b', '0', ...args])
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let [out, err] = ['', '']
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
  })
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
      if (out.includes('Ctrl-C ends it.')) resolve()
    })
    child.on('close', () => resolve())
  })
  const portOf = (side: 'A' | 'B'): number =>
    Number(new RegExp(`CTI server ${side} .*? 127\\.0\\.0\\.1:(\\d+)`).exec(out)![1])
  return { child, ended, out, err: () => err, portOf }
}

describe('ccsim cti', () => {
  it('tells addresses, peripheral id and users, serves both sides, and ends by Ctrl-C while clients are there', async () => {
    const begun = await begin('smoke', '--peripheral', '5003', '--seed', '7')
    expect(begun.out).toMatch(/^smoke {2}CTI servers of Unified CCE [\d.]+, seed 7/)
    expect(begun.out).toContain('Peripheral id  5003')
    expect(begun.out).toContain('Listening on this machine only')
    expect(begun.out).toMatch(/1001 +agent1001 +31001 +agent +Team 1 +sales \(\d+\), support \(\d+\)/)

    const a = await CtiClient.to(begun.portOf('A'))
    a.send(openReq({ peripheral: 5003 }))
    expect((await a.next(4)).u2(30)).toBe(1)
    a.send(configReq(0x4))
    expect((await a.next(237)).body.toString('latin1')).toContain('agent1001')
    // Nobody is signed in: no embedded Finesse does anything.
    a.send(queryAgent(2, '1001'))
    expect((await a.next(37)).u2(4)).toBe(1)
    const b = await CtiClient.to(begun.portOf('B'))
    b.send(openReq({ peripheral: 5003 }))
    expect((await b.next(1)).u4(4)).toBe(15)

    begun.child.kill('SIGINT')
    expect(await begun.ended).toBe(0)
    expect(begun.err()).toBe('Closing …\n')
    await a.untilEnded()
  })

  it('serves TLS with a certificate that its authority signed, and forgets both at its end', async () => {
    const begun = await begin('--tls')
    const ca = /Trust +(\S+)/.exec(begun.out)![1]!
    const port = Number(/CTI server A .*TLS 127\.0\.0\.1:(\d+)/.exec(begun.out)![1])
    const socket = connect({ port, host: '127.0.0.1', ca: readFileSync(ca), servername: 'localhost' })
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
    const client = new CtiClient(socket)
    client.send(openReq())
    await client.next(4)
    client.close()
    begun.child.kill('SIGTERM')
    expect(await begun.ended).toBe(0)
    expect(existsSync(ca)).toBe(false)
  })

  it('says that a port is taken', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
    })
    const { exit, err } = await ccsim(['cti', 'smoke', '--port-a', '0', '--port-b', String(port)])
    expect(exit).toBe(6)
    expect(err).toBe(`127.0.0.1:${port} is taken by another program; --port-a and --port-b choose others, 0 any\n`)
    other.close()
  })

  it.each([
    [['--port-a', 'cti'], '--port-a: cti is no number'],
    [['--standby', '16'], '--standby: 16 is none of 15, 92, 107 and refuse'],
    [['--peripheral', '40000'], '--peripheral: 40000 is no number from 0 to 32767'],
    [['--host', '203.0.113.77', '--port-a', '0', '--port-b', '0'], 'this machine has no such address'],
    [['--set', 'topology.agents=none'], 'topology.agents'],
    [['--seed', ' '], '--seed'],
  ])('says what is wrong with %j', async (args, text) => {
    const { exit, err } = await ccsim(['cti', 'smoke', ...args])
    expect(exit).toBe(6)
    expect(err).toContain(text)
  })
})

/**
 * A bundle in a host on goja, over real sockets: an engine of the kind that k6 has, one for each virtual user. The
 * host is written from the documentation of k6, and is not k6.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../../../src/load/k6/bundle.ts'
import { buildGo, hasGo } from './go.ts'
import { runAsK6, served } from './k6.ts'
import { smallShift } from './scenario.ts'
import { strangeFinesse } from './strange-finesse.ts'
import { expectWholeShift, gathered, imported, prepared, SPEED } from './whole-shift.ts'

const dir = mkdtempSync(join(tmpdir(), 'ccsim-host-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const host = join(dir, 'host')
const run = (script: string, ca: string, environment: Readonly<Record<string, string>>) =>
  runAsK6(host, { script, ca, environment })

// On CI there is Go, and nothing is skipped.
const isSkipped = !hasGo() && process.env['CI'] === undefined
if (isSkipped) process.stdout.write('Go is not installed: the host on goja, which needs it, is skipped\n')

describe.skipIf(isSkipped)('a bundle, played by the host on goja', () => {
  beforeAll(() => buildGo('host', host), 600_000)

  it.concurrent('signs everybody in, answers calls and signs out, each desktop in an engine of its own', async () => {
    const target = await served(smallShift, SPEED)
    try {
      const environment = { CCSIM_NODES: target.origins, CCSIM_SPEED: String(SPEED) }
      const { exit, err, samples } = await run(await bundle(prepared()), target.certificate, environment)
      // 99: a threshold was missed, as on a machine that is too busy.
      expect([0, 99], err).toContain(exit)
      if (exit === 0) expect(err).toBe('')
      const result = await imported(samples)
      expectWholeShift(result)
      expect(result.wire).toMatchObject({ speed: SPEED, by: 'k6' })
      const { plan, began, finished } = await gathered(samples)
      expect([plan, began, finished]).toEqual([prepared().plan, 13, 13])
    } finally {
      await target.close()
    }
  })

  it.concurrent('on two machines, several desktops each, plays the plan once', async () => {
    const target = await served(smallShift, SPEED)
    try {
      const environment = { CCSIM_NODES: target.origins, CCSIM_SPEED: String(SPEED) }
      const shards = [
        prepared({ shard: { part: 1, of: 2 }, desktopsEach: 3 }),
        prepared({ shard: { part: 2, of: 2 }, desktopsEach: 2 }),
      ]
      expect(shards.map(({ virtualUsers }) => virtualUsers)).toEqual([3, 3])
      const scripts = await Promise.all(shards.map(bundle))
      const all = await Promise.all(scripts.map((script) => run(script, target.certificate, environment)))
      for (const { exit, err } of all) expect([0, 99], err).toContain(exit)
      expectWholeShift(await imported(...all.map(({ samples }) => samples)))
      const half = await gathered(all[0]!.samples)
      expect([half.plan, half.finished]).toEqual([prepared({ shard: { part: 1, of: 2 } }).part, 3])
    } finally {
      await target.close()
    }
  })

  it.concurrent('asks a Finesse that does not know its users once, and trusts nobody who is not vouched for', async () => {
    const { server, asked, origin, ca } = await strangeFinesse()
    try {
      const script = await bundle(prepared())
      const environment = { CCSIM_NODES: `${origin},${origin}` }
      const stranger = await run(script, ca, environment)
      expect([stranger.exit, stranger.err]).toEqual([
        108,
        expect.stringContaining(`${origin} does not know user 1001 of k6-shift`),
      ])
      const api = '/finesse/api'
      expect(asked).toEqual([`${api}/SystemInfo`, `${api}/SystemInfo`, `${api}/User/1001`])
      const untrusted = await run(script, '', environment)
      expect([untrusted.exit, untrusted.err]).toEqual([
        108,
        expect.stringContaining('trust its authority by SSL_CERT_FILE'),
      ])
      expect(asked.length).toBe(3)
      const none = await run(script, ca, {})
      expect([none.exit, none.err]).toEqual([108, expect.stringContaining('CCSIM_NODES names 0 of 2 Finesse nodes')])
      expect(readFileSync(none.samples, 'utf8')).toBe('')
    } finally {
      server.close()
    }
  })
})

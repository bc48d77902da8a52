/** A bundle for k6, played by the stand-in against served nodes; host.test.ts plays it in an engine of k6's kind. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bundle } from '../../../src/load/k6/bundle.ts'
import { CONFIG_MAP_MOST } from '../../../src/load/k6/manifest.ts'
import { k6Version, runK6, runStandIn, served } from './k6.ts'
import { smallShift } from './scenario.ts'
import { strangeFinesse } from './strange-finesse.ts'
import { expectWholeShift, gathered, imported, prepared, SPEED } from './whole-shift.ts'

describe('a bundle', () => {
  it('imports modules of k6 and no others, and is the same each time', async () => {
    const text = await bundle(prepared())
    const modules = [...text.matchAll(/(?:from|import)\s*["']([^"']+)["']/g)].map(([, name]) => name)
    expect(modules.length).toBeGreaterThan(3)
    expect(modules.filter((name) => !name!.startsWith('k6/'))).toEqual([])
    expect(await bundle(prepared())).toBe(text)
    expect(await bundle(prepared({ seed: '2' }))).not.toBe(text)
  })

  it('has room in a ConfigMap', async () => {
    expect((await bundle(prepared())).length).toBeLessThan(CONFIG_MAP_MOST / 2)
  })

  it('has no class by property in its regular expressions, which goja reads as letters', async () => {
    expect((await bundle(prepared())).match(/\\[pP]\{.{0,40}/g)).toBe(null)
  })

  it('has nothing of servers in it', async () => {
    expect(await bundle(prepared())).not.toMatch(/xstate|CONFIGURE_CTI|routeSelect:|openConf:/)
  })
})

describe('a bundle, played by the stand-in', () => {
  it('signs everybody in, answers calls and signs out, and all of it is in the result', async () => {
    const target = await served(smallShift, SPEED)
    try {
      const environment = { CCSIM_NODES: target.origins, CCSIM_SPEED: String(SPEED) }
      const script = await bundle(prepared())
      const { exit, err, samples } = await runStandIn({ script, ca: target.certificate, environment })
      expect([exit, err]).toEqual([0, ''])
      const result = await imported(samples)
      expectWholeShift(result)
      expect(result.wire).toMatchObject({ speed: SPEED, by: 'k6' })
      expect(['passed', 'generator unhealthy']).toContain(result.verdict)
    } finally {
      await target.close()
    }
  })

  it('on two machines plays the plan once, and half of it is told to be half', async () => {
    const target = await served(smallShift, SPEED)
    try {
      const environment = { CCSIM_NODES: target.origins, CCSIM_SPEED: String(SPEED) }
      // One by shards of the plan, dealt out again in k6; the other by virtual users, as execution segments deal them.
      const first = await bundle(prepared({ shard: { part: 1, of: 2 }, desktopsEach: 3 }))
      const second = await bundle(prepared({ shard: { part: 2, of: 2 }, desktopsEach: 2 }))
      const play = (script: string, USERS: string) =>
        runStandIn({ script, ca: target.certificate, environment: { ...environment, USERS } })
      const all = await Promise.all([play(first, '1,2,3'), play(second, '1,3'), play(second, '2')])
      expect(all.map(({ exit, err }) => [exit, err])).toEqual([
        [0, ''],
        [0, ''],
        [0, ''],
      ])
      expectWholeShift(await imported(...all.map(({ samples }) => samples)))
      const half = await gathered(all[0]!.samples)
      expect(half.plan).toEqual(prepared({ shard: { part: 1, of: 2 } }).part)
      expect(half.plan.entries).toBeLessThan(prepared().plan.entries)
    } finally {
      await target.close()
    }
  })

  it('asks a Finesse that does not know its users once, and for one of them', async () => {
    const { server, asked, origin, ca } = await strangeFinesse()
    try {
      const environment = { CCSIM_NODES: `${origin},${origin}` }
      const { exit, err } = await runStandIn({ script: await bundle(prepared()), ca, environment })
      expect([exit, err]).toEqual([108, expect.stringContaining(`${origin} does not know user 1001 of k6-shift`)])
      const api = '/finesse/api'
      expect(asked).toEqual([`${api}/SystemInfo`, `${api}/SystemInfo`, `${api}/User/1001`])
    } finally {
      server.close()
    }
  })

  it('ends at once where nobody is, and without addresses', async () => {
    const script = await bundle(prepared())
    const target = await served(smallShift, 1)
    try {
      const run = (environment: Readonly<Record<string, string>>, ca = target.certificate) =>
        runStandIn({ script, ca, environment })
      const nobody = await run({ CCSIM_NODES: 'https://127.0.0.1:1,https://127.0.0.1:2' })
      expect([nobody.exit, nobody.err]).toEqual([
        108,
        expect.stringContaining('https://127.0.0.1:1 is no Finesse in service'),
      ])
      const none = await run({})
      expect([none.exit, none.err]).toEqual([108, expect.stringContaining('CCSIM_NODES names 0 of 2 Finesse nodes')])
      expect(readFileSync(none.samples, 'utf8')).toBe('')
    } finally {
      await target.close()
    }
  })
})

const version = k6Version()
if (version === undefined) process.stdout.write('k6 is not installed: what needs it is skipped\n')

/** Whoever has k6 on the path tests with it. It is not installed by this project. */
describe.skipIf(version === undefined)(`a bundle, played by ${version ?? 'k6, which is not installed here'}`, () => {
  it('signs everybody in, answers calls and signs out, and all of it is in the result', async () => {
    const target = await served(smallShift, SPEED)
    try {
      const environment = { CCSIM_NODES: target.origins, CCSIM_SPEED: String(SPEED) }
      const { exit, err, samples } = await runK6({
        script: await bundle(prepared()),
        ca: target.certificate,
        environment,
      })
      // 99: a threshold was missed, as on a machine that is too busy.
      expect([0, 99], err).toContain(exit)
      expectWholeShift(await imported(samples))
    } finally {
      await target.close()
    }
  })
})

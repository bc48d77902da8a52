import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { ccsim } from './ccsim.ts'

const dir = mkdtempSync(join(tmpdir(), 'ccsim-k6-cli-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const place = (name: string) => join(dir, name)
const planOf = (text: string) => /plan +([0-9a-f]{32})/.exec(text)![1]!
const NODES = 'https://fin1:8445,https://fin2:8445'

describe('ccsim k6 build', () => {
  it('writes one script, and says whose plan it is and what is not played', async () => {
    const out = place('load')
    const { exit, out: said, err } = await ccsim(['k6', 'build', 'smoke', '--out', out])
    expect([exit, err]).toEqual([0, ''])
    expect(readdirSync(out)).toEqual(['script.js'])
    expect(said).toContain('11 desktops on 11 virtual users')
    expect(said).toContain('not played: callers')
    const script = readFileSync(join(out, 'script.js'), 'utf8')
    expect(script.split('\n')[1]).toContain(planOf(said))
    expect(script).toMatch(/export\s*\{[^}]*as default/)
  })

  it('of a shard has fewer desktops, and names the plan of all', async () => {
    const whole = await ccsim(['k6', 'build', 'smoke', '--out', place('whole')])
    const shard = await ccsim([
      'k6',
      'build',
      'smoke',
      '--out',
      place('shard'),
      '--shard',
      '2/3',
      '--desktops-each',
      '2',
    ])
    expect(shard.out).toContain('4 desktops on 2 virtual users')
    expect(planOf(shard.out)).toBe(planOf(whole.out))
  })

  it('puts another script in the place of an older one, and leaves other files alone', async () => {
    const out = place('again')
    mkdirSync(out)
    writeFileSync(join(out, 'notes.txt'), 'mine')
    await ccsim(['k6', 'build', 'smoke', '--out', out])
    const first = readFileSync(join(out, 'script.js'), 'utf8')
    await ccsim(['k6', 'build', 'smoke', '--out', out, '--seed', '2'])
    expect(readFileSync(join(out, 'script.js'), 'utf8')).not.toBe(first)
    expect(readdirSync(out).sort()).toEqual(['notes.txt', 'script.js'])
  })

  it.each([
    [['--shard', '4/3'], '--shard: "4/3": shards of 3 are 1/3 to 3/3\n'],
    [['--desktops-each', '0'], '--desktops-each: at least 1\n'],
    [['--set', 'release=11.6'], /^smoke: release 11\.6 has notifications over BOSH only/],
    [['--shard', '200/200'], /this part of the plan has no desktops/],
  ])('refuses %j, and writes nothing', async (more, says) => {
    const out = place('refused')
    const { exit, err } = await ccsim(['k6', 'build', 'smoke', '--out', out, ...more])
    expect(exit).toBe(6)
    if (typeof says === 'string') expect(err).toBe(says)
    else expect(err).toMatch(says)
    expect(existsSync(out)).toBe(false)
  })

  it('says what is in the way of its folder', async () => {
    writeFileSync(place('a-file'), '')
    const { exit, err } = await ccsim(['k6', 'build', 'smoke', '--out', place('a-file')])
    expect(exit).toBe(6)
    expect(err).toContain(`cannot write the report to ${place('a-file')}: a file is in the way`)
  })
})

describe('ccsim k6 operator', () => {
  it('prints a ConfigMap with the whole script, and a TestRun of so many machines', async () => {
    writeFileSync(place('ca.pem'), '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n')
    const args = ['k6', 'operator', 'smoke', '--nodes', NODES, '--machines', '3', '--ca', place('ca.pem')]
    const { exit, out, err } = await ccsim([...args, '--namespace', 'load', '--image', 'registry.example/k6:1'])
    expect([exit, err]).toEqual([0, ''])
    const [configMap, testRun] = parseAllDocuments(out).map((document) => document.toJS())
    await ccsim(['k6', 'build', 'smoke', '--out', place('same')])
    expect(configMap).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'ccsim-smoke', namespace: 'load' } })
    expect(configMap.data['script.js']).toBe(readFileSync(join(place('same'), 'script.js'), 'utf8'))
    expect(configMap.data['ca.pem']).toContain('BEGIN CERTIFICATE')
    expect(testRun).toMatchObject({
      apiVersion: 'k6.io/v1alpha1',
      kind: 'TestRun',
      metadata: { name: 'ccsim-smoke', namespace: 'load' },
      spec: {
        parallelism: 3,
        script: { configMap: { name: 'ccsim-smoke', file: 'script.js' } },
        runner: {
          image: 'registry.example/k6:1',
          env: [
            { name: 'CCSIM_NODES', value: NODES },
            { name: 'CCSIM_LEAD', value: '15' },
            { name: 'SSL_CERT_FILE', value: '/test/ca.pem' },
          ],
        },
      },
    })
  })

  it.each([
    [['--nodes', 'https://fin1:8445'], '--nodes names 1 of 2 Finesse nodes\n'],
    [['--nodes', NODES, '--machines', '12'], /12 for 11 virtual users leave some idle/],
    [['--nodes', NODES, '--machines', '0'], '--machines: at least 1\n'],
    [['--nodes', NODES, '--name', 'Load!'], /--name: Load! is no name for Kubernetes/],
    [['--nodes', NODES, '--ca', '/nowhere.pem'], '--ca: /nowhere.pem cannot be read (ENOENT)\n'],
    [['--nodes', NODES, '--notifications', 'fin1'], '--notifications names one address for each of --nodes\n'],
  ])('refuses %j, and prints nothing', async (more, says) => {
    const { exit, out, err } = await ccsim(['k6', 'operator', 'smoke', ...more])
    expect([exit, out]).toEqual([6, ''])
    if (typeof says === 'string') expect(err).toBe(says)
    else expect(err).toMatch(says)
  })
})

describe('ccsim k6 import', () => {
  const tags = { ccsim_scenario: 'smoke', ccsim_hash: '', ccsim_seed: '1' }
  const point = (metric: string, value: number, more: object = {}, at = '2026-03-01T08:00:00.5Z') =>
    JSON.stringify({ metric, type: 'Point', data: { time: at, value, tags: { ...tags, ...more } } })

  /** The samples of a run in which one operation was done and one failed. */
  async function samples(name: string, more: readonly string[] = [], entries = 22): Promise<string> {
    const built = await ccsim(['k6', 'build', 'smoke', '--out', place(`of-${name}`)])
    tags.ccsim_hash = /scenario smoke \((\w+)\)/.exec(readFileSync(join(place(`of-${name}`), 'script.js'), 'utf8'))![1]!
    const hash = planOf(built.out)
    const words = [0, 8, 16, 24].map((from) => Number.parseInt(hash.slice(from, from + 8), 16))
    const of = { operation: 'sign-in', interval: '0' }
    const lines = [
      'time="2026-03-01T08:00:00Z" level=info msg="a line of a log"',
      JSON.stringify({ type: 'Metric', metric: 'ccsim_planned', data: { type: 'counter', contains: 'default' } }),
      point('ccsim_plan_entries', entries),
      ...words.map((word, index) => point(`ccsim_plan_hash_${index + 1}`, word)),
      point('ccsim_planned', 1, of),
      point('ccsim_planned', 1, of),
      point('ccsim_intended', 31.25, of),
      point('ccsim_actual', 30, of),
      point('ccsim_failed', 1, { ...of, kind: '503' }),
      point('http_reqs', 1),
      point('ccsim_schedule_lag', 0.2),
      point('ccsim_phase', 900, { phase: 'desktop-usable' }),
      point('ccsim_finished', 1, {}, '2026-03-01T08:02:30Z'),
      ...more,
    ]
    const file = place(name)
    const text = `${lines.join('\n')}\n`
    writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text)
    return file
  }

  it.each(['samples.json', 'samples.json.gz'])('makes a result and reports of %s', async (name) => {
    const out = place(`reports-${name}`)
    const { exit, out: said, err } = await ccsim(['k6', 'import', await samples(name), '--out', out])
    expect([exit, err]).toEqual([0, ''])
    expect(said).toContain('The whole plan was played: 1 operations done, 1 failed')
    const result = JSON.parse(readFileSync(join(out, 'smoke', '1', 'result.json'), 'utf8'))
    expect(result).toMatchObject({ verdict: 'passed', world: 'wire', wire: { by: 'k6', speed: 1 }, wallSeconds: 149.5 })
    expect(result.operations[0]).toMatchObject({
      operation: 'sign-in',
      window: 'run',
      planned: 2,
      done: 1,
      failed: 1,
      errors: [{ kind: '503', count: 1 }],
      intended: { p50Us: 31_250 },
      actual: { p50Us: 30_000 },
    })
    expect(readdirSync(join(out, 'smoke', '1'))).toContain('report.html')
  })

  it('of half a plan proves nothing, and of a late generator even less', async () => {
    const missing = await samples('half.json', [], 21)
    const half = await ccsim(['k6', 'import', missing, '--report', 'none'])
    expect([half.exit, half.out]).toEqual([2, expect.stringContaining('21 of 22 entries of the plan were played')])
    const late = await samples(
      'late.json',
      Array.from({ length: 9 }, () => point('ccsim_schedule_lag', 80)),
    )
    const unhealthy = await ccsim(['k6', 'import', late, '--report', 'none'])
    expect([unhealthy.exit, unhealthy.out]).toEqual([4, expect.stringContaining('schedule lag p99.9')])
    const stopped = await samples('stopped.json', [point('ccsim_planned', 1, { operation: 'answer', interval: '1' })])
    const interrupted = await ccsim(['k6', 'import', stopped, '--report', 'none'])
    expect([interrupted.exit, interrupted.out]).toEqual([130, expect.stringContaining('k6 was stopped')])
  })

  it('says what is wrong with a file: where, what, and what to do', async () => {
    const refused = async (name: string, text: string) => {
      writeFileSync(place(name), text)
      const { exit, out, err } = await ccsim(['k6', 'import', place(name), '--out', place('none')])
      expect([exit, out, existsSync(place('none'))]).toEqual([6, '', false])
      return err.replaceAll(place(name), name).trimEnd()
    }
    expect(await refused('empty.json', '')).toBe(
      'empty.json: no sample of a script of ccsim in it; run it by: k6 run --out json=samples.json script.js',
    )
    expect(await refused('cut.json', `${point('ccsim_planned', 1).slice(0, 60)}\n`)).toMatch(
      /^cut\.json:1: no whole line of JSON/,
    )
    expect(await refused('summary.json', '{\n  "metrics": {"ccsim_planned": {"count": 3}}\n}\n')).toMatch(
      /^summary\.json: a summary of k6 has no single samples: run k6 with --out json=FILE/,
    )
    expect(await refused('flat.json', '{"metrics":{"ccsim_planned":{"count":3}}}\n')).toMatch(
      /^flat\.json:1: a summary/,
    )
    expect(await refused('odd.json', '{"metric":"ccsim_planned","type":"Point","data":{"value":"x"}}\n')).toMatch(
      /^odd\.json:1: a sample of ccsim_planned has no time, value or tags/,
    )
    expect(await refused('packed.gz', 'not packed')).toMatch(/^packed\.gz: is not packed by gzip/)
    const { exit, err } = await ccsim(['k6', 'import', place('nowhere.json')])
    expect([exit, err]).toEqual([6, `${place('nowhere.json')}: there is no such file\n`])
  })

  it('refuses samples of another scenario, and of two runs in one', async () => {
    const file = await samples('own.json')
    const changed = await ccsim(['k6', 'import', file, '--set', 'topology.agents=11', '--report', 'none'])
    expect([changed.exit, changed.err]).toEqual([
      6,
      expect.stringMatching(/the samples are of smoke \(\w+\), this is smoke \(\w+\): name the file/),
    ])
    const mixed = await samples('mixed.json', [point('ccsim_planned', 1, { ccsim_seed: '2' })])
    const two = await ccsim(['k6', 'import', mixed, '--report', 'none'])
    expect([two.exit, two.err]).toEqual([
      6,
      expect.stringMatching(/has samples of smoke \(\w+\), seed 2 among those of .* seed 1; import each run by itself/),
    ])
  })
})

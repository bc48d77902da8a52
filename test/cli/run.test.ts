import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RunResult } from '../../src/scenarios/result.ts'
import { ccsim, fileIn, folder } from './ccsim.ts'

const dir = folder()
const resultOf = (out: string, scenario = 'smoke', seed = '1') =>
  JSON.parse(readFileSync(join(out, scenario, seed, 'result.json'), 'utf8')) as RunResult

const TINY = `why: A test.
duration: 2min
topology: { agents: 4, supervisors: 0, queues: 1, queuesPerAgent: 1 }
traffic: [{ arrive: { poisson: 20/min }, talk: 5s }]
`

describe('ccsim run', () => {
  it('ends with a verdict and says where the page is', async () => {
    const out = join(dir, 'one')
    const { exit, out: said, err } = await ccsim(['run', 'smoke', '--out', out])
    expect(exit).toBe(0)
    expect(said).toContain('PASSED  smoke · seed 1')
    expect(said).toContain(join(out, 'smoke/1/report.html'))
    expect(err).toBe('')
    expect(readdirSync(join(out, 'smoke/1')).sort()).toEqual([
      'agent-states.csv',
      'agents.csv',
      'calls.csv',
      'hops.csv',
      'junit.xml',
      'metrics.om',
      'queue-intervals.csv',
      'report.html',
      'result.json',
      'summary.md',
    ])
  })

  it('is the same for the same seed, and another for another', async () => {
    const digest = async (seed: string) => {
      await ccsim(['run', 'smoke', '--seed', seed, '--out', join(dir, 'same'), '--report', 'json'])
      return resultOf(join(dir, 'same'), 'smoke', seed).digest
    }
    const first = await digest('7')
    expect(await digest('7')).toBe(first)
    expect(await digest('8')).not.toBe(first)
  })

  it('writes the reports asked for, and result.json with them', async () => {
    const out = join(dir, 'some')
    await ccsim(['run', 'smoke', '--out', out, '--report', 'junit,markdown'])
    expect(readdirSync(join(out, 'smoke/1')).sort()).toEqual(['junit.xml', 'result.json', 'summary.md'])
  })

  it('writes nothing with --report none', async () => {
    const out = join(dir, 'none')
    const { exit } = await ccsim(['run', 'smoke', '--out', out, '--report', 'none'])
    expect(exit).toBe(0)
    expect(existsSync(out)).toBe(false)
  })

  it('changes values by --set and ends early by --until', async () => {
    const out = join(dir, 'set')
    const { exit } = await ccsim(['run', 'smoke', '--out', out, '--set', 'topology.agents=6', '--until', '15s'])
    expect([0, 1]).toContain(exit)
    const { size, busyUs, overrides } = resultOf(out)
    expect({ agents: size.agents, busyUs, overrides }).toEqual({
      agents: 6,
      busyUs: 15_000_000,
      overrides: ['topology.agents=6'],
    })
  })

  it('is the same run with --codec, and says so', async () => {
    const places = [join(dir, 'plain'), join(dir, 'coded')] as const
    await ccsim(['run', 'smoke', '--out', places[0], '--report', 'json'])
    const { out } = await ccsim(['run', 'smoke', '--codec', '--out', places[1], '--report', 'json'])
    const [plain, coded] = places.map((place) => resultOf(place))
    expect(coded!.digest).toBe(plain!.digest)
    expect(coded!.verdict).toBe(plain!.verdict)
    expect([plain!.codec, coded!.codec]).toEqual([undefined, true])
    expect(coded!.token).not.toBe(plain!.token)
    expect(out).toMatch(/codec mode +every message crossed its link as the bytes of the wire/)
  })

  it('runs twice with --check-determinism and says so', async () => {
    const { exit, out } = await ccsim(['run', 'smoke', '--report', 'none', '--check-determinism'])
    expect(exit).toBe(0)
    expect(out).toMatch(/Two runs, the same in all of [\d,]+ records/)
  })

  it('says its verdict in a line with --quiet', async () => {
    const { out, err } = await ccsim(['run', 'smoke', '--report', 'none', '--quiet'])
    expect(out).toMatch(/^passed: smoke, seed 1\. .*\n$/)
    expect(err).toBe('')
  })

  it.each([
    ['a violated expectation', '{ count: calls-handled, is: "> 1000000" }', 1, 'violated'],
    ['a missed threshold', '{ hop: sign-in, p95: "< 1ms" }', 3, 'threshold missed'],
  ])('ends %s with its exit code and the line that replays it', async (_, expectation, code, verdict) => {
    const file = fileIn(dir, 'failing.yaml', `${TINY}expect: [${expectation}]\n`)
    const { exit, out } = await ccsim(['run', file, '--out', join(dir, 'failing')])
    expect(exit).toBe(code)
    expect(resultOf(join(dir, 'failing'), 'failing').verdict).toBe(verdict)
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^ {2}replay +npm run -s ccsim -- replay ccsim1\.[\w-]+$/)
  })

  it('without callers proves nothing', async () => {
    const file = fileIn(dir, 'nobody.yaml', `${TINY.replace('20/min', '1/d')}`)
    const { exit, out } = await ccsim(['run', file, '--report', 'none'])
    expect(exit).toBe(2)
    expect(out).toContain('INCONCLUSIVE')
  })

  it('runs a scenario written in TypeScript', async () => {
    const define = new URL('../../src/index.ts', import.meta.url).href
    const file = fileIn(
      dir,
      'written.ts',
      `import { defineScenario } from '${define}'
export default defineScenario({
  name: 'written', why: 'A test.', duration: '2min',
  topology: { agents: 4, supervisors: 0 }, traffic: [{ arrive: { poisson: '20/min' }, talk: '5s' }],
})
`,
    )
    const { exit, out } = await ccsim(['run', file, '--report', 'none', '--until', '90s'])
    expect(exit).toBe(0)
    expect(out).toContain('written · seed 1')
  })

  it('colours the verdict only where asked', async () => {
    const plain = await ccsim(['run', 'smoke', '--report', 'none'])
    const coloured = await ccsim(['run', 'smoke', '--report', 'none'], { colour: true })
    expect(plain.out).not.toContain('\u001b')
    expect(coloured.out).toContain('\u001b[32m')
  })

  it('hands its summary to a CI step', async () => {
    const summary = fileIn(dir, 'step.md', '# before\n')
    await ccsim(['run', 'smoke', '--report', 'none'], { env: { GITHUB_STEP_SUMMARY: summary } })
    const text = readFileSync(summary, 'utf8')
    expect(text).toMatch(/^# before\n## ✅ smoke: passed/)
  })
})

describe('ccsim run --seeds', () => {
  it('runs each, and sums them up in a table', async () => {
    const out = join(dir, 'seeds')
    const { exit, out: said } = await ccsim(['run', 'smoke', '--seeds', '1..3,9', '--out', out, '--report', 'json'])
    expect(exit).toBe(0)
    expect(said).toContain('4 seeds: 4 passed')
    expect(readdirSync(join(out, 'smoke')).sort()).toEqual(['1', '2', '3', '9'])
  })

  it('ends with the worst verdict and the line that replays it', async () => {
    const file = fileIn(dir, 'often.yaml', `${TINY}expect: [{ count: calls-handled, is: "> 1000000" }]\n`)
    const { exit, out } = await ccsim(['run', file, '--seeds', '1,2', '--report', 'none'])
    expect(exit).toBe(1)
    expect(out).toContain('2 seeds: 2 violated')
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/replay ccsim1\./)
  })
})

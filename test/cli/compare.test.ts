import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RunResult } from '../../src/scenarios/result.ts'
import { ccsim, fileIn, folder } from './ccsim.ts'

const dir = folder()
const a = join(dir, 'a')
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as RunResult

function changed(path: string, change: (result: RunResult) => Partial<RunResult>): string {
  const result = read(join(a, 'smoke/1/result.json'))
  const to = join(dir, path)
  mkdirSync(dirname(to), { recursive: true })
  writeFileSync(to, JSON.stringify({ ...result, digest: 'another', ...change(result) }))
  return to
}

beforeAll(async () => {
  await ccsim(['run', 'smoke', '--seeds', '1..6', '--out', a, '--report', 'json', '--quiet'])
})

describe('ccsim compare', () => {
  it('says that a run is the same as itself', async () => {
    const { exit, out } = await ccsim(['compare', join(a, 'smoke/1'), join(a, 'smoke/1/result.json')])
    expect(exit).toBe(0)
    expect(out).toContain('the same run, to the byte')
  })

  it('finds different seeds of one build not worse, and says how sure it is', async () => {
    const { exit, out } = await ccsim(['compare', join(a, 'smoke/1'), join(a, 'smoke/2'), join(a, 'smoke/3'), '--all'])
    expect(exit).toBe(0)
    expect(out.match(/NOT WORSE/g)?.length).toBe(2)
    expect(out).toContain('other callers came')
    const same = changed('same/result.json', ({ events }) => ({ events: events + 1 }))
    expect((await ccsim(['compare', join(a, 'smoke/1'), same])).out).toContain('order statistics')
  })

  it('takes folders of many seeds as samples', async () => {
    const slow = (result: RunResult) => ({
      queueTotals: result.queueTotals.map((one) => ({ ...one, asaUs: one.asaUs! * 2 + 4e6 })),
    })
    for (const seed of ['1', '2', '3', '4', '5', '6']) {
      const result = read(join(a, 'smoke', seed, 'result.json'))
      const to = join(dir, 'slow/smoke', seed, 'result.json')
      mkdirSync(dirname(to), { recursive: true })
      writeFileSync(to, JSON.stringify({ ...result, ...slow(result), digest: 'another' }))
    }
    const { exit, out } = await ccsim(['compare', join(a, 'smoke'), join(dir, 'slow'), '--json'])
    expect(exit).toBe(1)
    const [comparison] = JSON.parse(out).comparisons
    expect(comparison.a.runs.length).toBe(6)
    const figure = comparison.figures.find(({ name }: { name: string }) => name === 'speed of answer')
    expect(figure).toMatchObject({ outcome: 'worse', how: 'bootstrap over 6 pairs of runs' })
    const tolerant = await ccsim(['compare', join(a, 'smoke'), join(dir, 'slow'), '--tolerance', 'speed of answer=any'])
    expect(tolerant.exit).toBe(0)
  })

  it('ends with 1 when a call was lost, and shows it in a table for a pull request', async () => {
    const worse = changed('lost/result.json', ({ counts }) => ({
      counts: counts.map((one) => (one.name === 'calls lost' ? { ...one, value: 1 } : one)),
    }))
    const { exit, out } = await ccsim(['compare', join(a, 'smoke/1'), worse, '--md'])
    expect(exit).toBe(1)
    expect(out).toContain('| worse | calls lost | 0 | 1 | from none |')
  })

  it('refuses what is no result, several scenarios in one folder, and other scenarios unless forced', async () => {
    const problem = async (...args: string[]) => {
      const { exit, err } = await ccsim(['compare', ...args])
      expect(exit).toBe(6)
      return err
    }
    const one = join(a, 'smoke/1')
    expect(await problem(one)).toContain('at least two results')
    expect(await problem(one, join(dir, 'nowhere'))).toContain('no such file')
    expect(await problem(one, fileIn(dir, 'notes.json', '{}'))).toContain('is no result of ccsim')
    expect(await problem(one, fileIn(dir, 'text.json', 'hello'))).toContain('is no JSON')
    expect(await problem(one, fileIn(dir, 'later.json', '{"schema":"ccsim.result/9"}'))).toContain('another version')
    const other = changed('mixed/other/result.json', () => ({ scenario: 'another' }))
    changed('mixed/smoke/result.json', () => ({}))
    expect(await problem(one, join(dir, 'mixed'))).toContain('holds runs of another, smoke')
    expect(await problem(one, other)).toContain('--force')
    expect((await ccsim(['compare', one, other, '--force'])).exit).toBe(0)
    const edited = changed('edited/result.json', () => ({ scenarioHash: '0123456789abcdef' }))
    expect(await problem(one, edited)).toContain('was changed between')
    const newer = changed('newer/result.json', () => ({ scenarioHash: '0123456789abcdef', ccsim: '99.0.0' }))
    expect((await ccsim(['compare', one, newer])).exit).toBe(0)
  })

  it('refuses tolerances for figures that nobody has', async () => {
    const one = join(a, 'smoke/1')
    const { exit, err } = await ccsim(['compare', one, one, '--tolerance', 'REST request p96=5%'])
    expect([exit, err]).toEqual([6, expect.stringContaining('did you mean "REST request p95"?')])
  })
})

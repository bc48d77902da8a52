import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RunResult } from '../../src/scenarios/result.ts'
import { ccsimProcess, folder } from './ccsim.ts'

const dir = folder()
/** Half a minute and more of work, so that it is under way when the signal comes. */
const LONG = ['run', 'a-working-day', '--set', 'topology.agents=1000', '--set', 'topology.supervisors=50']
/** Later than the first line of progress. */
const SOON_MS = 100

const signalled = (args: readonly string[], ...signals: readonly (readonly [number, NodeJS.Signals])[]) =>
  ccsimProcess(args, {
    underWay: (kill) => {
      for (const [ms, name] of signals) setTimeout(() => kill(name), ms)
    },
  })

describe('a run that is stopped', () => {
  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])(
    'by %s writes a report that says so, and ends with 130',
    async (name) => {
      const out = join(dir, name)
      const { exit, out: said, err } = await signalled([...LONG, '--out', out], [SOON_MS, name])
      expect(exit).toBe(130)
      expect(err).toContain('Stopping')
      expect(said).toContain('INTERRUPTED')
      const result = JSON.parse(readFileSync(join(out, 'a-working-day/1/result.json'), 'utf8')) as RunResult
      expect(result.verdict).toBe('interrupted')
      expect(result.interruptedAt).toBeGreaterThan(0)
      expect(readdirSync(join(out, 'a-working-day'))).toEqual(['1'])
    },
  )

  it('leaves out the seeds that were still to come', async () => {
    const out = join(dir, 'seeds')
    const args = [...LONG, '--seeds', '1..5', '--out', out, '--report', 'json']
    const { exit, out: said } = await signalled(args, [SOON_MS, 'SIGINT'])
    expect(exit).toBe(130)
    expect(said).toContain('1 interrupted')
    expect(readdirSync(join(out, 'a-working-day'))).toEqual(['1'])
  })

  it('takes the same signal twice at once for one', async () => {
    const out = join(dir, 'twice')
    const { exit, out: said } = await signalled(
      [...LONG, '--out', out, '--report', 'json'],
      [SOON_MS, 'SIGINT'],
      [SOON_MS + 20, 'SIGINT'],
    )
    expect(exit).toBe(130)
    expect(said).toContain('INTERRUPTED')
    expect(existsSync(join(out, 'a-working-day/1/result.json'))).toBe(true)
  })
})

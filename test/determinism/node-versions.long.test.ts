/** The same seed on the oldest Node that ccsim supports and on the newest: another engine, the same bytes. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { RunResult } from '../../src/scenarios/result.ts'

const place = mkdtempSync(join(tmpdir(), 'ccsim-nodes-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const RUNS = [
  ['smoke'],
  ['transfers-and-conferences', '--until', '30min'],
  ['a-working-day', '--until', '1h', '--set', 'topology.agents=200', '--set', 'topology.supervisors=20'],
]

/** Path of a Node of this major version, or why there is none. */
function fetched(major: number): { readonly node: string } | { readonly problem: string } {
  const dir = mkdtempSync(join(place, `${major}-`))
  // The package gets its binary by an install script, which npm runs only where it is allowed.
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }))
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', `node@${major}`], { cwd: dir, stdio: 'pipe' })
    return { node: join(dir, 'node_modules', 'node', 'bin', 'node') }
  } catch (error) {
    return { problem: (error as Error).message.split('\n')[0]! }
  }
}

function run(node: string, [scenario, ...more]: readonly string[]): RunResult {
  const out = mkdtempSync(join(place, 'run-'))
  const args = ['src/cli/main.ts', 'run', scenario!, '--quiet', '--out', out, '--report', 'json', ...more]
  try {
    execFileSync(node, args, { stdio: 'pipe' })
  } catch (error) {
    // A verdict other than passed is a result, too; whether it is the right one is for other suites to say.
    if ((error as { status?: number }).status! >= 6) throw error
  }
  return JSON.parse(readFileSync(join(out, scenario!, '1', 'result.json'), 'utf8')) as RunResult
}

describe('on Node 24 and on Node 26', () => {
  it.each(RUNS)('%s gives the same digest', (...args) => {
    const old = fetched(24)
    if ('problem' in old && process.env['CI'] === undefined) {
      process.stderr.write(`skipped, as Node 24 cannot be fetched: ${old.problem}\n`)
      expect(old.problem).toBeTruthy()
      return
    }
    if ('problem' in old) throw new Error(old.problem)
    const before = run(old.node, args)
    const now = run(process.execPath, args)
    expect(before.node).toMatch(/^v24\./)
    expect(now.node).toMatch(/^v26\./)
    expect(before.digest).toBe(now.digest)
    expect(before.events).toBe(now.events)
  })
})

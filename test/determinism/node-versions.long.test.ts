/** The same seed on the oldest Node that ccsim supports and on the newest: another engine, the same bytes. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunResult } from '../../src/scenarios/result.ts'

const place = mkdtempSync(join(tmpdir(), 'ccsim-nodes-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const RUNS = [
  ['smoke'],
  ['transfers-and-conferences', '--until', '30min'],
  ['a-working-day', '--until', '1h', '--set', 'topology.agents=200', '--set', 'topology.supervisors=20'],
]

/** Path of a Node of this major version. */
function fetched(major: number): string {
  // The package gets its binary by an install script, which npm runs only where it is allowed.
  writeFileSync(join(place, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }))
  execFileSync('npm', ['install', '--no-audit', '--no-fund', `node@${major}`], { cwd: place, stdio: 'pipe' })
  return join(place, 'node_modules', 'node', 'bin', 'node')
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
  let old = ''
  let missing = ''
  beforeAll(() => {
    try {
      old = fetched(24)
    } catch (error) {
      // Somebody without a network may go on; CI may not.
      if (process.env['CI'] !== undefined) throw error
      missing = `Node 24 cannot be fetched: ${(error as Error).message.split('\n')[0]}`
    }
  })

  it.for(RUNS)('%s gives the same digest', (args, { skip }) => {
    skip(missing !== '', missing)
    const before = run(old, args)
    const now = run(process.execPath, args)
    expect(before.node).toMatch(/^v24\./)
    expect(now.node).toMatch(/^v26\./)
    expect(before.digest).toBe(now.digest)
    expect(before.events).toBe(now.events)
  })
})

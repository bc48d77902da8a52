import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** One in so many edits; all of them are run by `npm run sabotage`. */
const SAMPLE = 12
const script = fileURLToPath(new URL('../../scripts/sabotage.ts', import.meta.url))

describe('npm run sabotage', () => {
  it('finds tests that fail for each edit of a sample', { timeout: 600_000 }, () => {
    const { status, stdout } = spawnSync(process.execPath, [script, '--sample', String(SAMPLE)], { encoding: 'utf8' })
    expect(stdout).toMatch(/^\n?(\d+) of \1 noticed\.$/m)
    expect(status).toBe(0)
  })
})

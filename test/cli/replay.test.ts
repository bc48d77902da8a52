import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RunResult } from '../../src/scenarios/result.ts'
import { formatToken, parseToken, type Repro } from '../../src/scenarios/token.ts'
import { ccsim, fileIn, folder } from './ccsim.ts'

const dir = folder()
const resultOf = (out: string, scenario: string, seed: string) =>
  JSON.parse(readFileSync(join(out, scenario, seed, 'result.json'), 'utf8')) as RunResult

const changed = (token: string, change: Partial<Repro>) => {
  const parsed = parseToken(token)
  if (!parsed.ok) throw new Error(parsed.problem)
  return formatToken({ ...parsed.repro, ...change })
}

async function tokenOf(...args: string[]): Promise<RunResult> {
  await ccsim(['run', ...args, '--seed', '5', '--report', 'json', '--out', join(dir, 'first')])
  return resultOf(join(dir, 'first'), 'smoke', '5')
}

describe('ccsim replay', () => {
  it('repeats a run to the record, with its options', async () => {
    const first = await tokenOf('smoke', '--set', 'topology.agents=7', '--until', '20s')
    const { err } = await ccsim(['replay', first.token, '--out', join(dir, 'again'), '--report', 'json'])
    expect(err).toBe('')
    const again = resultOf(join(dir, 'again'), 'smoke', '5')
    expect({ ...again, wallSeconds: 0 }).toEqual({ ...first, wallSeconds: 0 })
  })

  it('repeats a run of codec mode in codec mode', async () => {
    const first = await tokenOf('smoke', '--codec')
    await ccsim(['replay', first.token, '--out', join(dir, 'coded'), '--report', 'json'])
    const again = resultOf(join(dir, 'coded'), 'smoke', '5')
    expect({ ...again, wallSeconds: 0 }).toEqual({ ...first, wallSeconds: 0, codec: true })
  })

  it('takes the shipped scenario when the token comes from another machine', async () => {
    const { token } = await tokenOf('smoke')
    const elsewhere = changed(token, { file: '/home/somebody/ccsim/scenarios/smoke.yaml' })
    const { exit } = await ccsim(['replay', elsewhere, '--report', 'none'])
    expect(exit).toBe(0)
  })

  it('refuses a scenario that is not what it was', async () => {
    const text = readFileSync('scenarios/smoke.yaml', 'utf8')
    const file = fileIn(dir, 'smoke.yaml', text)
    const { token } = await tokenOf(file)
    writeFileSync(file, text.replace('agents: 10', 'agents: 11'))
    const { exit, err } = await ccsim(['replay', token, '--report', 'none'])
    expect(exit).toBe(6)
    expect(err).toMatch(/is not the scenario of this token: its hash was [0-9a-f]{16} and is [0-9a-f]{16}/)
  })

  it('finds a scenario that was moved', async () => {
    const { token } = await tokenOf('smoke')
    const moved = changed(token, { scenario: 'moved', file: 'gone.yaml' })
    const lost = await ccsim(['replay', moved, '--report', 'none'])
    expect(lost.exit).toBe(6)
    expect(lost.err).toMatch(/"moved" is needed, but there is no gone\.yaml here; name it with --file/)
    const found = await ccsim(['replay', moved, '--report', 'none', '--file', 'scenarios/smoke.yaml'])
    expect(found.exit).toBe(0)
  })

  it('says when the token is of another version', async () => {
    const { token } = await tokenOf('smoke')
    const { exit, err } = await ccsim(['replay', changed(token, { version: '0.0.1' }), '--report', 'none'])
    expect(exit).toBe(0)
    expect(err).toMatch(/The token is of ccsim 0\.0\.1, this is \d/)
  })

  it.each(['', 'abc', 'ccsim1.abc', 'ccsim9.abc'])('refuses "%s"', async (token) => {
    const { exit, err } = await ccsim(['replay', token])
    expect(exit).toBe(6)
    expect(err).toMatch(/token/)
  })
})

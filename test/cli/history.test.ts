import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ccsim, folder } from './ccsim.ts'

const dir = folder()
const out = join(dir, 'reports')
const run = (...args: string[]) => ccsim(['run', 'smoke', '--quiet', '--report', 'none', '--out', out, ...args])

describe('ccsim history', () => {
  beforeAll(async () => {
    await run('--history', '--seeds', '1..3')
    await run('--history', '--seed', '9')
  })

  it('has only what was asked to be remembered', async () => {
    const elsewhere = join(dir, 'silent')
    await ccsim(['run', 'smoke', '--quiet', '--out', elsewhere, '--report', 'json'])
    expect(existsSync(join(elsewhere, 'history.db'))).toBe(false)
    const { exit, err } = await ccsim(['history', '--out', elsewhere])
    expect([exit, err]).toEqual([6, expect.stringContaining('there is no history yet')])
  })

  it('lists scenarios, and the trends of one', async () => {
    const all = await ccsim(['history', '--out', out])
    expect(all.out).toMatch(/smoke +4 runs +last .* passed/)
    const one = await ccsim(['history', 'smoke', '--out', out])
    expect(one.exit).toBe(0)
    expect(one.out).toContain('smoke: 4 runs')
    expect(one.out).toMatch(/verdict +✔✔✔✔/)
    expect(one.out).toMatch(/REST request p95 +[▁▂▃▄▅▆▇█]{4} /)
  })

  it('shows one figure run by run, and the last ones only', async () => {
    const { out: text } = await ccsim(['history', 'smoke', '--out', out, '--figure', 'rest request p95', '--last', '2'])
    expect(text).toContain('smoke: 2 runs')
    expect(text).toMatch(/seed 3 .*█/)
    expect(text).toMatch(/seed 9 .*█/)
    expect(text).not.toContain('seed 1 ')
  })

  it('is data for those who want more', async () => {
    const { out: text } = await ccsim(['history', 'smoke', '--out', out, '--json'])
    const { runs, figures } = JSON.parse(text)
    expect(runs.map(({ seed }: { seed: string }) => seed)).toEqual(['1', '2', '3', '9'])
    expect(figures.find(({ name }: { name: string }) => name === 'calls offered').values.length).toBe(4)
  })

  it('refuses unknown scenarios and figures with what was probably meant', async () => {
    const scenario = await ccsim(['history', 'smok', '--out', out])
    expect([scenario.exit, scenario.err]).toEqual([6, expect.stringContaining('did you mean "smoke"?')])
    const figure = await ccsim(['history', 'smoke', '--out', out, '--figure', 'REST request p96'])
    expect([figure.exit, figure.err]).toEqual([6, expect.stringContaining('did you mean "REST request p95"?')])
  })

  it('does not write to a file that is not its own, and says so before the run', async () => {
    const foreign = join(dir, 'foreign.db')
    writeFileSync(foreign, 'not a database, and certainly not one of ours'.repeat(20))
    const { exit, err, out: said } = await run('--history', foreign)
    expect([exit, said]).toEqual([6, ''])
    expect(err).toContain('is no history of ccsim')
  })
})

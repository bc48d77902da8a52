import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ccsim, fileIn, folder } from './ccsim.ts'

const dir = folder()
const out = join(dir, 'out')
const refused = async (...args: string[]) => {
  const ran = await ccsim([...args])
  expect(ran.exit).toBe(6)
  expect(ran.out).toBe('')
  // Neither a stack nor an apology: it is not ours.
  expect(ran.err).not.toMatch(/\n\s+at \S+:\d|^ccsim failed|undefined|\[object/)
  expect(existsSync(out)).toBe(false)
  return ran.err
}
const scenario = (name: string, content: string | Uint8Array) => fileIn(dir, name, content)

describe('a scenario with something wrong in it', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['unknown-key.yaml', 'why: a\ntopolgy: { agents: 3 }\n', /:2:1 topolgy: unknown key; did you mean "topology"\?/],
    ['unit.yaml', 'why: a\nduration: 30\n', /:2:1 duration: durations carry units/],
    ['wrong-unit.yaml', 'why: a\nduration: 5 parsecs\n', /:2:1 duration: .*allowed: us, ms/],
    ['empty.yaml', '', /empty\.yaml: is empty/],
    ['huge.yaml', 'why: a\ntopology: { agents: 9e99 }\n', /:2:13 topology\.agents: /],
    ['zero.yaml', 'why: a\ntopology: { agents: 0 }\n', /:2:13 topology\.agents: /],
    ['cycle.yaml', 'why: a\nextends: cycle.yaml\n', /cycle\.yaml:2:1 extends: goes round in a circle/],
    ['binary.yaml', new Uint8Array([0, 255, 254, 7, 0]), /binary\.yaml: is not text/],
    ['list.yaml', '- why: a\n', /is a list, not a mapping/],
  ])('%s is refused with its place', async (name, content, message) => {
    expect(await refused('run', scenario(name, content), '--out', out)).toMatch(message)
  })

  it('shows all of its problems at once', async () => {
    const err = await refused('run', scenario('many.yaml', 'why: a\nduration: 30\ncalmm: 1s\nrelease: "9.9"\n'))
    expect(err).toMatch(/duration: [\s\S]*calmm: [\s\S]*release: [\s\S]*3 problems/)
  })

  it('is a folder, or is not there', async () => {
    expect(await refused('run', dir)).toMatch(/is a directory; name a scenario file/)
    expect(await refused('run', './nothing.yaml')).toMatch(/nothing\.yaml: there is no such file/)
    expect(await refused('run', 'somewhere/smoke.yaml')).toMatch(/no such file; "smoke" alone is the one that ships/)
  })

  it('has a name much like a shipped one', async () => {
    expect(await refused('run', 'smok')).toMatch(/did you mean "smoke"\?/)
  })

  it('exports nothing to run', async () => {
    expect(await refused('run', scenario('empty.ts', 'export const a = 1\n'))).toMatch(/exports no scenario/)
    expect(await refused('run', scenario('broken.ts', 'throw new Error("no luck")\n'))).toMatch(/cannot be .*no luck/)
  })
})

describe('an option with something wrong in it', () => {
  it.each<[string[], RegExp]>([
    [['run'], /^Which scenario\? .*smoke/],
    [['run', 'smoke', '--sed', '4'], /unknown option '--sed'/],
    [['run', 'smoke', '--seed', ''], /--seed: "" is not a seed/],
    [['run', 'smoke', '--seed', '1..4'], /for several seeds, use --seeds/],
    [['run', 'smoke', '--seeds', '9..1'], /runs backwards; write 1\.\.9/],
    [['run', 'smoke', '--seeds', '1..99999999'], /more than 10000 seeds/],
    [['run', 'smoke', '--seeds', 'a b'], /is not a list of seeds/],
    [['run', 'smoke', '--seed', '1', '--seeds', '1..4'], /exclude each other/],
    [['run', 'smoke', '--until', '5'], /--until: .*units/],
    [['run', 'smoke', '--set', 'topology.agents'], /--set: "topology\.agents" is not an assignment/],
    [['run', 'smoke', '--set', 'topology.agnets=4'], /--set topology\.agnets: unknown key; did you mean "agents"/],
    [['run', 'smoke', '--report', 'html,junitt'], /no report "junitt"; did you mean "junit"/],
    [['run', 'smoke', '--report', ''], /--report: a name is missing/],
    [['run', 'smoke', 'more'], /too many arguments/],
    [['rnu', 'smoke'], /unknown command 'rnu'[\s\S]*Did you mean run/],
    [['replay'], /missing required argument 'token'/],
    [['machines', 'dialogs'], /no machine "dialogs"; did you mean "dialog"/],
    [[], /^Usage: ccsim/],
  ])('%j is refused', async (args, message) => {
    expect(await refused(...args)).toMatch(message)
  })
})

describe('a place for reports that cannot be written', () => {
  it('is refused before the run when a file is in the way', async () => {
    const file = fileIn(dir, 'in-the-way', 'mine')
    expect(await refused('run', 'smoke', '--out', join(file, 'deeper'))).toMatch(/--out: .*in-the-way is in the way/)
  })

  it.skipIf(process.getuid?.() === 0)('is refused before the run when it may not be written', async () => {
    const locked = join(dir, 'locked')
    mkdirSync(locked)
    chmodSync(locked, 0o555)
    expect(await refused('run', 'smoke', '--out', join(locked, 'deeper'))).toMatch(/permission denied/)
  })

  it.runIf(process.platform === 'linux')('is refused before the run when it cannot hold folders', async () => {
    expect(await refused('run', 'smoke', '--out', '/proc/reports')).toMatch(/^--out: cannot write the report to /)
  })

  it('leaves nothing half-written, and shows the verdict all the same', async () => {
    const place = join(dir, 'blocked')
    mkdirSync(join(place, 'smoke'), { recursive: true })
    fileIn(join(place, 'smoke'), '1', 'a file where the folder of the seed would be')
    const { exit, out, err } = await ccsim(['run', 'smoke', '--out', place])
    expect(exit).toBe(6)
    expect(out).toContain('PASSED')
    expect(err).toMatch(/cannot write the report to .*a file is in the way/)
    expect(readdirSync(join(place, 'smoke'))).toEqual(['1'])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EXIT_CODES, WORST_FIRST } from '../../src/cli/exit-codes.ts'
import { nameOf } from '../../src/scenarios/load.ts'
import { exitCodes } from '../../src/scenarios/verdict.ts'
import { machines } from '../../src/sim/machines/index.ts'
import { ccsim, ccsimProcess, folder } from './ccsim.ts'

describe('ccsim list', () => {
  it('names every shipped scenario with its size, its length and its reason', async () => {
    const { exit, out } = await ccsim(['list'])
    expect(exit).toBe(0)
    for (const file of readdirSync('scenarios')) expect(out).toMatch(new RegExp(`^${nameOf(file)}(\\n)?  \\d`, 'm'))
    expect(out).toContain('a-working-day  2,000 agents, 200 supervisors, 60 queues, 8h and 30min of calm')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })
})

describe('ccsim schema', () => {
  it('prints the schema that ships', async () => {
    expect((await ccsim(['schema'])).out).toBe(readFileSync('schema/scenario.schema.json', 'utf8'))
    expect((await ccsim(['schema', 'target'])).out).toBe(readFileSync('schema/target.schema.json', 'utf8'))
  })
})

describe('ccsim machines', () => {
  it('prints one machine as a diagram', async () => {
    expect((await ccsim(['machines', 'agent-voice-state'])).out).toMatch(/^stateDiagram-v2\n {2}\[\*\] --> /)
  })

  it('prints all of them as a document', async () => {
    const { out } = await ccsim(['machines'])
    expect(out.match(/^## .*$/gm)).toEqual(machines.map(({ name }) => `## ${name}`))
    expect(out.match(/^```mermaid$/gm)).toHaveLength(machines.length)
  })
})

describe('ccsim selftest', () => {
  it('knows the nearest defect to one that there is not', async () => {
    const { exit, err } = await ccsim(['selftest', '--defect', 'ghost-dialog'])
    expect(exit).toBe(6)
    expect(err).toContain('ghost-dialogs')
  })
})

describe('ccsim --help', () => {
  it('shows commands, examples and every exit code', async () => {
    const { exit, out } = await ccsim(['--help'])
    expect(exit).toBe(0)
    for (const { code, says } of EXIT_CODES) expect(out).toMatch(new RegExp(`^ {2}${code} .*${says}$`, 'm'))
    expect(out).toContain('Examples:')
  })

  it.each(['run', 'replay', 'serve', 'cti', 'ctl', 'doctor', 'list', 'schema', 'machines'])(
    '%s has its own',
    async (command) => {
      const { exit, out } = await ccsim([command, '--help'])
      expect(exit).toBe(0)
      expect(out).toMatch(new RegExp(`^Usage: ccsim ${command}`))
    },
  )
})

describe('ccsim --version', () => {
  it('is that of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(await ccsim(['--version'])).toEqual({ exit: 0, out: `${version}\n`, err: '' })
  })
})

describe('the exit codes', () => {
  it('are those of the verdicts', () => {
    const codes = Object.fromEntries(EXIT_CODES.map(({ name, code }) => [name, code]))
    expect(codes).toMatchObject(exitCodes)
    expect([...WORST_FIRST].sort()).toEqual(Object.keys(exitCodes).sort())
  })
})

describe('the process', () => {
  const cwd = folder()

  it('finds shipped scenarios from anywhere, and leaves its exit code', async () => {
    const good = await ccsimProcess(['run', 'smoke', '--quiet'], { cwd })
    expect(good.exit).toBe(0)
    expect(readdirSync(`${cwd}/reports/smoke/1`)).toContain('result.json')
    const bad = await ccsimProcess(['run', 'smok'], { cwd })
    expect(bad).toMatchObject({ exit: 6, out: '' })
  })

  it('prints neither colours nor progress where there is no terminal', async () => {
    const { out, err } = await ccsimProcess(['run', 'smoke', '--report', 'none'], { cwd })
    expect(out + err).not.toContain('\u001b')
    expect(err).toBe('')
  })
})

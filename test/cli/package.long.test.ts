/** The package as users get it: packed, installed somewhere else, run and imported there. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const place = mkdtempSync(join(tmpdir(), 'ccsim-package-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const inPlace = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: place, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const ccsim = (...args: string[]) => inPlace(process.execPath, 'node_modules/ccsim/dist/cli/main.js', ...args)

describe('the packed package', () => {
  beforeAll(() => {
    execFileSync('npm', ['pack', '--pack-destination', place], { stdio: 'pipe' })
    const archive = readdirSync(place).find((file) => file.endsWith('.tgz'))!
    writeFileSync(join(place, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
    inPlace('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', `./${archive}`)
  })

  it('runs a shipped scenario and writes every report', () => {
    expect(ccsim('run', 'smoke', '--quiet')).toMatch(/^passed: smoke, seed 1\. /)
    expect(readdirSync(join(place, 'reports/smoke/1'))).toContain('report.html')
  })

  it('gives the same digest as the sources', () => {
    const checkout = execFileSync(process.execPath, ['src/cli/main.ts', 'run', 'smoke', '--report', 'none'], {
      encoding: 'utf8',
    })
    const digest = /digest +([0-9a-f]{32})/
    expect(digest.exec(ccsim('run', 'smoke', '--report', 'none'))?.[1]).toBe(digest.exec(checkout)?.[1])
  })

  it('names itself in the line that replays a failure', () => {
    writeFileSync(
      join(place, 'fails.yaml'),
      'why: a\nduration: 1min\ntopology: { agents: 2 }\nexpect: [{ count: calls-handled, is: "> 999999" }]\n',
    )
    let out = ''
    try {
      ccsim('run', 'fails.yaml', '--report', 'none')
    } catch (error) {
      out = (error as { stdout: string }).stdout
    }
    expect(out).toMatch(/replay +ccsim replay ccsim1\./)
  })

  it('offers defineScenario with its types', () => {
    writeFileSync(
      join(place, 'mine.ts'),
      `import { defineScenario, type Scenario } from 'ccsim'
const scenario: Scenario = defineScenario({
  name: 'mine', why: 'A try.', duration: '10min', topology: { agents: 5, supervisors: 0 },
  traffic: [{ arrive: { poisson: '1/min' } }],
})
export default scenario
`,
    )
    inPlace(resolve('node_modules/.bin/tsc'), '--noEmit', '--strict', '--module', 'nodenext', 'mine.ts')
    expect(ccsim('run', 'mine.ts', '--quiet', '--report', 'none')).toMatch(/^passed: mine/)
  })

  it('holds neither sources nor tests', () => {
    const files = readdirSync(join(place, 'node_modules/ccsim'))
    expect(files.sort()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'conformance',
        'dist',
        'docs',
        'drift',
        'package.json',
        'scenarios',
        'schema',
        'selftest',
      ].sort(),
    )
    expect(readFileSync(join(place, 'node_modules/ccsim/dist/cli/main.js'), 'utf8')).toMatch(
      /^#!\/usr\/bin\/env node\n/,
    )
  })
})

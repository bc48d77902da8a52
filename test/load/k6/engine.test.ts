/**
 * A bundle in an engine that is not V8. That of k6 descends from goja (MIT), which has neither iterator helpers nor encoders of
 * text; what runs there in the same way as here uses nothing that k6 has not.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../../../src/load/k6/bundle.ts'
import { prepare } from '../../../src/load/k6/prepare.ts'
import { buildGo, hasGo } from './go.ts'
import { smallShift } from './scenario.ts'

const dir = mkdtempSync(join(tmpdir(), 'ccsim-engine-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const here = (name: string) => new URL(`engine/${name}`, import.meta.url).pathname
const engine = join(dir, 'engine')

/** A module as a function of the modules it imports, as an engine without modules needs it. */
function asFunction(text: string): string {
  const body = text
    .replace(/import\s*([\w$]+)\s*from\s*"(k6[^"]*)";?/g, 'const $1=modules["$2"].default;')
    .replace(/import\s*\{([^}]*)\}\s*from\s*"(k6[^"]*)";?/g, (_, names: string, from: string) => {
      return `const {${names.replaceAll(' as ', ':')}}=modules["${from}"];`
    })
    .replace(/export\s*\{([^}]*)\};?\s*$/, (_, names: string) => {
      const pairs = names.split(',').map((one) => one.trim().split(/\s+as\s+/))
      return `return {${pairs.map(([own, other]) => `"${other ?? own}":${own}`).join(',')}};`
    })
  return `function (modules, __ENV) {${body}\n}`
}

// Where there is no Go, it cannot be asked; on CI there is.
describe.skipIf(!hasGo() && process.env['CI'] === undefined)('a bundle in another engine', () => {
  beforeAll(() => {
    buildGo('engine', engine)
  }, 600_000)

  const run = (script: string): string => {
    const file = join(dir, 'script.js')
    writeFileSync(file, script)
    return execFileSync(engine, [file], { encoding: 'utf8' })
  }
  const inV8 = (script: string): string => {
    const file = join(dir, 'v8.js')
    writeFileSync(file, `const print = (line) => process.stdout.write(line + '\\n')\n{${script}}`)
    return execFileSync(process.execPath, [file], { encoding: 'utf8' })
  }

  it('is one that lacks what V8 has', () => {
    expect(run('print([typeof TextEncoder, typeof btoa, typeof [].values().map, typeof URL].join())')).toBe(
      'undefined,undefined,undefined,undefined\n',
    )
  })

  it('plays its plan to the end there, and does what it does in V8', async () => {
    const text = await bundle(prepare(smallShift, { version: '0.1.0', seed: '1', desktopsEach: 13 }).load)
    const script = readFileSync(here('world.js'), 'utf8').replace('BUNDLE(', `(${asFunction(text)})(`)
    const said = run(script)
    const { problem, sums } = JSON.parse(said)
    expect(problem).toBeUndefined()
    expect(sums).toMatchObject({
      ccsim_finished: 1,
      'ccsim_planned sign-in': 13,
      'ccsim_failed sign-in unfinished': 13,
    })
    expect(sums['ccsim_failed sign-in step: page 503']).toBeGreaterThan(20)
    expect(said).toBe(inV8(script))
  })
})

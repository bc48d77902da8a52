/**
 * `npm run sabotage [-- IDS or areas] [--scenarios] [--sample N]`: does anything notice when a behaviour is broken? Each
 * edit of test/conformance/sabotage breaks one behaviour of the catalogue, in a copy of the sources and never in the
 * checkout; then the tests that are titled with its id have to fail, or with `--scenarios` the scenarios that name it
 * under `proves`. An edit that nothing notices means that nothing proves the behaviour. `--sample N` takes every N-th.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { applied, type Sabotage } from '../test/conformance/sabotage/edit.ts'
import { sabotages } from '../test/conformance/sabotage/index.ts'
import { catalogue, evidence } from './conformance.ts'
import type { Judged } from './judge-scenario.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** All that tests read. */
const COPIED = ['src', 'test', 'scenarios', 'selftest', 'conformance', 'schema', 'docs', 'scripts', 'package.json']
const LOOSE = ['tsconfig.json', 'vitest.config.ts', 'CHANGELOG.md', 'README.md']

interface Told {
  readonly caught: boolean
  readonly says: string
}

/** What fails in the sources instead of in the test proves nothing: they do not even load, or stop half-way. */
const isClaim = (message: string): boolean => {
  if (/AssertionError|timed out/i.test(message)) return true
  const [first = ''] = /(?:at|❯) .*\.ts:\d+/.exec(message) ?? []
  return first.includes('/test/')
}

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

function byTests(id: string, files: readonly string[], scratch: string): Told {
  if (files.length === 0) return { caught: false, says: 'no test is titled with it' }
  const out = join(scratch, 'report.json')
  rmSync(out, { force: true })
  const vitest = join(scratch, 'node_modules/vitest/vitest.mjs')
  const args = ['run', '--root', scratch, '--reporter=json', `--outputFile=${out}`, '-t', `\\[${id}\\]`, ...files]
  spawnSync(process.execPath, [vitest, ...args], { cwd: scratch, stdio: 'ignore', env: { ...process.env, CI: '1' } })
  const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as Report
  const run = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'skipped')
  const failed = run.filter(({ status }) => status === 'failed')
  const claims = failed.filter(({ failureMessages }) => failureMessages.some(isClaim))
  if (claims.length > 0) return { caught: true, says: `${failed.length} of ${run.length} tests fail` }
  const broken = failed[0]?.failureMessages[0] ?? testResults.find(({ message }) => message !== '')?.message
  if (broken !== undefined) return { caught: false, says: `it breaks more than that: ${broken.split('\n')[0]}` }
  return { caught: false, says: `all ${run.length} tests pass` }
}

/** Judged with the sources as they are, once. */
const sound = new Map<string, Judged>()

function judgeScenario(name: string, root: string): Judged | string {
  const script = join(root, 'scripts/judge-scenario.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, name], { cwd: root, encoding: 'utf8' })
  return status === 0 ? (JSON.parse(stdout) as Judged) : (/^\w*Error: .*$/m.exec(stderr)?.[0] ?? 'it does not run')
}

function soundly(name: string): Judged {
  let known = sound.get(name)
  if (known === undefined) {
    const judged = judgeScenario(name, ROOT)
    if (typeof judged === 'string') throw new Error(`${name}: ${judged}`)
    sound.set(name, (known = judged))
  }
  return known
}

function byScenario(name: string, scratch: string): Told {
  const before = soundly(name)
  const after = judgeScenario(name, scratch)
  if (typeof after === 'string') return { caught: false, says: `it breaks more than that: ${after}` }
  if (after.verdict !== before.verdict) return { caught: true, says: `${name} is ${after.verdict}: ${after.headline}` }
  return { caught: false, says: `${name} is ${after.verdict} all the same` }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scenarios: { type: 'boolean' },
    sample: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
  },
})
const areaOf = new Map(catalogue().map(({ id, area }) => [id, area]))
const isWanted = ({ id }: Sabotage): boolean =>
  positionals.length === 0 || positionals.includes(id) || positionals.includes(areaOf.get(id)!)
const wanted = sabotages
  .filter(isWanted)
  .filter((_, index) => index % Number(values.sample) === Number(values.first) % Number(values.sample))
const provedBy = new Map((await evidence()).map(({ id, proved }) => [id, proved]))
const testsOf = (id: string): string[] => [
  ...new Set((provedBy.get(id) ?? []).filter((by) => by.startsWith('test/')).map((by) => by.split(': ')[0]!)),
]
const scenariosOf = (id: string): string[] =>
  (provedBy.get(id) ?? []).filter((by) => by.startsWith('scenario ')).map((by) => by.slice('scenario '.length))

const scratch = mkdtempSync(join(tmpdir(), 'ccsim-sabotage-'))
let count = 0
let missed = 0
const tell = (id: string, { caught, says }: Told): void => {
  count++
  if (!caught) missed++
  console.log(`${caught ? '✔' : '✘'} ${id}: ${says}`)
}
try {
  for (const path of [...COPIED, ...LOOSE]) cpSync(join(ROOT, path), join(scratch, path), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(scratch, 'node_modules'))
  const whileBroken = (one: Sabotage, look: () => void): void => {
    const path = join(scratch, one.file)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, applied(one, text))
    look()
    writeFileSync(path, text)
  }
  if (values.scenarios !== true) {
    for (const one of wanted) whileBroken(one, () => tell(one.id, byTests(one.id, testsOf(one.id), scratch)))
  } else {
    // Of several edits that break one behaviour a scenario has to notice one: it shows a part of it.
    for (const id of new Set(wanted.map((one) => one.id))) {
      for (const name of scenariosOf(id)) {
        let told: Told = { caught: false, says: '' }
        for (const one of wanted.filter((other) => other.id === id)) {
          if (!told.caught) whileBroken(one, () => (told = byScenario(name, scratch)))
        }
        tell(id, told)
      }
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
console.log(`\n${count - missed} of ${count} noticed.`)
if (missed > 0) process.exitCode = 1

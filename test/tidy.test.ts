/** What the sources promise about themselves: who may import whom, what the simulated world may not touch, and that
 * the tables of the documents are those of the code. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { blocks, readText, withBlock } from '../scripts/doc-tables.ts'
import { SCHEMA_HINT } from '../src/scenarios/json-schema.ts'

const LINES_MOST = 400
const TREES = ['src', 'test', 'bench', 'scripts']

interface Source {
  readonly path: string
  readonly text: string
  /** Without comments and strings, so that words may be said. */
  readonly code: string
  readonly imports: readonly string[]
}

const sources: readonly Source[] = TREES.flatMap((tree) =>
  readdirSync(tree, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[tj]s$/.test(file))
    .map((file) => read(join(tree, file))),
)

function read(path: string): Source {
  const text = readFileSync(path, 'utf8')
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, (found) =>
    found.replace(/[^\n]/g, ' '),
  )
  const statements = text.matchAll(/^(?:import|export)\s(?:[^'"`;:=()]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/gm)
  const imports = [...statements].map(([, one, other]) => one ?? other!)
  return { path, text, code, imports }
}

const under = (...folders: string[]) =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)))

/** `file:line: what` for every place where the code has something it should not. */
const found = (those: readonly Source[], pattern: RegExp, instead: string) =>
  those.flatMap(({ path, code }) =>
    code.split('\n').flatMap((line, index) => {
      const hit = pattern.exec(line)
      return hit === null ? [] : [`${path}:${index + 1}: ${hit[0].trim()}; ${instead}`]
    }),
  )

/** The simulated world, the bytes of its messages, and the plans of load: functions of what is handed in. */
const PURE = ['src/sim', 'src/wire', 'src/load/plan', 'src/load/executors', 'src/load/measure']

describe('the simulated world', () => {
  it.each([
    [/(?<![#.\w])(async|await)\b|\bPromise\b/, 'say it as a message or a timer: env.send, env.after'],
    [/\bDate\b/, 'use env.now(), or a time that is handed in'],
    [/\bMath\.random\b/, 'use env.random, the stream of this component'],
    [/\bMath\.(log\w*|exp\w*|pow)\b/, 'use kernel/exact-math.ts: engines differ in the last bits'],
    [/\bMath\.(a?(sin|cos|tan)h?|atan2|cbrt|hypot)\b/, 'engines differ in the last bits; find another way'],
    [/\b(setTimeout|setInterval|setImmediate|queueMicrotask)\b/, 'use env.after'],
    [/(?<![#.\w])(performance|process|console|globalThis)\./, 'what a part may touch is handed to it'],
    [/\b(Intl|localeCompare|toLocale\w*)\b/, 'compare with < and write numbers plainly: locales differ'],
  ])('has no %s', (pattern, instead) => {
    expect(found(under(...PURE), pattern, instead)).toEqual([])
  })

  it('imports nothing of Node', () => {
    const those = under(...PURE, 'src/scenarios')
    const bad = those.filter(({ imports }) => imports.some((one) => one.startsWith('node:')))
    expect(bad.map(({ path }) => `${path}: files, sockets and clocks belong to src/load, src/report, src/cli`)).toEqual(
      [],
    )
  })

  it('is not waited for in scenarios either', () => {
    const pattern = /(?<![#.\w])(async|await)\b|\bPromise\b/
    expect(found(under('src/scenarios'), pattern, 'a run is one call that returns')).toEqual([])
  })
})

const PARTS = [
  'faults',
  'callers',
  'phones',
  'router',
  'gateway',
  'cti',
  'awdb',
  'finesse',
  'desktop',
  'fippa',
  'proxy',
]

/** A layer may import itself and these. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  index: ['scenarios'],
  cli: ['load', 'executors', 'measure', 'report', 'scenarios', 'center', 'domain', 'machines', 'wire', 'kernel'],
  // Servers put sockets round the parts; the desktops of load put them on the other side.
  load: [
    'scenarios',
    'executors',
    'measure',
    'center',
    ...PARTS,
    'people',
    'domain',
    'machines',
    'wire',
    'kernel',
    'page',
  ],
  report: ['scenarios', 'domain', 'kernel', 'page'],
  page: [],
  scenarios: ['executors', 'measure', 'center', 'people', 'domain', 'machines', 'kernel'],
  center: [...PARTS, 'people', 'domain', 'machines', 'kernel'],
  ...Object.fromEntries(PARTS.map((part) => [part, ['domain', 'machines', 'kernel']])),
  // A browser and an IP phone are clients of one kind, with the same kind of person in front.
  desktop: ['client', 'people', 'domain', 'machines', 'kernel'],
  fippa: ['client', 'people', 'domain', 'machines', 'kernel'],
  client: ['people', 'domain', 'kernel'],
  people: ['domain', 'kernel'],
  executors: ['domain', 'kernel'],
  measure: ['kernel'],
  wire: ['domain', 'kernel'],
  domain: ['kernel'],
  machines: [],
  kernel: [],
}

function layerOf(path: string): string {
  const [, first = '', second = '', third] = path.split('/')
  // Shapes of load are part of what a scenario means, and both worlds are measured alike; the rest of src/load is far above it.
  if (first === 'load' && (second === 'executors' || second === 'measure')) return second
  if (first !== 'sim') return second === '' ? 'index' : first
  return third === undefined ? 'center' : second
}

describe('imports', () => {
  it('go one way', () => {
    const wrong = under('src').flatMap(({ path, imports }) =>
      imports
        .filter((one) => one.startsWith('.'))
        .map((one) => normalize(join(dirname(path), one)))
        .filter((target) => {
          const [from, to] = [layerOf(path), layerOf(target)]
          return from !== to && MAY_IMPORT[from]?.includes(to) !== true
        })
        .map((target) => `${path} imports ${target}: ${layerOf(path)} knows nothing of ${layerOf(target)}`),
    )
    expect(wrong).toEqual([])
  })

  it('of packages stay where they belong', () => {
    const allowed: readonly (readonly [string, RegExp])[] = [
      ['src/sim/kernel', /^seedrandom/],
      ['src/sim/machines', /^xstate$/],
      ['src/wire', /^(ltx|fast-xml-parser)/],
      ['src/scenarios', /^(yaml|zod)$/],
    ]
    const wrong = under('src/sim', 'src/wire', 'src/scenarios').flatMap(({ path, imports }) =>
      imports
        .filter((one) => !one.startsWith('.'))
        .filter((one) => !allowed.some(([folder, names]) => path.startsWith(`${folder}/`) && names.test(one)))
        .map((one) => `${path} imports ${one}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('the sources', () => {
  it(`have no file of more than ${LINES_MOST} lines: look for the second idea in it`, () => {
    const long = under('src', 'bench', 'scripts').map(({ path, text }) => ({
      path,
      lines: text.split('\n').length - 1,
    }))
    expect(long.filter(({ lines }) => lines > LINES_MOST)).toEqual([])
  })

  it('leave nothing for later, and no test alone', () => {
    const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].map((word) => `\\b${word}\\b`).join('|'))
    expect(sources.filter(({ text }) => marks.test(text)).map(({ path }) => path)).toEqual([])
    expect(found(under('test'), /\b(it|describe|test)\.only\b/, 'the others want to run, too')).toEqual([])
  })
})

describe('the documents', async () => {
  it.each(await blocks())('$file has the $name of the code (or: npm run docs)', (block) => {
    const text = readText(block.file)
    expect(text).toBe(withBlock(text, block))
  })

  it('link to files that are there', () => {
    const broken = [
      'README.md',
      'CONTRIBUTING.md',
      'docs/architecture.md',
      'docs/scenario-language.md',
      'docs/load.md',
      'docs/comparing.md',
      'docs/targets.md',
      'docs/k6.md',
    ].flatMap((file) =>
      [...readText(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map(([, target]) => normalize(join(dirname(file), target!)))
        .filter((target) => readdirSync(dirname(target)).includes(target.split('/').at(-1)!) === false)
        .map((target) => `${file}: ${target}`),
    )
    expect(broken).toEqual([])
  })

  it('have a place for what is new', () => {
    expect(readText('CHANGELOG.md')).toMatch(/^## Unreleased$/m)
  })
})

describe('every scenario', () => {
  it.each(readdirSync('scenarios'))('%s begins with the line that editors read the schema from', (file) => {
    expect(readFileSync(`scenarios/${file}`, 'utf8').split('\n')[0]).toBe(SCHEMA_HINT)
  })
})

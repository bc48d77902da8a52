/**
 * What speaks for each behaviour of the catalogue, read from the checkout: titles of tests that begin with `[ID]`,
 * `proves` of shipped scenarios, `behaviours` of oracles, and comments of sources. `npm run docs` keeps it in
 * conformance/tests.json, since the package has neither tests nor sources.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { shipped } from '../src/cli/commands/list.ts'
import { type Behaviour, readCatalogue } from '../src/scenarios/conformance/catalogue.ts'
import type { Evidence } from '../src/scenarios/conformance/standing.ts'
import { oracles } from '../src/scenarios/oracles/index.ts'
import type { Scenario } from '../src/scenarios/scenario.ts'

export const EVIDENCE_FILE = 'conformance/tests.json'

export interface Naming {
  readonly id: string
  readonly where: string
  readonly proves: boolean
}

export async function evidence(): Promise<readonly Evidence[]> {
  const prefixes = new Set(catalogue().map(({ id }) => id.split('-')[0]!))
  return gathered([
    ...files('test', '.test.ts').flatMap(({ path, text }) => titled(path, text)),
    ...(await shipped()).flatMap(ofScenario),
    ...oracles.flatMap(({ name, behaviours }) =>
      behaviours.map((id) => ({ id, where: `oracle "${name}"`, proves: false })),
    ),
    ...files('src', '.ts').flatMap(({ path, text }) => commented(path, text, prefixes)),
  ])
}

export const evidenceText = (all: readonly Evidence[]): string => `${JSON.stringify(all, null, 2)}\n`

export const catalogue = (): readonly Behaviour[] =>
  readCatalogue(readFileSync(new URL('../conformance/behaviours.yaml', import.meta.url), 'utf8'))

function files(tree: string, ending: string): { path: string; text: string }[] {
  const root = new URL(`../${tree}/`, import.meta.url)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => ({ path: `${tree}/${file}`, text: readFileSync(new URL(file, root), 'utf8') }))
}

const LITERAL = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g
/** What is left out, or expected to fail, proves nothing. */
const NOT_RUN = /\.(skip|todo|fails)\(\s*$/
const IDS_FIRST = /^((?:\[[A-Z]+-\d{2,3}\] ?)+)(.*)$/s

/**
 * Literals that begin with `[ID]`. In a table of cases the ids may stand alone, or the title begin with `%s` after
 * them; then it is the next title with `%s` that they belong to.
 */
export function titled(path: string, text: string): Naming[] {
  // A comment may hold a lone apostrophe, which would turn the literals inside out.
  const code = text.replace(/^\s*(\/\/|\/?\*).*$/gm, '')
  const literals = [...code.matchAll(LITERAL)]
    .filter(({ index }) => !NOT_RUN.test(code.slice(Math.max(0, index - 40), index)))
    .map(([literal]) => literal.slice(1, -1).replace(/\\(['"`])/g, '$1'))
  return literals.flatMap((literal, at) => {
    const [, ids, rest = ''] = IDS_FIRST.exec(literal) ?? []
    if (ids === undefined) return []
    const own = rest.trim()
    const title = own === '' ? literals.slice(at + 1).find((one) => one.startsWith('%s ')) : own
    const where = title === undefined ? path : `${path}: ${title.replace(/^%s /, '')}`
    return idsIn(ids).map((id) => ({ id, where, proves: true }))
  })
}

/** Expectations that nearly every scenario has; they speak for no behaviour in particular. */
const OF_EVERY_SCENARIO = new Set(['lostCalls', 'oracleViolations'])

export function ofScenario({ name, proves, expect }: Pick<Scenario, 'name' | 'proves' | 'expect'>): Naming[] {
  const expectsSomething = expect.some(({ figure }) => !OF_EVERY_SCENARIO.has(figure))
  const watched = new Set(oracles.flatMap(({ behaviours }) => behaviours))
  return proves.map((id) => ({ id, where: `scenario ${name}`, proves: expectsSomething || watched.has(id) }))
}

/** Ids in comments. `UTF-16` looks like one, so that only prefixes of the catalogue count. */
export function commented(path: string, text: string, prefixes: ReadonlySet<string>): Naming[] {
  const comments = [...text.matchAll(/\/\*[\s\S]*?\*\/|\/\/.*/g)].map(([comment]) => comment).join('\n')
  const ids = [...comments.matchAll(/\b[A-Z]+-\d{2,3}\b/g)].map(([id]) => id)
  return [...new Set(ids)]
    .filter((id) => prefixes.has(id.split('-')[0]!))
    .map((id) => ({ id, where: path, proves: false }))
}

const idsIn = (text: string): string[] => [...text.matchAll(/[A-Z]+-\d+/g)].map(([id]) => id)

export function gathered(namings: readonly Naming[]): readonly Evidence[] {
  const ids = [...new Set(namings.map(({ id }) => id))].sort()
  const places = (id: string, proves: boolean) => [
    ...new Set(namings.filter((one) => one.id === id && one.proves === proves).map(({ where }) => where)),
  ]
  return ids.map((id) => ({ id, proved: places(id, true), named: places(id, false) }))
}

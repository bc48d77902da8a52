import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  catalogue,
  commented,
  EVIDENCE_FILE,
  evidence,
  evidenceText,
  gathered,
  ofScenario,
  titled,
} from '../../scripts/conformance.ts'
import { readText } from '../../scripts/doc-tables.ts'
import { type Behaviour, readCatalogue } from '../../src/scenarios/conformance/catalogue.ts'
import { standings, strangers } from '../../src/scenarios/conformance/standing.ts'
import { listMarkdown, totalsText } from '../../src/scenarios/conformance/tables.ts'

const behaviour = (id: string, more: Partial<Behaviour> = {}): Behaviour => ({
  id,
  area: 'cti-failover',
  tier: 'core',
  does: `Does ${id}.`,
  check: 'Look.',
  source: 'A guide: p.1',
  releases: 'all',
  ...more,
})

// Put together here, as these very lines are searched for titles, too.
const tag = (id: string) => `[${id}]`
const title = (words: string) => `it('${words}', () => {})`

describe('the catalogue', () => {
  it('has every behaviour once, with a public document as its source', () => {
    const all = catalogue()
    expect(all.length).toBeGreaterThan(400)
    expect(all.filter(({ source }) => /\bref\b|\.md\b|\.\.\//.test(source))).toEqual([])
  })

  it('keeps areas together', () => {
    const areas = catalogue().map(({ area }) => area)
    expect(areas.filter((area, at) => area !== areas[at - 1])).toEqual([...new Set(areas)])
  })

  it('knows every id that tests, scenarios, oracles and comments name', async () => {
    expect(strangers(catalogue(), await evidence())).toEqual([])
  })

  it('is refused with an id twice, an unknown tier or a key too many', () => {
    const entry = `- { id: CTI-01, area: a, does: b, check: c, releases: all, source: d, tier: core }\n`
    expect(() => readCatalogue(entry + entry)).toThrow('more than one CTI-01')
    expect(() => readCatalogue(entry.replace('core', 'main'))).toThrow()
    expect(() => readCatalogue(entry.replace('tier', 'tears'))).toThrow()
  })
})

describe('what is found in the checkout', () => {
  it('is what ships (or: npm run docs)', async () => {
    expect(readText(EVIDENCE_FILE)).toBe(evidenceText(await evidence()))
  })

  it('is nothing of this suite, which proves no behaviour', async () => {
    expect(
      (await evidence()).filter(({ proved }) => proved.some((one) => one.startsWith('test/conformance/'))),
    ).toEqual([])
  })

  it('is a test whose title begins with an id', () => {
    expect(titled('a.test.ts', title(`${tag('CTI-01')} ${tag('API-04')} says 503`))).toEqual([
      { id: 'CTI-01', where: 'a.test.ts: says 503', proves: true },
      { id: 'API-04', where: 'a.test.ts: says 503', proves: true },
    ])
  })

  it('is the title that a table of cases belongs to', () => {
    const text = `it.each([['${tag('DESK-15')}', 0], ['${tag('DESK-17')}', 1]])('%s LOAD %i', () => {})`
    expect(titled('a.test.ts', text).map(({ id, where }) => `${id} ${where}`)).toEqual([
      'DESK-15 a.test.ts: LOAD %i',
      'DESK-17 a.test.ts: LOAD %i',
    ])
  })

  it('is neither an id within a title, nor a test that is skipped or commented out', () => {
    expect(titled('a.test.ts', title(`says ${tag('CTI-01')}`))).toEqual([])
    expect(titled('a.test.ts', title(`${tag('CTI-01')} x`).replace('it(', 'it.skip('))).toEqual([])
    expect(titled('a.test.ts', `// Don't: ${title(`${tag('CTI-01')} x`)}`)).toEqual([])
  })

  it('counts a scenario as proof only with a check for what it names', () => {
    const expectation = (figure: string) =>
      ({ figure, says: '', quantile: undefined, compare: '<', bound: 0, unit: 'count', kind: 'correctness' }) as const
    const proves = (proved: string, figure: string) =>
      ofScenario({ name: 'x', proves: [proved], expect: [expectation(figure)] })[0]!.proves
    expect(proves('AGENT-04', 'lostCalls')).toBe(true)
    expect(proves('LIMIT-01', 'lostCalls')).toBe(false)
    expect(proves('LIMIT-01', 'abandoned')).toBe(true)
  })

  it('is a comment of a source, never a proof', () => {
    const text = "/** See CTI-04, UTF-16. */ const id = 'CTI-05' // AWDB-02"
    expect(commented('src/a.ts', text, new Set(['CTI', 'AWDB']))).toEqual([
      { id: 'CTI-04', where: 'src/a.ts', proves: false },
      { id: 'AWDB-02', where: 'src/a.ts', proves: false },
    ])
  })
})

describe('a behaviour', () => {
  const all = [behaviour('CTI-01'), behaviour('CTI-02'), behaviour('CTI-03', { tier: 'edge' })]
  const found = gathered([
    { id: 'CTI-01', where: 'oracle "a"', proves: false },
    { id: 'CTI-01', where: 'test/a.test.ts: one', proves: true },
    { id: 'CTI-01', where: 'test/a.test.ts: two', proves: true },
    { id: 'CTI-02', where: 'oracle "a"', proves: false },
    { id: 'CTI-99', where: 'test/a.test.ts: three', proves: true },
  ])

  it('is proved by tests and scenarios, represented by what only names it, and missing without either', () => {
    expect(standings(all, found)).toEqual([
      {
        id: 'CTI-01',
        area: 'cti-failover',
        tier: 'core',
        status: 'proved',
        by: ['test/a.test.ts: one', 'test/a.test.ts: two'],
      },
      { id: 'CTI-02', area: 'cti-failover', tier: 'core', status: 'represented', by: ['oracle "a"'] },
      { id: 'CTI-03', area: 'cti-failover', tier: 'edge', status: 'missing', by: [] },
    ])
  })

  it('that the catalogue lacks is named with the place', () => {
    expect(strangers(all, found)).toEqual(['CTI-99: test/a.test.ts: three'])
  })

  it('counts in its area and in its tier', () => {
    expect(totalsText(standings([...all, behaviour('API-01', { area: 'rest-api', tier: 'edge' })], found))).toBe(
      `proved / represented / missing

area               core  extended       edge        all
cti-failover  1 / 1 / 0            0 / 0 / 1  1 / 1 / 1
rest-api                           0 / 0 / 1  0 / 0 / 1
total         1 / 1 / 0            0 / 0 / 2  1 / 1 / 2
`,
    )
  })

  it('has its files in the table, with how often', () => {
    expect(listMarkdown(standings(all, found), all)).toContain(
      '| CTI-01 | core | proved | Does CTI-01. | test/a.test.ts (2) |',
    )
  })
})

describe('the document', () => {
  it('names no file that is not there', () => {
    const named = [...readText('docs/conformance.md').matchAll(/\btest\/[\w/.-]+\.ts/g)].map(([path]) => path)
    for (const path of new Set(named)) expect(readFileSync(path, 'utf8')).not.toBe('')
  })
})

import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { csvReport, csvText } from '../../src/report/csv.ts'
import { resultJson } from '../../src/report/json.ts'
import { junitXml } from '../../src/report/junit.ts'
import { summaryMarkdown } from '../../src/report/markdown.ts'
import { openmetricsText } from '../../src/report/openmetrics.ts'
import { safeName } from '../../src/report/safe-name.ts'
import { seedsTable, verdictText } from '../../src/report/terminal.ts'
import { failedDay, fixtureTables, passedDay, table } from './fixture.ts'

const joined = (chunks: Iterable<string>) => [...chunks].join('')
const visible = (text: string) => text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '')

describe('result.json', () => {
  it('has the keys that others rely on, in one order', () => {
    const keys = Object.keys(JSON.parse(joined(resultJson(passedDay()))) as object)
    const wanted =
      'scenario seed release verdict exit digest token events virtualSeconds wallSeconds oracles expectations'
    for (const key of wanted.split(' ')) expect(keys).toContain(key)
    expect(Object.keys(JSON.parse(joined(resultJson(failedDay()))) as object)).toEqual(keys)
  })

  it('reads back as the result it was made from', () => {
    const result = failedDay()
    expect(JSON.parse(joined(resultJson(result)))).toEqual(JSON.parse(JSON.stringify(result)))
  })
})

describe('junit.xml', () => {
  const parse = (text: string) =>
    new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'testcase' || name === 'failure' }).parse(text)

  it('has a case for each oracle and each expectation', () => {
    const result = failedDay()
    const suite = parse(joined(junitXml(result))).testsuites.testsuite
    expect(suite.testcase).toHaveLength(result.oracles.length + result.expectations.length)
    expect(Number(suite['@_failures'])).toBeGreaterThan(0)
  })

  it('says of a violation who, when and why, and how to repeat it', () => {
    const result = failedDay()
    const text = joined(junitXml(result))
    const violation = result.oracles.find((oracle) => oracle.violated > 0)!.violations[0]!
    const cases = parse(text).testsuites.testsuite.testcase as { failure?: unknown }[]
    const said = JSON.stringify(cases.filter((one) => one.failure !== undefined))
    expect(said).toContain(violation.who)
    expect(said).toContain(violation.why)
    expect(said).toContain(result.replay)
  })

  it('calls an oracle that had nothing to judge skipped', () => {
    const result = passedDay()
    const idle = result.oracles.filter((oracle) => oracle.judged === 0).length
    const cases = parse(joined(junitXml(result))).testsuites.testsuite.testcase as object[]
    expect(cases.filter((one) => 'skipped' in one)).toHaveLength(idle)
  })

  it('stays well-formed whatever a violation says', () => {
    const result = failedDay()
    const hostile = {
      ...result,
      oracles: result.oracles.map((oracle) => ({ ...oracle, says: `<&"'> \u0000\u0007 ]]>` })),
    }
    expect(parse(joined(junitXml(hostile))).testsuites.testsuite.testcase).toHaveLength(
      result.oracles.length + result.expectations.length,
    )
  })
})

describe('CSV', () => {
  it('quotes what a spreadsheet would take apart', () => {
    const text = joined(
      csvText(
        table(
          ['a', 'b'],
          [
            ['x,y', 'say "no"'],
            ['two\nlines', 7],
          ],
        ),
      ),
    )
    expect(text).toBe('a,b\n"x,y","say ""no"""\n"two\nlines",7\n')
  })

  it('writes calls, states, hops, intervals, agents and what failed', () => {
    const files = new Map(
      [...csvReport.files(passedDay(), fixtureTables(3, 5))].map((file) => [file.path, joined(file.chunks)]),
    )
    expect([...files.keys()].sort()).toEqual([
      'agent-states.csv',
      'agents.csv',
      'calls.csv',
      'desktops.csv',
      'failovers.csv',
      'hops.csv',
      'queue-intervals.csv',
      'syslog.csv',
    ])
    expect(files.get('calls.csv')!.trim().split('\n')).toHaveLength(4)
    expect(files.get('agent-states.csv')!.trim().split('\n')).toHaveLength(6)
    const head = files.get('queue-intervals.csv')!.split('\n')[0]!
    for (const column of ['offered', 'handled', 'abandoned', 'service', 'asa', 'aht', 'occupancy']) {
      expect(head.toLowerCase()).toContain(column)
    }
  })
})

describe('OpenMetrics', () => {
  const lines = joined(openmetricsText(failedDay())).split('\n')

  it('ends with # EOF and describes each family before its samples', () => {
    expect(lines.slice(-2)).toEqual(['# EOF', ''])
    const described = new Set<string>()
    for (const line of lines) {
      const type = /^# TYPE (\S+)/.exec(line)
      if (type) described.add(type[1]!)
      const sample = /^([a-z_]+)[{ ]/.exec(line)
      if (sample) {
        const family = sample[1]!.replace(/_(total|count|sum|bucket|info)$/, '')
        expect(described.has(family) || described.has(sample[1]!), line).toBe(true)
      }
    }
    expect(described.size).toBeGreaterThan(5)
  })

  it('has numbers for values', () => {
    const samples = lines.filter((line) => line !== '' && !line.startsWith('#'))
    for (const line of samples) expect(Number(line.split(' ').at(-1)), line).not.toBeNaN()
    expect(samples.length).toBeGreaterThan(20)
  })
})

describe('what a person reads', () => {
  it('puts the verdict first in Markdown', () => {
    const [first] = summaryMarkdown(failedDay()).split('\n')
    expect(first!.toLowerCase()).toContain('violated')
  })

  it('fits the terminal, with colour or without', () => {
    for (const width of [60, 100]) {
      for (const colour of [true, false]) {
        const text = verdictText(failedDay(), { width, colour })
        expect(text.includes('\u001b')).toBe(colour)
        const long = visible(text)
          .split('\n')
          .filter((line) => line.length > width && !line.includes('ccsim'))
        expect(long).toEqual([])
      }
    }
  })

  it('ends a failed run with the line that repeats it', () => {
    const result = failedDay()
    expect(visible(verdictText(result, { width: 100, colour: false })).trimEnd()).toContain(result.replay)
  })

  it('lists seeds one a line and counts their verdicts', () => {
    const text = seedsTable([passedDay(), failedDay(), passedDay()])
    expect(text).toMatch(/2 passed/)
    expect(text).toMatch(/1 violated/)
  })

  it('makes file names of anything', () => {
    for (const text of ['../up', 'a/b', '', '.', 'nul\u0000', 'x'.repeat(400)]) {
      const name = safeName(text)
      expect(name).not.toBe('')
      expect([...name].some((letter) => letter < ' ' || letter === '/' || letter === '\\')).toBe(false)
      expect(name).not.toMatch(/^\.+$/)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    }
  })
})

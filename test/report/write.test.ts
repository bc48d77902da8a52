import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { appendStepSummary } from '../../src/report/markdown.ts'
import { ReportProblem } from '../../src/report/report-problem.ts'
import { writeReports } from '../../src/report/write-reports.ts'
import { loadScenario, reading } from '../../src/scenarios/load.ts'
import { runScenario } from '../../src/scenarios/run.ts'
import { failedDay, fixtureTables, passedDay, table } from './fixture.ts'

const place = mkdtempSync(join(tmpdir(), 'ccsim-reports-'))
afterAll(() => rmSync(place, { recursive: true }))

const folderOf = (result: { scenario: string; seed: string }, dir: string) => join(dir, result.scenario, result.seed)

describe('writing reports', () => {
  it('writes every format into a folder of scenario and seed, result.json first', () => {
    const dir = join(place, 'all')
    const files = writeReports({ result: passedDay(), tables: fixtureTables(10, 10), dir })
    expect(files[0]).toMatch(/result\.json$/)
    for (const file of files) expect(existsSync(file), file).toBe(true)
    expect(files.map((file) => file.split('.').at(-1))).toEqual(
      expect.arrayContaining(['json', 'html', 'xml', 'csv', 'md', 'om']),
    )
  })

  it('leaves the older report as it was when a newer one fails midway', () => {
    const dir = join(place, 'midway')
    const result = passedDay()
    writeReports({ result, tables: fixtureTables(2, 2), dir })
    const before = readFileSync(join(folderOf(result, dir), 'result.json'), 'utf8')
    const broken = {
      calls: table(['a'], {
        *[Symbol.iterator]() {
          yield [1]
          throw new Error('the run was lost')
        },
      }),
      agentStates: table(['a'], []),
    }
    expect(() => writeReports({ result: failedDay({}), tables: broken, dir })).toThrow('the run was lost')
    expect(readFileSync(join(folderOf(result, dir), 'result.json'), 'utf8')).toBe(before)
    expect(readdirSync(join(dir, result.scenario)).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('says so, for people, when the place is a file', () => {
    const file = join(place, 'a-file')
    writeFileSync(file, '')
    expect(() => writeReports({ result: passedDay(), tables: fixtureTables(1, 1), dir: file })).toThrow(ReportProblem)
  })

  it('writes only what is asked for', () => {
    const files = writeReports({
      result: passedDay(),
      tables: fixtureTables(1, 1),
      dir: join(place, 'some'),
      only: ['junit'],
    })
    expect(files).toHaveLength(1)
    expect(files[0]).toMatch(/junit\.xml$/)
  })

  it('adds to the summary of a CI step, where there is one', () => {
    const file = join(place, 'summary.md')
    writeFileSync(file, 'earlier\n')
    expect(appendStepSummary({}, '# now\n')).toBe(false)
    expect(appendStepSummary({ GITHUB_STEP_SUMMARY: file }, '# now\n')).toBe(true)
    expect(readFileSync(file, 'utf8')).toMatch(/^earlier\n[\s\S]*# now/)
  })

  it('writes the same bytes for the same seed, but for the wall time', () => {
    const scenario = loadScenario('scenarios/smoke.yaml', { read: reading((path) => readFileSync(path)) })
    let names: string[] = []
    const texts = [1, 2].map((wall) => {
      let clock = 0
      const options = { seed: '7', version: '0', nodeVersion: 'v0', now: () => (clock += wall) }
      const dir = join(place, `twice-${wall}`)
      mkdirSync(dir, { recursive: true })
      const files = writeReports({ ...runScenario(scenario, options), dir })
      names = files.map((file) => basename(file))
      return files.map((file) =>
        readFileSync(file, 'utf8').replaceAll(/"wallSeconds": [\d.]+|wall_seconds[^\n]*|time="[\d.]+"/g, ''),
      )
    })
    const different = names.filter((_, index) => texts[0]![index] !== texts[1]![index])
    expect(different).toEqual([])
  })
})

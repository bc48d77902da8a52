import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { HistoryFile, remember } from '../../../src/report/history/history-file.ts'
import { sparkline, trendsOf } from '../../../src/report/history/history-text.ts'
import { passedDay } from '../fixture.ts'

const dir = mkdtempSync(join(tmpdir(), 'ccsim-history-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const result = passedDay()
const seeded = (seed: number) => ({ ...result, seed: String(seed) })
const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`

function reading<T>(file: string, look: (history: HistoryFile) => T): T {
  const history = new HistoryFile(file, { readOnly: true })
  try {
    return look(history)
  } finally {
    history.close()
  }
}

describe('a history', () => {
  it('keeps runs with their figures, oldest first', () => {
    const file = join(dir, 'made/for/it/history.db')
    remember(file, [seeded(1), seeded(2)], at(1))
    remember(file, [seeded(3)], at(2))
    reading(file, (history) => {
      expect(history.scenarios()).toMatchObject([{ scenario: result.scenario, runs: 3, last: at(2) }])
      const runs = history.runs(result.scenario, 2)
      expect(runs.map(({ seed }) => seed)).toEqual(['2', '3'])
      expect(runs[0]).toMatchObject({ verdict: result.verdict, digest: result.digest, token: result.token })
      const [trend] = trendsOf(runs.map(({ id }) => history.figures(id))).filter(({ name }) => name === 'service level')
      expect(trend!.values.length).toBe(2)
      expect(trend!.values[0]).toBe(trend!.values[1])
    })
  })

  it('that is read is not made, nor changed', () => {
    expect(() => new HistoryFile(join(dir, 'none.db'), { readOnly: true })).toThrow('there is no history yet')
    const file = join(dir, 'read.db')
    remember(file, [seeded(1)], at(1))
    expect(() => reading(file, (history) => history.add([seeded(2)], at(2)))).toThrow('readonly')
  })

  it('is not made of a foreign file, which stays as it is', () => {
    const text = join(dir, 'notes.txt')
    writeFileSync(text, 'These are my notes, and they are longer than the head of a database would be. '.repeat(4))
    const before = readFileSync(text)
    expect(() => remember(text, [seeded(1)], at(1))).toThrow('is no history of ccsim')
    expect(readFileSync(text).equals(before)).toBe(true)

    const other = join(dir, 'other.db')
    const database = new DatabaseSync(other)
    database.exec('CREATE TABLE customer (name TEXT)')
    database.close()
    expect(() => remember(other, [seeded(1)], at(1))).toThrow('is no history of ccsim')
    const again = new DatabaseSync(other)
    expect(again.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'customer' }])
    again.close()
  })

  it('of a newer ccsim is refused', () => {
    const file = join(dir, 'newer.db')
    remember(file, [seeded(1)], at(1))
    const database = new DatabaseSync(file)
    database.exec('PRAGMA user_version = 2')
    database.close()
    expect(() => remember(file, [seeded(2)], at(2))).toThrow('newer ccsim (format 2')
  })

  it('takes a run whole or not at all', () => {
    const file = join(dir, 'whole.db')
    const broken = { ...seeded(2), headline: undefined as never }
    remember(file, [seeded(1)], at(1))
    expect(() => remember(file, [seeded(3), broken], at(2))).toThrow()
    expect(reading(file, (history) => history.runs(result.scenario, 9).map(({ seed }) => seed))).toEqual(['1'])
  })

  it('takes runs of several writers at once, also those who find no file yet', async () => {
    const file = join(dir, 'shared.db')
    const script = join(dir, 'writer.mjs')
    const from = (path: string) => JSON.stringify(resolve(path))
    writeFileSync(
      script,
      `import { remember } from ${from('src/report/history/history-file.ts')}
      import { readFileSync } from 'node:fs'
      const result = JSON.parse(readFileSync(process.argv[2], 'utf8'))
      for (let n = 0; n < 10; n++) remember(process.argv[3], [{ ...result, seed: process.argv[4] + '-' + n }], new Date().toISOString())`,
    )
    const kept = join(dir, 'result.json')
    writeFileSync(kept, JSON.stringify(result))
    const run = promisify(execFile)
    await Promise.all([1, 2, 3, 4].map((writer) => run(process.execPath, [script, kept, file, String(writer)])))
    const seeds = reading(file, (history) => history.runs(result.scenario, 1000).map(({ seed }) => seed))
    expect(new Set(seeds).size).toBe(40)
    expect(seeds.length).toBe(40)
  })
})

describe('a sparkline', () => {
  it('goes from the lowest to the highest, with gaps where nothing was measured', () => {
    expect(sparkline([0, 7, undefined, 3.5])).toBe('▁█ ▅')
    expect(sparkline([4, 4])).toBe('▁▁')
  })
})

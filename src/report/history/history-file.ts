/**
 * Runs over time, in a file of SQLite: one row a run, one row a figure. Several ccsim may write at once: the file is in WAL
 * mode, a writer waits for another, and a run is added whole or not at all. A file that is not ours is never touched.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { RunResult } from '../../scenarios/result.ts'
import { comparablesOf, type FigureUnit } from '../compare/comparable.ts'
import { asReportProblem, ReportProblem } from '../report-problem.ts'

/** "ccsm": marks the file as ours (PRAGMA application_id). */
const APPLICATION = 0x6363736d
const VERSION = 1
const BUSY_MS = 15_000

const TABLES = `
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  added TEXT NOT NULL,
  scenario TEXT NOT NULL,
  scenario_hash TEXT NOT NULL,
  seed TEXT NOT NULL,
  ccsim TEXT NOT NULL,
  node TEXT NOT NULL,
  world TEXT NOT NULL,
  release TEXT NOT NULL,
  verdict TEXT NOT NULL,
  exit INTEGER NOT NULL,
  headline TEXT NOT NULL,
  digest TEXT NOT NULL,
  token TEXT NOT NULL
) STRICT;
CREATE INDEX run_by_scenario ON run (scenario, id);
CREATE TABLE figure (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  unit TEXT NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;
`

export interface PastRun {
  readonly id: number
  /** ISO 8601, UTC. */
  readonly added: string
  readonly scenario: string
  readonly scenarioHash: string
  readonly seed: string
  readonly ccsim: string
  readonly node: string
  readonly world: string
  readonly release: string
  readonly verdict: string
  readonly exit: number
  readonly headline: string
  readonly digest: string
  readonly token: string
}

export interface PastFigure {
  readonly name: string
  readonly unit: FigureUnit
  readonly value: number
}

export interface PastScenario {
  readonly scenario: string
  readonly runs: number
  readonly last: string
  readonly verdict: string
}

export interface HistoryOptions {
  /** Opens an existing file only, and changes nothing. */
  readonly readOnly?: boolean
}

export class HistoryFile {
  readonly #database: DatabaseSync

  /** Throws ReportProblem for a file that is not ours, of a newer version, or in a place that cannot be written. */
  constructor(file: string, { readOnly = false }: HistoryOptions = {}) {
    if (readOnly && !existsSync(file)) {
      throw new ReportProblem(`${file}: there is no history yet; ccsim run --history adds a run to it`)
    }
    try {
      if (!readOnly) mkdirSync(dirname(file), { recursive: true })
      this.#database = opened(file, readOnly)
    } catch (error) {
      throw problemOf(error, file)
    }
  }

  /** Adds runs, all or none. `added` is the wall clock's time of day, in ISO 8601. */
  add(results: readonly RunResult[], added: string): void {
    const run = this.#database.prepare(
      'INSERT INTO run (added, scenario, scenario_hash, seed, ccsim, node, world, release, verdict, exit, headline, digest, token) ' +
        'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    const figure = this.#database.prepare(
      'INSERT INTO figure (run, name, position, unit, value) VALUES (?, ?, ?, ?, ?)',
    )
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      for (const result of results) {
        const { scenario, scenarioHash, seed, ccsim, node, world, release } = result
        const about = [added, scenario, scenarioHash, seed, ccsim, node, world, release]
        const { verdict, exit, headline, digest, token } = result
        const { lastInsertRowid } = run.run(...about, verdict, exit, headline, digest, token)
        for (const [position, { name, unit, value }] of comparablesOf(result).entries()) {
          figure.run(lastInsertRowid, name, position, unit, value)
        }
      }
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }

  scenarios(): readonly PastScenario[] {
    const rows = this.#database.prepare(
      'SELECT scenario, count(*) AS runs, max(id) AS newest FROM run GROUP BY scenario ORDER BY scenario',
    )
    const newest = this.#database.prepare('SELECT added AS last, verdict FROM run WHERE id = ?')
    return rows.all().map((row) => {
      const { last, verdict } = newest.get(row['newest']!)!
      return { scenario: row['scenario'], runs: row['runs'], last, verdict } as unknown as PastScenario
    })
  }

  /** The last runs of a scenario, oldest first. */
  runs(scenario: string, last: number): readonly PastRun[] {
    const rows = this.#database.prepare(
      'SELECT id, added, scenario, scenario_hash AS scenarioHash, seed, ccsim, node, world, release, verdict, exit, ' +
        'headline, digest, token FROM run WHERE scenario = ? ORDER BY id DESC LIMIT ?',
    )
    return rows.all(scenario, last).reverse() as unknown as PastRun[]
  }

  figures(run: number): readonly PastFigure[] {
    const rows = this.#database.prepare('SELECT name, unit, value FROM figure WHERE run = ? ORDER BY position')
    return rows.all(run) as unknown as PastFigure[]
  }

  close(): void {
    this.#database.close()
  }
}

/** Adds to a file that is made where there is none. */
export function remember(file: string, results: readonly RunResult[], added: string): void {
  const history = new HistoryFile(file)
  try {
    history.add(results, added)
  } catch (error) {
    throw problemOf(error, file)
  } finally {
    history.close()
  }
}

function opened(file: string, readOnly: boolean): DatabaseSync {
  const isNew = statSync(file, { throwIfNoEntry: false })?.size === 0 || !existsSync(file)
  const database = new DatabaseSync(file, { readOnly, timeout: BUSY_MS, enableForeignKeyConstraints: true })
  try {
    if (isNew && !readOnly) database.exec('PRAGMA journal_mode = WAL')
    if (!readOnly) prepare(database, file)
    check(database, file)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Makes the tables where there is nothing yet. Whoever comes second finds them made. */
function prepare(database: DatabaseSync, file: string): void {
  if (numberOf(database, 'application_id') !== 0 || numberOf(database, 'user_version') !== 0) return
  database.exec('BEGIN IMMEDIATE')
  try {
    const tables = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()!['n']
    if (numberOf(database, 'application_id') === 0) {
      if (tables !== 0) throw foreign(file)
      database.exec(`${TABLES} PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${VERSION};`)
    }
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

function check(database: DatabaseSync, file: string): void {
  if (numberOf(database, 'application_id') !== APPLICATION) throw foreign(file)
  const version = numberOf(database, 'user_version')
  if (version > VERSION) {
    throw new ReportProblem(`${file}: is a history of a newer ccsim (format ${version}, this one knows ${VERSION})`)
  }
}

const foreign = (file: string) => new ReportProblem(`${file}: is no history of ccsim; nothing was changed in it`)

const numberOf = (database: DatabaseSync, pragma: string): number =>
  Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get()!)[0])

/** SQLite's numbers: 26 no database, 11 damaged, 5 busy, 8 and 14 no place to write. */
const REASONS = new Map([
  [5, 'is busy: another ccsim has been writing to it for too long'],
  [6, 'is locked by another program'],
  [8, 'may not be written'],
  [10, 'cannot be read or written'],
  [11, 'is damaged'],
  [13, 'cannot grow: the disk is full'],
  [14, 'cannot be opened'],
  [26, 'is no history of ccsim; nothing was changed in it'],
])

function problemOf(error: unknown, file: string): unknown {
  const { errcode } = error as { readonly errcode?: number }
  const reason = errcode === undefined ? undefined : REASONS.get(errcode & 0xff)
  return reason === undefined ? asReportProblem(error, file) : new ReportProblem(`${file}: ${reason}`)
}

/**
 * Configuration of a served center on disk: one SQLite file under `--data DIR`, so that what an administrator made is
 * there again after a restart. Each commit is one transaction, on disk before the request that made it is answered.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Change, Commit, ConfigStore } from '../sim/finesse/config/store.ts'

export const CONFIG_FILE = 'finesse-config.sqlite'
/** Says whose file it is (`PRAGMA application_id`): "ccfs". */
const APPLICATION = 0x63_63_66_73
const VERSION = 1
/** Id of what there is one of. */
const SINGLE = 0

/** A file that is not ours, or not any more. */
export class ConfigStoreProblem extends Error {}

interface Row {
  readonly collection: string
  readonly id: number
  readonly value: string
}

export class ConfigFile {
  readonly path: string
  readonly #database: DatabaseSync

  /** Opens the file of a directory, and makes both where they are not there yet. Throws `ConfigStoreProblem`. */
  constructor(directory: string) {
    this.path = join(directory, CONFIG_FILE)
    mkdirSync(directory, { recursive: true })
    this.#database = this.#open()
  }

  #open(): DatabaseSync {
    let database: DatabaseSync | undefined
    try {
      database = new DatabaseSync(this.path)
      const application = numberOf(database, 'application_id')
      const version = numberOf(database, 'user_version')
      const tables = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() as { count: number }
      if (application === 0 && version === 0 && tables.count === 0) create(database)
      else if (application !== APPLICATION) throw new ConfigStoreProblem(`${this.path} was made by another program`)
      else if (version !== VERSION) {
        throw new ConfigStoreProblem(
          `${this.path} has format ${version}; this version of ccsim reads format ${VERSION}`,
        )
      }
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
      return database
    } catch (error) {
      database?.close()
      if (error instanceof ConfigStoreProblem) throw error
      const why = error instanceof Error ? error.message : String(error)
      throw new ConfigStoreProblem(`${this.path} cannot be used as configuration: ${why}`)
    }
  }

  /** Number of the last commit, and everything there is; undefined for a new file. */
  read(): { readonly number: number; readonly changes: readonly Change[] } | undefined {
    const state = this.#database.prepare('SELECT number FROM state').get() as { number: number } | undefined
    if (state === undefined) return undefined
    const rows = this.#database.prepare('SELECT collection, id, value FROM object ORDER BY position').all()
    const changes = (rows as unknown as readonly Row[]).map(({ collection, id, value }) => ({
      collection,
      id,
      value: this.#parsed(collection, id, value),
    }))
    return { number: state.number, changes }
  }

  #parsed(collection: string, id: number, value: string): object {
    try {
      return JSON.parse(value) as object
    } catch {
      throw new ConfigStoreProblem(`${this.path} is damaged: ${collection} ${id} cannot be read`)
    }
  }

  /** Replaces everything. */
  write(number: number, changes: readonly Change[]): void {
    this.#transaction(() => {
      this.#database.exec('DELETE FROM object')
      this.#put(number, changes)
    })
  }

  append({ number, changes }: Commit): void {
    this.#transaction(() => this.#put(number, changes))
  }

  #put(number: number, changes: readonly Change[]): void {
    const set = this.#database.prepare(
      'INSERT INTO object (collection, id, value) VALUES (?, ?, ?) ON CONFLICT (collection, id) DO UPDATE SET value = excluded.value',
    )
    const drop = this.#database.prepare('DELETE FROM object WHERE collection = ? AND id = ?')
    for (const { collection, id, value } of changes) {
      if (value === undefined) drop.run(collection, id)
      else set.run(collection, id, JSON.stringify(value))
    }
    this.#database.prepare('INSERT OR REPLACE INTO state (one, number) VALUES (1, ?)').run(number)
  }

  #transaction(act: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      act()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }

  close(): void {
    this.#database.close()
  }
}

function numberOf(database: DatabaseSync, pragma: string): number {
  const row = database.prepare(`PRAGMA ${pragma}`).get() as Readonly<Record<string, number>>
  return row[pragma]!
}

function create(database: DatabaseSync): void {
  database.exec(`
    BEGIN;
    CREATE TABLE object (
      position INTEGER PRIMARY KEY,
      collection TEXT NOT NULL,
      id INTEGER NOT NULL,
      value TEXT NOT NULL,
      UNIQUE (collection, id)
    ) STRICT;
    CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL) STRICT;
    PRAGMA application_id = ${APPLICATION};
    PRAGMA user_version = ${VERSION};
    COMMIT;`)
}

/**
 * Gives the nodes of a center what is on disk, and keeps the disk with the first of them from then on. Returns what ends
 * it. Before the center serves anybody.
 */
export function keepConfiguration(
  nodes: readonly { readonly administration: { readonly store: ConfigStore } }[],
  directory: string,
): () => void {
  const file = new ConfigFile(directory)
  const [primary] = nodes
  if (primary === undefined) return () => file.close()
  const { store } = primary.administration
  try {
    const kept = file.read()
    if (kept === undefined) file.write(store.number, store.saved.snapshot())
    else {
      // Settings that came with a later version than the file's.
      const there = new Set(kept.changes.filter(({ id }) => id === SINGLE).map(({ collection }) => collection))
      const more = store.saved.snapshot().filter(({ collection, id }) => id === SINGLE && !there.has(collection))
      for (const { administration } of nodes) administration.store.load(kept.number, [...more, ...kept.changes])
    }
  } catch (error) {
    file.close()
    throw error
  }
  const keep = (commit: Commit): void => file.append(commit)
  store.heard.push(keep)
  return () => {
    store.heard.splice(store.heard.indexOf(keep), 1)
    file.close()
  }
}

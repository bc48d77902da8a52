/**
 * What `npm run test:seeds` has seen so far, one line a scenario, so that a pass that was stopped goes on where it was. A
 * line counts for the sources it was made with: the simulation, what judges it, and the scenarios.
 */
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SeedsDone } from './seeds-of-scenario.ts'

interface Line extends SeedsDone {
  readonly sources: string
}

/** Twelve digits that stand for all that a run depends on. */
export function sourcesNow(): string {
  const hash = createHash('sha256')
  for (const path of globSync(['src/{sim,scenarios}/**/*.ts', '{scenarios,selftest}/**/*.yaml']).sort()) {
    hash.update(path).update(readFileSync(path))
  }
  return hash.digest('hex').slice(0, 12)
}

export class SeedLog {
  readonly sources = sourcesNow()
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  add(done: SeedsDone): void {
    const line: Line = { ...done, sources: this.sources }
    mkdirSync(dirname(this.#path), { recursive: true })
    appendFileSync(this.#path, `${JSON.stringify(line)}\n`)
  }

  /** Scenarios that these sources passed with this many seeds or more. */
  passed(seeds: number): SeedsDone[] {
    if (!existsSync(this.#path)) return []
    const lines = readFileSync(this.#path, 'utf8').split('\n').filter(Boolean)
    const all = lines.map((line): Line => JSON.parse(line))
    const good = all.filter((one) => one.sources === this.sources && one.seeds >= seeds && one.failures.length === 0)
    return [...new Map(good.map((one) => [one.name, one])).values()]
  }
}

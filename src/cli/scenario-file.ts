/** From what stands on the command line to a scenario: a file, or the name of one that ships with ccsim. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadScenario, nameOf, reading } from '../scenarios/load.ts'
import { suggestion } from '../scenarios/nearest.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { parseDuration } from '../scenarios/units.ts'
import { endAt } from '../scenarios/until.ts'
import { InputProblem } from './input-problem.ts'
import { SCENARIOS_DIR } from './package.ts'

export interface ScenarioRequest {
  readonly file: string
  readonly overrides: readonly string[]
  readonly until: string | undefined
}

/** Names of the scenarios that ship with ccsim. */
export function shippedNames(): string[] {
  return readdirSync(SCENARIOS_DIR)
    .filter((file) => file.endsWith('.yaml'))
    .map(nameOf)
    .sort()
}

export const shippedFile = (name: string): string => shown(join(SCENARIOS_DIR, `${name}.yaml`))

export async function load({ file, overrides, until }: ScenarioRequest): Promise<Scenario> {
  const path = fileOf(file)
  if (/\.[cm]?[jt]s$/.test(path)) return await imported(path, overrides, until)
  return loadScenario(path, { read: reading((from) => readFileSync(from)), overrides, until })
}

/** The path to read. A word without a separator may be a shipped scenario, unless a file of that name is here. */
export function fileOf(word: string): string {
  const isFile = statSync(word, { throwIfNoEntry: false })?.isFile() === true
  if (isFile) return shown(resolve(word))
  const name = nameOf(word)
  const isPlain = !/[\\/]/.test(word)
  const shipped = shippedNames()
  if (isPlain && shipped.includes(name)) return shippedFile(name)
  if (existsSync(word)) return word
  if (isPlain && name === word) {
    throw new InputProblem(`there is no file and no shipped scenario "${word}"; ${suggestion(word, shipped)}`)
  }
  const hint = shipped.includes(name) ? `; "${name}" alone is the one that ships with ccsim` : ''
  throw new InputProblem(`${word}: there is no such file${hint}`)
}

/** As short as it can be said from here. */
function shown(path: string): string {
  const near = relative(process.cwd(), path)
  return near === '' || near.startsWith('..') || isAbsolute(near) ? path : near
}

/** A scenario written in TypeScript: the module's default export, made by `defineScenario`. */
async function imported(path: string, overrides: readonly string[], until: string | undefined): Promise<Scenario> {
  if (overrides.length > 0) throw new InputProblem('--set: only YAML scenarios can be changed from outside')
  const scenario = await defaultExport(path)
  const end = until === undefined ? undefined : parseDuration(until)
  if (end?.ok === false) throw new InputProblem(`--until: ${end.problem}`)
  return { ...scenario, ...(end === undefined ? {} : endAt(scenario, end.value)), file: path }
}

async function defaultExport(path: string): Promise<Scenario> {
  let module: { readonly default?: Partial<Scenario> }
  try {
    module = await import(pathToFileURL(resolve(path)).href)
  } catch (error) {
    if ((error as Error).name === 'ScenarioProblems') throw error
    throw new InputProblem(`${path}: cannot be loaded: ${(error as Error).message}`)
  }
  const scenario = module.default
  if (scenario?.workload !== undefined && scenario.hash !== undefined) return scenario as Scenario
  throw new InputProblem(`${path}: exports no scenario; write "export default defineScenario({ … })"`)
}

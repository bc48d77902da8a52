/** From a file to a compiled scenario, or to everything that is wrong with it. */
import { type Compiled, compile, hashOf } from './compile.ts'
import { readDraft } from './draft.ts'
import { readChain } from './extends.ts'
import { locate } from './locate.ts'
import { override, SET } from './override.ts'
import { isWithin, type Path } from './path.ts'
import { type Finding, type Place, type Problem, problem, ScenarioProblems } from './problems.ts'
import type { Scenario } from './scenario.ts'
import type { Mapping, Read } from './source.ts'
import { parseDuration } from './units.ts'
import { endAt } from './until.ts'

export interface LoadOptions {
  /** How files are read; `reading(readFileSync)` makes one. */
  readonly read: Read
  /** Single values to set, such as `topology.agents=200`. Values are YAML. */
  readonly overrides?: readonly string[] | undefined
  /** A duration at which the busy time ends if it would last longer, such as `10min`. */
  readonly until?: string | undefined
}

/** Reads, checks and compiles a scenario. Throws `ScenarioProblems` with all there is to say. */
export function loadScenario(file: string, { read, overrides = [], until }: LoadOptions): Scenario {
  const { sources, value, problems } = readChain(file, read)
  const end = parseUntil(until)
  if (value === undefined) throw new ScenarioProblems([...problems, ...end.problems])
  const set = override(value, overrides)
  const placeOf = (path: Path): Place => {
    if (set.paths.some((top) => isWithin(path, top))) return { file: SET }
    const place = locate(sources, path)
    const made = !place.exact && set.paths.some((top) => isWithin(top, path))
    return made ? { file: SET } : place
  }
  const { compiled, findings } = evaluate(set.value)
  const found = findings.map((finding) => problem(placeOf(finding.path), finding))
  const all = [...problems, ...set.problems, ...found, ...end.problems]
  if (compiled === undefined || all.length > 0) {
    throw new ScenarioProblems(
      all,
      sources.map((source) => source.file),
    )
  }
  return finished(end.us === undefined ? compiled : ended(compiled, end.us), nameOf(file), file)
}

/** The compiled scenario with its name and hash. */
export function finished(compiled: Compiled, name: string, file: string | undefined): Scenario {
  return { name, file, hash: hashOf(compiled), ...compiled }
}

/** Plain data compiled, or what is wrong with it. */
export function evaluate(value: Mapping): {
  readonly compiled: Compiled | undefined
  readonly findings: readonly Finding[]
} {
  const { draft, findings } = readDraft(value)
  const later: Finding[] = []
  const compiled = compile(draft, (path, message) => later.push({ path, message }))
  return { compiled, findings: [...findings, ...later] }
}

const UNTIL: Place = { file: '--until' }

function parseUntil(until: string | undefined): {
  readonly us: number | undefined
  readonly problems: readonly Problem[]
} {
  if (until === undefined) return { us: undefined, problems: [] }
  const parsed = parseDuration(until)
  if (parsed.ok && parsed.value > 0) return { us: parsed.value, problems: [] }
  const message = parsed.ok ? 'must be longer than nothing' : parsed.problem
  return { us: undefined, problems: [problem(UNTIL, { path: [], message })] }
}

function ended(compiled: Compiled, us: number): Compiled {
  const cut = endAt(compiled, us)
  if (cut.workload.shifts.length > 0) return cut
  throw new ScenarioProblems([problem(UNTIL, { path: [], message: 'is before the first shift; nobody would work' })])
}

/** `scenarios/a-working-day.yaml` is called a-working-day. */
export const nameOf = (file: string): string => file.replace(/^.*[\\/]/, '').replace(/\.(ya?ml|json)$/i, '')

/** A reader made of one that throws as Node's `readFileSync` does. */
export function reading(readFile: (path: string) => Uint8Array | string): Read {
  return (path) => {
    try {
      return readFile(path)
    } catch (error) {
      const { code, message } = error as { code?: string; message?: string }
      return { problem: WHY_UNREADABLE.get(code ?? '') ?? `cannot be read: ${message}` }
    }
  }
}

const WHY_UNREADABLE = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'there is no such file'],
  ['EISDIR', 'is a directory; name a scenario file'],
  ['EACCES', 'may not be read'],
  ['EPERM', 'may not be read'],
])

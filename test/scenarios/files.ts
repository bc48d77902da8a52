/** Scenario files that exist only in a test. */
import { type LoadOptions, loadScenario } from '../../src/scenarios/load.ts'
import { ScenarioProblems } from '../../src/scenarios/problems.ts'
import type { Scenario } from '../../src/scenarios/scenario.ts'
import type { Read } from '../../src/scenarios/source.ts'

type Files = Readonly<Record<string, string | Uint8Array>>
type Options = Omit<LoadOptions, 'read'>

const readFrom =
  (files: Files): Read =>
  (path) =>
    files[path] ?? { problem: 'there is no such file' }

/** Loads x.yaml, given its text or all the files there are. */
export function load(text: string | Uint8Array | Files, options: Options = {}): Scenario {
  const files: Files = typeof text === 'string' || text instanceof Uint8Array ? { 'x.yaml': text } : text
  return loadScenario('x.yaml', { read: readFrom(files), ...options })
}

/** The lines of what is wrong with x.yaml; none when nothing is. */
export function problemsOf(text: string | Uint8Array | Files, options: Options = {}): readonly string[] {
  try {
    load(text, options)
    return []
  } catch (error) {
    if (!(error instanceof ScenarioProblems)) throw error
    return error.message.split('\n')
  }
}

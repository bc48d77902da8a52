/** Scenarios written in TypeScript: the same words as in YAML, checked by the compiler as well. */
import { evaluate, finished } from './load.ts'
import { problem, ScenarioProblems } from './problems.ts'
import type { Scenario } from './scenario.ts'
import type { ScenarioText } from './schema.ts'
import type { Mapping } from './source.ts'

/** What a scenario says, under the name that reports give it. To extend another one, spread it. */
export type ScenarioDefinition = Omit<ScenarioText, 'extends'> & { readonly name: string }

/**
 * Compiles a scenario; the YAML file that says the same has the same hash.
 * Throws `ScenarioProblems`, without lines, as there is no text to point at.
 */
export function defineScenario({ name, ...text }: ScenarioDefinition): Scenario {
  const { compiled, findings } = evaluate(present(text) as Mapping)
  if (compiled !== undefined && findings.length === 0) return finished(compiled, name, undefined)
  throw new ScenarioProblems(findings.map((finding) => problem({ file: undefined }, finding)))
}

/** TypeScript tells a property that is undefined from one that is missing; a scenario does not. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(present)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return Object.fromEntries(entries.map(([key, item]) => [key, present(item)]))
}

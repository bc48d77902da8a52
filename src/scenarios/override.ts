/** Single values set from outside a scenario: `topology.agents=200`, `traffic[0].talk=60s`. */
import { type Document, parseDocument, visit } from 'yaml'
import { isMapping } from './extends.ts'
import { type Path, parsePath, pathText } from './path.ts'
import { type Problem, problem } from './problems.ts'
import type { Mapping } from './source.ts'

export interface Overridden {
  readonly value: Mapping
  /** The paths that were set, to say of a problem there that it came from outside. */
  readonly paths: readonly Path[]
  readonly problems: readonly Problem[]
}

/** How problems of overrides are marked, in place of a file name. */
export const SET = '--set'

/** Sets each `path=value`, the value read as YAML, in order; later ones win. Nothing is validated here. */
export function override(value: Mapping, assignments: readonly string[]): Overridden {
  const paths: Path[] = []
  const problems: Problem[] = []
  let current = value
  for (const assignment of assignments) {
    const say = (path: Path, message: string) => problems.push(problem({ file: SET }, { path, message }))
    const cut = assignment.indexOf('=')
    const path = cut < 0 ? undefined : parsePath(assignment.slice(0, cut))
    if (path === undefined) {
      say([], `"${assignment}" is not an assignment; write it like topology.agents=200 or traffic[0].talk=60s`)
      continue
    }
    if (path[0] === 'extends') {
      say(path, 'cannot be set from outside; name the other scenario instead')
      continue
    }
    const document = parseDocument(assignment.slice(cut + 1), { prettyErrors: false })
    if (document.errors.length > 0) {
      say(path, `its value is not YAML: ${document.errors[0]!.message}`)
      continue
    }
    if (hasAlias(document)) {
      say(path, 'its value stands for something else; an alias has no meaning here')
      continue
    }
    const changed = replaced(current, path, 0, document.toJS())
    if ('refused' in changed) {
      say(path, changed.refused)
      continue
    }
    paths.push(path)
    current = changed.value as Mapping
  }
  return { value: current, paths, problems }
}

function hasAlias(document: Document): boolean {
  let found = false
  visit(document, {
    Alias: () => {
      found = true
      return visit.BREAK
    },
  })
  return found
}

type Replaced = { readonly value: unknown } | { readonly refused: string }

/** A copy in which one value differs; missing mappings on the way are made, missing list entries are not. */
function replaced(here: unknown, path: Path, depth: number, value: unknown): Replaced {
  const step = path[depth]
  if (step === undefined) return { value }
  const top = pathText(path.slice(0, depth))
  if (typeof step === 'number') {
    if (!Array.isArray(here))
      return { refused: here === undefined ? `there is no list ${top}` : `${top} is not a list` }
    const count = `${here.length} ${here.length === 1 ? 'entry' : 'entries'}`
    if (step >= here.length) return { refused: `${top} has ${count}; the first is ${top}[0]` }
    const below = replaced(here[step], path, depth + 1, value)
    return 'refused' in below ? below : { value: here.with(step, below.value) }
  }
  if (Array.isArray(here)) return { refused: `${top} is a list; name an entry like ${top}[0]` }
  if (here !== undefined && here !== null && !isMapping(here)) return { refused: `${top} is not a mapping of keys` }
  const mapping = here ?? {}
  const below = replaced(Object.hasOwn(mapping, step) ? mapping[step] : undefined, path, depth + 1, value)
  if ('refused' in below) return below
  return { value: Object.fromEntries([...Object.entries(mapping), [step, below.value]]) }
}

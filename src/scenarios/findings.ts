/** Zod's issues in the words of people who write scenarios. */
import type { z } from 'zod'
import { suggestion } from './nearest.ts'
import type { Path } from './path.ts'
import type { Finding } from './problems.ts'
import { keysOf, leadingKeys, optionsOf, schemaAt } from './schema-walk.ts'

type Issue = z.core.$ZodIssue
type Schema = z.core.$ZodType

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping of keys',
  record: 'a mapping of keys',
  array: 'a list',
  tuple: 'a list of two',
}

/** The message for what no field has its own words for. */
export function describe(issue: z.core.$ZodRawIssue): string | undefined {
  const { input } = issue
  if (issue.code === 'invalid_type') {
    if (input === undefined) return 'is required'
    if (input === null) return 'is empty; give it a value or leave it out'
    if (typeof input === 'number' && !Number.isFinite(input)) return 'is not a number that can be counted with'
    return `should be ${KINDS[issue.expected as string] ?? String(issue.expected)}, not ${show(input)}`
  }
  if (issue.code === 'invalid_value') {
    const words = [
      ...new Set(
        (issue.values as unknown[])
          .filter((value) => typeof value === 'string' || issue.values.length === 1)
          .map(String),
      ),
    ]
    if (input === null) return 'is empty; give it a value or leave it out'
    return `${show(input)} is not one of its values; ${suggestion(String(input), words)}`
  }
  if (issue.code === 'too_small' && issue.origin === 'string') return 'is empty; say something'
  if (issue.code === 'too_small') return `needs at least ${issue.minimum} ${issue.minimum === 1 ? 'entry' : 'entries'}`
  if (issue.code === 'too_big' && issue.origin === 'string') return `is longer than ${issue.maximum} letters`
  if (issue.code === 'too_big') return `has more than ${issue.maximum} entries`
  return undefined
}

/** A value in a message, short. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'a mapping of keys'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text
}

/** What the issues say; one for each place, and every unknown key by itself. */
export function findings(schema: Schema, value: unknown, issues: readonly Issue[], at: Path = []): readonly Finding[] {
  return issues.flatMap((issue): readonly Finding[] => {
    const path = [...at, ...(issue.path as Path)]
    const here = valueAt(value, issue.path as Path)
    if (issue.code === 'unrecognized_keys') {
      const keys = keysOf(schemaAt(schema, issue.path as Path, value), here)
      return issue.keys.map((key) => ({ path: [...path, key], message: `unknown key; ${suggestion(key, keys)}` }))
    }
    if (issue.code === 'invalid_key') return [{ path, message: issue.issues[0]?.message ?? issue.message }]
    if (issue.code !== 'invalid_union') return [{ path, message: issue.message }]
    if (issue.discriminator !== undefined)
      return [{ path, message: wrongWord(here, (issue as { options?: unknown[] }).options ?? []) }]
    return ofUnion(schemaAt(schema, issue.path as Path, value), here, issue, path)
  })
}

function wrongWord(given: unknown, options: readonly unknown[]): string {
  const words = options.map(String)
  if (given === undefined) return `is required; allowed: ${words.join(', ')}`
  return `there is no ${show(given)}; ${suggestion(String(given), words)}`
}

/** What is wrong with the alternative that was meant: the one of the right type that knows most of the keys. */
function ofUnion(
  union: Schema | undefined,
  value: unknown,
  issue: Issue & { code: 'invalid_union' },
  path: Path,
): readonly Finding[] {
  const options = optionsOf(union)
  const keys = isMapping(value) ? Object.keys(value) : []
  const meant = issue.errors
    .map((issues, index) => ({ issues, option: options[index], known: keys.length - unknownKeys(issues).length }))
    .filter(({ issues }) => !issues.some(({ code, path: below }) => below.length === 0 && WRONG_TYPE.has(code)))
    .sort((a, b) => b.known - a.known || missing(a.issues, keys) - missing(b.issues, keys))[0]
  if (meant?.option !== undefined && (keys.length === 0 ? !isMapping(value) : meant.known > 0)) {
    return findings(meant.option, value, meant.issues, path)
  }
  if (!isMapping(value))
    return [{ path, message: value === undefined ? 'is required' : value === null ? EMPTY : issue.message }]
  const allowed = leadingKeys(options)
  if (keys.length === 0) return [{ path, message: `is empty; allowed: ${allowed.join(', ')}` }]
  return keys.map((key) => ({ path: [...path, key], message: `unknown key; ${suggestion(key, allowed)}` }))
}

const EMPTY = 'is empty; give it a value or leave it out'
const WRONG_TYPE = new Set(['invalid_type', 'invalid_value'])

const unknownKeys = (issues: readonly Issue[]) =>
  issues.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : []))

const missing = (issues: readonly Issue[], keys: readonly string[]) =>
  issues.filter(({ path }) => path.length === 1 && !keys.includes(String(path[0]))).length

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function valueAt(value: unknown, path: Path): unknown {
  let here = value
  for (const step of path)
    here = typeof here === 'object' && here !== null ? (here as Record<string | number, unknown>)[step] : undefined
  return here
}

/** Looking into a zod schema: which keys and alternatives it has at a place. */
import type { z } from 'zod'
import type { Path } from './path.ts'

type Schema = z.core.$ZodType

/** Beneath defaults, optionality and conversions. */
function bare(schema: Schema): z.core.$ZodTypes {
  const known = schema as z.core.$ZodTypes
  const { def } = known._zod
  if (def.type === 'pipe') return bare(def.in)
  if (def.type === 'optional' || def.type === 'default' || def.type === 'prefault') return bare(def.innerType)
  return known
}

/** The schema that speaks about a place of the value; undefined where nothing does. */
export function schemaAt(schema: Schema, path: Path, value: unknown): Schema | undefined {
  const [step, ...rest] = path
  if (step === undefined) return schema
  const { def } = bare(schema)._zod as z.core.$ZodTypes['_zod']
  const below =
    typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined
  if (def.type === 'object') return def.shape[step] && schemaAt(def.shape[step], rest, below)
  if (def.type === 'array') return schemaAt(def.element, rest, below)
  if (def.type === 'record') return schemaAt(def.valueType, rest, below)
  if (def.type === 'tuple') return def.items[step as number] && schemaAt(def.items[step as number]!, rest, below)
  if (def.type !== 'union') return undefined
  const options = def.options.filter((option) => saysTheSame(option, value))
  return [...options, ...def.options]
    .map((option) => schemaAt(option, path, value))
    .find((found) => found !== undefined)
}

/** Whether a word of the value, such as `do: surge`, chooses this alternative. */
function saysTheSame(option: Schema, value: unknown): boolean {
  const { def } = bare(option)._zod
  if (def.type !== 'object' || typeof value !== 'object' || value === null) return false
  return Object.entries(def.shape).some(([key, field]) => {
    const { def: fieldDef } = bare(field)._zod
    return fieldDef.type === 'literal' && fieldDef.values.includes((value as Record<string, never>)[key]!)
  })
}

/** The keys of a mapping; of alternatives, those of the one that the value knows most of. */
export function keysOf(schema: Schema | undefined, value?: unknown): readonly string[] {
  if (schema === undefined) return []
  const { def } = bare(schema)._zod
  if (def.type === 'object') return Object.keys(def.shape)
  if (def.type !== 'union' || typeof value !== 'object' || value === null) return []
  const chosen = def.options.filter((option) => saysTheSame(option, value))
  const known = (keys: readonly string[]) => keys.filter((key) => Object.hasOwn(value, key)).length
  const candidates = (chosen.length > 0 ? chosen : def.options).map((option) => keysOf(option, value))
  return candidates.reduce((best, keys) => (known(keys) > known(best) ? keys : best), candidates[0] ?? [])
}

/** The first key of each alternative: the word that tells it from the others. */
export const leadingKeys = (options: readonly Schema[]): readonly string[] => [
  ...new Set(options.flatMap((option) => keysOf(option).slice(0, 1))),
]

export function optionsOf(schema: Schema | undefined): readonly Schema[] {
  if (schema === undefined) return []
  const { def } = bare(schema)._zod
  return def.type === 'union' ? def.options : []
}

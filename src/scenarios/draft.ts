/**
 * A scenario of which some parts may not have made sense. Each part that did is there, so that it can be checked
 * against the others although the file as a whole was refused.
 */
import type { z } from 'zod'
import { describe, findings } from './findings.ts'
import type { Finding } from './problems.ts'
import { type ScenarioSpec, scenarioSchema } from './schema.ts'

type Part<T> = T extends readonly (infer Item)[] ? readonly (Item | undefined)[] : T | undefined

export type Draft = { readonly [Key in keyof ScenarioSpec]: Part<ScenarioSpec[Key]> }

/** Reads plain data; the findings are about single places, not yet about how the parts fit together. */
export function readDraft(value: Readonly<Record<string, unknown>>): {
  readonly draft: Draft
  readonly findings: readonly Finding[]
} {
  const whole = scenarioSchema.safeParse(value, { error: describe })
  if (whole.success) return { draft: whole.data, findings: [] }
  const parts = Object.entries(scenarioSchema.shape).map(([key, schema]) => [key, readPart(key, schema, value[key])])
  return { draft: Object.fromEntries(parts) as Draft, findings: findings(scenarioSchema, value, whole.error.issues) }
}

const LISTS: ReadonlySet<string> = new Set(['shifts', 'traffic', 'load', 'timeline', 'expect', 'proves'])

/** Of a list, each entry for itself: one bad entry does not hide what is wrong with the others. */
function readPart(key: string, schema: z.ZodType, value: unknown): unknown {
  if (!LISTS.has(key)) return schema.safeParse(value).data
  if (!Array.isArray(value)) return schema.safeParse(value).data ?? []
  return value.map((item) => (schema.safeParse([item]).data as unknown[] | undefined)?.[0])
}

/** The schema as editors understand it, so that they complete keys and mark mistakes while one types. */
import { z } from 'zod'
import { scenarioSchema } from './schema.ts'

/** Where the schema is, seen from a file in the folder of scenarios. */
export const SCHEMA_HINT = '# yaml-language-server: $schema=../schema/scenario.schema.json'

/** JSON Schema of a scenario as written, draft 7 (the one the YAML language server knows best). */
export function scenarioJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-7' })
}

/** The text of `schema/scenario.schema.json`. */
export const scenarioJsonSchemaText = (): string => `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`

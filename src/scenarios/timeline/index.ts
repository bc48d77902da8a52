/** Every kind of timeline entry. A new one is a file beside this and a line in the list. */
import { z } from 'zod'
import type { Setting } from '../compile/setting.ts'
import type { Path } from '../path.ts'
import type { Staged, TimelineKind } from './kind.ts'
import { silence } from './silence.ts'
import { surge } from './surge.ts'

const timelineKinds = [surge, silence] as const

type SchemasOf<Kinds extends readonly { readonly schema: z.ZodObject }[]> = {
  readonly [Index in keyof Kinds]: Kinds[Index]['schema']
}

export const timelineEntry = z.discriminatedUnion(
  'do',
  timelineKinds.map((kind) => kind.schema) as unknown as SchemasOf<typeof timelineKinds>,
)
export type TimelineSpec = z.output<typeof timelineEntry>

export function compileTimelineEntry(spec: TimelineSpec, path: Path, setting: Setting): Staged | undefined {
  const kind = timelineKinds.find((candidate) => candidate.do === spec.do) as
    | TimelineKind<string, z.ZodObject>
    | undefined
  return kind?.compile(spec, path, setting)
}

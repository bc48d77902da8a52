/** How faults are written: a verb, what it is done to, from when, for how long, how often. */
import { z } from 'zod'
import { duration, instant, listOf, text, whole } from '../schema/fields.ts'
import { examplesOf, type NounName } from './target.ts'
import type { Verb } from './verb.ts'
import { verbs } from './verbs/index.ts'

const positive = duration.refine((us) => us > 0, 'must be longer than nothing')

const phrases = z.union([text, listOf(text, 100).min(1)], {
  error: 'should be a phrase such as ctisvr A, or a list of them',
})

/** Editors offer what the verb can be done to. */
const whatOf = ({ on }: Verb) =>
  phrases
    .optional()
    .meta({ examples: [...examplesOf(Object.keys(on) as NounName[])] })
    .describe('What it is done to: one phrase, or several.')
const random = listOf(text, 1_000).min(2).optional().describe('Instead of `what`: one of these, drawn in the run.')

const lasting = {
  for: positive.optional().describe('Then it is undone. Unless told, that is when the calm begins.'),
  until: z.literal('end').optional().describe('It is never undone, in the calm neither.'),
}

const when = {
  at: instant.describe('When it begins, counted from the start of the run or as time of day.'),
  jitter: positive.optional().describe('It begins up to so much later, drawn in the run.'),
  every: positive.optional().describe('Again and again, from beginning to beginning.'),
  times: whole(1, 10_000).optional().describe('How often, with `every`; as often as there is time unless told.'),
}

const after = duration.prefault('0s').describe('So much later than the first.')

const timeOf = (verb: Verb) => (verb.course === 'spell' && verb.lastsUs === undefined ? lasting : {})

const verbEntries = verbs.map((verb) =>
  z
    .strictObject({ ...when, do: z.literal(verb.do), what: whatOf(verb), random, ...timeOf(verb), ...verb.shape })
    .describe(verb.says),
)
const verbParts = verbs.map((verb) =>
  z
    .strictObject({ do: z.literal(verb.do), what: whatOf(verb), random, after, ...timeOf(verb), ...verb.shape })
    .describe(verb.says),
)

const mended = phrases.describe('What a fault before it was done to, in the same words.')

const mending = {
  start:
    'What was stopped, crashed or hung before it runs again; after a maintenance, the services of the node, or the old side of the PG.',
  heal: 'A trouble that lasts is over: of a link, of people, of a configuration.',
} as const
export type MendingVerb = keyof typeof mending
export const mendingVerbs = Object.keys(mending) as MendingVerb[]
export const mendingSays: Readonly<Record<MendingVerb, string>> = mending

const mendEntries = mendingVerbs.map((word) =>
  z.strictObject({ at: when.at, do: z.literal(word), what: mended }).describe(mending[word]),
)

export const faultEntries = [...verbEntries, ...mendEntries]

export const togetherEntry = z
  .strictObject({
    ...when,
    together: z
      .array(z.discriminatedUnion('do', verbParts as unknown as [(typeof verbParts)[number]]))
      .min(2)
      .max(100)
      .describe('Faults that come at once, or shortly after one another.'),
  })
  .describe('Several faults with one cause.')

/** What the keys of every verb come to; its own ones are for the verb alone. */
export interface FaultPart {
  readonly do: string
  readonly what?: string | readonly string[] | undefined
  readonly random?: readonly string[] | undefined
  readonly after?: number
  readonly for?: number | undefined
  readonly until?: 'end' | undefined
}

export interface Timing {
  readonly at: z.output<typeof instant>
  readonly jitter?: number | undefined
  readonly every?: number | undefined
  readonly times?: number | undefined
}

export type FaultSpec = Timing & FaultPart
export type TogetherSpec = Timing & { readonly together: readonly FaultPart[] }
export interface MendSpec {
  readonly at: Timing['at']
  readonly do: MendingVerb
  readonly what: string | readonly string[]
}

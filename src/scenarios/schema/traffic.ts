import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { distribution, duration, instant, listOf, name, rate, share, whole } from './fields.ts'

const step = z.strictObject({ at: instant, rate })

const poisson = z
  .strictObject({
    poisson: z.union([rate, listOf(step).min(1)], {
      error: 'should be a rate such as 30/agent/h, or a list of { at: 9h, rate: 40/min }',
    }),
    shape: z.enum(['steps', 'linear']).prefault('steps').describe('Whether rates jump or slope to the next one.'),
  })
  .describe('Callers come independently of one another.')

const every = z
  .strictObject({ every: duration.refine((us) => us >= 1_000, 'must be at least 1ms') })
  .describe('Callers come like a clock.')

export const arrive = z.union([poisson, every], { error: 'should be like { poisson: 30/agent/h } or { every: 30s }' })

const redial = z.strictObject({
  chance: share.prefault('0%').describe('Chance that a caller who gave up tries again.'),
  after: distribution.prefault({ exponential: '60s' }),
  most: whole(0, 100).prefault(1).describe('Attempts after the first, at most.'),
})

const bytes = (value: string) => new TextEncoder().encode(value).length

const callVariables = z
  .record(
    z.string().regex(/^([1-9]|10)$/, 'is not a call variable; allowed: 1 to 10'),
    z
      .string({ error: quoted })
      .refine((value) => bytes(value) <= LIMITS.callVariableBytes, `is longer than ${LIMITS.callVariableBytes} bytes`),
  )
  .transform((byNumber) => new Map(Object.entries(byNumber).map(([key, value]) => [Number(key), value])))

const ecc = z
  .record(
    z
      .string()
      .regex(/^user\.\w+(\.\w+)*(\[\d+\])?$/, 'is not an ECC variable; write it like user.account or user.list[0]'),
    z.string({ error: quoted }),
  )
  .refine(
    (byName) =>
      Object.entries(byName).reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0) <= LIMITS.eccBytes,
    `names and values take more than ${LIMITS.eccBytes} bytes`,
  )
  .transform((byName) => new Map(Object.entries(byName)))

/** YAML reads 007 as seven, so call data that looks like a number has to say that it is text. */
function quoted({ input }: { readonly input?: unknown }): string | undefined {
  return typeof input === 'number' ? `is text; write it in quotes: "${input}"` : undefined
}

export const stream = z.strictObject({
  name: name.optional().describe('What reports call these callers; the name of their queue unless told.'),
  queue: z
    .union([name, listOf(name).min(1)], { error: 'should be all, the name of a queue, or a list of names' })
    .prefault('all')
    .describe('Where the calls go: all, one queue or several, evenly.'),
  arrive: arrive.prefault({ poisson: '30/agent/h' }).describe('When callers come.'),
  from: instant.prefault('0s'),
  until: instant.optional().describe('The end of the run unless told.'),
  talk: distribution.prefault({ lognormal: { mean: '75s', cv: 0.8 } }).describe('Conversation time.'),
  patience: z
    .union([z.literal('forever'), distribution], { error: 'should be forever, or like { exponential: 120s }' })
    .prefault({ exponential: '120s' })
    .describe('How long callers wait in the queue before they give up.'),
  ivr: z
    .union([z.literal('none'), distribution], { error: 'should be none, or like { uniform: [10s, 40s] }' })
    .prefault('none')
    .describe('Announcements and menus before the call is queued.'),
  redial: redial.prefault({}),
  dialedNumber: z
    .string({ error: quoted })
    .regex(/^\+?[0-9*#]{1,32}$/, 'must be up to 32 digits')
    .optional(),
  priority: whole(0, 100).prefault(1).describe('Larger is served first.'),
  callVariables: callVariables.prefault({}).describe('Call variables by number, 1 to 10.'),
  ecc: ecc.prefault({}).describe('ECC variables by name, such as user.account.'),
})

export const traffic = listOf(stream).describe('Who calls, how often, how long.')

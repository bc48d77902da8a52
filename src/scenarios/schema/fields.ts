/** The leaves of the schema: how a duration, rate, share or distribution is written, and what it becomes. */
import { z } from 'zod'
import type { Distribution } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { LIMITS } from '../limits.ts'
import { type Parsed, parseClock, parseDuration, parseRate, parseShare } from '../units.ts'

type Raw = { readonly input?: unknown }

/** A bare number is the usual mistake, and the parser knows best what to say about it. */
const asText =
  (parse: (text: string) => Parsed<unknown>) =>
  ({ input }: Raw): string | undefined => {
    if (typeof input !== 'number') return undefined
    const parsed = parse(String(input))
    return parsed.ok ? undefined : parsed.problem
  }

const parsing =
  <T>(parse: (text: string) => Parsed<T>) =>
  (text: string, context: z.core.$RefinementCtx<string>): T => {
    const parsed = parse(text)
    if (parsed.ok) return parsed.value
    context.issues.push({ code: 'custom', message: parsed.problem, input: text })
    return z.NEVER
  }

const DURATION = '(\\d+(\\.\\d+)?\\s*(d|h|min|m|s|ms|us)\\s*)+'
const CLOCK = '([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?'

export const duration = z
  .string({ error: asText(parseDuration) })
  .transform(parsing(parseDuration))
  .meta({ id: 'Duration', title: 'Duration with its unit', pattern: `^${DURATION}$`, examples: ['15s', '1h30m'] })

/** A moment of the run: as time since its start, or as time of day where the scenario says when it `starts`. */
export type Instant = { readonly sinceStartUs: Micros } | { readonly clockUs: Micros }

export function parseInstant(text: string): Parsed<Instant> {
  if (/^\s*\d*:/.test(text)) {
    const clock = parseClock(text)
    return clock.ok ? { ok: true, value: { clockUs: clock.value } } : clock
  }
  const since = parseDuration(text)
  return since.ok ? { ok: true, value: { sinceStartUs: since.value } } : since
}

export const instant = z
  .string({ error: asText(parseDuration) })
  .transform(parsing(parseInstant))
  .meta({
    id: 'Moment',
    title: 'Time since the start, or time of day',
    pattern: `^(${DURATION}|${CLOCK})$`,
    examples: ['2h', '09:00'],
  })

export const clock = z
  .string()
  .transform(parsing(parseClock))
  .meta({ id: 'Clock', title: 'Time of day', pattern: `^${CLOCK}$`, examples: ['08:00'] })

export const rate = z
  .string({ error: asText(parseRate) })
  .transform(parsing(parseRate))
  .meta({
    id: 'Rate',
    title: 'Rate with its unit',
    pattern: '^\\d+(\\.\\d+)?\\s*/\\s*(agent\\s*/\\s*)?[a-z]+$',
    examples: ['30/agent/h', '90/min', '2/s'],
  })

const shareText = z.string().transform(parsing(parseShare)).meta({ pattern: '^\\d+(\\.\\d+)?\\s*%?$' })
const shareNumber = z.number().transform((value, context) => parsing(parseShare)(String(value), context as never))
export const share = z
  .union([shareNumber.meta({ minimum: 0, maximum: 1 }), shareText], { error: 'should be a share such as 5% or 0.05' })
  .meta({ id: 'Share', title: 'Share', examples: ['5%', 0.05] })

const positive = duration.refine((us) => us > 0, 'must be longer than nothing')

const distributionError = ({ input }: Raw) =>
  asText(parseDuration)({ input }) ?? 'should be a duration such as 75s, or like { exponential: 120s }'

/** A random duration; a plain one is constant. */
export const distribution = z
  .union(
    [
      duration.transform((meanUs): Distribution => ({ kind: 'constant', meanUs })),
      z
        .strictObject({ constant: duration.describe('Always the same.') })
        .transform(({ constant }): Distribution => ({ kind: 'constant', meanUs: constant })),
      z
        .strictObject({ exponential: positive.describe('The mean: many short ones, a few long ones.') })
        .transform(({ exponential }): Distribution => ({ kind: 'exponential', meanUs: exponential })),
      z
        .strictObject({
          lognormal: z.strictObject({
            mean: positive.describe('The mean.'),
            cv: number(0.01, 10).describe('Coefficient of variation: standard deviation divided by the mean.'),
          }),
        })
        .transform(({ lognormal: { mean, cv } }): Distribution => ({ kind: 'lognormal', meanUs: mean, cv })),
      z
        .strictObject({ uniform: z.tuple([duration, duration]).describe('From the first to the second, all alike.') })
        .transform(({ uniform: [minUs, maxUs] }, context): Distribution => {
          if (minUs <= maxUs) return { kind: 'uniform', minUs, maxUs }
          context.issues.push({ code: 'custom', path: ['uniform'], message: 'starts above its end', input: minUs })
          return z.NEVER
        }),
    ],
    { error: distributionError },
  )
  .meta({ id: 'Distribution', title: 'Random duration' })

/** A whole number within bounds, both included. */
export function whole(min: number, max: number) {
  const error = outside(max - min === 1 ? `${min} or ${max}` : `a whole number from ${min} to ${max}`)
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error })
}

/** A number within bounds, both included. */
export function number(min: number, max: number) {
  const error = outside(`a number from ${min} to ${max}`)
  return z.number({ error }).min(min, { error }).max(max, { error })
}

function outside(what: string) {
  return ({ input }: Raw): string | undefined => {
    if (typeof input === 'number') return `must be ${what}, not ${input}`
    return typeof input === 'string' ? `must be ${what}, not ${JSON.stringify(input)}` : undefined
  }
}

/** A list that cannot run away. */
export const listOf = <T extends z.ZodType>(item: T, most: number = LIMITS.listLength) => z.array(item).max(most)

export const text = z.string().trim().min(1).max(2_000)
export const name = z.string().trim().min(1).max(80)
export const reasonLabel = z.string().trim().min(1).max(LIMITS.labelLength)

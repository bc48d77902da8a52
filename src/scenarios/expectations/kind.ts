/** What a kind of expectation has to bring: how it is written, and which figures it bounds. */
import { z } from 'zod'
import type { Comparison, Expectation } from '../scenario.ts'
import { type Parsed, parseDuration, parseShare } from '../units.ts'

export interface ExpectationKind<Key extends string, Schema extends z.ZodType> {
  /** The key that tells this kind from the others. */
  readonly key: Key
  readonly schema: Schema
  readonly compile: (spec: z.output<Schema>) => readonly Expectation[]
}

export const expectationKind = <Key extends string, Schema extends z.ZodType>(kind: ExpectationKind<Key, Schema>) =>
  kind

/** A comparison with what it compares to, and the words it was written in. */
export interface Bound {
  readonly compare: Comparison
  readonly bound: number
  readonly written: string
}

export type Unit = Expectation['unit']

const EXAMPLES: Readonly<Record<Unit, string>> = { us: '<= 3s', share: '< 5%', count: '>= 100' }
const QUANTITY: Readonly<Record<Unit, (text: string) => Parsed<number>>> = {
  us: parseDuration,
  share: parseShare,
  count: parseCount,
}

function parseCount(text: string): Parsed<number> {
  if (/^\d+$/.test(text)) return { ok: true, value: Number(text) }
  return { ok: false, problem: `"${text}" is not a count; write it like 0 or 100` }
}

/** `<= 3s`, `> 80%`, `== 0`. A count may stand alone and then has to be met exactly, others as `alone` says. */
export function parseBound(
  text: string,
  unit: Unit,
  alone: Comparison | undefined = unit === 'count' ? '==' : undefined,
): Parsed<Bound> {
  const match = /^\s*(<=|>=|==|!=|<|>|)\s*(.*?)\s*$/.exec(text)!
  const quantity = QUANTITY[unit](match[2]!)
  if (!quantity.ok) return quantity
  if (match[1] === '' && alone === undefined) {
    return { ok: false, problem: `says no direction; write it like "${EXAMPLES[unit]}"` }
  }
  const compare = (match[1] === '' ? alone : match[1]) as Comparison
  const written = match[1] === '' ? match[2]! : `"${compare} ${match[2]}"`
  return { ok: true, value: { compare, bound: quantity.value, written } }
}

/** The right side of an expectation: text with a comparison or, for counts, also a plain number. */
export function boundOf(unit: Unit, alone?: Comparison) {
  const parse = (text: string | number, context: z.core.$RefinementCtx): Bound => {
    const parsed = parseBound(String(text), unit, alone)
    if (parsed.ok) return parsed.value
    context.issues.push({ code: 'custom', message: parsed.problem, input: text })
    return z.NEVER
  }
  const plain = unit === 'count' ? 'a number such as 0, or ' : ''
  const error = `should be ${plain}a comparison such as "${EXAMPLES[unit]}"`
  const text = z
    .string({ error })
    .transform(parse)
    .meta({ examples: [EXAMPLES[unit]] })
  return unit === 'count' ? z.union([text, z.int({ error }).min(0, { error }).transform(parse)], { error }) : text
}

/** A figure of the whole run under its own name: `abandoned: "< 5%"`. */
export function figure<Key extends string>(
  key: Key,
  {
    unit,
    kind,
    describe,
    alone,
  }: { unit: Unit; kind: Expectation['kind']; describe: string; alone?: Comparison | undefined },
) {
  const schema = z.strictObject({ [key]: boundOf(unit, alone).describe(describe) } as Record<
    Key,
    ReturnType<typeof boundOf>
  >)
  return expectationKind({
    key,
    schema,
    compile: (spec) => {
      const { compare, bound, written } = (spec as Record<Key, Bound>)[key]
      return [{ says: `${key}: ${written}`, figure: key, quantile: undefined, compare, bound, unit, kind }]
    },
  })
}

/**
 * How the layouts of GED-188 are written down here, close to the tables of the guide, and what TypeScript makes of it.
 * A fixed field is `Name` (UINT, four bytes) or `Name:type`; a floating field is the name of its tag, with `?` where it
 * may be missing and `*` where it may be repeated. Both may end in ` since 19` or ` until 24`, in protocol versions.
 */

import type { TagName, WireValues } from './tags.ts'

export type FixedType = 'u4' | 'u2' | 'u1' | 'i4' | 'b2' | 't4'
type Span = '' | ` since ${number}` | ` until ${number}`

/** `Name`, `Name:u2`, `DepartmentID:i4 since 19`. */
export type FixedText = string
/** `AgentID`, `AgentID?`, `NamedVariable*`, `AgentID? since 20`. */
export type FloatText = `${TagName}${'' | '?' | '*'}${Span}`

export interface FixedField {
  readonly name: string
  readonly type: FixedType
  readonly since: number
  readonly until: number
}

export interface FloatField {
  readonly tag: TagName
  readonly required: boolean
  readonly repeated: boolean
  readonly since: number
  readonly until: number
}

/** Members that follow one another, as often as the field `count` says. */
export interface FloatGroup {
  readonly count: string
  readonly max: number
  readonly members: readonly TagName[]
  /** Records of the configuration: only the member that opens one is certain; the rest are allowed, in any order. */
  readonly loose: boolean
  readonly since: number
}

/** Another fixed part that is seen on the wire; `absent` stands in for what it lacks. */
export interface Variant {
  readonly fixed: readonly FixedText[]
  readonly absent?: Readonly<Record<string, number>>
}

export interface LayoutText<N extends string = string, F extends readonly FixedText[] = readonly FixedText[]> {
  readonly type: number
  readonly name: N
  readonly fixed: F
  readonly floats?: readonly (FloatText | FloatGroup)[]
  readonly since?: number
  readonly variants?: readonly Variant[]
}

type Unspanned<S extends string> = S extends `${infer A} ${string}` ? A : S
type NameOf<S extends string> = Unspanned<S> extends `${infer A}:${string}` ? A : Unspanned<S>
type ValueOf<S extends string> =
  Unspanned<S> extends `${string}:${infer T}` ? (T extends keyof WireValues ? WireValues[T] : never) : number
type Always<S extends string> = S extends `${string} ${string}` ? never : NameOf<S>
type Sometimes<S extends string> = S extends `${string} ${string}` ? NameOf<S> : never

/** Fields by name; those of only some versions may be missing. */
export type FieldsOf<S extends string> = { readonly [K in S as Always<K>]: ValueOf<K> } & {
  readonly [K in S as Sometimes<K>]?: ValueOf<K>
}

/** One row of the tables; what it adds to an array literal is that the field names stay known. */
export function layout<const N extends string, const F extends readonly FixedText[]>(
  type: number,
  name: N,
  fixed: F,
  floats: readonly (FloatText | FloatGroup)[] = [],
  more: Pick<LayoutText, 'since' | 'variants'> = {},
): LayoutText<N, F> {
  return { type, name, fixed, floats, ...more }
}

export function group(count: string, max: number, members: readonly TagName[], since = 0): FloatGroup {
  return { count, max, members, loose: false, since }
}

/** Records of a CONFIG message: at most ten, opened by the first of the names. */
export function records(...members: readonly TagName[]): FloatGroup {
  return { count: 'NumRecords', max: 10, members, loose: true, since: 0 }
}

const FIXED = /^(\w+)(?::(u4|u2|u1|i4|b2|t4))?(?: (since|until) (\d+))?$/
const FLOAT = /^(\w+)([?*]?)(?: (since|until) (\d+))?$/

export function parseFixed(text: FixedText): FixedField {
  const found = FIXED.exec(text)
  if (found === null) throw new Error(`${text} is no fixed field`)
  const [, name, type = 'u4', word, version] = found
  return { name: name!, type: type as FixedType, ...span(word, version) }
}

export function parseFloating(text: FloatText): FloatField {
  const [, tag, mark, word, version] = FLOAT.exec(text)!
  return { tag: tag as TagName, required: mark === '', repeated: mark === '*', ...span(word, version) }
}

function span(word: string | undefined, version: string | undefined): { since: number; until: number } {
  return {
    since: word === 'since' ? Number(version) : 0,
    until: word === 'until' ? Number(version) : Number.POSITIVE_INFINITY,
  }
}

export function widthOf(type: FixedType): 1 | 2 | 4 {
  if (type === 'u1') return 1
  return type === 'u2' || type === 'b2' ? 2 : 4
}

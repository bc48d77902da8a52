/**
 * Every message of GED-188 that is known here, as data: Cisco CTI Server Message Reference Guide, Protocol Version 24,
 * Unified CCE 12.6(1), with what other protocol versions had. Left out are the families of tasks (151-210, 255-266) and
 * routes (211-215), team configuration (242-244) and SUPERVISOR_ASSIST_EVENT, whose layout is not printed.
 */

import { agents } from './layouts/agents.ts'
import { callControl } from './layouts/call-control.ts'
import { callData } from './layouts/call-data.ts'
import { callEvents } from './layouts/call-events.ts'
import { callMoves } from './layouts/call-moves.ts'
import { configuration } from './layouts/configuration.ts'
import { monitors } from './layouts/monitors.ts'
import { newCalls } from './layouts/new-calls.ts'
import { session } from './layouts/session.ts'
import { snapshots } from './layouts/snapshots.ts'
import { statistics } from './layouts/statistics.ts'
import { supervision } from './layouts/supervision.ts'
import {
  type FieldsOf,
  type FixedField,
  type FixedText,
  type FloatField,
  type FloatGroup,
  type LayoutText,
  parseFixed,
  parseFloating,
  widthOf,
} from './notation.ts'
import { type Float, type TagName, tagSince } from './tags.ts'

const all = [
  ...session,
  ...callEvents,
  ...callMoves,
  ...callData,
  ...callControl,
  ...newCalls,
  ...snapshots,
  ...supervision,
  ...agents,
  ...statistics,
  ...monitors,
  ...configuration,
]

type AnyLayout = (typeof all)[number]
export type MessageName = AnyLayout['name']
export type Fields<N extends MessageName> = FieldsOf<Extract<AnyLayout, { name: N }>['fixed'][number]>

export type MessageOf<N extends MessageName> = {
  readonly type: N
  readonly fields: Fields<N>
  readonly floats: readonly Float[]
}
/** A message; its `type` tells which fields it has. */
export type Message = { [N in MessageName]: MessageOf<N> }[MessageName]

/** A layout as one protocol version has it. */
export interface Layout {
  readonly type: number
  readonly name: MessageName
  /** The first protocol version that has it. */
  readonly since: number
  /** Readings of the fixed part; the first is the one to write. */
  readonly readings: readonly Reading[]
  readonly floats: readonly FloatField[]
  readonly groups: readonly FloatGroup[]
  /** Everything that may float in it. */
  readonly allowed: ReadonlySet<TagName>
  /** What floats in it only in other versions. */
  readonly elsewhere: ReadonlySet<TagName>
}

export interface Reading {
  readonly fixed: readonly FixedField[]
  readonly size: number
  readonly absent: Readonly<Record<string, number>>
}

export const versionMin = 9
export const versionMax = 25

/** All messages, in the order of their numbers. */
export const messages: readonly { readonly type: number; readonly name: MessageName; readonly since: number }[] = all
  .map(({ type, name, since }) => ({ type, name, since: since ?? versionMin }))
  .sort((one, other) => one.type - other.type)

const names: ReadonlyMap<MessageName, number> = new Map(all.map(({ name, type }) => [name, type]))
const texts: ReadonlyMap<number, LayoutText<MessageName>> = new Map(
  all.map((one: LayoutText<MessageName>) => [one.type, one]),
)

const made = new Map<string, Layout>()

/**
 * By number or name, for a protocol version; undefined where nothing has that number. Versions before and after those
 * known are read as the nearest that is.
 */
export function layoutFor(which: number | MessageName, version: number): Layout | undefined {
  const text = texts.get(typeof which === 'number' ? which : (names.get(which) ?? -1))
  if (text === undefined) return undefined
  const nearest = Math.min(Math.max(version, versionMin), versionMax)
  const key = `${text.type}/${nearest}`
  let found = made.get(key)
  if (found === undefined) made.set(key, (found = layoutOf(text, nearest)))
  return found
}

function layoutOf(text: LayoutText<MessageName>, version: number): Layout {
  const has = ({ since, until }: { since: number; until: number }) => version >= since && version <= until
  const reading = (fixed: readonly FixedText[], absent: Reading['absent'] = {}): Reading => {
    const fields = fixed.map(parseFixed).filter(has)
    return { fixed: fields, size: fields.reduce((size, { type }) => size + widthOf(type), 0), absent }
  }
  const floats: FloatField[] = []
  const groups: FloatGroup[] = []
  for (const one of text.floats ?? []) {
    if (typeof one === 'string') floats.push(parseFloating(one))
    else if (version >= one.since)
      groups.push({ ...one, members: one.members.filter((tag) => version >= tagSince(tag)) })
  }
  const everywhere = [...floats.map(({ tag }) => tag), ...(text.floats ?? []).flatMap(membersOf)]
  const floating = floats.filter((one) => has(one) && version >= tagSince(one.tag))
  const allowed = new Set([...floating.map(({ tag }) => tag), ...groups.flatMap(({ members }) => members)])
  return {
    type: text.type,
    name: text.name,
    since: text.since ?? versionMin,
    readings: [reading(text.fixed), ...(text.variants ?? []).map(({ fixed, absent }) => reading(fixed, absent))],
    floats: floating,
    groups,
    allowed,
    elsewhere: new Set(everywhere.filter((tag) => !allowed.has(tag))),
  }
}

function membersOf(one: string | FloatGroup): readonly TagName[] {
  return typeof one === 'string' ? [] : one.members
}

/**
 * Writing messages, strictly: what the guide does not allow is an EncodeError that names message, field and limit. What
 * a protocol version does not have is left out, fixed or floating, so one message can be written for every version.
 */

import { encodeFrame, frameBytesMax, headerBytes } from './frame.ts'
import { type Layout, layoutFor, type Message } from './layouts.ts'
import { type FixedType, type FloatGroup, widthOf } from './notation.ts'
import { EncodeError } from './problem.ts'
import { type Float, type NamedVariable, type TagName, tagMax, tags, tagWidth } from './tags.ts'

/** Largest numbers by type; only i4 has negative ones. */
const largest: Readonly<Record<FixedType, number>> = {
  u1: 0xff,
  u2: 0xffff,
  u4: 0xffff_ffff,
  t4: 0xffff_ffff,
  i4: 0x7fff_ffff,
  b2: 1,
}

/** The whole message, header included. */
export function encodeMessage(message: Message, version: number): Uint8Array {
  const layout = layoutFor(message.type, version)
  if (layout === undefined) throw new EncodeError(`${message.type} is no message`)
  if (version < layout.since) {
    throw new EncodeError(`${layout.name} came with protocol ${layout.since}; this session has ${version}`)
  }
  const fields = message.fields as Readonly<Record<string, unknown>>
  const floats = message.floats.filter(({ tag }) => exists(layout, tag))
  const bytes: number[] = []
  for (const { name, type } of layout.readings[0]!.fixed) {
    writeNumber(bytes, type, fields[name], `${layout.name}: ${name}`)
  }
  checkFloats(layout, fields, floats)
  checkNamed(layout, fields, floats)
  for (const float of floats) writeFloat(bytes, float, version, `${layout.name}: ${float.tag}`)
  if (headerBytes + bytes.length > frameBytesMax) {
    throw new EncodeError(`${layout.name}: ${headerBytes + bytes.length} bytes; at most ${frameBytesMax}`)
  }
  return encodeFrame(layout.type, Uint8Array.from(bytes))
}

/** False for what only other versions have; an error for what no version has in this message. */
function exists(layout: Layout, tag: TagName): boolean {
  if (layout.allowed.has(tag)) return true
  if (!Object.hasOwn(tags, tag)) throw new EncodeError(`${layout.name}: ${tag} is no tag`)
  if (layout.elsewhere.has(tag)) return false
  throw new EncodeError(`${layout.name} has no ${tag}`)
}

function checkFloats(layout: Layout, fields: Readonly<Record<string, unknown>>, floats: readonly Float[]): void {
  const grouped = new Set(layout.groups.flatMap(({ members }) => members))
  const counts = new Map<TagName, number>()
  for (const { tag } of floats) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  for (const { tag, required, repeated } of layout.floats) {
    const count = counts.get(tag) ?? 0
    if (required && count === 0) throw new EncodeError(`${layout.name}: ${tag} is missing`)
    if (!repeated && count > 1 && !grouped.has(tag))
      throw new EncodeError(`${layout.name}: ${tag} ${count} times; at most 1`)
  }
  for (const group of layout.groups) checkGroup(layout, group, fields, floats, counts)
}

function checkGroup(
  layout: Layout,
  group: FloatGroup,
  fields: Readonly<Record<string, unknown>>,
  floats: readonly Float[],
  counts: ReadonlyMap<TagName, number>,
): void {
  const { count, members, max } = group
  const found = counts.get(members[0]!) ?? 0
  const said = fields[count] ?? floats.find(({ tag }) => tag === count)?.value ?? 0
  if (found > max) throw new EncodeError(`${layout.name}: ${found} of ${members[0]}; at most ${max}`)
  if (found !== said)
    throw new EncodeError(`${layout.name}: ${count} is ${said}, but there are ${found} of ${members[0]}`)
  if (group.loose) {
    const first = floats[0]?.tag ?? members[0]
    if (first !== members[0])
      throw new EncodeError(`${layout.name}: ${first} before ${members[0]}, which opens a record`)
    return
  }
  let expected = 0
  for (const { tag } of floats) {
    if (tag === members[expected]) expected = (expected + 1) % members.length
    else if (expected !== 0 || members.includes(tag)) {
      throw new EncodeError(`${layout.name}: ${tag} where ${members[expected]} was expected`)
    }
  }
  if (expected !== 0) throw new EncodeError(`${layout.name}: ${members[expected]} is missing`)
}

/** Named values of one message have to be as many as it says, and no more than this many bytes together. */
const namedBytesMax = 2000

function checkNamed(layout: Layout, fields: Readonly<Record<string, unknown>>, floats: readonly Float[]): void {
  let size = 0
  for (const [tag, count] of [
    ['NamedVariable', 'NumNamedVariables'],
    ['NamedArray', 'NumNamedArrays'],
  ] as const) {
    const those = floats.filter((float) => float.tag === tag)
    if (fields[count] !== undefined && fields[count] !== those.length) {
      throw new EncodeError(`${layout.name}: ${count} is ${fields[count]}, but there are ${those.length} of ${tag}`)
    }
    for (const float of those) size += dataOf(tag, float.value, `${layout.name}: ${tag}`).length
  }
  if (size > namedBytesMax)
    throw new EncodeError(`${layout.name}: ${size} bytes of named values; at most ${namedBytesMax}`)
}

function writeNumber(bytes: number[], type: FixedType, value: unknown, what: string): void {
  if (value === undefined) throw new EncodeError(`${what} is missing`)
  const number = type === 'b2' && typeof value === 'boolean' ? Number(value) : value
  const least = type === 'i4' ? -0x8000_0000 : 0
  if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > largest[type]) {
    throw new EncodeError(`${what} is ${String(value)}; ${type} has ${least} to ${largest[type]}`)
  }
  writeUnsigned(bytes, number, widthOf(type))
}

function writeUnsigned(bytes: number[], number: number, width: 1 | 2 | 4): void {
  for (let shift = 8 * (width - 1); shift >= 0; shift -= 8) bytes.push((number >>> shift) & 0xff)
}

function writeFloat(bytes: number[], { tag, value }: Float, version: number, what: string): void {
  const data = dataOf(tag, value, what)
  const max = tagMax(tag, version)
  if (data.length > max) throw new EncodeError(`${what} has ${data.length} bytes; at most ${max}`)
  const width = tagWidth(version)
  writeUnsigned(bytes, tags[tag].tag, width)
  writeUnsigned(bytes, data.length, width)
  for (const byte of data) bytes.push(byte)
}

function dataOf(tag: TagName, value: Float['value'], what: string): ArrayLike<number> & Iterable<number> {
  const { type } = tags[tag]
  if (value === undefined || value === null) throw new EncodeError(`${what} has no value`)
  const bytes: number[] = []
  if (type === 'text') writeText(bytes, value, what)
  else if (type === 'raw') {
    if (!(value instanceof Uint8Array)) throw new EncodeError(`${what} is ${String(value)}; raw bytes are wanted`)
    return value
  } else if (type === 'variable') writeNamed(bytes, value as NamedVariable, what)
  else if (type === 'array') {
    writeNumber(bytes, 'u1', (value as { index?: unknown }).index, `${what}: index`)
    writeNamed(bytes, value as NamedVariable, what)
  } else if (type === 'u2s') {
    if (!Array.isArray(value)) throw new EncodeError(`${what} is ${String(value)}; a list is wanted`)
    for (const number of value) writeNumber(bytes, 'u2', number, what)
  } else writeNumber(bytes, type, value, what)
  return bytes
}

/** Largest name and value of a variable, each without its NUL. */
const namedMax = { name: 32, value: 210 } as const

function writeNamed(bytes: number[], value: NamedVariable, what: string): void {
  for (const part of ['name', 'value'] as const) {
    const length = value[part]?.length
    if (length > namedMax[part]) {
      throw new EncodeError(`${what}: ${part} has ${length} characters; at most ${namedMax[part]}`)
    }
    writeText(bytes, value[part], `${what}: ${part}`)
  }
}

function writeText(bytes: number[], value: unknown, what: string): void {
  if (typeof value !== 'string') throw new EncodeError(`${what} is ${String(value)}; a text is wanted`)
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    if (code === 0 || code > 0xff) throw new EncodeError(`${what}: character ${code}; texts have 1 to 255`)
    bytes.push(code)
  }
  bytes.push(0)
}

/**
 * Reading messages, leniently: unknown tags are skipped, tags that do not belong to the message and values longer than
 * their maximum are taken, texts may lack their NUL. What does not add up is a Problem; nothing is thrown.
 */

import { headerBytes, viewOf } from './frame.ts'
import { type Layout, layoutFor, type Message, type MessageName, type Reading } from './layouts.ts'
import { type FixedType, type FloatField, widthOf } from './notation.ts'
import { type Problem, status } from './problem.ts'
import { type Float, type NamedArray, type NamedVariable, type TagName, tagName, tags, tagWidth } from './tags.ts'

interface Attempt {
  readonly message: Message
  /** Nothing in it is strange: all tags known, allowed and of the right kind, none missing. */
  readonly clean: boolean
}

/** A whole message, header included, in the layout of a protocol version. */
export function decodeMessage(bytes: Uint8Array, version: number): Message | Problem {
  if (bytes.length < headerBytes)
    return { problem: `${bytes.length} bytes are no header`, status: status.badMessageFormat }
  const view = viewOf(bytes)
  const length = view.getUint32(0)
  const messageType = view.getUint32(4)
  const found = layoutFor(messageType, version)
  if (found === undefined) {
    return { problem: `message type ${messageType}`, status: status.invalidMessageTypeForVersion, messageType }
  }
  const about = { messageType, invokeId: invokeIdOf(found, view) }
  if (length !== bytes.length - headerBytes) {
    const problem = `${found.name}: length ${length}, but ${bytes.length - headerBytes} bytes`
    return { problem, status: status.invalidMessageLength, ...about }
  }
  const attempts = found.readings.map((reading) => attempt(found, reading, view, version))
  const best = attempts.find((one) => 'clean' in one && one.clean) ?? attempts.find((one) => 'clean' in one)
  if (best !== undefined && 'clean' in best) return best.message
  return { ...(attempts[0] as Problem), ...about }
}

function invokeIdOf(layout: Layout, view: DataView): number | undefined {
  const first = layout.readings[0]!.fixed[0]
  return first?.name === 'InvokeID' && view.byteLength >= headerBytes + 4 ? view.getUint32(headerBytes) : undefined
}

function attempt(layout: Layout, reading: Reading, view: DataView, version: number): Attempt | Problem {
  const floatsAt = headerBytes + reading.size
  if (view.byteLength < floatsAt) {
    const problem = `${layout.name}: ${view.byteLength - headerBytes} bytes; its fixed part has ${reading.size}`
    return { problem, status: status.invalidMessageLength }
  }
  const fields: Record<string, number | boolean> = { ...reading.absent }
  let at = headerBytes
  for (const { name, type } of reading.fixed) {
    fields[name] = readFixed(view, at, type)
    at += widthOf(type)
  }
  const floats: Float[] = []
  const seen = new Set<TagName>()
  let clean = true
  const width = tagWidth(version)
  while (at < view.byteLength) {
    const number = at + 2 * width > view.byteLength ? undefined : readUnsigned(view, at, width)
    if (number === undefined) return cut(layout, `a tag at byte ${at}`)
    const length = readUnsigned(view, at + width, width)
    at += 2 * width
    if (at + length > view.byteLength) return cut(layout, `${length} bytes of tag ${number}`)
    const tag = tagName(number)
    if (tag === undefined || !layout.allowed.has(tag)) clean = false
    if (tag !== undefined) {
      const values = readFloat(view, at, length, tag, layout.name)
      if (values === undefined) {
        const problem = `${layout.name}: ${length} bytes of ${tag} make no ${tags[tag].type}`
        return { problem, status: status.invalidFieldLength }
      }
      for (const value of values) floats.push({ tag, value } as Float)
      seen.add(tag)
    }
    at += length
  }
  if (layout.floats.some((one: FloatField) => one.required && !seen.has(one.tag))) clean = false
  return { message: { type: layout.name, fields, floats } as unknown as Message, clean }
}

function cut(layout: Layout, what: string): Problem {
  return { problem: `${layout.name}: ${what} runs over the end`, status: status.badMessageFormat }
}

function readFixed(view: DataView, at: number, type: FixedType): number | boolean {
  if (type === 'b2') return view.getUint16(at) !== 0
  return type === 'i4' ? view.getInt32(at) : readUnsigned(view, at, widthOf(type))
}

function readUnsigned(view: DataView, at: number, width: 1 | 2 | 4): number {
  if (width === 4) return view.getUint32(at)
  return width === 2 ? view.getUint16(at) : view.getUint8(at)
}

const several: ReadonlySet<TagName> = new Set([
  'SkillGroupNumber',
  'SkillGroupPriority',
  'AgentMRDID',
  'AgentMRDState',
] satisfies TagName[])

/**
 * The values of one float, one but for the lists that protocol 24 prints for the skills of an agent in the
 * configuration; undefined where the bytes make no value.
 */
function readFloat(
  view: DataView,
  at: number,
  length: number,
  tag: TagName,
  name: MessageName,
): readonly Float['value'][] | undefined {
  const { type } = tags[tag]
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length)
  if (type === 'text') return [latin(bytes)]
  if (type === 'raw') return [bytes.slice()]
  if (type === 'variable') return one(namedVariable(bytes))
  if (type === 'array') return one(namedArray(bytes))
  if (type === 'u2s') {
    return length % 2 === 0
      ? [Array.from({ length: length / 2 }, (_, index) => view.getUint16(at + 2 * index))]
      : undefined
  }
  const width = widthOf(type)
  if (name === 'CONFIG_AGENT_EVENT' && several.has(tag) && length > width && length % width === 0) {
    return Array.from({ length: length / width }, (_, index) => readFixed(view, at + width * index, type))
  }
  if (length === width) return [readFixed(view, at, type)]
  // Some senders use another width than the table has; the number is clear all the same.
  if (length !== 1 && length !== 2 && length !== 4) return undefined
  const number = readUnsigned(view, at, length)
  return [type === 'b2' ? number !== 0 : number]
}

const one = <T>(value: T | undefined): readonly T[] | undefined => (value === undefined ? undefined : [value])

/** Up to the first NUL. Texts are eight bits a character, and each byte becomes the character of its number. */
function latin(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  let text = ''
  for (const byte of end < 0 ? bytes : bytes.subarray(0, end)) text += String.fromCharCode(byte)
  return text
}

/** Name, NUL, value, NUL. */
function namedVariable(bytes: Uint8Array): NamedVariable | undefined {
  const end = bytes.indexOf(0)
  return end < 0 ? undefined : { name: latin(bytes), value: latin(bytes.subarray(end + 1)) }
}

/** The index in one byte, then as a variable. */
function namedArray(bytes: Uint8Array): NamedArray | undefined {
  const variable = bytes.length === 0 ? undefined : namedVariable(bytes.subarray(1))
  return variable === undefined ? undefined : { name: variable.name, index: bytes[0]!, value: variable.value }
}

/**
 * Shapes of XML objects: which fields they have, and of which kind. One table writes an object, reads it back for a
 * client, and reads a request body as a draft, whose texts the server judges. Fields are written in the order of the
 * alphabet, as real servers do, without regard to capitals.
 */
import type { Draft } from '../../sim/domain/config.ts'
import { child, childrenNamed, type XmlElement } from '../xml/parse.ts'
import { leaf, list, wrap } from '../xml/write.ts'

export type Shape = Leaf | ObjectShape | ListShape | RepeatedShape

/** `raw` keeps blanks. */
export interface Leaf {
  readonly kind: 'text' | 'raw' | 'number' | 'flag'
}

export interface ObjectShape {
  readonly kind: 'object'
  readonly fields: readonly (readonly [string, Shape])[]
}

/** An element round its items; empty it is `<name/>`. */
export interface ListShape {
  readonly kind: 'list'
  readonly item: string
  readonly of: Shape
}

/** The element itself comes several times. */
export interface RepeatedShape {
  readonly kind: 'repeated'
  readonly of: Shape
}

export const text: Leaf = { kind: 'text' }
export const raw: Leaf = { kind: 'raw' }
export const number: Leaf = { kind: 'number' }
export const flag: Leaf = { kind: 'flag' }

export function object(fields: Readonly<Record<string, Shape>>): ObjectShape {
  const order = (name: string): string => name.toLowerCase()
  const sorted = Object.entries(fields).sort(([a], [b]) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
  return { kind: 'object', fields: sorted }
}
export const listOf = (item: string, of: Shape): ListShape => ({ kind: 'list', item, of })
export const repeated = (of: Shape): RepeatedShape => ({ kind: 'repeated', of })

/** A field whose value is undefined is left out. */
export function write(name: string, shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'object': {
      const fields = value as Readonly<Record<string, unknown>>
      const inner = shape.fields.map(([field, of]) =>
        fields[field] === undefined ? '' : write(field, of, fields[field]),
      )
      return wrap(name, ...inner)
    }
    case 'list': {
      const items = (value as readonly unknown[]).map((one) => write(shape.item, shape.of, one))
      return list(name, items)
    }
    case 'repeated':
      return (value as readonly unknown[]).map((one) => write(name, shape.of, one)).join('')
    default:
      return leaf(name, value as string | number | boolean)
  }
}

/** What an element says, in the types of its shape. */
export function read(shape: Shape, element: XmlElement): unknown {
  switch (shape.kind) {
    case 'object': {
      const entries = shape.fields.map(([field, of]) => [field, readField(field, of, element)] as const)
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
    }
    case 'list':
      return childrenNamed(element, shape.item).map((one) => read(shape.of, one))
    case 'repeated':
      return [read(shape.of, element)]
    case 'number':
      return Number(element.text.trim())
    case 'flag':
      return element.text.trim() === 'true'
    default:
      return shape.kind === 'raw' ? element.text : element.text.trim()
  }
}

function readField(field: string, of: Shape, element: XmlElement): unknown {
  if (of.kind === 'repeated') return childrenNamed(element, field).map((one) => read(of.of, one))
  const found = child(element, field)
  return found === undefined ? undefined : read(of, found)
}

/** The texts of an element that the shape knows; of a repeated element the last counts. */
export function readDraft(shape: ObjectShape, element: XmlElement): Draft {
  const entries = shape.fields.map(([field, of]) => [field, draftField(field, of, element)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function draftField(field: string, of: Shape, element: XmlElement): Draft[string] {
  if (of.kind === 'repeated') {
    const found = childrenNamed(element, field)
    return found.length === 0 ? undefined : found.map((one) => item(of.of, one))
  }
  const found = child(element, field)
  if (found === undefined) return undefined
  if (of.kind === 'object') return readDraft(of, found)
  if (of.kind === 'list') return childrenNamed(found, of.item).map((one) => item(of.of, one))
  return found.text
}

const item = (of: Shape, element: XmlElement): Draft =>
  of.kind === 'object' ? readDraft(of, element) : { text: element.text.trim() }

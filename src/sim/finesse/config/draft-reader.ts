/**
 * Reads the draft of a configuration object: what is missing, too long or of the wrong kind is the first problem met,
 * in the words that the errors of its object use. A field that a change does not mention keeps its value.
 */
import type { Draft } from '../../domain/config.ts'
import type { ApiError } from '../../domain/rest.ts'

/** ErrorTypes of an object: its pages of API errors differ in what they call the same mistake. */
export interface Words {
  readonly missing: string
  readonly invalid: string
  readonly duplicate: string
}

export interface TextLimits {
  /** Fewest and most characters. */
  readonly least?: number
  readonly most?: number
  /** Most bytes of UTF-8. */
  readonly bytes?: number
  readonly pattern?: RegExp
}

const encoder = new TextEncoder()
export const bytesOf = (text: string): number => encoder.encode(text).length
/** Characters as people count them, not halves of pairs. */
export const lengthOf = (text: string): number => [...text].length
const MOST_DIGITS = 9

export class DraftReader {
  problem: ApiError | undefined
  readonly #draft: Draft
  readonly #words: Words
  readonly #where: string

  constructor(draft: Draft, words: Words, where = '') {
    this.#draft = draft
    this.#words = words
    this.#where = where
  }

  refuse(type: string, message: string, data = ''): void {
    this.problem ??= { type, message, data }
  }

  invalid(name: string, why = `Invalid ${name} specified`): void {
    this.refuse(this.#words.invalid, why, this.#where + name)
  }

  has(name: string): boolean {
    return this.#draft[name] !== undefined
  }

  /** Text without the blanks around it; without `before` it has to be there. */
  text(name: string, before: string | undefined, limits: TextLimits = {}): string {
    const given = this.#draft[name]
    if (typeof given !== 'string') {
      if (before === undefined) this.#missing(name)
      return before ?? ''
    }
    const text = given.trim()
    const { least = 0, most = Number.POSITIVE_INFINITY, bytes = Number.POSITIVE_INFINITY, pattern } = limits
    if (lengthOf(text) < least && text === '') this.#missing(name)
    else if (lengthOf(text) < least || lengthOf(text) > most) this.invalid(name, `${name} has a wrong length`)
    else if (bytesOf(text) > bytes) this.invalid(name, `${name} has more than ${bytes} bytes`)
    else if (pattern !== undefined && !pattern.test(text)) this.invalid(name)
    return text
  }

  /** Text as it is, blanks and all. */
  raw(name: string, before: string, most: number): string {
    const given = this.#draft[name]
    if (typeof given !== 'string') return before
    if (lengthOf(given) > most) this.invalid(name, `${name} has more than ${most} characters`)
    return given
  }

  whole(name: string, before: number | undefined, least: number, most: number): number {
    const text = this.text(name, before === undefined ? undefined : String(before))
    const value = new RegExp(`^\\d{1,${MOST_DIGITS}}$`).test(text) ? Number(text) : Number.NaN
    if (!(value >= least && value <= most)) this.invalid(name)
    return value
  }

  flag(name: string, before: boolean | undefined): boolean {
    const text = this.text(name, before === undefined ? undefined : String(before))
    if (text !== 'true' && text !== 'false') this.invalid(name)
    return text === 'true'
  }

  oneOf<Value extends string>(name: string, before: Value | undefined, values: readonly Value[]): Value {
    const text = this.text(name, before)
    const found = values.find((value) => value === text)
    if (found === undefined) this.invalid(name)
    return found ?? values[0]!
  }

  /** An object inside this one; its problems are this one's. */
  inner<Value>(name: string, before: Value | undefined, read: (inner: DraftReader) => Value): Value {
    const given = this.#draft[name]
    if (isDraft(given)) return this.#within(given, `${name}.`, read)
    if (before === undefined) this.#missing(name)
    return before ?? this.#within({}, `${name}.`, read)
  }

  list<Value>(
    name: string,
    before: readonly Value[],
    most: number,
    read: (inner: DraftReader) => Value,
  ): readonly Value[] {
    const given = this.#draft[name]
    if (!Array.isArray(given)) return before
    if (given.length > most) {
      this.invalid(name, `More than ${most} ${name}`)
      return before
    }
    return (given as readonly Draft[]).map((one, at) => this.#within(one, `${name}[${at}].`, read))
  }

  #within<Value>(draft: Draft, where: string, read: (inner: DraftReader) => Value): Value {
    const inner = new DraftReader(draft, this.#words, this.#where + where)
    const value = read(inner)
    this.problem ??= inner.problem
    return value
  }

  #missing(name: string): void {
    this.refuse(this.#words.missing, `${name} Parameter missing`, this.#where + name)
  }
}

function isDraft(value: Draft[string]): value is Draft {
  return typeof value === 'object' && !Array.isArray(value)
}

/** Number at the end of a URI of this collection, as bodies name other objects; undefined for anything else. */
export function idInUri(uri: string, collection: string): number | undefined {
  const found = new RegExp(`/finesse/api/${collection}/(\\d{1,9})/?$`).exec(uri.trim())
  return found === null ? undefined : Number(found[1])
}

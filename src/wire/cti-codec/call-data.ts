/**
 * Call variables, ECC variables and wrap-up data as floating fields. What does not change need not be said: the reader
 * keeps what it knows of a call, and a variable that was emptied is named with an empty text.
 */
import { type CallData, emptyCallData } from '../../sim/domain/contact.ts'
import { floatValue } from '../ged188/floats.ts'
import type { Float, TagName } from '../ged188/tags.ts'
import { cut, fit, fromWire } from './text.ts'

const NAME_BYTES = 32
const VALUE_BYTES = 210
/** Named values of one message, NULs and indexes included. */
const NAMED_BYTES = 2000

type VariableTag = Extract<TagName, `CallVariable${number}`>
export const variableTag = (number: number): VariableTag => `CallVariable${number}` as VariableTag

export interface WrittenData {
  readonly counts: { readonly NumNamedVariables: number; readonly NumNamedArrays: number }
  readonly floats: readonly Float[]
}

export interface DataOptions {
  readonly version: number
  /** What the reader knows already. */
  readonly before?: CallData
  /** Only the ECC variables that changed, as before protocol version 22. */
  readonly changedOnly?: boolean
}

export function writeData(data: CallData, { version, before = emptyCallData, changedOnly }: DataOptions): WrittenData {
  const floats: Float[] = []
  for (let at = 0; at < 10; at++) {
    const value = data.variables[at] ?? ''
    const tag = variableTag(at + 1)
    if (value !== '' || (before.variables[at] ?? '') !== '') floats.push({ tag, value: fit(value, tag, version) })
  }
  if (data.wrapUpReason !== '' || before.wrapUpReason !== '') {
    floats.push({ tag: 'CallWrapupData', value: fit(data.wrapUpReason, 'CallWrapupData', version) })
  }
  const named = namedFloats(data.ecc, changedOnly === true ? before.ecc : undefined)
  return { counts: countsOf(named), floats: [...floats, ...named] }
}

const countsOf = (named: readonly Float[]): WrittenData['counts'] => ({
  NumNamedVariables: named.filter(({ tag }) => tag === 'NamedVariable').length,
  NumNamedArrays: named.filter(({ tag }) => tag === 'NamedArray').length,
})

export const noData: WrittenData = { counts: { NumNamedVariables: 0, NumNamedArrays: 0 }, floats: [] }

const ARRAY = /^(.*)\[(\d{1,3})\]$/s

function namedFloats(ecc: ReadonlyMap<string, string>, before: ReadonlyMap<string, string> | undefined): Float[] {
  const floats: Float[] = []
  let size = 0
  for (const [key, text] of ecc) {
    if (before !== undefined && before.get(key) === text) continue
    const [, array, index] = ARRAY.exec(key) ?? []
    const name = cut(array ?? key, NAME_BYTES)
    const value = cut(text, VALUE_BYTES)
    size += name.length + value.length + (index === undefined ? 2 : 3)
    if (size > NAMED_BYTES) break
    if (index === undefined) floats.push({ tag: 'NamedVariable', value: { name, value } })
    else floats.push({ tag: 'NamedArray', value: { name, index: Number(index) & 0xff, value } })
  }
  return floats
}

/** What changes in call data, of a request: only what the client named. */
export function writeChanges(
  variables: ReadonlyMap<number, string>,
  ecc: ReadonlyMap<string, string>,
  wrapUpReason: string | undefined,
  encode: (text: string) => string,
): WrittenData {
  const floats: Float[] = [...variables].map(([number, value]) => ({ tag: variableTag(number), value: encode(value) }))
  if (wrapUpReason !== undefined) floats.push({ tag: 'CallWrapupData', value: encode(wrapUpReason) })
  const named: Float[] = [...ecc].map(([key, text]) => {
    const [, array, index] = ARRAY.exec(key) ?? []
    if (index === undefined) return { tag: 'NamedVariable', value: { name: encode(key), value: encode(text) } }
    return { tag: 'NamedArray', value: { name: encode(array!), index: Number(index), value: encode(text) } }
  })
  return { counts: countsOf(named), floats: [...floats, ...named] }
}

export interface Changes {
  readonly variables: ReadonlyMap<number, string>
  readonly ecc: ReadonlyMap<string, string>
  readonly wrapUpReason: string | undefined
}

export function readChanges(floats: readonly Float[]): Changes {
  const variables = new Map<number, string>()
  const ecc = new Map<string, string>()
  for (const { tag, value } of floats) {
    if (tag === 'NamedVariable') ecc.set(fromWire(value.name), fromWire(value.value))
    else if (tag === 'NamedArray') ecc.set(`${fromWire(value.name)}[${value.index}]`, fromWire(value.value))
    else if (tag.startsWith('CallVariable')) {
      variables.set(Number(tag.slice('CallVariable'.length)), fromWire(value as string))
    }
  }
  const wrapUp = floatValue(floats, 'CallWrapupData')
  return { variables, ecc, wrapUpReason: wrapUp === undefined ? undefined : fromWire(wrapUp) }
}

/** Call data after a message; the same object when it says nothing new. */
export function readData(floats: readonly Float[], before: CallData = emptyCallData): CallData {
  const { variables, ecc, wrapUpReason } = readChanges(floats)
  if (variables.size === 0 && ecc.size === 0 && wrapUpReason === undefined) return before
  return {
    variables: before.variables.map((value, at) => variables.get(at + 1) ?? value),
    ecc: ecc.size === 0 ? before.ecc : new Map([...before.ecc, ...ecc]),
    wrapUpReason: wrapUpReason ?? before.wrapUpReason,
  }
}

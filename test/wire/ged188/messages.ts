/** Arbitrary messages of every type, made from the layouts. */

import fc from 'fast-check'
import { layoutFor, type Message, type MessageName } from '../../../src/wire/ged188/layouts.ts'
import type { FixedType } from '../../../src/wire/ged188/notation.ts'
import { type Float, type TagName, tagMax, tags } from '../../../src/wire/ged188/tags.ts'

export const versions = [9, 14, 19, 20, 23, 24, 25] as const

const numbers: Readonly<Record<FixedType, fc.Arbitrary<number | boolean>>> = {
  u1: fc.integer({ min: 0, max: 0xff }),
  u2: fc.integer({ min: 0, max: 0xffff }),
  u4: fc.integer({ min: 0, max: 0xffff_ffff }),
  t4: fc.integer({ min: 0, max: 0xffff_ffff }),
  i4: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  b2: fc.boolean(),
}

const latin = (most: number) =>
  fc
    .array(fc.integer({ min: 1, max: 255 }), { maxLength: most, size: 'small' })
    .map((codes) => String.fromCharCode(...codes))

function anyValue(tag: TagName, version: number): fc.Arbitrary<unknown> {
  const { type } = tags[tag]
  const max = tagMax(tag, version)
  if (type === 'text') return latin(max - 1)
  if (type === 'raw') return fc.uint8Array({ maxLength: max })
  if (type === 'u2s') return fc.array(numbers.u2, { maxLength: 8 })
  const named = { name: latin(32), value: latin(210) }
  if (type === 'variable') return fc.record(named)
  if (type === 'array') return fc.record({ ...named, index: numbers.u1 })
  return numbers[type]
}

const anyFloat = (tag: TagName, version: number): fc.Arbitrary<Float> =>
  anyValue(tag, version).map((value) => ({ tag, value }) as Float)

/** Every member of a record; of records of the configuration, which are long, only some. */
function anyRecord(members: readonly TagName[], loose: boolean, version: number): fc.Arbitrary<readonly Float[]> {
  const [opener, ...rest] = members as readonly [TagName, ...TagName[]]
  const tail = loose ? fc.subarray(rest) : fc.constant(rest)
  return tail.chain((chosen) => fc.tuple(...[opener, ...chosen].map((tag) => anyFloat(tag, version))))
}

export function anyMessage(name: MessageName, version: number): fc.Arbitrary<Message> {
  const layout = layoutFor(name, version)!
  const fields = Object.fromEntries(layout.readings[0]!.fixed.map((field) => [field.name, numbers[field.type]]))
  const single = layout.floats.map(({ tag, required, repeated }) => {
    const needed = required || tag === 'NumPeripherals'
    return fc.array(anyFloat(tag, version), { minLength: needed ? 1 : 0, maxLength: repeated ? 2 : 1 })
  })
  const groups = layout.groups.map(({ members, loose, max }) =>
    fc.array(anyRecord(members, loose, version), { maxLength: Math.min(max, 4) }),
  )
  return fc.tuple(fc.record(fields), fc.tuple(...single), fc.tuple(...groups)).map(([values, singles, repeated]) => {
    const floats = [...singles.flat(), ...repeated.flat(2)]
    const counts: Record<string, number> = {
      NumNamedVariables: floats.filter(({ tag }) => tag === 'NamedVariable').length,
      NumNamedArrays: floats.filter(({ tag }) => tag === 'NamedArray').length,
    }
    for (const [index, { count }] of layout.groups.entries()) counts[count] = repeated[index]!.length
    const fixed = Object.fromEntries(Object.keys(values).map((key) => [key, counts[key] ?? values[key]]))
    // OPEN_CONF counts its peripherals in a float.
    const all = floats.map((float) =>
      float.tag === 'NumPeripherals' ? { tag: float.tag, value: counts['NumPeripherals'] } : float,
    )
    return { type: name, fields: fixed, floats: all } as unknown as Message
  })
}

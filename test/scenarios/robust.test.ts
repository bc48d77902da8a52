import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsOf } from './files.ts'

const texts = readdirSync('scenarios')
  .map((file) => readFileSync(`scenarios/${file}`, 'utf8'))
  .filter((text) => !text.includes('extends:'))

const junk = fc.constantFrom(
  '',
  '~',
  '-1',
  '0',
  '1e999',
  '30',
  '"x"',
  '[]',
  '{}',
  '[{}]',
  '{ a: 1 }',
  '*a',
  '5 %',
  '9:61',
  '- -',
  '{ __proto__: 1 }',
)

describe('a scenario with something else in a place of it', () => {
  it('is accepted or refused line by line, and never breaks the loader', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), junk, (text, where, other) => {
        const values = [...text.matchAll(/(?<=: )[^,{}[\]\n]+|(?<=: )\{[^{}]*\}|(?<=: )\[[^[\]]*\]/g)]
        const { index, 0: value } = values[where % values.length]!
        const changed = text.slice(0, index) + other + text.slice(index + value.length)
        for (const line of problemsOf(changed)) expect(line).toMatch(/^x\.yaml(:\d+:\d+)?( \S.*)?: \S/)
      }),
      { numRuns: 300 },
    )
  })

  it('made of anything at all is refused in the same way', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(problemsOf(text)).not.toEqual([])
      }),
    )
  })

  it('made of the right keys with any values is refused in the same way', () => {
    const keys = [
      'topology',
      'desk',
      'shifts',
      'supervision',
      'traffic',
      'timeline',
      'expect',
      'duration',
      'starts',
      'proves',
    ]
    const value = fc.jsonValue({ maxDepth: 3 })
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.oneof(value, fc.array(value))), (scenario) => {
        for (const line of problemsOf(JSON.stringify({ why: 'a', ...scenario }))) expect(line).toMatch(/^x\.yaml/)
      }),
      { numRuns: 300 },
    )
  })
})

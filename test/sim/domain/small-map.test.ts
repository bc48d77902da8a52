import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SmallMap } from '../../../src/sim/domain/small-map.ts'

const key = fc.nat(5)
const step = fc.oneof(
  fc.record({ do: fc.constant('set' as const), key, value: fc.string() }),
  fc.record({ do: fc.constant('delete' as const), key, value: fc.constant('') }),
  fc.record({ do: fc.constant('clear' as const), key, value: fc.constant('') }),
)

it('is a Map: the same entries in the same order after any steps', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const small = new SmallMap<string>()
      const map = new Map<number, string>()
      for (const one of steps) {
        if (one.do === 'set') {
          small.set(one.key, one.value)
          map.set(one.key, one.value)
        } else if (one.do === 'delete') expect(small.delete(one.key)).toBe(map.delete(one.key))
        else {
          small.clear()
          map.clear()
        }
        expect([small.get(one.key), small.has(one.key), small.size]).toEqual([
          map.get(one.key),
          map.has(one.key),
          map.size,
        ])
        expect([small.entries(), small.keys(), small.values()]).toEqual([[...map], [...map.keys()], [...map.values()]])
      }
    }),
  )
})

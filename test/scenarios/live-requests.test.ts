import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LiveRequests } from '../../src/scenarios/live-requests.ts'

describe('live requests', () => {
  it('keep every request apart, whatever the order of adding and removing', () => {
    const step = fc.record({ user: fc.integer({ min: 0, max: 400 }), id: fc.integer({ min: 0, max: 8 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 3000 }), (steps) => {
        const live = new LiveRequests()
        const model = new Map<string, number>()
        for (const [index, { user, id }] of steps.entries()) {
          const key = `${user}/${id}`
          const slot = live.find(user, id)
          expect(slot >= 0).toBe(model.has(key))
          if (slot >= 0) {
            expect([live.sentAt(slot), live.operation(slot), live.flags(slot)]).toEqual([model.get(key), id, 2])
            live.remove(slot)
            model.delete(key)
          } else {
            live.add(user, id, index, id)
            live.flag(live.find(user, id), 2)
            model.set(key, index)
          }
        }
        expect(live.size).toBe(model.size)
        expect([...live.all()].map(({ user, id }) => `${user}/${id}`)).toEqual(
          [...model].toSorted(([, a], [, b]) => a - b).map(([key]) => key),
        )
      }),
      { numRuns: 50 },
    )
  })
})

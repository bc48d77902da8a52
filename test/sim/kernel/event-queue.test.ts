import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EventQueue } from '../../../src/sim/kernel/event-queue.ts'

/** The queue as anybody would write it: a list, searched. */
class NaiveQueue {
  private readonly waiting: { readonly at: number; readonly id: number; readonly ticket: number }[] = []
  now = 0

  get size(): number {
    return this.waiting.length
  }

  get next(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.waiting.map(({ at }) => at))
  }

  add(at: number, id: number, ticket: number): void {
    this.waiting.push({ at, id, ticket })
  }

  /** Removes one of those waiting and gives its ticket. */
  cancel(which: number): number {
    return this.waiting.splice(which % this.waiting.length, 1)[0]!.ticket
  }

  take(until: number): number {
    const { next } = this
    if (this.size === 0 || next > until) {
      this.now = Math.max(this.now, Number.isFinite(until) ? until : 0)
      return -1
    }
    this.now = next
    return this.waiting.splice(
      this.waiting.findIndex(({ at }) => at === next),
      1,
    )[0]!.id
  }
}

const delay = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 2_000 }),
  fc.integer({ min: 0, max: 10_000_000 }),
  fc.integer({ min: 0, max: 8_000_000_000 }),
  fc.integer({ min: 0, max: 400_000_000_000 }),
)
const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), delay, which: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), delay: fc.constant(0), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take' as const), delay, which: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('run' as const), delay, which: fc.constant(0) }) },
)

it('gives events by (time, order asked), as a naive list does, whatever was cancelled', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 300 }), (commands) => {
      const queue = new EventQueue()
      const naive = new NaiveQueue()
      let ids = 0
      const take = (until: number): boolean => {
        const id = naive.take(until)
        expect(queue.take(until)).toBe(id >= 0)
        if (id >= 0) expect([queue.at, queue.about, queue.body]).toEqual([naive.now, id, `body ${id}`])
        return id >= 0
      }
      for (const step of commands) {
        if (step.do === 'add') {
          const at = naive.now + step.delay
          naive.add(at, ids, queue.ticket(queue.add(at, 1, 2, ids, `body ${ids}`, -1, 0)))
          ids++
        } else if (step.do === 'cancel') {
          if (naive.size === 0) continue
          const ticket = naive.cancel(step.which)
          expect([queue.cancel(ticket), queue.cancel(ticket)]).toEqual([true, false])
        } else if (step.do === 'take') take(naive.now + step.delay)
        else {
          const until = naive.now + step.delay
          while (take(until)) expect(queue.size).toBe(naive.size)
        }
        expect([queue.size, queue.next]).toEqual([naive.size, naive.next])
      }
      while (take(Number.POSITIVE_INFINITY)) expect(queue.size).toBe(naive.size)
    }),
    { numRuns: 400 },
  )
})

it('hands every part of an event back', () => {
  const queue = new EventQueue()
  queue.add(5, 3, 4, -7, { any: 'body' }, 9, 11)
  queue.take(5)
  const { at, node, kind, about, body, link, cause } = queue
  expect({ at, node, kind, about, body, link, cause }).toEqual({
    at: 5,
    node: 3,
    kind: 4,
    about: -7,
    body: { any: 'body' },
    link: 9,
    cause: 11,
  })
})

it('takes an event that is asked for before one it has already seen coming', () => {
  const queue = new EventQueue()
  queue.add(900_000, 1, 1, 1, undefined, -1, 0)
  expect(queue.take(500_000)).toBe(false)
  queue.add(600_000, 1, 1, 2, undefined, -1, 0)
  expect([queue.take(Infinity), queue.about, queue.take(Infinity), queue.about]).toEqual([true, 2, true, 1])
})

it('does not cancel a later event that uses the slot again', () => {
  const queue = new EventQueue()
  const first = queue.ticket(queue.add(1, 1, 1, 1, undefined, -1, 0))
  queue.take(1)
  queue.add(2, 1, 1, 2, undefined, -1, 0)
  expect(queue.cancel(first)).toBe(false)
  expect([queue.take(2), queue.about]).toEqual([true, 2])
})

it('keeps more events than it first has room for', () => {
  const queue = new EventQueue()
  for (let n = 0; n < 5_000; n++) queue.add((n * 7_919) % 5_000, 1, 1, n, n, -1, 0)
  const times: number[] = []
  while (queue.take(Infinity)) times.push(queue.at)
  expect(times).toEqual(Array.from({ length: 5_000 }, (_, n) => n))
})

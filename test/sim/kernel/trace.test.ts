import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Digest } from '../../../src/sim/kernel/digest.ts'
import { recordAt, Trace, type TraceRecord } from '../../../src/sim/kernel/trace.ts'

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const digestOf = (words: readonly number[]): string => {
  const digest = new Digest()
  digest.update(Int32Array.from(words), words.length)
  return digest.hex()
}
const write = (trace: Trace, record: TraceRecord): void =>
  trace.record(record.at, record.kind, record.where, record.about, record.x, record.y, record.event)
const numbered = (n: number): TraceRecord => ({ at: n * 1_000, kind: n % 9, where: 1, about: n, x: ~n, y: 7, event: n })

it('digests tell apart words that differ in one place, or in their order', () => {
  const words = fc.array(int32, { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(words, fc.nat(7), int32, (before, at, value) => {
      fc.pre(before[at] !== value)
      expect(digestOf(before.with(at, value))).not.toBe(digestOf(before))
    }),
  )
  fc.assert(
    fc.property(words, words, (one, other) => {
      fc.pre(one.join() !== other.join())
      expect(digestOf([...one, ...other])).not.toBe(digestOf([...other, ...one]))
    }),
  )
  expect(digestOf([])).not.toBe(digestOf([0, 0, 0, 0]))
})

it('a digest is pinned, the same in pieces, and reading it changes nothing', () => {
  const words = Int32Array.from({ length: 64 }, (_, n) => n * n)
  const pieces = new Digest()
  pieces.update(words.subarray(0, 24), 24)
  pieces.hex()
  pieces.update(words.subarray(24), 40)
  expect(pieces.hex()).toBe(digestOf([...words]))
  expect(pieces.hex()).toMatchInlineSnapshot(`"fb6b27e1791f160cb3d25309f2355c76"`)
})

it('every word of every record counts in the digest of a trace', () => {
  const parts = ['at', 'kind', 'where', 'about', 'x', 'y', 'event'] as const
  const digestWith = (change: Partial<TraceRecord>): string => {
    const trace = new Trace(16)
    for (let n = 0; n < 3; n++) write(trace, n === 1 ? { ...numbered(n), ...change } : numbered(n))
    return trace.digest()
  }
  const digests = parts.map((part) => digestWith({ [part]: 5 }))
  expect(new Set([...digests, digestWith({}), digestWith({ at: 2 ** 40 })]).size).toBe(parts.length + 2)
})

it('a digest covers more records than the ring holds, whenever it is read', () => {
  const read = (every: number): string => {
    const trace = new Trace(16)
    for (let n = 0; n < 40_000; n++) {
      write(trace, numbered(n))
      if (n % every === 0) trace.digest()
    }
    return trace.digest()
  }
  expect(read(777)).toBe(read(Number.POSITIVE_INFINITY))
})

it('the ring gives back the newest records, newest first', () => {
  const trace = new Trace(16)
  expect([...trace.recent()]).toEqual([])
  for (let n = 0; n < 3; n++) write(trace, numbered(n))
  expect([...trace.recent()]).toEqual([2, 1, 0].map(numbered))
  for (let n = 3; n < 20_000; n++) write(trace, numbered(n))
  const recent = [...trace.recent()]
  expect(recent.length).toBeGreaterThan(1_000)
  expect(recent).toEqual(recent.map((_, back) => numbered(19_999 - back)))
  expect(trace.count).toBe(20_000)
})

it('the tap sees each record, also late ones', () => {
  const trace = new Trace(16)
  const seen: TraceRecord[] = []
  trace.tap = (words, offset) => seen.push(recordAt(words, offset))
  const late = { ...numbered(4), at: 2 ** 45 + 3 }
  write(trace, late)
  expect(seen).toEqual([late])
})

it('listeners hear their kind, in the order added', () => {
  const trace = new Trace(16)
  const heard: unknown[] = []
  for (const name of ['first', 'second', 'third']) trace.on(4, (...parts) => heard.push([name, ...parts]))
  trace.on(5, () => heard.push('another kind'))
  write(trace, { ...numbered(4), kind: 4 })
  expect(heard).toEqual(['first', 'second', 'third'].map((name) => [name, 4_000, 4, -5, 7, 1]))
})

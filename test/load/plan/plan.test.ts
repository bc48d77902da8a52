/** A plan is a pure function of scenario, seed and shard, and it is what people and callers of the virtual world do. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareEntries, entryText, type PlanEntry } from '../../../src/load/plan/entry.ts'
import { merge } from '../../../src/load/plan/merge.ts'
import { planEntries } from '../../../src/load/plan/plan.ts'
import { parseShard, takes } from '../../../src/load/plan/shard.ts'
import { combined, summarize } from '../../../src/load/plan/summary.ts'
import { defineScenario } from '../../../src/scenarios/define.ts'
import { loadScenario, reading } from '../../../src/scenarios/load.ts'

const { workload } = defineScenario({
  name: 'a-bit-of-everything',
  why: 'Every kind of entry that a plan can have.',
  duration: '1h',
  topology: { agents: 23, supervisors: 3, queues: ['sales', 'support', 'gold'], queuesPerAgent: 2, teamSize: 6 },
  desk: {
    outbound: { rate: '4/agent/h', busy: '20%', noAnswer: '20%' },
    agentToAgent: { rate: '2/agent/h' },
  },
  shifts: [
    {
      share: '60%',
      end: '40min',
      spread: '3min',
      breaks: [{ at: '20min', spread: '9min', for: '5min', share: '50%' }],
    },
    { start: '30min', spread: '2min', breaks: [{ at: '45min', for: { exponential: '4min' } }] },
  ],
  traffic: [
    { queue: ['sales', 'support'], arrive: { poisson: '200/h' }, ivr: { uniform: ['1s', '9s'] }, patience: '15s' },
    { queue: 'gold', arrive: { every: '61s' }, patience: 'forever' },
    {
      queue: 'all',
      arrive: {
        shape: 'linear',
        poisson: [
          { at: '0s', rate: '10/h' },
          { at: '40min', rate: '90/h' },
        ],
      },
    },
  ],
})

const texts = (entries: Iterable<PlanEntry>): string[] => [...entries].map(entryText)
const shards = (of: number) => Array.from({ length: of }, (_, index) => ({ part: index + 1, of }))

describe('a plan', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(texts(planEntries(workload, '1'))).toEqual(texts(planEntries(workload, '1')))
    expect(summarize(workload, '1').whole.hash).not.toBe(summarize(workload, '2').whole.hash)
  })

  it('has an entry of every kind, in order of time', () => {
    const entries = [...planEntries(workload, '1')]
    expect(new Set(entries.map(({ kind }) => kind)).size).toBe(5)
    expect(entries.toSorted(compareEntries).map(entryText)).toEqual(entries.map(entryText))
    expect(new Set(entries.map(entryText)).size).toBe(entries.length)
  })

  it('is the union of its shards to the byte, however many there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.string({ maxLength: 8 }), (of, seed) => {
        const parts = shards(of).map((shard) => planEntries(workload, seed, shard))
        expect(texts(merge(parts)).join('\n')).toBe(texts(planEntries(workload, seed)).join('\n'))
      }),
      { numRuns: 40, seed: 5 },
    )
  })

  it('shares out its entries: each is of exactly one shard, and none is idle for want of luck', () => {
    const entries = [...planEntries(workload, '1')]
    for (const of of [2, 3, 8]) {
      for (const entry of entries) expect(shards(of).filter((shard) => takes(shard, entry)).length).toBe(1)
      const sizes = shards(of).map((shard) => entries.filter((entry) => takes(shard, entry)).length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(entries.length / of / 2)
    }
  })

  it.each([1, 3, 8])('of a working day has the hash and the counts of its %i shards together', (of) => {
    const read = reading((from) => readFileSync(from))
    const day = loadScenario('scenarios/a-working-day.yaml', { read, until: '1h' }).workload
    const parts = shards(of).map((shard) => summarize(day, '7', shard))
    const whole = summarize(day, '7').whole
    expect(combined(parts.map(({ shard }) => shard))).toEqual(whole)
    for (const part of parts) expect(part.whole).toEqual(whole)
    expect(whole.counts['sign-in']).toBe(2200)
    expect(whole.counts.call).toBeGreaterThan(50_000)
  })

  it('has another hash when a single entry is another', () => {
    const longer = {
      ...workload,
      traffic: workload.traffic.map((one, index) =>
        index === 1 ? { ...one, talk: { kind: 'constant', meanUs: 1 } as const } : one,
      ),
    }
    expect(summarize(longer, '1').whole.counts).toEqual(summarize(workload, '1').whole.counts)
    expect(summarize(longer, '1').whole.hash).not.toBe(summarize(workload, '1').whole.hash)
  })
})

describe('a shard', () => {
  it('is written as part/of', () => {
    expect(parseShard('2/8')).toEqual({ part: 2, of: 8 })
    expect(parseShard('0/8')).toContain('1/8 to 8/8')
    expect(parseShard('9/8')).toContain('1/8 to 8/8')
    expect(parseShard('1/0')).toContain('at least one')
    expect(parseShard('half')).toContain('write it like 2/8')
  })
})

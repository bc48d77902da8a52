/** Every kind of fault, one after the other: it compiles, reads well, and where a center runs it does something. */
import { describe, expect, it } from 'vitest'
import { evaluate } from '../../../src/scenarios/load.ts'
import type { Scenario } from '../../../src/scenarios/scenario.ts'
import { faultKinds } from '../../../src/scenarios/timeline/kinds.ts'
import { createContactCenter } from '../../../src/sim/contact-center.ts'

const MINUTE = 60_000_000

const center = {
  why: 'Every kind of fault.',
  duration: '4min',
  calm: '1min',
  topology: { agents: 8, supervisors: 1, mobile: { share: '100%', mode: 'nailed-connection' } },
  desk: { sso: { share: '50%' }, secondLine: 'counts' },
  shifts: [{ spread: '2min' }],
  traffic: [{ arrive: { every: '2s' }, talk: '15s' }],
}

/** With the people of a small center in it. */
const small = (entry: object): object =>
  JSON.parse(
    JSON.stringify(entry)
      .replaceAll('1007-1020', '1002-1003')
      .replaceAll('1007-1010', '1002-1003')
      .replaceAll('1007', '1002'),
  )

function compiled(entry: object): Pick<Scenario, 'timeline' | 'workload'> {
  const { compiled, findings } = evaluate({ ...center, timeline: [{ at: '1min', ...small(entry) }] })
  expect(findings).toEqual([])
  return compiled!
}

const named = faultKinds.map((kind) => [`${kind.do} ${kind.noun}`, kind.entry] as const)

describe('a kind of fault', () => {
  it('is one of more than forty', () => {
    expect(named.length).toBeGreaterThan(40)
    expect(new Set(named.map(([name]) => name)).size).toBe(named.length)
  })

  it.each(named)('compiles and says what it is: %s', (_name, entry) => {
    const { timeline, workload } = compiled(entry)
    expect(timeline).toHaveLength(1)
    expect(timeline[0]).toMatchObject({ atUs: MINUTE, do: entry['do'] })
    expect(timeline[0]!.says).toMatch(/^\S.{8,120}$/)
    const begins = workload.faults.filter(({ repairs }) => !repairs)
    expect(begins.length).toBeGreaterThan(0)
    for (const act of begins) expect(act).toMatchObject({ atUs: MINUTE, entry: 0 })
    for (const act of workload.faults.filter(({ repairs }) => repairs)) {
      expect(act).toMatchObject({ sinceUs: MINUTE, entry: 0 })
      expect(act.atUs).toBeGreaterThan(MINUTE)
      expect(act.atUs).toBeLessThanOrEqual(4 * MINUTE)
    }
  })

  it('is told of in sentences that differ', () => {
    const sentences = named.map(([, entry]) => compiled(entry).timeline[0]!.says)
    expect(new Set(sentences).size).toBe(sentences.length)
  })
})

describe('in a running center, something is touched by', () => {
  it.each(named)('%s', (_name, entry) => {
    const { workload } = compiled(entry)
    const running = createContactCenter(workload, 'a seed')
    running.kernel.run(5 * MINUTE)
    expect(running.touched(0)).toBeGreaterThan(0)
  })
})

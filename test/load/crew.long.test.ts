/** A server that is slow on purpose, under load from processes of their own. */
import { describe, expect, it } from 'vitest'
import { counted, of, run } from './crew-run.ts'

describe('a crew of processes', () => {
  it('shows a slow server in latencies, and not in a lower rate', async () => {
    const slow = 'timeline: [{ at: 15s, do: slow, what: finesse 1, by: 60ms, for: 40s }]'
    const [usual, slowed] = [await run('', 1, 2), await run(slow, 1, 2)]
    expect(counted(slowed, 'calls offered')).toBe(counted(usual, 'calls offered'))
    const [before, after] = [of(usual, 'answer', 'calls'), of(slowed, 'answer', 'calls')]
    expect(after.intended.maxUs).toBeGreaterThan(before.intended.p50Us + 60_000)
    expect(after.planned).toBeGreaterThan(before.planned * 0.7)
    expect(after.intended.count).toBe(after.actual.count)
  }, 180_000)
})

/** Servers that are slow, or die, on purpose, under load from processes of their own. */
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

  it('goes on when a node crashes: its desktops are back at the other, and nobody else notices', async () => {
    const result = await run('  - { do: failover-relogin, at: 20s, node: 1, for: 15s }', 2, 2)
    const back = of(result, 'reconnect: desktop-back')
    expect([back.done, back.failed]).toEqual([7, 0])
    expect(result.oracles.filter(({ violated }) => violated > 0)).toEqual([])
    expect(result.faults.map(({ touched }) => touched > 0)).toEqual([true])
  }, 180_000)
})

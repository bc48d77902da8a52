/** Whole scenarios on real sockets: the desktops of the virtual world against served nodes. */
import { describe, expect, it } from 'vitest'
import { runOnWire } from '../../src/load/run-wire.ts'
import { count, inOrder, play, shift, usual } from './wire-shift.ts'

describe('a run on the wire', () => {
  it('has every event at its desktop once and in order, and all oracles hold', async () => {
    const result = await play(shift())
    expect(result).toMatchObject({ verdict: 'passed', world: 'wire', wire: { speed: 3, unhealthy: [] } })
    expect(count(result, 'calls handled')).toBeGreaterThan(3)
    expect(inOrder(result)).toMatchObject({ violated: 0 })
    expect(inOrder(result)!.judged).toBeGreaterThan(150)
    expect(result.hops.find(({ hop }) => hop === 'REST request')!.count).toBeGreaterThan(200)
  })

  it('moves its desktops when the process of a node ends: its sockets are reset and nobody listens', async () => {
    const crash = shift({
      // Everybody has signed in by then, also on a busy machine.
      duration: '45s',
      timeline: [{ at: '15s', do: 'stop', what: 'finesse 1', for: '10s' }],
    })
    const result = await play(crash)
    expect(result.verdict).toBe('passed')
    expect(result.failures.moved).toBeGreaterThan(3)
  })

  it('stops when asked to, and says where it was', async () => {
    let looks = 0
    const result = await play(shift(), { interrupted: () => ++looks > 10 })
    expect(result).toMatchObject({ verdict: 'interrupted', exit: 130 })
    expect(result.interruptedAt).toBeGreaterThan(0)
  })

  it('does not count when it could not keep up', async () => {
    let blocked = false
    const hold = (): boolean => {
      const until = performance.now() + 1500
      if (!blocked && performance.now() > 0) while (performance.now() < until) blocked = true
      return false
    }
    const scenario = shift({ duration: '12s', calm: '6s', traffic: [] })
    const { result } = await runOnWire(scenario, { ...usual, speed: 3, interrupted: hold })
    expect(result).toMatchObject({ verdict: 'generator unhealthy', exit: 4 })
    expect(result.headline).toMatch(
      /^The machine could not keep up: this process: schedule lag p99.9 \d+\.\d ms, limit 166\.7 ms/,
    )
  })
})

import { describe, expect, it } from 'vitest'
import { judgeHealth } from '../../../src/load/generator/health.ts'
import { HeldUp } from '../../../src/load/generator/held-up.ts'
import { fit } from './fit.ts'

/** A thread whose clocks are set by hand. */
function thread() {
  const at = { ms: 0, cpuMs: 0 }
  const heldUp = new HeldUp(
    () => at.ms,
    () => at.cpuMs,
  )
  const wakes = (ms: number, cpuMs: number, lateMs = 0): void => {
    at.ms = ms
    at.cpuMs = cpuMs
    heldUp.woken()
    heldUp.late(lateMs)
  }
  return { heldUp, wakes }
}

const saying = (heldUp: ReturnType<HeldUp['figures']>) =>
  judgeHealth([{ ...fit, lag: { ...fit.lag, p999Us: 9_000 }, heldUp }]).says

describe('what held a late thread up', () => {
  it('is its own work where that took the processor', () => {
    const { heldUp, wakes } = thread()
    wakes(10, 4)
    wakes(30, 22, 15)
    expect(heldUp.figures()).toEqual({ lateMs: 15, own: 1, gc: 0, waiting: 0 })
  })

  it('is waiting for a processor where it took none', () => {
    const { heldUp, wakes } = thread()
    wakes(10, 4)
    wakes(30, 7, 12)
    expect(heldUp.figures()).toEqual({ lateMs: 12, own: 0.25, gc: 0, waiting: 0.75 })
  })

  it('is garbage collection where one was going on, whoever took processor time for it, and only as far as it reaches into the wait', () => {
    const { heldUp, wakes } = thread()
    wakes(10, 4)
    wakes(30, 5, 20)
    // Told afterwards, and not in order.
    heldUp.collected({ startTime: 26, duration: 8 })
    heldUp.collected({ startTime: 5, duration: 11 })
    heldUp.collected({ startTime: 31, duration: 9 })
    expect(heldUp.figures()).toEqual({ lateMs: 20, own: 0, gc: 0.5, waiting: 0.5 })
  })

  it('counts a time once, however long something was due and however often that was looked at', () => {
    const { heldUp, wakes } = thread()
    wakes(100, 0, 90)
    wakes(110, 10, 100)
    expect(heldUp.figures()).toEqual({ lateMs: 100, own: 0.1, gc: 0, waiting: 0.9 })
  })

  it('is not asked about below a millisecond', () => {
    const { heldUp, wakes } = thread()
    wakes(10, 1, 0.9)
    expect(heldUp.figures()).toEqual({ lateMs: 0, own: 0, gc: 0, waiting: 0 })
    expect(saying(heldUp.figures())).toEqual(['worker 1: schedule lag p99.9 9.0 ms, limit 1.0 ms'])
  })

  it('is said in words, the largest share first', () => {
    expect(saying({ lateMs: 8, own: 0.25, gc: 0.05, waiting: 0.7 })).toEqual([
      expect.stringMatching(
        / \(held up by waiting for a processor 70 %, work of its own 25 %, garbage collection 5 %\)$/,
      ),
    ])
  })
})

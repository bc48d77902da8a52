import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type HealthFigures, judgeHealth, usualLimits } from '../../../src/load/generator/health.ts'
import { HealthMonitor } from '../../../src/load/generator/health-monitor.ts'
import { fit } from './fit.ts'

describe('a generator', () => {
  it('within its limits is healthy', () => {
    expect(judgeHealth([fit, { ...fit, generator: 'worker 2' }])).toEqual({ healthy: true, says: [] })
  })

  it.each([
    [{ lag: { ...fit.lag, p999Us: 7_500 } }, 'worker 1: schedule lag p99.9 7.5 ms, limit 1.0 ms'],
    [{ loopDelay: { ...fit.loopDelay, p99Us: 50_000 } }, 'worker 1: event-loop delay p99 50.0 ms, limit 20.0 ms'],
    [{ cpu: 0.97 }, 'worker 1: CPU 97 % of a core, limit 70 %'],
    [{ gc: { ...fit.gc, share: 0.2 } }, 'worker 1: garbage collection 20 % of the time, limit 10 %'],
    [{ cpu: Number.NaN }, 'worker 1: CPU NaN % of a core, limit 70 %'],
  ] satisfies [Partial<HealthFigures>, string][])('beyond a limit is not, and says which: %#', (worse, says) => {
    expect(judgeHealth([{ ...fit, ...worse }])).toEqual({ healthy: false, says: [says] })
  })

  it('is judged worker by worker: one that is ill spoils the numbers of all', () => {
    expect(judgeHealth([fit, { ...fit, cpu: 0.99 }]).healthy).toBe(false)
    expect(judgeHealth([]).healthy).toBe(false)
  })

  it('that is starved is found out', async () => {
    const monitor = new HealthMonitor('starved')
    for (let n = 0; n < 4; n++) {
      const wanted = performance.now() + 10
      await sleep(10)
      const until = performance.now() + 60
      while (performance.now() < until);
      monitor.lag((performance.now() - wanted) * 1000)
    }
    const figures = monitor.finish()
    expect(figures.lag.p999Us).toBeGreaterThan(50_000)
    expect(figures.loopDelay.maxUs).toBeGreaterThan(30_000)
    expect(figures.cpu).toBeGreaterThan(0)
    expect(judgeHealth([figures], usualLimits).healthy).toBe(false)
  })
})

/** Servers and desktops in processes of their own: what they measured together, and what they say when they cannot keep up. */
import { describe, expect, it } from 'vitest'
import { counted, of, run } from './crew-run.ts'

describe('a crew of processes', () => {
  it('plays one plan: what several generators measured is one result, and oracles see all of it', async () => {
    const result = await run('', 2, 4)
    expect(result.oracles.filter(({ violated }) => violated > 0)).toEqual([])
    expect(result.oracles.filter(({ judged }) => judged > 0).length).toBeGreaterThan(10)
    expect(of(result, 'sign-in')).toMatchObject({ planned: 14, done: 14, failed: 0, dropped: 0 })
    expect(of(result, 'answer').done).toBeGreaterThan(5)
    expect(of(result, 'event').done).toBeGreaterThan(100)
    expect(of(result, 'ping').done).toBeGreaterThan(14)
    for (const { planned, done, failed, dropped } of result.operations!) expect(planned).toBe(done + failed + dropped)

    expect(result.generators!.map(({ generator, users }) => [generator, users])).toEqual([
      ['servers', 0],
      ['generator 1', 7],
      ['generator 2', 7],
    ])
    const sockets = result.generators!.reduce((sum, { socketsMost = 0 }) => sum + socketsMost, 0)
    expect(sockets).toBeGreaterThanOrEqual(28)
    expect(counted(result, 'TLS handshakes')).toBeGreaterThanOrEqual(28)
    expect(counted(result, 'bytes received')).toBeGreaterThan(counted(result, 'bytes sent'))
  }, 90_000)

  it('that cannot keep up says so instead of a verdict, and names who could not', async () => {
    const result = await run('', 1, 300)
    expect(result).toMatchObject({ verdict: 'generator unhealthy', exit: 4 })
    expect(result.headline).toMatch(/generator 1: schedule lag p99.9 \d+\.\d ms, limit 1.0 ms/)
  }, 90_000)
})

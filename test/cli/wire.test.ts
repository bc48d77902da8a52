import { describe, expect, it } from 'vitest'
import { ccsim } from './ccsim.ts'

describe('ccsim run --world wire', () => {
  it.each([
    [['--world', 'real'], '--world: virtual or wire, not real'],
    [['--speed', '3'], '--speed: only with --world wire'],
    [['--notifications', 'tcp'], '--notifications: only with --world wire'],
    [['--world', 'wire', '--speed', '0'], '--speed: a number above 0'],
    [['--world', 'wire', '--notifications', 'pigeons'], '--notifications: websocket, bosh, tcp, tls, not pigeons'],
    [['--world', 'wire', '--set', 'release=11.6', '--notifications', 'websocket'], 'release 11.6 has no WebSocket'],
    [['--world', 'wire', '--codec'], '--codec: on the wire'],
    [['--world', 'wire', '--check-determinism'], 'no two runs are the same'],
  ])('refuses %j', async (options, why) => {
    const { exit, err } = await ccsim(['run', 'smoke', ...options])
    expect(err).toContain(why)
    expect(exit).toBe(6)
  })
})

describe('ccsim drift', () => {
  it('names the scenarios made for it', async () => {
    const { exit, err } = await ccsim(['drift'])
    expect(err).toContain('cti-failover, finesse-crash, finesse-stop, login, pg-maintenance, working-hour')
    expect(exit).toBe(6)
  })
})

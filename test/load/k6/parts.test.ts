import { runInThisContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { addressesIn } from '../../../src/load/k6/addresses.ts'
import { literal } from '../../../src/load/k6/literal.ts'
import { partOf } from '../../../src/load/k6/load.ts'
import { K6Measuring, type Meter } from '../../../src/load/k6/measuring.ts'
import { prepare } from '../../../src/load/k6/prepare.ts'
import { type Sender, Sending } from '../../../src/load/k6/sending.ts'
import { shims } from '../../../src/load/k6/shims.ts'
import { thresholdsOf } from '../../../src/load/k6/thresholds.ts'
import type { NamedWindow } from '../../../src/load/measure/windows.ts'
import { planEntries } from '../../../src/load/plan/plan.ts'
import { Summing } from '../../../src/load/plan/summary.ts'
import { MINUTE } from '../../../src/sim/kernel/time.ts'
import { smallShift } from './scenario.ts'

const version = '0.1.0'

describe('the parts of a plan that virtual users play', () => {
  it.each([
    [1, 1],
    [1, 4],
    [3, 1],
    [3, 4],
    [8, 5],
  ])('are together the whole plan: %i machines, %i desktops each', (machines, desktopsEach) => {
    const { load: whole } = prepare(smallShift, { version, seed: '1' })
    const summing = new Summing(0)
    for (let part = 1; part <= machines; part++) {
      const { load } = prepare(smallShift, { version, seed: '1', shard: { part, of: machines }, desktopsEach })
      for (let user = 1; user <= load.virtualUsers; user++) {
        const shard = partOf(load.shard, user, load.virtualUsers)
        for (const entry of planEntries(load.workload, load.seed, shard)) summing.add(entry)
      }
    }
    expect(whole.plan.entries).toBeGreaterThan(30)
    expect([summing.summary.hash, summing.summary.entries]).toEqual([whole.plan.hash, whole.plan.entries])
  })

  it('are those of its machine only, and name the whole', () => {
    const { load } = prepare(smallShift, { version, seed: '1', shard: { part: 2, of: 3 } })
    const { load: whole } = prepare(smallShift, { version, seed: '1' })
    expect(load.plan).toEqual(whole.plan)
    expect(load.part.entries).toBeLessThan(load.plan.entries)
    expect(load.part.hash).not.toBe(load.plan.hash)
  })
})

describe('what is left out', () => {
  it('is said: callers, and what happens to servers', () => {
    expect(prepare(smallShift, { version, seed: '1' }).leftOut).toEqual([
      'callers "calls": those of the target call its agents',
      'stop of ctisvr A until the calm: done to the target by whoever runs it',
    ])
  })
})

describe('a literal', () => {
  it('is the value it was made of', () => {
    const value = {
      text: 'a "quoted"\n\u2028line',
      map: new Map<number, unknown>([
        [1, 'x'],
        [2, { deep: new Set(['a']) }],
      ]),
      numbers: [0, -0, 1.5, Infinity, -Infinity],
      none: null,
      truth: true,
      'user.x[0]': 1,
    }
    expect(runInThisContext(`(${literal(value)})`)).toEqual(value)
  })

  it('is refused for what is no plain data', () => {
    expect(() => literal({ at: () => 1 })).toThrow('a function cannot be written down')
    expect(() => literal(new Date(0))).toThrow('an object of class Date cannot be written down')
  })
})

describe('shims', () => {
  interface Text {
    encode(text: string): Uint8Array
    decode(bytes: Uint8Array): string
  }
  const {
    TextEncoder: E,
    TextDecoder: D,
    btoa: to,
    atob: from,
  } = shims as {
    readonly TextEncoder: new () => Text
    readonly TextDecoder: new () => Text
    readonly btoa: typeof btoa
    readonly atob: typeof atob
  }

  it.each(['', 'a', 'ab', 'abc', '1001:pw-1001', 'müller:päßwörd€😀', '\u0000x\u0000y'])(
    'do what a browser does: %j',
    (text) => {
      const bytes = new E().encode(text)
      expect([...bytes]).toEqual([...new TextEncoder().encode(text)])
      expect(new D().decode(bytes)).toBe(text)
      const binary = String.fromCharCode(...bytes)
      expect(to(binary)).toBe(btoa(binary))
      expect(from(to(binary))).toBe(binary)
    },
  )

  it('refuse what is no Base64 and no UTF-8', () => {
    expect(() => from('a*b=')).toThrow()
    expect(() => new D().decode(Uint8Array.of(0xff, 0xfe))).toThrow()
  })
})

describe('addresses', () => {
  const one = (nodes: string, notifications?: string) =>
    addressesIn({ CCSIM_NODES: nodes, CCSIM_NOTIFICATIONS: notifications }, '12.6', 1)

  it('of notifications are those of the release', () => {
    expect(one('https://fin1:8445')).toMatchObject([{ notifications: 'wss://fin1:8445/ws' }])
    expect(addressesIn({ CCSIM_NODES: 'https://[::1]:8446' }, '12.5', 1)).toMatchObject([
      { host: '[::1]', port: 8446, notifications: 'wss://[::1]:7444/ws' },
    ])
    expect(one('https://fin1:8445', 'wss://proxy:443/fin1/ws')).toMatchObject([
      { notifications: 'wss://proxy:443/fin1/ws' },
    ])
  })

  it.each([
    [
      '',
      undefined,
      'CCSIM_NODES names 0 of 1 Finesse nodes; say: k6 run -e CCSIM_NODES=https://fin1.example:8445 script.js',
    ],
    [
      'http://fin1:8082',
      undefined,
      'CCSIM_NODES: http://fin1:8082 is no address of HTTPS with a port, such as https://fin1.example:8445',
    ],
    [
      'https://fin1',
      undefined,
      'CCSIM_NODES: https://fin1 is no address of HTTPS with a port, such as https://fin1.example:8445',
    ],
    [
      'https://fin1:8445',
      'fin1:7443',
      'CCSIM_NOTIFICATIONS: fin1:7443 is no address of a WebSocket, such as wss://fin1.example:8445/ws',
    ],
    ['https://fin1:8445', 'wss://a/ws,wss://b/ws', 'CCSIM_NOTIFICATIONS names one address for each of CCSIM_NODES'],
  ])('that are wrong are refused in words: %s %s', (nodes, notifications, says) => {
    expect(one(nodes, notifications)).toBe(says)
  })
})

describe('thresholds', () => {
  it('are what the scenario expects of desktops, and that the generator keeps up', () => {
    const thresholds = thresholdsOf(smallShift)
    expect(thresholds['ccsim_phase{phase:desktop-usable}']).toEqual(['p(95)<=20000', 'max<30000'])
    expect(thresholds['ccsim_intended{operation:sign-in}']).toEqual(['p(99.9)<=20000'])
    expect(thresholds['ccsim_schedule_lag']).toEqual(['p(99.9)<1'])
    expect(Object.keys(thresholds).filter((name) => name.includes('finesse-back'))).toEqual([])
  })
})

describe('measuring into k6', () => {
  function measured(windows: readonly NamedWindow[] = []) {
    const said: string[] = []
    const meter = (name: string): Meter => ({
      add: (value, tags = {}) => said.push(`${name} ${value} ${Object.values(tags).join(' ')}`),
    })
    const names = ['planned', 'failed', 'intended', 'actual'] as const
    const meters = Object.fromEntries(names.map((name) => [name, meter(name)])) as Record<(typeof names)[number], Meter>
    const clock = { now: 2 * MINUTE }
    const measuring = new K6Measuring(meters, { clock: () => clock.now, totalUs: 10 * MINUTE, windows })
    return { said, clock, measuring }
  }

  it('has each operation planned, and then done or failed, in the interval for which it was wanted', () => {
    const { said, clock, measuring } = measured()
    const late = measuring.begin('answer', 1.5 * MINUTE, clock.now)
    clock.now += 250_000
    late.done()
    late.failed('no answer')
    measuring.begin('hold', clock.now, clock.now).failed('503')
    measuring.begin('drop', clock.now, clock.now)
    measuring.finish()
    expect(said.sort()).toEqual([
      'actual 250 answer 1',
      'failed 1 drop 2 unfinished',
      'failed 1 hold 2 503',
      'intended 30250 answer 1',
      'planned 1 answer 1',
      'planned 1 drop 2',
      'planned 1 hold 2',
    ])
  })

  it('has nothing of what was withdrawn', () => {
    const { said, clock, measuring } = measured()
    measuring.begin('answer', clock.now, clock.now).withdraw()
    measuring.look()
    measuring.finish()
    expect(said).toEqual([])
  })

  it('names the phases of the load for which an operation was planned', () => {
    const storm = { name: 'storm', fromUs: 0, untilUs: 3 * MINUTE }
    const { said, clock, measuring } = measured([storm, { ...storm, name: 'late', fromUs: MINUTE }])
    measuring.begin('sign-in', clock.now, clock.now)
    measuring.begin('sign-in', 0, clock.now)
    measuring.begin('sign-in', 5 * MINUTE, clock.now)
    measuring.look()
    expect(said).toEqual(['planned 1 sign-in 2 0 1', 'planned 1 sign-in 0 0', 'planned 1 sign-in 5'])
  })
})

describe('a request', () => {
  const world = () => {
    const timers: (() => void)[] = []
    const did: string[] = []
    const socket = { readyState: 1, bufferedAmount: 0 as number | undefined }
    const sending = new Sending((_, run) => void timers.push(run))
    const ask = (name: string): void => sending.after(() => did.push(name))
    return { timers, did, socket, sending, ask, tick: (): void => timers.shift()?.() }
  }

  it('goes at once where nothing was sent, or all of it is written', () => {
    const { did, socket, sending, ask, timers } = world()
    ask('first')
    sending.sent(socket)
    ask('second')
    socket.bufferedAmount = undefined
    sending.sent(socket)
    ask('third')
    expect([did, timers.length]).toEqual([['first', 'second', 'third'], 0])
  })

  it('does not overtake what was sent before it, nor another request', () => {
    const { did, socket, sending, ask, tick } = world()
    socket.bufferedAmount = 20
    sending.sent(socket)
    ask('first')
    tick()
    expect(did).toEqual([])
    socket.bufferedAmount = 0
    ask('second')
    expect(did).toEqual([])
    tick()
    expect(did).toEqual(['first', 'second'])
  })

  it.each<[string, Partial<Sender>]>([
    ['that is closed', { readyState: 3 }],
    ['that never says it is done', {}],
  ])('does not wait for ever for a socket %s', (_, changed) => {
    const { did, socket, sending, ask, tick, timers } = world()
    socket.bufferedAmount = 20
    sending.sent(socket)
    ask('first')
    Object.assign(socket, changed)
    for (let ticks = 0; ticks < 100 && timers.length > 0; ticks++) tick()
    expect(did).toEqual(['first'])
  })
})

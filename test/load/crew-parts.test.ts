/** What a crew is made of, without processes. */
import { describe, expect, it } from 'vitest'
import { Alarm } from '../../src/load/alarm.ts'
import { MergedTrace } from '../../src/load/crew/merged-trace.ts'
import { Recorder } from '../../src/load/crew/recorder.ts'
import { desktopsSite, serversSite } from '../../src/load/crew/sites.ts'
import { growthOf } from '../../src/load/generator/memory-log.ts'
import { createContactCenter } from '../../src/sim/contact-center.ts'
import type { Act } from '../../src/sim/domain/fault.ts'
import { Kernel } from '../../src/sim/kernel/kernel.ts'
import { HOUR, MINUTE, SECOND } from '../../src/sim/kernel/time.ts'
import { load } from '../scenarios/files.ts'

const KINDS = 400
const FACT = 300
const DELIVERY = 5

describe('the trace of several processes', () => {
  const fromProcess = (records: readonly (readonly [at: number, about: number, kind?: number])[]) => {
    const kernel = new Kernel('1', KINDS)
    const recorder = new Recorder(new Set([0]))
    kernel.trace.tap = recorder.tap
    for (const [at, about, kind = FACT] of records) kernel.trace.record(at, kind, 0, about, 7, 0, 7)
    kernel.trace.record(1, FACT, 1, 99, 0, 0, 1)
    return recorder.take()
  }
  const listened = () => {
    const kernel = new Kernel('1', KINDS)
    const heard: number[][] = []
    for (const kind of [FACT, DELIVERY]) kernel.trace.on(kind, (at, about, x) => heard.push([at, about, x]))
    return { kernel, heard }
  }

  it('is written in order of time, and only up to where nobody can come earlier', () => {
    const { kernel, heard } = listened()
    const merged = new MergedTrace(kernel, 2)
    merged.add(
      0,
      fromProcess([
        [10, 1],
        [30, 2],
        [5e9, 5],
      ]),
      6e9,
      3,
    )
    expect(heard).toEqual([])
    merged.add(1, fromProcess([[20, 3]]), 30, 1)
    expect(heard.map(([at, about]) => [at, about])).toEqual([
      [10, 1],
      [20, 3],
    ])
    expect(kernel.now).toBe(30)
    merged.add(1, fromProcess([[40, 4]]), 50, 2)
    merged.end(1)
    expect(heard.map(([, about]) => about)).toEqual([1, 3, 2, 4, 5])
    expect(kernel.events).toBe(5)
    expect(kernel.now).toBe(6e9)
  })

  it('has only what the process plays itself, and causes that stay apart', () => {
    const { kernel, heard } = listened()
    const merged = new MergedTrace(kernel, 2)
    merged.add(0, fromProcess([[10, 1, DELIVERY]]), Number.POSITIVE_INFINITY, 1)
    merged.add(
      1,
      fromProcess([
        [10, 2, DELIVERY],
        [11, 3],
      ]),
      Number.POSITIVE_INFINITY,
      1,
    )
    // Event 7 of two processes is two events; what a fact says is its own business.
    expect(heard).toEqual([
      [10, 1, 14],
      [10, 2, 15],
      [11, 3, 7],
    ])
  })
})

describe('the sites of a crew', () => {
  const { workload } = load('why: A test.\ntopology: { agents: 5, supervisors: 1, queues: 1 }')

  it('share all parts of a center, each at one of them', () => {
    const sites = [serversSite([]), ...[1, 2].map((part) => desktopsSite([], { part, of: 2 }))]
    const whole = createContactCenter(workload, '1')
    for (const part of [whole.router, whole.gateway, ...whole.finesse, ...whole.desktops]) {
      expect(sites.filter(({ isHere }) => isHere(part)).length).toBe(1)
    }
    expect(whole.desktops.filter(sites[1]!.isHere).map(({ user }) => user.index)).toEqual([0, 2, 4])
  })

  it('each carry out what is done to their own, whole entries at a time', () => {
    const act = (entry: number, deed: Act['deed']): Act => ({ atUs: 0, entry, repairs: false, deed })
    const acts = [
      act(0, { kind: 'end', node: 'finesse 1', silent: false }),
      act(1, {
        kind: 'trouble',
        from: { desktopsOf: { everybody: true } },
        to: 'finesse 1',
        both: true,
        trouble: { cut: true },
        name: 'cut',
      }),
      act(1, { kind: 'settle', name: 'cut' }),
      act(2, { kind: 'settle', name: 'other' }),
    ]
    expect(acts.filter(serversSite(acts).takesAct).map(({ entry }) => entry)).toEqual([0, 2])
    expect(acts.filter(desktopsSite(acts, { part: 1, of: 1 }).takesAct).map(({ entry }) => entry)).toEqual([1, 1])
  })
})

describe('an alarm', () => {
  it('rings not before its moment, and not at all once it is taken back or set anew', async () => {
    const alarm = new Alarm()
    try {
      const rung: [string, number][] = []
      const startedAt = performance.now()
      const set = (name: string, afterMs: number) =>
        alarm.wake(afterMs, () => rung.push([name, performance.now() - startedAt]))
      set('replaced', 20)
      set('taken back', 5)()
      set('late', 70)
      await new Promise((resolve) => setTimeout(resolve, 400))
      set('soon', 0)
      set('next', 3)
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(rung.map(([name]) => name).filter((name) => name !== 'soon')).toEqual(['late', 'next'])
      expect(rung[0]![1]).toBeGreaterThanOrEqual(69.9)
    } finally {
      alarm.close()
    }
  })
})

describe('the growth of memory', () => {
  const saw = (bytesPerHour: number) =>
    Array.from({ length: 3600 }, (_, second) => ({
      at: second * SECOND,
      rssBytes: 0,
      heapBytes: 1e8 + (bytesPerHour * second) / 3600 + (second % 90) * 1e6,
    }))

  it('is that of what collections leave, and not of what lies between them', () => {
    expect(growthOf(saw(6e6), 0, HOUR)! / 6e6).toBeCloseTo(1, 1)
    expect(Math.abs(growthOf(saw(0), 0, HOUR)!)).toBeLessThan(5e5)
  })

  it('is not told of a span that is too short for it', () => {
    expect(growthOf(saw(6e6), 0, 5 * MINUTE)).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LinkOptions, LOST, Network, type Rule } from '../../../src/sim/kernel/network.ts'
import { randomStream } from '../../../src/sim/kernel/random.ts'

const network = (seed = '1'): Network => new Network((name) => randomStream(seed, name))
/** Arrivals of messages that leave at these times. */
const arrivals = (net: Network, link: number, leaves: readonly number[]): number[] =>
  leaves.map((at) => net.arrival(link, at, 7, 42))
const everyMs = (count: number): number[] => Array.from({ length: count }, (_, n) => n * 1_000)

function linked(options: LinkOptions, seed = '1') {
  const net = network(seed)
  return { net, link: net.connect(3, 8, options) }
}

it('knows the ends of a pair of links, many pairs or few', () => {
  const net = network()
  const links = Array.from({ length: 200 }, (_, n) => net.connect(n, n + 1_000, { latencyUs: n }))
  expect(net.links).toBe(400)
  expect(links.map((link) => [net.from(link), net.to(link), net.from(link ^ 1), net.to(link ^ 1)])).toEqual(
    links.map((_, n) => [n, n + 1_000, n + 1_000, n]),
  )
  expect(links.map((link) => net.arrival(link, 5, 1, 1))).toEqual(links.map((_, n) => n + 5))
})

it('delivers first in, first out, within latency and jitter of a link that keeps up', () => {
  const options = fc.record({ latencyUs: fc.nat(50_000), jitterUs: fc.nat(50_000) })
  fc.assert(
    fc.property(options, fc.array(fc.nat(20_000), { maxLength: 50 }), (link, gaps) => {
      const { net, link: number } = linked(link)
      let at = 0
      let latest = 0
      for (const gap of gaps) {
        at += gap
        const arrives = net.arrival(number, at, 1, 1)
        expect(arrives).toBeGreaterThanOrEqual(Math.max(latest, at + link.latencyUs))
        expect(arrives).toBeLessThanOrEqual(Math.max(latest, at + link.latencyUs + link.jitterUs))
        latest = arrives
      }
    }),
  )
})

it('draws jitter from a stream of the link: the same for a seed, another for another link or seed', () => {
  const options = { latencyUs: 100, jitterUs: 900 }
  const spread = (seed: string, skip: number): number[] => {
    const net = network(seed)
    for (let n = 0; n < skip; n++) net.connect(1, 2, options)
    return arrivals(net, net.connect(3, 8, options), everyMs(50))
  }
  expect(spread('1', 0)).toEqual(spread('1', 0))
  expect(spread('1', 0)).not.toEqual(spread('1', 1))
  expect(spread('1', 0)).not.toEqual(spread('2', 0))
  const offsets = arrivals(linked({ latencyUs: 0, jitterUs: 9 }).net, 0, everyMs(5_000)).map((at) => at % 1_000)
  const counts = Array.from({ length: 10 }, (_, value) => offsets.filter((offset) => offset === value).length)
  expect(Math.min(...counts)).toBeGreaterThan(400)
  expect(Math.max(...counts)).toBeLessThan(600)
})

it('passes no more messages a second than the capacity', () => {
  const { net, link } = linked({ latencyUs: 10, capacity: 100 })
  expect(arrivals(net, link, [0, 0, 0, 5_000, 50_000])).toEqual([10, 10_010, 20_010, 30_010, 50_010])
})

describe('trouble', () => {
  it('swallows what meets a cut, in that direction only, until it is healed', () => {
    const { net, link } = linked({ latencyUs: 10 })
    net.cut(link)
    expect([net.arrival(link, 0, 1, 1), net.arrival(link ^ 1, 0, 1, 1), net.touched]).toEqual([LOST, 10, 1])
    net.heal(link)
    expect([net.arrival(link, 0, 1, 1), net.touched]).toEqual([10, 1])
  })

  it('sends its share of messages again, as TCP does: later, in order, and never lost', () => {
    const { net, link } = linked({ latencyUs: 10 })
    net.lose(link, 0.3)
    const sent = Array.from({ length: 2_000 }, (_, n) => n * 6_000_000_000)
    const late = arrivals(net, link, sent).map((at, n) => at - sent[n]! - 10)
    expect(late.filter((us) => us > 0)).toHaveLength(net.touched)
    expect(net.touched / 2_000).toBeCloseTo(0.3, 1)
    expect([...new Set(late)].sort((a, b) => a - b).slice(0, 4)).toEqual([0, 200_000, 600_000, 1_400_000])
  })

  it('loses everything with a share of all', () => {
    const { net, link } = linked({ latencyUs: 10 })
    net.lose(link, 1)
    expect(arrivals(net, link, everyMs(3))).toEqual([LOST, LOST, LOST])
  })

  it('is slow, and keeps the order when it no longer is', () => {
    const { net, link } = linked({ latencyUs: 10 })
    net.slow(link, 5_000)
    expect(net.arrival(link, 0, 1, 1)).toBe(5_010)
    net.heal(link)
    expect([net.arrival(link, 1_000, 1, 1), net.arrival(link, 9_000, 1, 1), net.touched]).toEqual([5_010, 9_010, 1])
  })

  it('asks rules in order; the first drop decides, delays add up, passes are not counted', () => {
    const { net, link } = linked({ latencyUs: 10 })
    const seen: unknown[] = []
    const note: Rule = (envelope) => {
      seen.push(envelope)
      return 'pass'
    }
    net.addRule(link, note)
    net.addRule(link, ({ kind }) => (kind === 2 ? 'drop' : 'pass'))
    net.addRule(link, ({ about }) => (about === 5 ? { delayUs: 100 } : 'pass'))
    net.addRule(link, ({ about }) => (about === 5 ? { delayUs: 1_000 } : 'pass'))
    expect([net.arrival(link, 0, 1, 4), net.touched]).toEqual([10, 0])
    expect([net.arrival(link, 0, 2, 5), net.touched]).toEqual([LOST, 1])
    expect([net.arrival(link, 0, 1, 5), net.touched]).toEqual([1_110, 3])
    expect(seen[1]).toEqual({ from: 3, to: 8, kind: 2, about: 5 })
  })

  it('on one link changes nothing on another', () => {
    const options = { latencyUs: 100, jitterUs: 900 }
    const other = (trouble: boolean): number[] => {
      const net = network()
      const link = net.connect(1, 2, options)
      const clean = net.connect(1, 3, options)
      if (trouble) net.lose(link, 0.5)
      return everyMs(100).map((at) => {
        net.arrival(link, at, 1, 1)
        return net.arrival(clean, at, 1, 1)
      })
    }
    expect(other(true)).toEqual(other(false))
  })
})

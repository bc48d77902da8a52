import { describe, expect, it } from 'vitest'
import type { Options } from '../simulation.ts'
import { office, type Scene } from './scene.ts'

const MILLISECOND = 1000
const lan = { desktopUs: 10 * MILLISECOND, desktopJitterUs: 5 * MILLISECOND, serverUs: 500 }
const wan = { ...lan, desktopUs: 200 * MILLISECOND }

/** Everybody is at node 1, and it dies. */
function moved(agents: number, options: Options = {}): Scene {
  const scene = office({ agents, teamSize: 20, latency: lan, shift: { spreadUs: 20_000_000 }, ...options })
  scene.runFor('30s').crash('finesse 1')
  return scene.runFor('5min')
}

/** How many desktops began to load from the other node, by second. */
function loadsPerSecond(scene: Scene, agents: number): number[] {
  const starts = Array.from({ length: agents }, (_, user) => scene.sessions(user))
    .map((lines) => lines.find(({ says }) => says === 'LOADING 2')!)
    .map(({ after }) => Math.floor(after))
  const first = Math.min(...starts)
  const counts = new Array<number>(Math.max(...starts) - first + 1).fill(0)
  for (const start of starts) counts[start - first]!++
  return counts
}

describe('desktops that move', () => {
  it.each([
    [1000, 'a LAN', lan, 50, 55],
    [2000, 'a LAN', lan, 70, 80],
    [2000, 'a WAN of 400 ms', wan, 80, 110],
  ] as const)(
    '[CLIENT-19] %i of them on %s: the last is back in the published time',
    (agents, _where, latency, min, max) => {
      const scene = moved(agents, { latency })
      const back = scene.phases('desktop-back')
      expect(back.length).toBe(agents)
      expect(Math.max(...back)).toBeGreaterThanOrEqual(min)
      expect(Math.max(...back)).toBeLessThanOrEqual(max)
      expect(scene.phases('signed-in').length).toBe(agents)
      expect(scene.phases('ready').length).toBe(agents)
    },
  )

  it('are back about a fifth sooner where the nodes have eight processors', () => {
    const last = (finesseCpus: 4 | 8) => Math.max(...moved(2000, { topology: { finesseCpus } }).phases('desktop-back'))
    const ratio = last(8) / last(4)
    expect(ratio).toBeGreaterThan(0.75)
    expect(ratio).toBeLessThan(0.85)
  })

  it('[CLIENT-19] take three times as long for a JSP gadget', () => {
    const loads = (gadgets: { xml: number; jsp: number }) => {
      const lines = moved(1, { topology: { gadgets } }).sessions()
      const at = (name: string) => lines.find(({ says }) => says === name)!.after
      return at('CONNECTING 2') - at('LOADING 2')
    }
    const none = loads({ xml: 0, jsp: 0 })
    const xml = loads({ xml: 1, jsp: 0 }) - none
    const jsp = loads({ xml: 0, jsp: 1 }) - none
    expect(Math.round(10 * (jsp - xml)) / 10).toBe(2 * 1.25)
    expect(xml).toBeCloseTo(1.3, 1)
  })

  it('each take 5 to 15 s to load', () => {
    for (const latency of [lan, wan]) {
      const lines = moved(1, { latency }).sessions()
      const at = (name: string) => lines.find(({ says }) => says === name)!.after
      const took = at('USABLE 2') - at('LOADING 2')
      expect(took).toBeGreaterThan(5)
      expect(took).toBeLessThan(16)
    }
  })

  it('[CLIENT-18] are spread by the node: no second has twice the mean', () => {
    const counts = loadsPerSecond(moved(2000), 2000)
    const mean = 2000 / counts.length
    expect(Math.round(mean)).toBeGreaterThanOrEqual(25)
    expect(Math.round(mean)).toBeLessThanOrEqual(30)
    expect(Math.max(...counts)).toBeLessThan(2 * mean)
  })

  it('[CLIENT-18] which shows when they all get the same slot', () => {
    const counts = loadsPerSecond(moved(400, { defects: ['reloads-not-spread'] }), 400)
    // What is left is the poll period.
    expect(counts.length).toBeLessThanOrEqual(21)
    const spread = loadsPerSecond(moved(400), 400)
    expect(spread.length).toBeGreaterThan(26)
  })

  it('[CLIENT-20] of a CCX center of 400 agents are back within 35 to 75 s', () => {
    const scene = moved(400, { deployment: 'ccx', release: '12.5' })
    const last = Math.max(...scene.phases('desktop-back'))
    expect(last).toBeGreaterThanOrEqual(35)
    expect(last).toBeLessThanOrEqual(75)
  })
})

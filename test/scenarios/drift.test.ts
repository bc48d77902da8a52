/** What the comparison of two worlds takes for the same, for a difference with a reason, and for a defect. */
import { describe, expect, it } from 'vitest'
import { defineScenario } from '../../src/scenarios/define.ts'
import { align } from '../../src/scenarios/drift/align.ts'
import { compareWorlds, type World } from '../../src/scenarios/drift/compare.ts'
import { History, type Shown } from '../../src/scenarios/drift/history.ts'
import { runScenario } from '../../src/scenarios/run.ts'
import { createDirectory } from '../../src/sim/domain/directory.ts'
import { MILLISECOND, SECOND } from '../../src/sim/kernel/time.ts'

const scenario = defineScenario({
  name: 'compared',
  why: 'a minute of work',
  duration: '1min',
  calm: '1min',
  topology: { agents: 4, supervisors: 1, teamSize: 4, queues: 4, queuesPerAgent: 1 },
  shifts: [{ start: '1s', spread: '5s' }],
  traffic: [{ queue: 'all', arrive: { poisson: '20/min' }, from: '10s', talk: '5s' }],
})

function world(seed = '1'): World & { readonly shown: Shown[][] } {
  let history!: History
  const { result } = runScenario(scenario, {
    seed,
    version: '0',
    nodeVersion: '0',
    now: () => 0,
    listen: (listeners, subject) => {
      history = new History(subject, listeners)
    },
  })
  return { result, history, shown: history.shown as Shown[][] }
}

const compare = (virtual: World, wire: World) =>
  compareWorlds(virtual, wire, createDirectory(scenario.workload.topology))
const defects = (virtual: World, wire: World) =>
  compare(virtual, wire).differences.filter(({ reason }) => reason === undefined)

describe('two worlds', () => {
  it('agree where they are the same', () => {
    const result = compare(world(), world())
    expect(result).toMatchObject({ agrees: true, exit: 0, differences: [], agents: { all: 5, same: 5, explained: 0 } })
    expect(result.headline).toMatch(/^The worlds agree: 5 of 5 desktops showed the same events/)
  })

  it('differ where one desktop missed an event', () => {
    const wire = world()
    const [lost] = wire.shown[2]!.splice(4, 1)
    expect(defects(world(), wire)).toEqual([
      expect.objectContaining({ about: 'agent 1003', virtual: expect.stringContaining(lost!.what), reason: undefined }),
    ])
    expect(compare(world(), wire)).toMatchObject({ agrees: false, exit: 1 })
  })

  it('have a reason where two events closer together than a round trip come in the other order', () => {
    const [virtual, wire] = [world(), world()]
    const at = 20 * SECOND
    virtual.shown[0]!.splice(0, 99, { at, what: 'READY' }, { at: at + 20 * MILLISECOND, what: 'call 1 ALERTING' })
    wire.shown[0]!.splice(0, 99, { at, what: 'call 1 ALERTING' }, { at: at + 20 * MILLISECOND, what: 'READY' })
    const { differences, agrees } = compare(virtual, wire)
    expect(agrees).toBe(true)
    expect(differences.map(({ reason }) => reason)).toContain('in another order: the two are 20 ms apart')
  })

  it('differ in a verdict', () => {
    const wire = world()
    const result = { ...wire.result, verdict: 'violated' as const, headline: 'so it was' }
    expect(defects(world(), { ...wire, result })).toEqual([
      expect.objectContaining({ about: 'verdict', wire: 'violated: so it was' }),
    ])
  })

  it('differ where something was asked for again and again, whatever else has a reason', () => {
    const wire = world()
    const at = 20 * SECOND
    wire.shown[0]!.splice(0, 99, { at, what: 'READY' }, { at: at + MILLISECOND, what: 'NOT_READY' })
    const counts = wire.result.counts.map((one) =>
      one.name === 'REST requests' ? { ...one, value: one.value + 40 } : one,
    )
    const found = defects(world(), { ...wire, result: { ...wire.result, counts } })
    expect(found.map(({ about }) => about)).toContain('REST requests')
  })

  it('have a reason for one event more into each stream that ended, and a twentieth besides, but for no more', () => {
    const virtual = world()
    const count = (wanted: string) => virtual.result.counts.find(({ name }) => name === wanted)!.value
    const published = count('events published')
    const most = Math.floor((published + count('sign-outs')) / 0.95)
    const found = (value: number) => {
      const counts = virtual.result.counts.map((one) => (one.name === 'events published' ? { ...one, value } : one))
      return defects(virtual, { ...virtual, result: { ...virtual.result, counts } }).map(({ about }) => about)
    }
    expect(count('sign-outs')).toBeGreaterThan(0)
    expect(found(most)).toEqual([])
    expect(found(most + 2)).toEqual(['events published'])
    expect(found(published - Math.ceil(0.05 * published) - 1)).toEqual(['events published'])
  })

  it('differ where the router chose another agent without a race', () => {
    const wire = world()
    const { routed } = wire.history
    routed[0] = { ...routed[0]!, agent: (routed[0]!.agent + 1) % 4 }
    expect(defects(world(), wire)[0]).toMatchObject({ about: expect.stringMatching(/^contact 1, routed at/) })
  })

  it('are not compared where the generator could not keep up', () => {
    const wire = world()
    const result = { ...wire.result, verdict: 'generator unhealthy' as const, headline: 'too slow' }
    expect(compare(world(), { ...wire, result })).toMatchObject({ agrees: false, exit: 4, headline: 'too slow' })
  })
})

describe('two sequences side by side', () => {
  it('have in common what stands in one order in both', () => {
    const same = (a: string, b: string) => a === b
    expect(align([...'abcxdef'], [...'abdycef'], same)).toMatchObject({ common: 5 })
    expect(align([...'abc'], [...'abc'], same)).toEqual({ onlyFirst: [], onlySecond: [], common: 3 })
    expect(align([], [...'ab'], same)).toEqual({ onlyFirst: [], onlySecond: ['a', 'b'], common: 0 })
  })
})

import { describe, expect, it } from 'vitest'
import { createActs } from '../../src/load/serve/control/acts.ts'
import { lasting } from '../../src/load/serve/lasting.ts'
import { createContactCenter } from '../../src/sim/contact-center.ts'
import { Life } from '../../src/sim/kernel/kernel.ts'
import { MINUTE, SECOND } from '../../src/sim/kernel/time.ts'
import { quietScenario } from './clients.ts'

function center() {
  const { workload } = quietScenario({
    topology: { agents: 4, supervisors: 1, teamSize: 4, queues: ['sales'], finesse: 2, cti: 'AB', awdb: 2 },
  })
  const made = createContactCenter(lasting(workload), 'acts')
  made.kernel.run(MINUTE)
  const acts = createActs(made)
  const act = (words: string) => acts.perform(words)
  const later = (us: number): void => void made.kernel.run(made.kernel.now + us)
  const life = (name: string) => made.kernel.lifeOf(nodeNamed(made, name))
  return { ...made, acts, act, later, life }
}

function nodeNamed({ kernel }: ReturnType<typeof createContactCenter>, name: string): number {
  for (let node = 0; node < kernel.nodes; node++) if (kernel.nameOf(node) === name) return node
  throw new Error(name)
}

describe('an act by its words', () => {
  it('is done now, and lasts until it is ended by other words', () => {
    const { act, later, life, finesse } = center()
    expect(act('stop finesse 1')).toEqual({ ok: true, says: 'stop of finesse 1' })
    later(SECOND)
    expect(life('finesse 1')).toBe(Life.DOWN)
    later(60 * MINUTE)
    expect(life('finesse 1')).toBe(Life.DOWN)
    expect(act('start finesse 1').ok).toBe(true)
    later(5 * MINUTE)
    expect(life('finesse 1')).toBe(Life.RUNNING)
    expect(finesse[0]!.inService).toBe(true)
  })

  it('is over by itself where the words say when', () => {
    const { act, later, life } = center()
    expect(act('  hang  ctisvr A  for 90s ').ok).toBe(true)
    later(89 * SECOND)
    expect(life('cti A')).toBe(Life.HUNG)
    later(2 * SECOND)
    expect(life('cti A')).toBe(Life.RUNNING)
  })

  it('may be done again, and several at once', () => {
    const { act, later, life } = center()
    for (let n = 0; n < 3; n++) {
      expect(act('crash awdb 1 for 10s').ok).toBe(true)
      expect(act('crash awdb 2 for 20s').ok).toBe(true)
      later(5 * SECOND)
      expect([life('awdb 1'), life('awdb 2')].includes(Life.RUNNING)).toBe(false)
      later(MINUTE)
      expect([life('awdb 1'), life('awdb 2')]).toEqual([Life.RUNNING, Life.RUNNING])
    }
  })

  it('ends early by other words, and done anew it is not ended by its old end', () => {
    const { act, acts, later, life } = center()
    expect(act('crash awdb 1 for 60s').ok).toBe(true)
    later(20 * SECOND)
    expect(acts.inForce()).toMatchObject([{ what: 'awdb 1', verb: 'crash', mend: 'start awdb 1' }])
    expect(act('start awdb 1').ok).toBe(true)
    later(10 * SECOND)
    expect(life('awdb 1')).toBe(Life.RUNNING)
    expect(acts.inForce()).toEqual([])
    expect(act('crash awdb 1 for 2min').ok).toBe(true)
    later(60 * SECOND)
    expect(life('awdb 1')).toBe(Life.SILENT)
    later(61 * SECOND)
    expect(life('awdb 1')).toBe(Life.RUNNING)
  })

  it('ends early for one of several it was done to at once, and in time for the others', () => {
    const { act, later, life } = center()
    act('cut finesse 1 – awdb 1 for 60s')
    act('hang awdb 2 for 60s')
    later(SECOND)
    expect(act('heal finesse 1 – awdb 1').ok).toBe(true)
    expect(act('cut finesse 1 – awdb 1').ok).toBe(true)
    expect(act('heal awdb 2').ok).toBe(false)
    later(30 * SECOND)
    expect(life('awdb 2')).toBe(Life.HUNG)
    later(30 * SECOND)
    expect(life('awdb 2')).toBe(Life.RUNNING)
    // Still cut: what is cut cannot be cut.
    expect(act('cut finesse 1 – awdb 1').ok).toBe(false)
  })

  it.each([
    ['dance', '"dance" is nothing that can be done'],
    ['stopp finesse 1', 'did you mean "stop"?'],
    ['stop', 'what: is required'],
    ['stop finesse 3', 'what: '],
    ['stop finesse 1 for ever', 'for: '],
    ['stop finesse 1 colour=red', 'colour'],
    ['start finesse 1', 'what: '],
    ['surge sales', '"surge" is nothing that can be done'],
  ])('that cannot be done, such as %s, says why and does nothing', (words, why) => {
    const { act, later, life } = center()
    const result = act(words)
    expect(result.ok).toBe(false)
    expect(result.says).toContain(why)
    later(SECOND)
    expect(life('finesse 1')).toBe(Life.RUNNING)
    expect(act('stop finesse 1').ok).toBe(true)
  })

  it('is refused where it contradicts what was done before', () => {
    const { act, later } = center()
    expect(act('stop finesse 1').ok).toBe(true)
    later(SECOND)
    const again = act('crash finesse 1')
    expect(again.ok).toBe(false)
    expect(again.says).toBe('what: contradicts what is in force: stop of finesse 1')
  })
})

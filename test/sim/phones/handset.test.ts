import { describe, expect, it } from 'vitest'
import { M } from '../../../src/sim/domain/messages.ts'
import { call, simulation } from '../simulation.ts'

describe('the keys of a phone', () => {
  it('answer and end a call, and every CTI client hears of it without having asked', () => {
    const sim = simulation()
    const agent = sim.agent('1001').ready().heard()
    const phone = sim.center.desktops[0]!
    sim.caller()
    sim.runFor('2s')
    phone.press('answer', call(1))
    sim.runFor('1s')
    expect(agent.dialogs.get(call(1))?.state).toBe(3)
    phone.press('drop', call(1))
    sim.runFor('1s')
    expect(agent.events.filter(({ requestId }) => requestId > 0).map(({ topic }) => topic)).toEqual([0, 0])
    expect(agent.dialogs.size).toBe(0)
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY', 'RESERVED', 'TALKING', 'READY'])
  })

  it('hold and retrieve, dial a colleague, consult and transfer', () => {
    const sim = simulation({ agents: 2 })
    const ana = sim.agent('1001').ready().heard()
    const ben = sim.agent('1002').heard()
    const [phone, other] = sim.center.desktops
    sim.caller()
    sim.runFor('2s')
    phone!.press('answer', call(1))
    sim.runFor('1s')
    phone!.press('hold', call(1))
    sim.runFor('1s')
    expect(sim.truth('1001').at(-1)).toBe('HOLD')
    phone!.press('retrieve', call(1))
    sim.runFor('1s')
    expect(sim.truth('1001').at(-1)).toBe('TALKING')
    const consult = { key: 'consult', device: 0, call: call(1), to: ben.user.extension } as const
    phone!.env.send(phone!.toPhone, M.handset, call(1), consult)
    sim.runFor('1s')
    other!.press('answer', call(2))
    sim.runFor('1s')
    phone!.press('transfer', call(1))
    sim.runFor('1s')
    expect([ana.dialogs.size, [...ben.dialogs.keys()]]).toEqual([0, [call(1)]])
  })

  it('do nothing where they do not fit', () => {
    const sim = simulation()
    sim.agent('1001').ready()
    sim.caller()
    sim.runFor('1s')
    sim.center.desktops[0]!.press('retrieve', call(1))
    sim.runFor('1s')
    expect(sim.truth('1001').at(-1)).toBe('RESERVED')
  })
})

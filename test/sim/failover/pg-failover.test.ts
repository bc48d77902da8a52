import { describe, expect, it } from 'vitest'
import { CallType } from '../../../src/sim/domain/dialog-state.ts'
import type { Command, Deed } from '../../../src/sim/domain/fault.ts'
import { M } from '../../../src/sim/domain/messages.ts'
import { call, type Simulation, simulation } from '../simulation.ts'
import { backAfter, statuses } from './statuses.ts'

const toPg = (command: Command): Deed => ({ kind: 'command', to: 'gateway', command })
const component = (
  name: 'pgag' | 'opc' | 'pim' | 'jgw1',
  state: 'up' | 'down' | 'configuring',
  side: 0 | 1 = 0,
): Deed => toPg({ what: 'pg-component', component: name, side, state })
const controller = (process: 'rtr' | 'mds' | 'ccag', up: boolean): Deed => ({
  kind: 'command',
  to: 'router',
  command: { what: 'controller', process, up },
})
/** Something is going to fail, so heartbeats on the public link are worth playing. */
const never = [{ atUs: 1e15, entry: 0, repairs: true, deed: { kind: 'settle', name: 'nothing' } as Deed }]

function bothBack(sim: Simulation): boolean[] {
  return sim.center.finesse.map(({ inService }) => inService)
}

describe('a PG side that dies', () => {
  it('[CTI-17] finds a phone out of service that it could not hear of, and sends it no calls', () => {
    const sim = simulation()
    sim.agent('1001').ready()
    const from = sim.now
    sim.deed(component('pim', 'down'))
    sim.runFor('1s')
    sim.deed({ kind: 'command', to: 'phones', command: { what: 'phone', user: 0, inService: false } })
    sim.runFor('1s')
    sim.deed(component('pim', 'up'))
    sim.runFor('1min')
    expect(sim.truth('1001', from)).toEqual(['LOGOUT 50002', 'NOT_READY', 'READY', 'LOGOUT 50003'])
    const contact = sim.caller()
    sim.runFor('5s')
    expect(sim.contact(contact)).toEqual(['offered', 'queued'])
  })

  it('[CTI-17] logs agents out with 50002 and in again: Ready if Ready, Not Ready if Not Ready, and who talks, talks', () => {
    const sim = simulation({ agents: 3 })
    const ann = sim.agent('1001').ready()
    sim.agent('1002').notReady(2)
    const cat = sim.agent('1003')
    sim.caller({ talk: '5min' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    cat.ready()
    const from = sim.now
    sim.deed(toPg({ what: 'pg-side', side: 0, up: false }))
    sim.deed({ kind: 'end', node: 'cti A', silent: false })
    sim.runFor('1min')
    expect(sim.truth('1001', from)).toEqual(['LOGOUT 50002', 'NOT_READY', 'TALKING'])
    expect(sim.truth('1002', from)).toEqual(['LOGOUT 50002', 'NOT_READY 2'])
    expect(sim.truth('1003', from)).toEqual(['LOGOUT 50002', 'NOT_READY', 'READY'])
    expect(bothBack(sim)).toEqual([true, true])
    expect(ann.state).toBe('TALKING')
    ann.does(call(1), 'DROP')
    expect(ann.state).toBe('READY')
  })

  it('[CTI-17] sends an agent in wrap-up back to the state before the call', () => {
    const sim = simulation({ desk: { wrapUpOnIncoming: 'REQUIRED', workTimerUs: 300_000_000 } })
    const ann = sim.agent('1001').ready()
    sim.caller()
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    ann.does(call(1), 'DROP')
    expect(ann.state).toBe('WORK_READY')
    const from = sim.now
    sim.deed(component('pgag', 'down'))
    sim.runFor('1min')
    expect(sim.truth('1001', from)).toEqual(['LOGOUT 50002', 'NOT_READY', 'READY'])
  })

  it.each([
    ['[OOS-05]', 'pgag'],
    ['[OOS-09]', 'opc'],
  ] as const)('%s by its %s puts Finesse out of service until the other side is active', (_id, process) => {
    const sim = simulation()
    const from = sim.now
    sim.deed(component(process, 'down'))
    sim.runFor('1min')
    expect(statuses(sim, 1, from).map((one) => one.split(' ')[1])).toEqual(['OUT_OF_SERVICE', 'IN_SERVICE'])
    expect(sim.center.gateway.pair.active).toBe(1)
  })

  it('[OOS-05] in a simplex PG keeps Finesse out until it runs again', () => {
    const sim = simulation({ ctiSides: 'A' })
    sim.deed(component('pgag', 'down'))
    sim.runFor('3min')
    expect(bothBack(sim)).toEqual([false, false])
    sim.deed(component('pgag', 'up'))
    sim.runFor('1min')
    expect(bothBack(sim)).toEqual([true, true])
  })

  it('calls that went on, came and ended without the PG are found as the phones have them', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').ready()
    const ben = sim.agent('1002').ready()
    const first = sim.caller({ talk: '5s' })
    const second = sim.caller({ talk: '5min' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    ben.does(call(2), 'ANSWER')
    sim.deed(component('jgw1', 'down'))
    sim.runFor('2min')
    expect([sim.contact(first).at(-1), sim.contact(second).at(-1)]).toEqual(['ended', 'answered'])
    expect([...sim.center.gateway.calls.keys()]).toEqual([call(2)])
    expect([ann.state, ben.state]).toEqual(['READY', 'TALKING'])
    expect([[...ann.dialogs.keys()], [...ben.dialogs.keys()]]).toEqual([[], [call(2)]])
  })

  it('a conference that was made without the PG is found as a conference', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').ready()
    const ben = sim.agent('1002')
    const [phone, other] = sim.center.desktops
    sim.caller({ talk: '10min' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    const consult = { key: 'consult', device: 0, call: call(1), to: ben.user.extension } as const
    phone!.env.send(phone!.toPhone, M.handset, call(1), consult)
    sim.runFor('1s')
    other!.press('answer', call(2))
    sim.runFor('1s')
    sim.deed(component('jgw1', 'down'))
    phone!.press('conference', call(1))
    sim.runFor('2min')
    expect([...sim.center.gateway.calls.values()].map(({ id, type }) => [id, type])).toEqual([
      [call(1), CallType.CONFERENCE],
    ])
    expect(ben.dialogs.get(call(1))!.type).toBe(CallType.CONFERENCE)
  })

  it('a call that rings while the PG is out goes back to its queue when the phone leaves service', () => {
    const sim = simulation()
    sim.agent('1001').ready()
    const contact = sim.caller()
    sim.runFor('2s')
    sim.deed(component('pim', 'down'))
    sim.runFor('1s')
    sim.deed({ kind: 'command', to: 'phones', command: { what: 'phone', user: 0, inService: false } })
    sim.runFor('1s')
    expect(sim.contact(contact)).toEqual(['offered', 'queued', 'routed', 'ringing', 'returned', 'queued'])
  })
})

describe('the CTI Manager', () => {
  it('[OOS-07] being lost on the active side puts Finesse out of service, and the other side takes over', () => {
    const sim = simulation()
    const from = sim.now
    sim.deed(component('jgw1', 'down'))
    sim.runFor('1min')
    expect(statuses(sim, 1, from)[0]).toBe('0.0 OUT_OF_SERVICE')
    expect(bothBack(sim)).toEqual([true, true])
    expect(sim.center.gateway.pair.active).toBe(1)
    // The CTI server that Finesse is connected to was never in trouble.
    expect(sim.center.finesse[0]!.cti.side).toBe(0)
  })

  it('[OOS-08][OOS-14] a PIM held in CONFIGURING on both sides means out of service until it turns ACTIVE', () => {
    const sim = simulation()
    sim.agent('1001')
    const from = sim.now
    sim.deed(component('pim', 'configuring', 0))
    sim.deed(component('pim', 'configuring', 1))
    sim.runFor('5min')
    expect([bothBack(sim), sim.truth('1001', from)]).toEqual([[false, false], ['LOGOUT 50002']])
    sim.deed(component('pim', 'up', 0))
    sim.runFor('1min')
    expect([bothBack(sim), sim.truth('1001', from)]).toEqual([
      [true, true],
      ['LOGOUT 50002', 'NOT_READY'],
    ])
  })

  it('[OOS-10][OOS-14] a pguser password that does not match is no matter of time, only of the right password', () => {
    const sim = simulation()
    sim.deed(toPg({ what: 'pguser-password', matches: false }))
    sim.runFor('10min')
    expect(bothBack(sim)).toEqual([false, false])
    sim.deed(toPg({ what: 'pguser-password', matches: true }))
    sim.runFor('1min')
    expect(bothBack(sim)).toEqual([true, true])
  })

  it('[OOS-11][OOS-14] extensions of the wrong length cannot be used, and with all of them wrong there is no service', () => {
    const sim = simulation({ agents: 2 })
    sim.deed(toPg({ what: 'extension-length', matches: false, users: [0] }))
    const ann = sim.client('1001').connect()
    const login = ann.put({ state: 'LOGIN', extension: '31001' })
    sim.runFor('1s')
    expect([login.says, login.outcome]).toEqual(['202', ['error Invalid Device 260']])
    sim.deed(toPg({ what: 'extension-length', matches: false, users: [1] }))
    sim.runFor('1min')
    expect(bothBack(sim)).toEqual([false, false])
    sim.deed(toPg({ what: 'extension-length', matches: true, users: [0, 1] }))
    sim.runFor('1min')
    expect(bothBack(sim)).toEqual([true, true])
  })
})

describe('links and the central controller', () => {
  it('[OOS-01][OOS-14] a cut private link costs the service for a while, with every process up, and it comes back', () => {
    const sim = simulation()
    const from = sim.now
    sim.deed(toPg({ what: 'private-link', up: false }))
    sim.runFor('1min')
    expect(statuses(sim, 1, from).map((one) => one.split(' ')[1])).toEqual(['OUT_OF_SERVICE', 'IN_SERVICE'])
    sim.deed(toPg({ what: 'private-link', up: true }))
    sim.runFor('1min')
    expect(sim.center.gateway.pair.sides.map(({ machine }) => machine.name)).toEqual(['ACTIVE', 'STANDBY'])
  })

  it('[OOS-01][OOS-14] a cut public link puts Finesse out of service until it is repaired', () => {
    const sim = simulation({ faults: never })
    sim.agent('1001').ready()
    const from = sim.now
    sim.cut('router', 'gateway')
    sim.runFor('2min')
    expect(bothBack(sim)).toEqual([false, false])
    const contact = sim.caller()
    sim.heal('router', 'gateway')
    sim.runFor('1min')
    expect(bothBack(sim)).toEqual([true, true])
    expect(backAfter(sim, 1, from)).toBeLessThan(140)
    expect(sim.contact(contact)).toContain('ringing')
  })

  it.each(['rtr', 'mds', 'ccag'] as const)(
    '[OOS-02][OOS-03][OOS-04] without %s nothing is routed and Finesse is out of service, and both come back',
    (process) => {
      const sim = simulation({ faults: never })
      sim.agent('1001').ready()
      sim.deed(controller(process, false))
      sim.runFor('1min')
      const contact = sim.caller()
      sim.runFor('10s')
      expect([bothBack(sim), sim.contact(contact).at(-1)]).toEqual([[false, false], 'queued'])
      sim.deed(controller(process, true))
      sim.runFor('20s')
      expect([bothBack(sim), sim.contact(contact).includes('ringing')]).toEqual([[true, true], true])
    },
  )

  it('[OOS-02] a bounce of rtr is enough', () => {
    const sim = simulation({ faults: never })
    const from = sim.now
    sim.deed(controller('rtr', false))
    sim.runFor('5s')
    sim.deed(controller('rtr', true))
    sim.runFor('1min')
    expect(statuses(sim, 1, from).map((one) => one.split(' ')[1])).toEqual(['OUT_OF_SERVICE', 'IN_SERVICE'])
  })
})

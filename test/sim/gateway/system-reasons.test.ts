/** What the PG itself does to agents, and the number it is recorded under. */
import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import type { SetAgentStateReq } from '../../../src/sim/domain/cti.ts'
import type { Command } from '../../../src/sim/domain/fault.ts'
import { M } from '../../../src/sim/domain/messages.ts'
import { call, type Options, type Simulation, simulation } from '../simulation.ts'

const order = (sim: Simulation, to: string, command: Command) => sim.deed({ kind: 'command', to, command })

/** Ann, signed in and Ready. */
function office(options: Options = {}) {
  const sim = simulation({ agents: 2, ...options })
  const ann = sim.agent('1001').ready()
  return { sim, ann, since: sim.now }
}

describe('a handset that is lifted without a call', () => {
  it('[REASON-02] makes a Ready agent Not Ready with 32762, and leaves a reason that was chosen alone', () => {
    const { sim, ann, since } = office({ release: '12.0' })
    order(sim, 'phones', { what: 'off-hook', user: 0 })
    sim.runFor('1s')
    expect(sim.truth('1001', since)).toEqual(['NOT_READY 32762'])
    ann.ready()
    ann.notReady(3)
    const chosen = sim.now
    order(sim, 'phones', { what: 'off-hook', user: 0 })
    sim.runFor('1s')
    expect(sim.truth('1001', chosen)).toEqual([])
  })
})

describe('an agent is logged out', () => {
  it('[REASON-06] with 50003 when the phone leaves service', () => {
    const { sim, since } = office()
    order(sim, 'phones', { what: 'phone', user: 0, inService: false })
    sim.runFor('1s')
    expect(sim.truth('1001', since)).toEqual(['LOGOUT 50003'])
  })

  it('[REASON-07] with 50004 after so long in Not Ready, counted from the last change', () => {
    const { sim, ann, since } = office({ desk: { inactivityUs: 600_000_000 } })
    sim.runFor('20min')
    expect(sim.truth('1001', since)).toEqual([])
    ann.notReady(2)
    sim.runFor('5min')
    ann.notReady(3)
    sim.runFor('11min')
    const [chosen, ended] = sim.truths('1001', since).slice(-2)
    expect([chosen!.says, ended!.says]).toEqual(['NOT_READY 3', 'LOGOUT 50004'])
    expect(ended!.at - chosen!.at).toBe(600_000_000)
  })

  it('[REASON-10] with 50020 when an administrator changes the skills', () => {
    const { sim, since } = office()
    expect(order(sim, 'gateway', { what: 'skill-change', user: 0 }).touched).toBe(0)
    sim.runFor('1s')
    expect(sim.truth('1001', since)).toEqual(['LOGOUT 50020'])
  })

  it('[REASON-11] with 50030 when a static device target gets the number of the phone', () => {
    const { sim, since } = office()
    order(sim, 'gateway', { what: 'device-conflict', user: 0 })
    sim.runFor('1s')
    expect(sim.truth('1001', since)).toEqual(['LOGOUT 50030'])
  })
})

describe('a mobile agent is logged out', () => {
  const mobile = (mode: 'CALL_BY_CALL' | 'NAILED_CONNECTION') => {
    const sim = simulation({ agents: 2, mobile: { share: 1, mode } })
    const ann = sim.client('1001').signIn({ mobile: { mode, dialNumber: '9785550100' } })
    sim.runFor('5s')
    ann.ready()
    return { sim, since: sim.now }
  }
  const lineBreaks = (sim: Simulation) => order(sim, 'phones', { what: 'nailed-line', user: 0, up: false })

  it('[REASON-12] with 50040 when a call to the line fails, and the caller goes on waiting', () => {
    const { sim, since } = mobile('CALL_BY_CALL')
    lineBreaks(sim)
    const contact = sim.caller()
    sim.runFor('1s')
    expect(sim.truth('1001', since)).toEqual(['RESERVED', 'LOGOUT 50040'])
    expect(sim.contact(contact).at(-1)).toBe('queued')
  })

  it('[REASON-14] with 50042 when a nailed-up line breaks; call by call nothing happens until a call comes', () => {
    const nailed = mobile('NAILED_CONNECTION')
    lineBreaks(nailed.sim)
    nailed.sim.runFor('1s')
    expect(nailed.sim.truth('1001', nailed.since)).toEqual(['LOGOUT 50042'])
    const { sim, since } = mobile('CALL_BY_CALL')
    lineBreaks(sim)
    sim.runFor('10min')
    expect(sim.truth('1001', since)).toEqual([])
  })
})

describe('an agent is made Not Ready', () => {
  it('[REASON-08] with 50005 by a call on the second line, where that counts, and not where it does not', () => {
    for (const secondLineCounts of [true, false]) {
      const { sim, since } = office({ desk: { secondLineCounts } })
      order(sim, 'gateway', { what: 'second-line', user: 0, busy: true })
      sim.runFor('1min')
      expect(sim.truth('1001', since)).toEqual(secondLineCounts ? ['NOT_READY 50005'] : [])
      order(sim, 'gateway', { what: 'second-line', user: 0, busy: false })
      sim.runFor('1s')
      expect(sim.truth('1001', since)).toEqual(secondLineCounts ? ['NOT_READY 50005', 'READY'] : [])
    }
  })

  it('[REASON-09] with 50010 by the second routed call in a row that does not arrive, and not by one', () => {
    const { sim, since } = office()
    const { registered } = sim.center.phones
    registered[0] = false
    sim.caller({ patience: '1s' })
    sim.runFor('3s')
    expect(sim.truth('1001', since).slice(0, 3)).toEqual(['RESERVED', 'READY', 'RESERVED'])
    expect(sim.truth('1001', since).at(-1)).toBe('NOT_READY 50010')
  })

  it('[REASON-17] with 65533 when the extension is changed, after the call where there is one', () => {
    const { sim, ann, since } = office()
    order(sim, 'gateway', { what: 'extension-change', user: 0 })
    sim.runFor('1s')
    expect(sim.truth('1001', since)).toEqual(['NOT_READY 65533'])
    ann.ready()
    sim.caller({ talk: '10s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    const talking = sim.now
    order(sim, 'gateway', { what: 'extension-change', user: 0 })
    sim.runFor('20s')
    expect(sim.truth('1001', talking)).toEqual(['NOT_READY 65533'])
  })
})

describe('a PG that comes back', () => {
  const component = (name: 'opc' | 'jgw1', side: 0 | 1, state: 'up' | 'down'): Command => ({
    what: 'pg-component',
    component: name,
    side,
    state,
  })
  it.each([
    ['[REASON-16]', 'opc', '65534'],
    ['[REASON-15]', 'jgw1', '65535'],
  ] as const)('%s after the loss of %s on both sides has everybody Not Ready with %s', (_id, name, code) => {
    const { sim, since } = office()
    for (const side of [0, 1] as const) order(sim, 'gateway', component(name, side, 'down'))
    sim.runFor('1min')
    for (const side of [0, 1] as const) order(sim, 'gateway', component(name, side, 'up'))
    sim.runFor('1min')
    expect(sim.truth('1001', since)).toEqual(['LOGOUT 50002', `NOT_READY ${code}`])
    const again = sim.now
    order(sim, 'gateway', component(name, sim.center.gateway.pair.active, 'down'))
    sim.runFor('1min')
    expect(sim.truth('1001', again)).toEqual(['LOGOUT 50002', `NOT_READY ${code}`])
  })

  it('[REASON-15] [REASON-16] on its other side knows what everybody was', () => {
    for (const name of ['opc', 'jgw1'] as const) {
      const { sim, since } = office()
      order(sim, 'gateway', component(name, 0, 'down'))
      sim.runFor('1min')
      expect(sim.truth('1001', since)).toEqual(['LOGOUT 50002', 'NOT_READY', 'READY'])
    }
  })
})

describe('a forced login of an agent who is signed in', () => {
  it('[REASON-18] [REASON-19] ends the session there is by way of Not Ready, 20001, with 20002', () => {
    const { sim, since } = office()
    const login: SetAgentStateReq = {
      invoke: 77_777,
      agent: 0,
      state: AgentState.LOGIN,
      reason: 0,
      extension: '31001',
      mobile: undefined,
      forced: true,
      supervisor: -1,
    }
    sim.center.kernel.send(sim.center.finesse[0]!.toCti[0]!, M.setAgentStateReq, 0, login)
    sim.runFor('1s')
    expect(sim.truth('1001', since)).toEqual(['NOT_READY 20001', 'LOGOUT 20002', 'NOT_READY'])
  })
})

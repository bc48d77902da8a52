import { describe, expect, it } from 'vitest'
import { defaultPhoneHabits } from '../../../src/sim/domain/phone-habits.ts'
import type { Simulation } from '../simulation.ts'
import { asked, onPhones, screens, told } from './scene.ts'

const oneService = { home: 1, phone: { ...defaultPhoneHabits, otherService: undefined } } as const

const crash = (sim: Simulation, node: 1 | 2): unknown =>
  sim.deed({ kind: 'end', node: `finesse ${node}`, silent: false })

describe('an IP phone agent whose node crashes', () => {
  it('[FIPPA-03] never looks at the other node, and has no way on with one service', () => {
    const sim = onPhones({ agents: 4, desk: oneService })
    crash(sim, 1)
    sim.runFor('10min')
    expect(asked(sim, 2)).toEqual([])
    expect(sim.messages('streamOpen', 60_000_000).filter(({ to }) => to === 'finesse 2')).toEqual([])
    expect(sim.center.phoneAgents.map(({ session }) => session.name)).toEqual(new Array(4).fill('UNAVAILABLE'))
  })

  it('[FIPPA-03] works on after leaving the service, and signing in by hand to the second one', () => {
    const sim = onPhones({ desk: { home: 1 } })
    crash(sim, 1)
    sim.runFor('2min')
    // Looked at the notice for 30 s, then typed for 9 s.
    expect(screens(sim).map((shown) => shown.split(' ')[1])).toEqual([
      'ONE_CHECK_FAILED',
      'TWO_CHECKS_FAILED',
      'UNAVAILABLE',
      'EXITED',
      'SIGNED_OUT',
      'SIGNING_IN',
      'SIGNED_IN',
    ])
    expect(sim.facts('signedIn').map(({ x }) => x)).toEqual([1, 2])
    const contact = sim.caller({ talk: '20s' })
    sim.runFor('1min')
    expect(sim.contact(contact).at(-1)).toBe('ended')
    expect(sim.truth('1001').at(-1)).toBe('READY')
  })

  it('answers and ends calls all the same', () => {
    const sim = onPhones({ desk: { ...oneService, agentHangsUp: 1 } })
    crash(sim, 1)
    sim.runFor('1min')
    const contact = sim.caller({ talk: '20s' })
    sim.runFor('1min')
    expect(sim.contact(contact)).toEqual(['offered', 'queued', 'routed', 'ringing', 'answered', 'ended'])
    expect(told(sim).length).toBe(1)
  })

  it('[FIPPA-06] does not mind the loss of the other node, or of the agent database', () => {
    const sim = onPhones({ desk: { home: 1 } })
    crash(sim, 2)
    for (const awdb of ['awdb 1', 'awdb 2']) sim.deed({ kind: 'end', node: awdb, silent: false })
    sim.runFor('5min')
    expect(screens(sim)).toEqual([])
    expect(told(sim)).toEqual([])
  })
})

describe('an IP phone agent whose network is cut', () => {
  it('[FIPPA-01] notices after three checks without an answer, and not when the second is answered', () => {
    const cut = (sim: Simulation): void => {
      const trouble = { cut: true }
      sim.deed({ kind: 'trouble', name: 'cut', from: 'ip-phone 1001', to: 'finesse 1', both: true, trouble })
    }
    const sim = onPhones({ desk: oneService })
    cut(sim)
    sim.runFor('1min')
    expect(screens(sim).map((shown) => shown.split(' ')[1])).toEqual([
      'ONE_CHECK_FAILED',
      'TWO_CHECKS_FAILED',
      'UNAVAILABLE',
    ])
    const times = screens(sim).map((shown) => Number(shown.split(' ')[0]))
    expect([times[1]! - times[0]!, times[2]! - times[1]!]).toEqual([5, 5])
    expect(times[2]! >= 15 && times[2]! < 20).toBe(true)

    const short = onPhones({ desk: oneService })
    cut(short)
    short.runFor('5s')
    short.deed({ kind: 'settle', name: 'cut' })
    short.runFor('1min')
    expect(screens(short).map((shown) => shown.split(' ')[1])).toEqual(['ONE_CHECK_FAILED', 'SIGNED_IN'])
    expect(told(short)).toEqual([])
    // The first is lost on its way. And nothing is asked any more once all is well.
    expect(asked(short, 1).length).toBe(1)
  })
})

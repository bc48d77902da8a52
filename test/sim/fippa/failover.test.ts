import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { defaultPhoneHabits } from '../../../src/sim/domain/phone-habits.ts'
import type { Options, Simulation } from '../simulation.ts'
import { constant, quietDesk } from '../workload.ts'
import { asked, onPhones, SECOND, screens, told } from './scene.ts'

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

  it('hears nothing of a stream it left when a hung node goes on and reads that late', () => {
    const sim = onPhones({ desk: { home: 1 } })
    sim.deed({ kind: 'hang', node: 'finesse 1' })
    // News for the stream, which the node will read before it reads that the stream was closed.
    sim.caller({ talk: '20s' })
    sim.runFor('2min')
    expect(sim.facts('signedIn').map(({ x }) => x)).toEqual([1, 2])
    crash(sim, 2)
    sim.runFor('1min')
    expect(screens(sim).at(-1)).toContain('SIGNING_IN')
    const before = sim.now
    sim.deed({ kind: 'resume', node: 'finesse 1' })
    sim.runFor('5s')
    const sent = sim.messages('event', before).filter(({ from, to }) => from === 'finesse 1' && to === 'ip-phone 1001')
    expect(sent.length).toBeGreaterThan(0)
    expect(sim.facts('received').filter(({ at }) => at >= before)).toEqual([])
  })

  it('ends a conference that its caller has left, though no server shows it', () => {
    const after = constant(5 * SECOND)
    const conference = { chance: 1, after, talk: after, leave: 0 }
    const sim = onPhones({ agents: 2, desk: { home: 1, handling: { ...quietDesk.handling, conference } } })
    const servers = ['cti A', 'cti B']
    sim.caller({ talk: '2min' })
    sim.runFor('1min')
    expect([...sim.center.gateway.calls.values()].map(({ parties }) => parties.length)).toEqual([3])
    for (const node of servers) sim.deed({ kind: 'end', node, silent: false })
    const left = sim.now
    sim.runFor('90s')
    expect(sim.facts('contactEnded').filter(({ at }) => at > left).length).toBe(1)
    expect(sim.center.gateway.calls.size).toBe(0)
  })

  it('reads its state and its calls when its stream comes back, as no event has told it of them', () => {
    const sim = onPhones({ desk: oneService })
    sim.deed({ kind: 'reset', from: 'ip-phone 1001', to: 'finesse 1' })
    sim.caller({ talk: '1min' })
    sim.runFor('10s')
    const phone = sim.center.phoneAgents[0]!
    expect(sim.messages('event', 60 * SECOND).filter(({ to }) => to === 'ip-phone 1001')).toEqual([])
    expect(phone.state).toBe(AgentState.TALKING)
    expect(phone.dialogs.size).toBe(1)
    sim.runFor('2min')
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
    // The first is lost on its way, and the stream broke with what was sent meanwhile. Once all is well nothing is asked.
    expect(asked(short, 1)).toEqual(['getSystemInfo', 'getUser', 'getDialogs', 'getSystemInfo'])
    expect(short.messages('streamOpened', 60 * SECOND).length).toBe(1)
  })
})

/** Both CTI servers are away for so long; the PG and Finesse need some seconds on top. */
function ctiAway(seconds: number, options: Options = {}): Simulation {
  const sim = onPhones({ agents: 3, ...options, desk: oneService })
  for (const side of ['A', 'B']) sim.deed({ kind: 'end', node: `cti ${side}`, silent: false })
  sim.runFor(`${seconds}s`)
  for (const side of ['A', 'B']) sim.deed({ kind: 'start', node: `cti ${side}` })
  sim.runFor('2min')
  return sim
}

/** How long node 1 was out of service, in seconds. */
function outage(sim: Simulation): number {
  const [lost, back] = sim.facts('finesseStatus').filter(({ about, at }) => about === 1 && at >= 60_000_000)
  return (back!.at - lost!.at) / 1e6
}

describe('an IP phone agent in a CTI failover', () => {
  it('[FIPPA-05][FIPPA-06] takes the server for gone at about 15 s, when it lasts longer', () => {
    const sim = ctiAway(30)
    expect(outage(sim)).toBeGreaterThan(30)
    for (const user of [0, 1, 2]) {
      const [when, ...what] = told(sim, user)[0]!.split(' ')
      expect(what).toEqual(['server-unavailable'])
      expect(Number(when)).toBeGreaterThan(10)
      expect(Number(when)).toBeLessThan(15.1)
    }
  })

  it('[FIPPA-05] is undisturbed when it is shorter', () => {
    const sim = ctiAway(3)
    expect(outage(sim)).toBeLessThan(10)
    for (const user of [0, 1, 2]) {
      expect(told(sim, user)).toEqual([])
      expect(screens(sim, user).at(-1)).toContain('SIGNED_IN')
    }
    // A check that passes ends it: nothing more is asked.
    expect(asked(sim, 1).length).toBeLessThanOrEqual(9)
  })
})

describe('the return of the server', () => {
  it('[FIPPA-04] is shown by the sign-in screen, once notifications are back, too', () => {
    const sim = onPhones({ desk: oneService })
    crash(sim, 1)
    sim.runFor('1min')
    const trouble = { match: { names: ['streamOpen'] } }
    sim.deed({ kind: 'trouble', name: 'no streams', from: 'ip-phone 1001', to: 'finesse 1', both: false, trouble })
    sim.deed({ kind: 'start', node: 'finesse 1' })
    sim.runFor('5min')
    expect(sim.center.finesse[0]!.inService).toBe(true)
    expect(told(sim).length).toBe(1)
    expect(screens(sim).at(-1)).toContain('UNAVAILABLE')
    const from = sim.now
    sim.deed({ kind: 'settle', name: 'no streams' })
    sim.runFor('1min')
    const back = sim.facts('notice').at(-1)!
    expect(told(sim).at(-1)).toContain('sign-in-screen')
    // The node knows nobody any more, so the AWDB is asked.
    expect((back.at - from) / 1e6).toBeLessThan(5.1)
    // Nobody signs in by itself: it takes the agent nine seconds to type.
    const signedIn = sim.facts('signedIn').at(-1)!
    expect(signedIn.x).toBe(1)
    expect((signedIn.at - back.at) / 1e6).toBeGreaterThanOrEqual(9)
  })

  it('brings an agent who was to go home back once more, to sign out', () => {
    const sim = onPhones({ desk: oneService, shift: { endUs: 90_000_000 } })
    crash(sim, 1)
    sim.runFor('1min')
    sim.deed({ kind: 'start', node: 'finesse 1' })
    sim.runFor('5min')
    expect(sim.truth('1001').at(-1)).toBe('LOGOUT 1')
    expect(sim.center.phoneAgents[0]!.session.name).toBe('SIGNED_OUT')
  })
})

describe('an IP phone agent and the services of the node', () => {
  const turn = (sim: Simulation, service: 'tomcat' | 'notification', state: 'up' | 'down' | 'hung'): void => {
    sim.deed({ kind: 'command', to: 'finesse 1', command: { what: 'service', service, state } })
  }
  const noticed = (sim: Simulation): number => Number(told(sim)[0]?.split(' ')[0])

  it('[FIPPA-01][FIPPA-06] notices that the web application is down by three checks, 5 s apart', () => {
    const sim = onPhones({ desk: oneService })
    turn(sim, 'tomcat', 'down')
    sim.runFor('40s')
    expect(asked(sim, 1).length).toBeGreaterThanOrEqual(3)
    const times = screens(sim).map((shown) => Number(shown.split(' ')[0]))
    expect(screens(sim).at(-1)).toContain('UNAVAILABLE')
    expect(times.slice(1).map((at, n) => at - times[n]!)).toEqual([5, 5])
    expect(noticed(sim)).toBeGreaterThan(10)
    expect(noticed(sim)).toBeLessThanOrEqual(15)
  })

  it('[FIPPA-02][FIPPA-06] notices at 15 s that the Notification Service is down, though SystemInfo is answered', () => {
    const sim = onPhones({ desk: oneService })
    turn(sim, 'notification', 'down')
    sim.runFor('40s')
    expect(noticed(sim)).toBe(15)
    const answered = sim.messages('restResponse', 60_000_000).filter(({ to }) => to === 'ip-phone 1001')
    expect(answered.length).toBeGreaterThanOrEqual(3)
    expect(sim.messages('streamOpen', 60_000_000).map(({ at }) => at / 1e6 - 60)).toEqual([
      5, 10, 15, 20, 25, 30, 35, 40,
    ])
  })

  it('[FIPPA-02] is undisturbed when a lost stream comes back at the second try', () => {
    const sim = onPhones({ desk: oneService })
    const trouble = { match: { names: ['streamOpen'], nth: 1 } }
    sim.deed({ kind: 'trouble', name: 'once', from: 'ip-phone 1001', to: 'finesse 1', both: false, trouble })
    sim.deed({ kind: 'reset', from: 'ip-phone 1001', to: 'finesse 1' })
    sim.runFor('1min')
    expect(told(sim)).toEqual([])
    expect(screens(sim).map((shown) => shown.split(' ')[1])).toEqual(['ONE_CHECK_FAILED', 'SIGNED_IN'])
    const contact = sim.caller({ talk: '20s' })
    sim.runFor('1min')
    expect(sim.contact(contact).at(-1)).toBe('ended')
  })

  it('[FIPPA-02] notices a Notification Service that hangs, by its own pings first', () => {
    const sim = onPhones({ desk: oneService })
    turn(sim, 'notification', 'hung')
    sim.runFor('2min')
    // Three to four intervals of 10 s until the stream is lost, and then three tries that go unanswered.
    expect(noticed(sim)).toBeGreaterThan(45)
    expect(noticed(sim)).toBeLessThan(61)
  })
})

import { describe, expect, it } from 'vitest'
import { Operation, operationName, type RestRequest } from '../../../src/sim/domain/rest.ts'
import { type Options, type Simulation, simulation } from '../simulation.ts'
import { constant } from '../workload.ts'

const SECOND = 1_000_000

/** Agents whose shift runs from second 20 to second 600. */
const atWork = (options: Options = {}): Simulation =>
  simulation({ ...options, shift: { startUs: 20 * SECOND, endUs: 600 * SECOND, ...options.shift } })

/** What desktops sent, in order: REST operations and stream messages. */
function sent(sim: Simulation, from = 'desktop 1001'): string[] {
  return sim.sent
    .filter((message) => message.from === from)
    .map(({ name, to, body }) =>
      name === 'restRequest' ? `${operationName((body as RestRequest).operation)} at ${to}` : String(name),
    )
}

describe('a desktop', () => {
  it('[DESK-22] signs in by 19 requests in the order of a capture, and goes Ready', () => {
    const sim = atWork()
    sim.runFor('20s')
    expect(sent(sim)).toEqual([
      'getPage at finesse 1',
      'getPage at finesse 1',
      'getSystemInfo at finesse 1',
      'getPage at finesse 1',
      'getPage at finesse 1',
      'preflight at finesse 2',
      'getSystemInfo at finesse 2',
      'preflight at finesse 2',
      'getSystemInfo at finesse 2',
      'getSystemInfo at finesse 1',
      'getUser at finesse 1',
      'getReasonCodes at finesse 1',
      'getPage at finesse 1',
      'getPage at finesse 1',
      'streamOpen',
      'presence',
      'getPage at finesse 1',
      'putUser at finesse 1',
      'getDialogs at finesse 1',
      'getWorkflows at finesse 1',
      'putUser at finesse 1',
    ])
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY'])
  })

  it('is dealt to the two nodes in turn', () => {
    const sim = atWork({ agents: 2 })
    sim.runFor('20s')
    expect(sim.facts('signedIn').map(({ about, x }) => [about, x])).toEqual([
      [0, 1],
      [1, 2],
    ])
  })

  it('tries again every 5 s while its node is out of service', () => {
    const sim = simulation({ cold: true, release: '11.6', shift: { startUs: 0, endUs: 600 * SECOND } })
    sim.runFor('20s')
    const asked = sim.sent.filter(
      ({ from, to, body }) =>
        from === 'desktop 1001' &&
        to === 'finesse 1' &&
        (body as RestRequest | undefined)?.operation === Operation.getSystemInfo,
    )
    expect(asked.slice(0, 2).map(({ at }) => Math.floor(at / SECOND))).toEqual([0, 5])
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY'])
  })

  it('is looked for at the other node when no page comes from its own', () => {
    const sim = simulation({ agents: 2, desk: { home: 1 }, shift: { startUs: 20 * SECOND, endUs: 600 * SECOND } })
    sim.deed({ kind: 'end', node: 'finesse 1', silent: false })
    sim.runFor('1min')
    expect(sim.facts('signedIn').map(({ about, x }) => [about, x])).toEqual([
      [0, 2],
      [1, 2],
    ])
  })

  it('signs out of Not Ready at the end of the shift, and closes its stream', () => {
    const sim = atWork()
    sim.runFor('10min')
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY', 'NOT_READY 1', 'LOGOUT 1'])
    expect(sent(sim).at(-1)).toBe('streamClose')
    sim.runFor('5min')
    expect(sim.truth('1001').at(-1)).toBe('LOGOUT 1')
  })

  it('answers, talks and is ready for the next; a call at the end of the shift is finished first', () => {
    const sim = atWork({ shift: { endUs: 40 * SECOND } })
    sim.runUs(25 * SECOND - sim.now)
    const contact = sim.caller({ talk: '60s' })
    sim.runFor('30s')
    expect(sim.contact(contact).at(-1)).toBe('answered')
    expect(sim.truth('1001').at(-1)).toBe('TALKING')
    sim.runFor('60s')
    expect(sim.contact(contact).at(-1)).toBe('ended')
    expect(sim.truth('1001').at(-1)).toBe('LOGOUT 1')
  })

  it('[REASON-01] that lets a call ring out is back after the time told', () => {
    const sim = atWork({ desk: { ringOut: 1, backAfterRingOut: constant(30 * SECOND) } })
    sim.runUs(25 * SECOND - sim.now)
    sim.caller({ patience: '15s' })
    sim.runFor('60s')
    const truths = sim.truths('1001').slice(-2)
    expect(truths.map(({ says }) => says)).toEqual(['NOT_READY 32767', 'READY'])
    expect(Math.floor((truths[1]!.at - truths[0]!.at) / SECOND)).toBe(30)
  })

  it('shows what the truth is once all is quiet', () => {
    const sim = atWork({ agents: 3 })
    sim.runUs(25 * SECOND - sim.now)
    for (let n = 0; n < 3; n++) sim.caller({ talk: '20s' })
    sim.runFor('15s')
    const shown = sim.center.desktops.map(({ state, dialogs }) => [state, dialogs.size])
    expect(shown).toEqual(sim.center.gateway.agents.map(({ state, calls }) => [state, calls.length]))
    expect(shown).toEqual([
      [4, 1],
      [4, 1],
      [4, 1],
    ])
  })

  it('[XMPP-07] pings every 10 s when every ping is played', () => {
    const sim = atWork({ keepalives: 'always' })
    sim.runUs(81 * SECOND - sim.now)
    const pings = sim.messages('ping').map(({ at }) => at)
    expect(pings.length).toBe(6)
    expect(new Set(pings.slice(1).map((at, n) => at - pings[n]!))).toEqual(new Set([10 * SECOND]))
  })

  it("[XMPP-07] pings every 20 s, as seldom as the Notification Service allows, when it is not Cisco's", () => {
    const sim = atWork({ keepalives: 'always', topology: { thirdParty: { share: 1, supported: false } } })
    sim.runUs(81 * SECOND - sim.now)
    const pings = sim.messages('ping').map(({ at }) => at)
    expect(new Set(pings.slice(1).map((at, n) => at - pings[n]!))).toEqual(new Set([20 * SECOND]))
  })
})

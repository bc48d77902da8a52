import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { defaultPhoneHabits } from '../../../src/sim/domain/phone-habits.ts'
import { MINUTE } from '../../../src/sim/kernel/time.ts'
import type { Options, Simulation } from '../simulation.ts'
import { constant } from '../workload.ts'
import { atNodeOne, initiate, logged, moved, SECOND, START, told } from './maintenance-scene.ts'

const view = (sim: Simulation) => sim.center.finesse[0]!.maintenance.view()
const warnings = (sim: Simulation) => sim.messages('maintenanceWarning')

describe('Finesse maintenance', () => {
  it('[FMM-02] tells who is signed in with what, who is still to go, and how long it will take', () => {
    const sim = atNodeOne({ topology: { phoneAgents: { share: 0.2 }, thirdParty: { share: 0.1, supported: true } } })
    initiate(sim)
    sim.runFor('1s')
    expect(view(sim)).toMatchObject({
      status: 'IN_PROGRESS',
      usersLoggedIn: { desktop: 14, fippa: 4, thirdpartyclients: 2 },
      pendingUserDisconnections: 20,
    })
    expect(view(sim).estimatedCompletionTime).toBeGreaterThan(60)
    for (const user of [14, 15]) close(sim, user)
    sim.runFor('10min')
    expect(view(sim)).toMatchObject({ status: 'COMPLETED', pendingUserDisconnections: 0, estimatedCompletionTime: 0 })
  })

  it('[FMM-03] moves every desktop, one after the other, while calls go on', () => {
    const sim = atNodeOne()
    const contacts = Array.from({ length: 8 }, () => sim.caller({ talk: '5min' }))
    sim.runFor('10s')
    initiate(sim)
    sim.runFor('3min')
    expect(
      moved(sim)
        .map(({ user }) => user)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 20 }, (_, n) => n))
    const times = moved(sim).map(({ at }) => at)
    const gaps = times.slice(1).map((at, n) => (at - times[n]!) / SECOND)
    expect(Math.min(...gaps)).toBeGreaterThan(0.3)
    // In no order that the list of users has.
    expect(moved(sim).map(({ user }) => user)).not.toEqual(Array.from({ length: 20 }, (_, n) => n))
    expect(contacts.map((contact) => sim.contact(contact).at(-1))).toEqual(new Array(8).fill('answered'))
    sim.runFor('5min')
    expect(contacts.map((contact) => sim.contact(contact).at(-1))).toEqual(new Array(8).fill('ended'))
    // Nobody's state was touched by the move.
    expect(sim.facts('truthAgentState').filter(({ at, x }) => at > START && x === AgentState.LOGOUT)).toEqual([])
  })

  it('[FMM-03] forces nobody out for having left the node, though it goes on for long', () => {
    const sim = atNodeOne({ agents: 4, topology: { thirdParty: { share: 0.25, supported: true } } })
    initiate(sim)
    sim.runFor('10min')
    expect([moved(sim).length, view(sim).status]).toEqual([3, 'IN_PROGRESS'])
    expect(sim.facts('forcedLogout')).toEqual([])
    expect(sim.truth('1001', START)).toEqual([])
  })

  it('[FMM-03] forces out one who was told to move and went home instead, 60 s after the presence was lost', () => {
    const sim = atNodeOne({ agents: 4, topology: { thirdParty: { share: 0.25, supported: true } } })
    const user = firstToMove(sim)
    close(sim, user)
    const from = sim.now
    sim.runFor('10min')
    expect(moved(sim).length).toBe(2)
    const [gone] = sim.facts('presence').filter(({ at, about, x }) => at >= from && about === user && x === 0)
    expect(sim.facts('forcedLogout').map(({ about, at }) => [about, at - gone!.at])).toEqual([[user, 60 * SECOND]])
  })

  it('[FMM-03] forces nobody out who is on the way when the nodes lose sight of each other', () => {
    const sim = atNodeOne({ agents: 4, topology: { thirdParty: { share: 0.25, supported: true } } })
    const user = firstToMove(sim)
    sim.runFor('16s')
    const between = { from: 'finesse 1', to: 'finesse 2', both: true } as const
    sim.deed({ kind: 'trouble', name: 'cut', ...between, trouble: { cut: true } })
    sim.runFor('10min')
    expect(view(sim).status).toBe('FAILED')
    expect(moved(sim).map((one) => one.user)).toContain(user)
    expect(sim.facts('forcedLogout')).toEqual([])
  })

  it('[FMM-04] warns a desktop again that was loaded anew, as it shows nothing any more', () => {
    const sim = atNodeOne({ agents: 4 })
    initiate(sim)
    sim.runFor('10s')
    sim.deed({ kind: 'reset', from: 'desktop 1001', to: 'finesse 1' })
    sim.runFor('20s')
    expect([0, 1].map((user) => told(sim, user).map(({ what }) => what))).toEqual([
      ['maintenance-soon', 'maintenance-soon'],
      ['maintenance-soon'],
    ])
  })

  it('[FMM-04] warns early, and again with the event 15 s before a reload that takes 5 to 15 s', () => {
    const sim = atNodeOne()
    initiate(sim)
    sim.runFor('4min')
    for (let user = 0; user < 20; user++) {
      const [soon, now, ...rest] = told(sim, user)
      expect([soon!.what, now!.what, rest]).toEqual(['maintenance-soon', 'maintenance-now', []])
      expect(now!.at - soon!.at).toBeGreaterThanOrEqual(60 * SECOND)
      const reload = sim.facts('desktopSession').find(({ about, at }) => about === user && at > now!.at)!
      expect(reload.at - now!.at).toBe(15 * SECOND)
      const back = moved(sim).find((one) => one.user === user)!
      expect(back.at - reload.at).toBeGreaterThan(5 * SECOND)
      expect(back.at - reload.at).toBeLessThan(15 * SECOND)
    }
  })

  it('[FMM-05] fails when not everybody has moved in time, an hour unless told, and says how many are left', () => {
    for (const maxMMTimeSec of [3600, 600]) {
      const sim = atNodeOne({ agents: 5, settings: { maxMMTimeSec } })
      stayPut(sim)
      initiate(sim)
      sim.runUs(maxMMTimeSec * SECOND - 1)
      expect(view(sim).status).toBe('IN_PROGRESS')
      sim.runFor('1s')
      expect(view(sim)).toMatchObject({ status: 'FAILED', pendingUserDisconnections: 5 })
      expect(logged(sim)).toEqual(['accepted', 'failed: agents were not migrated in time'])
      expect(sim.facts('maintenance').at(-1)!.y).toBe(5)
    }
  })

  it('goes by the longest time that an administrator has set since the node was started', () => {
    const sim = atNodeOne({ agents: 5 })
    stayPut(sim)
    const set = {
      kind: 'command',
      to: 'finesse 1',
      command: { what: 'setting', name: 'maxMMTimeSec', value: 600 },
    } as const
    const orders = [sim.deed(set), sim.deed(set)]
    initiate(sim)
    sim.runUs(600 * SECOND)
    expect([view(sim).status, ...orders]).toEqual(['FAILED', { touched: 1 }, { touched: 0 }])
  })

  it('[FMM-06] warns phone agents again and again, and then logs them out; the way on is theirs', () => {
    const phone = { ...defaultPhoneHabits, otherService: undefined }
    const sim = atNodeOne({ agents: 4, topology: { phoneAgents: { share: 0.5 } }, desk: { phone } })
    initiate(sim)
    sim.runFor('10min')
    for (const user of [2, 3]) {
      const warned = told(sim, user).filter(({ what }) => what === 'maintenance-soon')
      expect(warned.length).toBe(3)
      const [out] = sim.facts('truthAgentState').filter(({ about, x }) => about === user && x === AgentState.LOGOUT)
      expect(out!.at).toBeGreaterThan(warned.at(-1)!.at)
    }
    expect(
      moved(sim)
        .map(({ user }) => user)
        .sort(),
    ).toEqual([0, 1])
    expect(sim.sent.filter(({ from, to }) => from.startsWith('ip-phone') && to === 'finesse 2')).toEqual([])
    expect(view(sim).status).toBe('COMPLETED')
  })

  it('[FMM-06] is left by phone agents by hand, where the phone has a second service', () => {
    const sim = atNodeOne({ agents: 4, topology: { phoneAgents: { share: 0.5 } } })
    initiate(sim)
    sim.runFor('10min')
    expect(
      moved(sim)
        .map(({ user }) => user)
        .sort(),
    ).toEqual([0, 1, 2, 3])
    // They had to type, and began when they had seen that they were logged out.
    const out = sim.facts('signedOut').find(({ about }) => about === 2)!
    const back = moved(sim).find(({ user }) => user === 2)!
    expect(back.at - out.at).toBeGreaterThanOrEqual(9 * SECOND)
  })

  it('[FMM-07] waits 60 min for clients of others where that is set up, and fails at once where it is not', () => {
    const others = (supported: boolean) =>
      atNodeOne({ agents: 4, topology: { thirdParty: { share: 0.25, supported } }, settings: { maxMMTimeSec: 7200 } })
    const unsupported = others(false)
    initiate(unsupported)
    unsupported.runFor('1s')
    expect(logged(unsupported)).toEqual(['accepted', 'failed: third-party clients are connected'])
    expect(warnings(unsupported).filter(({ body }) => (body as { what: string }).what !== 'failed')).toEqual([])

    const supported = others(true)
    initiate(supported)
    supported.runUs(60 * MINUTE - SECOND)
    expect(view(supported)).toMatchObject({ status: 'IN_PROGRESS', pendingUserDisconnections: 1 })
    supported.runFor('10s')
    expect(logged(supported)).toEqual(['accepted', 'failed: third-party clients are connected'])
    // Three desktops are at the other node; the client of others was never moved.
    expect(
      moved(supported)
        .map(({ user }) => user)
        .sort(),
    ).toEqual([0, 1, 2])
  })

  it('[FMM-12] counts a desktop whose browser refuses the other node as abandoned, and moves the rest', () => {
    const sim = atNodeOne({ topology: { certificates: { missing: 0.1, which: 'other-finesse' } } })
    initiate(sim)
    sim.runFor('10min')
    expect(moved(sim).length).toBe(18)
    expect([...sim.center.finesse[0]!.maintenance.abandoned].sort()).toEqual([0, 1])
    expect(view(sim).status).toBe('COMPLETED')
    expect(sim.facts('maintenance').at(-1)!.y).toBe(2)
    expect(told(sim, 0).map(({ what }) => what)).toContain('certificate-not-accepted')
  })

  it('[FMM-13] shows in SystemInfo while it runs', () => {
    const sim = atNodeOne()
    const client = sim.client('1001')
    const shown = () => {
      const reply = client.send('getSystemInfo', 0)
      sim.runFor('1s')
      const { content } = reply
      return content?.kind === 'systemInfo' ? [content.info.maintenance?.mode, content.info.maintenance?.seconds] : []
    }
    expect(shown()).toEqual([undefined, undefined])
    initiate(sim)
    sim.runFor('20s')
    expect(shown()).toEqual(['IN_PROGRESS', 20])
    sim.runFor('9s')
    expect(shown()).toEqual(['IN_PROGRESS', 30])
  })
})

describe('a node whose maintenance is completed', () => {
  it('[FMM-13] has stopped its services, and is out of the mode with their next start', () => {
    const sim = atNodeOne()
    initiate(sim)
    sim.runFor('3min')
    const client = sim.client('1001')
    const reply = client.send('getSystemInfo', 0)
    client.openStream('other')
    sim.runFor('1s')
    expect([reply.status, client.stream]).toEqual([0, []])
    expect(sim.messages('connectionReset').filter(({ to }) => to.startsWith('client')).length).toBe(2)
    expect(view(sim).status).toBe('COMPLETED')
    for (const service of ['notification', 'tomcat'] as const) {
      const command = { what: 'service', service, state: 'up' } as const
      sim.deed({ kind: 'command', to: 'finesse 1', command })
      sim.runFor('3min')
    }
    expect(view(sim).status).toBe('')
    expect(sim.center.finesse[0]!.inService).toBe(true)
    // And now the other node can have its turn.
    initiate(sim, 2)
    sim.runFor('1s')
    expect(logged(sim, 2)).toEqual(['accepted'])
  })
})

describe('the state of an agent after the move', () => {
  const ready = (options: Options) => {
    const desk = { readyAfterSignIn: constant(0) }
    const sim = atNodeOne({ agents: 2, desk, ...options })
    // Those who came over are left alone: what is seen is what the servers made of them.
    initiate(sim)
    sim.runFor('4min')
    return [sim.truth('1001', START), sim.truth('1002', START)]
  }

  it('[FMM-08] is decided by a property where the PG is 12.5 or earlier', () => {
    const topology = { pgRelease: '12.5' } as const
    expect(ready({ topology })).toEqual([[], []])
    const settings = { agentStateAfterMigration: 'NOT_READY', migrationNotReadyReasonCode: 5448 } as const
    const [first, second] = ready({ topology, settings })
    expect([first![0], second![0]]).toEqual(['NOT_READY 5448', 'NOT_READY 5448'])
  })

  it('[FMM-09] is the one before where CTI is 12.6 or later, whatever the property says', () => {
    expect(ready({ settings: { agentStateAfterMigration: 'NOT_READY' } })).toEqual([[], []])
  })
})

describe('a start of Finesse maintenance', () => {
  const refused = (sim: Simulation, why: string, node: 1 | 2 = 1): void => {
    const before = logged(sim, node).length
    const from = sim.now
    const order = initiate(sim, node)
    sim.runFor('1s')
    expect(logged(sim, node).slice(before)).toEqual([`refused: ${why}`])
    // The refusal is an answer, and told as a maintenance that changes nothing.
    expect(order.touched).toBe(1)
    expect(sim.messages('maintenanceWarning', from)).toEqual([])
  }

  it('[FMM-10] is refused while the node is out of service', () => {
    const sim = atNodeOne({ agents: 2 })
    for (const side of ['A', 'B']) sim.deed({ kind: 'end', node: `cti ${side}`, silent: false })
    sim.runFor('1s')
    refused(sim, 'this node is out of service')
  })

  it('[FMM-10][PGMM-12] is refused while the PG is moved', () => {
    const sim = atNodeOne({ agents: 2 })
    sim.deed({ kind: 'command', to: 'gateway', command: { what: 'pg-maintenance' } })
    sim.runUs(1)
    refused(sim, 'maintenance of CTI is running')
  })

  it('[FMM-10] is refused while it runs, and once it was completed', () => {
    const sim = atNodeOne({ agents: 2 })
    initiate(sim)
    sim.runFor('1s')
    refused(sim, 'maintenance is running already')
    expect(view(sim).status).toBe('IN_PROGRESS')
    sim.runFor('3min')
    expect(view(sim).status).toBe('COMPLETED')
    refused(sim, 'maintenance was completed already')
  })

  it('[FMM-10] is refused on the only node', () => {
    refused(atNodeOne({ agents: 2, finesseNodes: 1 }), 'there is one node only')
  })

  it('[FMM-10] is refused while the other node is out of service, or not there', () => {
    const gone = atNodeOne({ agents: 2 })
    gone.deed({ kind: 'end', node: 'finesse 2', silent: false })
    gone.runFor('1s')
    refused(gone, 'the other node is out of service')
    const out = atNodeOne({ agents: 2 })
    for (const side of ['A', 'B']) out.deed({ kind: 'reset', from: 'finesse 2', to: `cti ${side}` })
    out.runFor('1s')
    refused(out, 'the other node is out of service')
    out.runFor('1min')
    expect(initiate(out)).toEqual({ touched: 0 })
    out.runFor('1s')
    expect(logged(out).at(-1)).toBe('accepted')
  })

  it('[FMM-10] is refused while the other node is in maintenance', () => {
    const sim = atNodeOne({ agents: 2 })
    initiate(sim)
    sim.runFor('1s')
    refused(sim, 'the other node is in maintenance', 2)
  })

  it('is refused before 12.6', () => {
    refused(atNodeOne({ agents: 2, release: '12.5' }), 'this release has no maintenance mode')
  })
})

describe('a running Finesse maintenance', () => {
  /** Desktops have been told to move since two seconds, and none is moved yet. */
  const running = (): Simulation => {
    const sim = atNodeOne({ agents: 60 })
    initiate(sim)
    sim.runFor('62s')
    expect(states(sim)).toContain('ABOUT_TO_MOVE 1')
    return sim
  }
  const states = (sim: Simulation) => sim.center.desktops.map(({ session, node }) => `${session.name} ${node + 1}`)

  it('[FMM-11] fails when the other node is lost, and whoever was about to go stays', () => {
    const sim = running()
    sim.deed({ kind: 'end', node: 'finesse 2', silent: false })
    sim.runFor('1s')
    expect(logged(sim)).toEqual(['accepted', 'failed: the other node was lost'])
    expect(view(sim).status).toBe('FAILED')
    expect(states(sim)).not.toContain('ABOUT_TO_MOVE 1')
    sim.runFor('3min')
    expect(new Set(states(sim))).toEqual(new Set(['USABLE 1']))
  })

  it('[FMM-11] notices the loss of the other node by missed keep-alives when nothing says so', () => {
    const sim = running()
    const from = sim.now
    sim.deed({ kind: 'trouble', name: 'cut', from: 'finesse 1', to: 'finesse 2', both: true, trouble: { cut: true } })
    sim.runFor('1min')
    const failed = sim.facts('maintenance').at(-1)!
    expect(logged(sim).at(-1)).toBe('failed: the other node was lost')
    expect((failed.at - from) / SECOND).toBeGreaterThan(15)
    expect((failed.at - from) / SECOND).toBeLessThan(20)
  })

  it('[FMM-11] fails when the node goes out of service, and desktops follow their ordinary rules', () => {
    const sim = running()
    for (const side of ['A', 'B']) sim.deed({ kind: 'reset', from: 'finesse 1', to: `cti ${side}` })
    sim.runFor('1s')
    expect(logged(sim).at(-1)).toBe('failed: the node went out of service')
    sim.runFor('3min')
    expect(sim.center.desktops.every(({ session }) => session.name === 'USABLE')).toBe(true)
  })
})

/** The user leaves the page, and the browser says so. */
/** Initiates, and waits until somebody is told to move now. */
function firstToMove(sim: Simulation): number {
  initiate(sim)
  for (;;) {
    const now = warnings(sim).find(({ body }) => (body as { what: string }).what === 'now')
    if (now !== undefined) return Number(now.to.slice('desktop '.length)) - 1001
    sim.runFor('100ms')
  }
}

function close(sim: Simulation, user: number): void {
  sim.deed({
    kind: 'command',
    to: { desktopsOf: { users: [user] } },
    command: { what: 'desktop', deed: 'close', noticed: true },
  })
}

/** Nobody moves: the warnings get lost on their way. */
function stayPut(sim: Simulation): void {
  for (const node of ['desktop 1001', 'desktop 1002', 'desktop 1003', 'desktop 1004', 'desktop 1005']) {
    const trouble = { match: { names: ['maintenanceWarning'] } }
    sim.deed({ kind: 'trouble', name: node, from: 'finesse 1', to: node, both: false, trouble })
  }
}

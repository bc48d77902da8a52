import { describe, expect, it } from 'vitest'
import { CtiService, type Failure, type MaintenanceEvent } from '../../../src/sim/domain/cti.ts'
import type { Command } from '../../../src/sim/domain/fault.ts'
import { M } from '../../../src/sim/domain/messages.ts'
import type { SystemInfoView } from '../../../src/sim/domain/rest.ts'
import { CtiTest } from '../../../src/sim/finesse/orders.ts'
import { type Simulation, simulation } from '../simulation.ts'
import { consent, course, maintain, orderFinesse, orderPg, places, service, sides, syslog } from './maintenance.ts'

const moved = ['in service at B', 'in service at B']
const stayed = ['in service at A', 'in service at A']

describe('a planned move of the agent PG', () => {
  it('[PGMM-05] asks, continues, turns the other side active, is told by each client that it has left, hangs up', () => {
    const sim = simulation()
    const start = sim.now
    const { length } = sim.sent
    const order = maintain(sim)
    sim.runFor('10s')
    const names = new Set([
      'activeMaintenanceReq',
      'activeMaintenanceResp',
      'activeMaintenanceEvent',
      'standbyActiveEvent',
      'stoppingRequestsInd',
      'failureEvent',
      'connectionReset',
    ])
    const story = sim.sent
      .slice(length)
      .filter(
        ({ name, from, to, at: when }) => [from, to].includes('finesse 1') && names.has(name!) && when - start < 2e6,
      )
      .map(({ name, from, to, at: when }) => `${(when - start) / 1e6} ${name}: ${from} to ${to}`)
    expect(story).toEqual([
      '0 activeMaintenanceReq: cti A to finesse 1',
      '0 activeMaintenanceResp: finesse 1 to cti A',
      '0 activeMaintenanceEvent: cti A to finesse 1',
      '1 standbyActiveEvent: cti B to finesse 1',
      '1 stoppingRequestsInd: finesse 1 to cti A',
      '1 failureEvent: cti A to finesse 1',
      '1 connectionReset: cti A to finesse 1',
    ])
    expect(course(sim, start)).toEqual(['ASKING', 'CONTINUING', 'SWITCHING', 'COMPLETED'])
    expect(syslog(sim, 1, start).slice(0, 4)).toEqual([
      'MAINTANCE_MODE_CONTINUE_CTI',
      'STANDBY_ACTIVE_EVENT',
      'SWAP_CTI_CONNECTIONS',
      'CTI_DISCONNECT',
    ])
    expect([places(sim), sides(sim)]).toEqual([moved, ['STOPPED', 'ACTIVE']])
    expect(service(sim, 1, start)).toEqual([])
    expect(order.touched).toBe(3)
  })

  it('[PGMM-05] is over without the clients that never leave: the old side hangs up on them 5 s after it said it stops', () => {
    const sim = simulation({ defects: ['pg-maintenance-stop-unsaid'] })
    const from = sim.now
    maintain(sim)
    sim.runFor('4900ms')
    expect(course(sim, from)).toEqual(['ASKING', 'CONTINUING', 'SWITCHING'])
    sim.runFor('200ms')
    expect(course(sim, from)).toEqual(['ASKING', 'CONTINUING', 'SWITCHING', 'COMPLETED'])
    expect(places(sim)).toEqual(moved)
  })

  it('[PGMM-01] ends with the standby link to the old side open again, once that has been started', () => {
    const sim = simulation()
    maintain(sim)
    sim.runFor('1min')
    const links = () => sim.center.finesse[0]!.cti.links.map(({ running }) => running.name)
    expect(links()[1]).toBe('UP')
    expect(links()[0]).not.toBe('STANDBY')
    const from = sim.now
    orderPg(sim, { what: 'pg-side', side: 0, up: true })
    sim.runFor('10s')
    expect([sides(sim), links()]).toEqual([
      ['STANDBY', 'ACTIVE'],
      ['STANDBY', 'UP'],
    ])
    expect(course(sim, from)).toEqual(['IDLE'])
    maintain(sim)
    sim.runFor('10s')
    expect([places(sim), sides(sim)]).toEqual([stayed, ['ACTIVE', 'STOPPED']])
  })

  it('[PGMM-01] has two links for it, one of them active, as SystemInfo says', () => {
    const sim = simulation()
    sim.runFor('20s')
    const { cti } = infoOf(sim)
    expect(cti!.servers).toEqual([
      { side: 0, connectedSeconds: 29, active: true },
      { side: 1, connectedSeconds: 29, active: false },
    ])
  })

  it.each([
    [23, CtiService.ACTIVE_STANDBY],
    [24, 0],
  ])(
    '[PGMM-01] is not for a client of protocol %i with service mask %i: the standby side refuses it',
    (version, mask) => {
      const sim = simulation({ finesseNodes: 1 })
      const [node] = sim.center.finesse
      const from = sim.now
      const request = {
        invoke: 1,
        version,
        idleTimeoutUs: 20e6,
        services: CtiService.ALL_EVENTS | mask,
        clientId: 'old',
      }
      node!.env.send(node!.toCti[1]!, M.openReq, 0, request)
      sim.runUs(1)
      expect(sim.messages('failureConf', from).map(({ body }) => (body as Failure).status)).toEqual([15])
    },
  )

  it('[PGMM-02] keeps the standby link alive by heartbeats, and nothing else is served there', () => {
    const sim = simulation({ finesseNodes: 1 })
    const [node] = sim.center.finesse
    sim.runFor('2min')
    const from = sim.now
    for (const kind of [M.queryAgentStateReq, M.snapshotCallReq, M.setAgentStateReq, M.configRequest]) {
      node!.env.send(node!.toCti[1]!, kind, 0, { invoke: 7 })
    }
    sim.runUs(1)
    expect(sim.messages('failureConf', from).map(({ body }) => (body as Failure).status)).toEqual([15, 15, 15, 15])
    expect(sim.messages('systemEvent').filter((sent) => sent.from === 'cti B')).toEqual([])
    expect(sim.messages('openReq').filter(({ to }) => to === 'cti B')).toHaveLength(1)
  })
})

describe('consent', () => {
  it('[PGMM-03] that comes after 4.9 s is in time', () => {
    const sim = simulation()
    consent(sim, 2, true, 4_900_000)
    maintain(sim)
    sim.runFor('10s')
    expect(places(sim)).toEqual(moved)
  })

  it('[PGMM-03] that is not there after 5 s is a refusal', () => {
    const sim = simulation()
    consent(sim, 2, true, 5_100_000)
    const from = sim.now
    const order = maintain(sim)
    sim.runFor('4999ms')
    expect(course(sim, from)).toEqual(['ASKING'])
    sim.runFor('10s')
    expect(course(sim, from)).toEqual(['ASKING', 'CANCELLED client silent'])
    expect([places(sim), service(sim, 1, from), order.touched]).toEqual([stayed, [], 0])
    expect(sim.center.finesse.map(({ cti }) => cti.maintenance.mode)).toEqual(['', ''])
  })

  it('[PGMM-04] refused by one node cancels the move for both', () => {
    const sim = simulation()
    consent(sim, 2, false)
    const from = sim.now
    maintain(sim)
    sim.runFor('10s')
    const told = sim.messages('activeMaintenanceEvent', from)
    expect(told.map(({ to, body }) => [to, (body as MaintenanceEvent).continues])).toEqual([
      ['finesse 1', false],
      ['finesse 2', false],
    ])
    expect(course(sim, from)).toEqual(['ASKING', 'CANCELLED client refused'])
    expect([places(sim), sides(sim), service(sim, 1, from)]).toEqual([stayed, ['ACTIVE', 'STANDBY'], []])
  })

  it('[PGMM-04] is asked for anew, and may be given, the next time', () => {
    const sim = simulation()
    consent(sim, 2, false)
    maintain(sim)
    sim.runFor('10s')
    consent(sim, 2, true)
    maintain(sim)
    sim.runFor('10s')
    expect(places(sim)).toEqual(moved)
  })

  it.each([
    [
      'whose standby link is down',
      (sim: Simulation) => sim.deed({ kind: 'reset', from: 'finesse 2', to: 'cti B' }),
      'client refused',
    ],
    [
      'that moves its own users to the other node',
      (sim: Simulation) => {
        sim.agent('1001', 2)
        sim.deed({ kind: 'command', to: 'finesse 2', command: { what: 'finesse-maintenance' } })
      },
      'client refused',
    ],
    [
      'that goes away while it is asked',
      (sim: Simulation) => {
        consent(sim, 2, true, 2_000_000)
        maintain(sim)
        sim.runFor('1s')
        sim.deed({ kind: 'end', node: 'finesse 2', silent: false })
      },
      'client lost',
    ],
  ])('[PGMM-04][PGMM-09] is not had from a node %s', (_how, happens, says) => {
    const sim = simulation()
    const from = sim.now
    happens(sim)
    sim.runUs(1)
    if (course(sim, from).length === 0) maintain(sim)
    sim.runFor('4s')
    expect(course(sim, from)).toContain(`CANCELLED ${says}`)
    expect([places(sim)[0], service(sim, 1, from)]).toEqual(['in service at A', []])
  })
})

describe('a PG that is to move', () => {
  const toPg = (command: Command) => (sim: Simulation) => {
    orderPg(sim, command)
  }

  it.each([
    ['is simplex', { ctiSides: 'A' as const }, () => undefined, 'simplex'],
    ['has lost its other side', {}, toPg({ what: 'pg-side', side: 1, up: false }), 'simplex'],
    [
      'has lost the CTI server of its other side',
      {},
      (sim: Simulation) => sim.deed({ kind: 'end', node: 'cti B', silent: false }),
      'simplex',
    ],
    ['has lost its private link', {}, toPg({ what: 'private-link', up: false }), 'simplex'],
    ['is congested', {}, toPg({ what: 'congestion', level: 1 }), 'congestion'],
    ['is generic', { topology: { pgType: 'generic' as const } }, () => undefined, 'PG type'],
    ['is simplified', { topology: { pgType: 'simplified' as const } }, () => undefined, 'PG type'],
    ['is of a TDM switch', { topology: { pgType: 'tdm' as const } }, () => undefined, 'PG type'],
    ['is of a VRU', { topology: { pgType: 'vru' as const } }, () => undefined, 'PG type'],
    ['is of release 12.5', { topology: { pgRelease: '12.5' as const } }, () => undefined, 'not supported'],
    ['is the engine of a Unified CCX', { deployment: 'ccx' as const }, () => undefined, 'not supported'],
  ])('[PGMM-09] but %s is refused that, and nothing changes for anybody', (_how, setting, happens, says) => {
    const sim = simulation({ agents: 2, ...setting })
    const ann = sim.agent('1001').ready()
    happens(sim)
    sim.runFor('1min')
    const from = sim.now
    const { length } = sim.sent
    ann.heard()
    const before = [places(sim), sides(sim), ann.state]
    const order = maintain(sim)
    sim.runFor('20s')
    expect(course(sim, from)).toEqual([`IDLE ${says}`])
    expect([places(sim), sides(sim), ann.state]).toEqual(before)
    expect([ann.of('USER', 'DIALOGS', 'SYSTEM_INFO'), sim.truth('1001', from), order.touched]).toEqual([[], [], 1])
    const kinds = new Set(sim.sent.slice(length).map(({ name }) => name))
    expect(
      [...kinds].filter((name) => name?.startsWith('activeMaintenance') || name === 'maintenanceRequested'),
    ).toEqual([])
  })

  it('[PGMM-09] but does not reach the router, alone among its kind, has no majority', () => {
    const never = { atUs: 1e15, entry: 0, repairs: true, deed: { kind: 'settle', name: 'nothing' } } as const
    const sim = simulation({ faults: [never] })
    sim.cut('router', 'gateway')
    sim.runFor('20s')
    const from = sim.now
    maintain(sim)
    sim.runFor('20s')
    expect([course(sim, from), sides(sim)]).toEqual([['IDLE no majority'], ['ACTIVE', 'STANDBY']])
  })

  it('[PGMM-01] but has a client without the service mask of standby sessions is refused that', () => {
    const sim = simulation({ release: '12.5', topology: { pgRelease: '12.6' } })
    const from = sim.now
    maintain(sim)
    sim.runFor('20s')
    expect(course(sim, from)).toEqual(['ASKING', 'CANCELLED client cannot'])
    expect([places(sim), service(sim, 1, from)]).toEqual([stayed, []])
  })
})

describe('while the PG moves', () => {
  /** Somewhere between continue and the other side's turning active. */
  const underWay = (): Simulation => {
    const sim = simulation()
    maintain(sim)
    sim.runFor('500ms')
    expect(sim.center.finesse[0]!.cti.maintenance.mode).toBe('IN_PROGRESS')
    return sim
  }

  it('[PGMM-12] a second request is logged as a duplicate by each node, and the first goes on', () => {
    const sim = underWay()
    const from = sim.now
    const second = maintain(sim)
    sim.runFor('10s')
    for (const node of [1, 2] as const) {
      expect(syslog(sim, node, from).filter((name) => name === 'MAINTANCE_MODE_DUPLICATE_REQUEST')).toHaveLength(1)
    }
    expect(course(sim, from)).toEqual(['CONTINUING already running', 'SWITCHING', 'COMPLETED'])
    expect([places(sim), second.touched]).toEqual([moved, 1])
  })

  it('[PGMM-12] a test of the CTI connection is refused; before and afterwards it succeeds', () => {
    const sim = simulation()
    const test = () => {
      orderFinesse(sim, 1, { what: 'cti-test-connection' })
      sim.runUs(1)
      return sim.facts('ctiTest').at(-1)!.x
    }
    const before = test()
    maintain(sim)
    sim.runFor('500ms')
    const during = test()
    sim.runFor('5s')
    expect([before, during, test()]).toEqual([CtiTest.SUCCEEDED, CtiTest.REFUSED, CtiTest.SUCCEEDED])
  })

  it('[PGMM-05] the old side answers OPEN_REQ with its maintenance, and later not at all', () => {
    const sim = underWay()
    const open = () => {
      const [node] = sim.center.finesse
      const services = CtiService.ALL_EVENTS | CtiService.ACTIVE_STANDBY
      const request = { invoke: 1, version: 24, idleTimeoutUs: 20e6, services, clientId: 'another' }
      const from = sim.now
      node!.env.send(node!.toCti[0]!, M.openReq, 0, request)
      sim.runUs(1)
      return sim.messages('failureConf', from).map(({ body }) => (body as Failure).status)
    }
    expect(open()).toEqual([110])
    sim.runFor('20s')
    expect(open()).toEqual([])
    expect(sim.messages('connectionReset').at(-1)!.from).toBe('cti A')
  })

  it('[PGMM-13] SystemInfo says INITIATING, IN_PROGRESS and nothing again, and counts the seconds', () => {
    const sim = simulation()
    consent(sim, 2, true, 3_000_000)
    sim.center.kernel.network.slow(linkOf(sim), 1_500_000)
    const polls = [infoOf(sim)]
    maintain(sim)
    for (let second = 0; second < 9; second++) {
      sim.runFor(second === 0 ? '1ms' : '1s')
      polls.push(infoOf(sim))
    }
    expect(polls.map(({ cti }) => `${cti!.mode} ${cti!.modeSeconds}`.trim())).toEqual([
      '-1',
      'INITIATING 0',
      'INITIATING 1',
      'INITIATING 2',
      'IN_PROGRESS 3',
      'IN_PROGRESS 4',
      'IN_PROGRESS 5',
      '-1',
      '-1',
      '-1',
    ])
  })
})

/** From the CTI server of side B to node 1: the other side is late to say that it is active. */
function linkOf(sim: Simulation): number {
  return sim.center.finesse[0]!.toCti[1]! ^ 1
}

/** SystemInfo of node 1, asked by somebody who is not signed in. */
function infoOf(sim: Simulation): SystemInfoView {
  const answer = sim.client('1001').send('getSystemInfo', 0)
  sim.runFor('5ms')
  return (answer.content as { readonly info: SystemInfoView }).info
}

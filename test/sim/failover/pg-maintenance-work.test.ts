import { describe, expect, it } from 'vitest'
import type { CallEvent } from '../../../src/sim/domain/cti.ts'
import type { DefectName } from '../../../src/sim/domain/defects.ts'
import { M } from '../../../src/sim/domain/messages.ts'
import type { Reply } from '../client.ts'
import { call, type Simulation, simulation } from '../simulation.ts'
import { consent, course, maintain, orderPg, places, service, sides, syslog } from './maintenance.ts'

/** Ann talks to a caller, Ben has joined them, Cat is rung by another caller. */
function threeCalls(defects: readonly DefectName[] = []) {
  const sim = simulation({ agents: 3, supervisors: 1, defects })
  const ann = sim.agent('1001').ready()
  const ben = sim.agent('1002', 2)
  sim.caller({ talk: '5min' })
  sim.runFor('1s')
  ann.does(call(1), 'ANSWER')
  ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
  ben.does(call(2), 'ANSWER')
  ann.does(call(1), 'CONFERENCE')
  const cat = sim.agent('1003').ready()
  const dan = sim.agent('1004')
  sim.caller({ talk: '5min' })
  sim.runFor('1s')
  for (const one of [ann, ben, cat, dan]) one.heard()
  return { sim, ann, ben, cat, dan }
}

describe('calls during a planned move of the PG', () => {
  it('[PGMM-06] are told to the clients of the new side once more, with cause 50, and nobody at a desktop hears of it', () => {
    const { sim, ann, ben, cat } = threeCalls()
    const from = sim.now
    const before = [ann, ben, cat].map(({ dialogs }) => [...dialogs.values()])
    maintain(sim)
    sim.runFor('2s')
    const rebuilt = sim.sent.filter(
      ({ at, to, body }) => at >= from && to === 'finesse 1' && (body as CallEvent | undefined)?.cause === 50,
    )
    expect(rebuilt.map(({ name, from, body }) => [name, from, (body as CallEvent).device])).toEqual([
      ['establishedEvent', 'cti B', 0],
      ['establishedEvent', 'cti B', 1],
      ['deliveredEvent', 'cti B', 2],
    ])
    expect([ann, ben, cat].flatMap((agent) => agent.of('USER', 'DIALOGS'))).toEqual([])
    expect([ann, ben, cat].map(({ dialogs }) => [...dialogs.values()])).toEqual(before)
    for (const node of sim.center.finesse) {
      expect([...node.dialogs.values()].map(({ call: id, parties }) => [id, parties.length])).toEqual([
        [call(1), 3],
        [call(3), 2],
      ])
    }
  })

  it('[PGMM-06] would be noticed if they were deleted and posted again', () => {
    const { sim, ann } = threeCalls(['pg-maintenance-reposts-calls'])
    maintain(sim)
    sim.runFor('2s')
    expect(ann.news('DIALOGS').map((one) => one.split(' ')[0])).toEqual(['DELETE', 'POST'])
  })

  it('[PGMM-06][PGMM-07] go on as ever: answered, held, left and ended at the new side', () => {
    const { sim, ann, ben, cat } = threeCalls()
    maintain(sim)
    sim.runFor('2s')
    cat.does(call(3), 'ANSWER')
    cat.does(call(3), 'HOLD')
    cat.does(call(3), 'RETRIEVE')
    ann.does(call(1), 'DROP')
    ben.does(call(1), 'DROP')
    cat.does(call(3), 'DROP')
    expect(
      cat
        .of('DIALOGS')
        .filter(({ verb }) => verb !== 'PUT')
        .map(({ verb }) => verb),
    ).toEqual(['DELETE'])
    expect([ann, ben, cat].map(({ state, dialogs }) => [state, dialogs.size])).toEqual([
      ['READY', 0],
      ['NOT_READY', 0],
      ['READY', 0],
    ])
  })

  it('[PGMM-10] forget what was to come after them: a pending Not Ready is lost, and the desktop sees so', () => {
    const { sim, ann } = threeCalls()
    ann.notReady(2)
    expect(ann.state).toBe('TALKING, then NOT_READY')
    maintain(sim)
    sim.runFor('2s')
    expect(ann.state).toBe('TALKING')
    ann.does(call(1), 'DROP')
    expect(ann.state).toBe('READY')
  })

  it('[PGMM-10] would end in the pending state if the new side knew of it', () => {
    const { sim, ann } = threeCalls(['pg-maintenance-keeps-pending'])
    ann.notReady(2)
    maintain(sim)
    sim.runFor('2s')
    ann.does(call(1), 'DROP')
    expect(ann.state).toBe('NOT_READY 2')
  })
})

const AGENTS = 24
/** The last ones sign out and in again, the others go Ready and Not Ready. */
const COMMUTERS = 6

/** Somebody asks for something every 17 ms, from the order to move until after the move, over slow and uneven links. */
function busyMove(defects: readonly DefectName[] = []) {
  const latency = { serverUs: 3_000, serverJitterUs: 20_000, desktopUs: 2_000, desktopJitterUs: 5_000 }
  const sim = simulation({ agents: AGENTS, defects, latency })
  const people = Array.from({ length: AGENTS }, (_, at) => sim.agent(String(1001 + at), at % 2 === 0 ? 1 : 2))
  const from = sim.now
  const order = maintain(sim)
  const asked: Reply[] = []
  for (let step = 0; step < 5 * AGENTS; step++) {
    const at = (step * 7) % AGENTS
    const isOdd = Math.floor(step / AGENTS) % 2 === 0
    const { extension } = people[at]!.user
    const [first, then] =
      at >= AGENTS - COMMUTERS
        ? [{ state: 'LOGOUT', reasonCodeId: 11 } as const, { state: 'LOGIN', extension } as const]
        : [{ state: 'READY' } as const, { state: 'NOT_READY', reasonCodeId: 1 } as const]
    asked.push(people[at]!.put(isOdd ? first : then))
    sim.runFor('17ms')
  }
  sim.runFor('30s')
  const account = {
    statuses: [...new Set(asked.map(({ status }) => status))],
    /** Requests with another number of outcomes than one. */
    odd: asked.filter(({ events }) => events.length !== 1).length,
    failed: asked.filter(({ events }) => events[0]?.error !== undefined).length,
    shown: people.map(({ state }) => state),
  }
  const truth = people.map(({ user }) => sim.truth(user.loginId).at(-1)!)
  return { sim, from, order, people, asked, account, truth }
}

describe('requests during a planned move of the PG', () => {
  it('[PGMM-07] are all answered 202 and have one outcome each, and desktops show what is true', () => {
    const { sim, from, account, truth, people, order } = busyMove()
    expect(course(sim, from)).toEqual(['ASKING', 'CONTINUING', 'SWITCHING', 'COMPLETED'])
    expect(order.touched).toBe(3)
    expect(account).toEqual({ statuses: [202], odd: 0, failed: 0, shown: truth })
    for (const one of people) {
      const numbers = one.events.map(({ number }) => number)
      expect(numbers).toEqual(numbers.map((_, at) => numbers[0]! + at))
      expect(one.events.filter(({ system }) => system !== undefined)).toEqual([])
    }
    expect([service(sim, 1, from), service(sim, 2, from), places(sim)]).toEqual([
      [],
      [],
      ['in service at B', 'in service at B'],
    ])
  })

  it('[PGMM-07] were under way on both sides of the switch: some went to the old one, and answers came after it', () => {
    const { sim, from } = busyMove()
    const switched = sim.messages('sideActive', from)[0]!.at
    const to = (side: string) =>
      sim.messages('setAgentStateReq', from).filter((sent) => sent.to === side && sent.from.startsWith('finesse'))
    expect(to('cti A').length).toBeGreaterThan(20)
    expect(to('cti B').length).toBeGreaterThan(20)
    const late = sim.messages('requestConf', switched).filter((sent) => sent.from === 'cti A')
    expect(late.length).toBeGreaterThan(0)
  })

  it('[PGMM-07] would be lost if the old side hung up before it had answered', () => {
    const { account, sim } = busyMove(['pg-maintenance-drops-answers'])
    expect(sim.center.finesse.some(({ invoked }) => invoked.size > 0) || account.odd > 0).toBe(true)
  })

  it('[PGMM-07] of each user reach the PG once, in the order they were made', () => {
    const { sim, from, asked } = busyMove()
    const reached = sim.messages('setAgentStateReq', from).filter((sent) => sent.to === 'gateway')
    const mine = reached.filter(({ body }) => (body as { agent: number }).agent === 7)
    const states = mine.map(({ body }) => (body as { state: number }).state)
    expect(states).toEqual([3, 2, 3, 2, 3])
    expect(reached).toHaveLength(asked.length)
  })
})

describe('slow links during a planned move of the PG', () => {
  const SLOW_US = 300_000
  const slow = (sim: Simulation, link: number) => sim.center.kernel.network.slow(link, SLOW_US)

  it('[PGMM-07] do not put the words of the new side before those of the old one', () => {
    // Offered before the switch, given up by the caller after it.
    const story = (moves: boolean) => {
      const sim = simulation()
      const ann = sim.agent('1001').ready().heard()
      if (moves) maintain(sim)
      sim.runFor('100ms')
      slow(sim, sim.center.finesse[0]!.toCti[0]! ^ 1)
      sim.runFor('850ms')
      sim.caller({ patience: '100ms' })
      sim.runFor('10s')
      expect([...sim.center.finesse[0]!.dialogs]).toEqual([])
      return [...ann.of('USER').map(({ user }) => user!.state), ...ann.news('DIALOGS')]
    }
    expect(story(true)).toEqual(story(false))
  })

  it('[PGMM-07] lose no request that reaches the old side after the switch', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    slow(sim, sim.center.finesse[0]!.toCti[0]!)
    const from = sim.now
    maintain(sim)
    sim.runFor('1200ms')
    const reply = ann.put({ state: 'READY' })
    sim.runFor('10s')
    const arrived = sim.messages('setAgentStateReq', from).find(({ from: by }) => by === 'cti A')!.at
    expect(arrived).toBeGreaterThan(sim.messages('sideActive', from)[0]!.at)
    expect([reply.says, reply.outcome, ann.state]).toEqual(['202', ['READY'], 'READY'])
  })

  it('[PGMM-07] do not make the PG believe that it has lost its clients', () => {
    const sim = simulation()
    const ann = sim.agent('1001').notReady(2).heard()
    slow(sim, sim.center.gateway.toCti[1]! ^ 1)
    const from = sim.now
    maintain(sim)
    sim.runFor('10s')
    expect([sim.truth('1001', from), ann.of('USER')]).toEqual([[], []])
  })
})

describe('a planned move that goes wrong', () => {
  const playing = () => simulation({ agents: 3 })

  it('[PGMM-08] for want of the word of the other side, ends in the failover of the node that waits for it', () => {
    const sim = playing()
    const ann = sim.agent('1001').ready()
    ann.heard()
    const from = sim.now
    const { network } = sim.center.kernel
    const fromB = sim.center.finesse[0]!.toCti[1]! ^ 1
    network.addRule(fromB, ({ kind }) => (kind === M.standbyActiveEvent ? 'drop' : 'pass'))
    maintain(sim)
    sim.runFor('3900ms')
    expect(service(sim, 1, from)).toEqual([])
    sim.runFor('56s')
    expect(syslog(sim, 1, from)).toContain('MAINTENANCE_MODE_REQUEST_TIMEOUT')
    const resets = sim.messages('connectionReset', from).filter((sent) => sent.from === 'finesse 1')
    expect(resets.map(({ to, at }) => [to, (at - from) / 1e6])).toEqual([
      ['cti A', 4],
      ['cti B', 4],
    ])
    expect(service(sim, 1, from)).toEqual(['OUT_OF_SERVICE', 'IN_SERVICE'])
    expect(service(sim, 2, from)).toEqual([])
    expect(places(sim)).toEqual(['in service at B', 'in service at B'])
    expect(ann.news('SYSTEM_INFO')).toEqual(['system OUT_OF_SERVICE', 'system IN_SERVICE'])
  })

  it.each([
    ['its processes die', (sim: Simulation) => orderPg(sim, { what: 'pg-side', side: 0, up: false })],
    [
      'its PIM dies',
      (sim: Simulation) => orderPg(sim, { what: 'pg-component', component: 'pim', side: 0, state: 'down' }),
    ],
    [
      'it loses Unified CM',
      (sim: Simulation) => orderPg(sim, { what: 'pg-component', component: 'jgw1', side: 0, state: 'down' }),
    ],
    ['the private link is cut', (sim: Simulation) => orderPg(sim, { what: 'private-link', up: false })],
  ])(
    '[PGMM-11][PGMM-08] because %s, is a PG failover: everybody is logged out with 50002 and in again',
    (_how, fails) => {
      const sim = playing()
      const ann = sim.agent('1001').ready()
      sim.agent('1002').notReady(2)
      const cat = sim.agent('1003')
      sim.caller({ talk: '5min' })
      sim.runFor('1s')
      ann.does(call(1), 'ANSWER')
      cat.ready()
      const from = sim.now
      maintain(sim)
      sim.runFor('500ms')
      fails(sim)
      sim.runFor('90s')
      expect(course(sim, from)).toEqual(['ASKING', 'CONTINUING', 'FAILED side failed'])
      expect(sim.truth('1001', from)).toEqual(['LOGOUT 50002', 'NOT_READY', 'TALKING'])
      expect(sim.truth('1002', from)).toEqual(['LOGOUT 50002', 'NOT_READY 2'])
      expect(sim.truth('1003', from)).toEqual(['LOGOUT 50002', 'NOT_READY', 'READY'])
      expect([places(sim), sides(sim)]).toEqual([
        ['in service at B', 'in service at B'],
        ['STOPPED', 'ACTIVE'],
      ])
      expect(sim.center.finesse.map(({ cti }) => cti.maintenance.mode)).toEqual(['', ''])
    },
  )

  it('[PGMM-11] because the router is lost, is a PG failover as well, though the other side has no router, either', () => {
    const never = { atUs: 1e15, entry: 0, repairs: true, deed: { kind: 'settle', name: 'nothing' } } as const
    const sim = simulation({ faults: [never] })
    sim.agent('1001').notReady(2)
    consent(sim, 2, true, 3_500_000)
    const from = sim.now
    sim.cut('router', 'gateway')
    maintain(sim)
    sim.runFor('3800ms')
    expect(course(sim, from).at(-1)).toBe('CONTINUING')
    sim.runFor('60s')
    expect(course(sim, from).at(-1)).toBe('FAILED side failed')
    expect([sides(sim), sim.truth('1001', from)]).toEqual([
      ['STOPPED', 'ACTIVE'],
      ['LOGOUT 50002', 'NOT_READY 2'],
    ])
    sim.heal('router', 'gateway')
    sim.runFor('60s')
    expect(places(sim)).toEqual(['in service at B', 'in service at B'])
  })

  it('[PGMM-08] because the side that was to take over dies, leaves the old one active; Finesse finds it again', () => {
    const sim = playing()
    const from = sim.now
    maintain(sim)
    sim.runFor('500ms')
    orderPg(sim, { what: 'pg-side', side: 1, up: false })
    sim.deed({ kind: 'end', node: 'cti B', silent: false })
    sim.runFor('90s')
    expect(course(sim, from)).toEqual(['ASKING', 'CONTINUING', 'FAILED peer failed'])
    expect([places(sim), sides(sim)]).toEqual([
      ['in service at A', 'in service at A'],
      ['ACTIVE', 'STOPPED'],
    ])
    expect(service(sim, 1, from)).toEqual(['OUT_OF_SERVICE', 'IN_SERVICE'])
  })

  it('[PGMM-08] because the old CTI server dies before the switch, is an ordinary CTI failover', () => {
    const sim = playing()
    const ann = sim.agent('1001').ready()
    const from = sim.now
    maintain(sim)
    sim.runFor('500ms')
    sim.deed({ kind: 'end', node: 'cti A', silent: false })
    sim.runFor('90s')
    expect(course(sim, from)).toEqual(['ASKING', 'CONTINUING', 'FAILED CTI server failed'])
    expect([places(sim), ann.state]).toEqual([['in service at B', 'in service at B'], 'READY'])
    expect(sim.truth('1001', from).includes('LOGOUT 50002')).toBe(false)
  })

  it('[PGMM-05] is none when the old CTI server dies after the switch: its clients have left anyway', () => {
    const sim = playing()
    const from = sim.now
    consent(sim, 1, true)
    maintain(sim)
    sim.runFor('1001ms')
    sim.deed({ kind: 'end', node: 'cti A', silent: false })
    sim.runFor('30s')
    expect([course(sim, from).at(-1), service(sim, 1, from), places(sim)[0]]).toEqual([
      'COMPLETED',
      [],
      'in service at B',
    ])
  })

  it('[PGMM-09] but had no other side to go to, takes the center out of service: why simplex is refused', () => {
    const sim = simulation({ defects: ['pg-maintenance-on-simplex'] })
    orderPg(sim, { what: 'pg-side', side: 1, up: false })
    sim.runFor('10s')
    maintain(sim)
    sim.runFor('5min')
    expect(sim.center.finesse.map(({ inService }) => inService)).toEqual([false, false])
  })

  it("[PGMM-09] but is not refused where a failure has made the other side's CTI server the active one", () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').ready()
    sim.deed({ kind: 'end', node: 'cti A', silent: false })
    sim.runFor('30s')
    sim.deed({ kind: 'start', node: 'cti A' })
    sim.runFor('30s')
    expect([places(sim), sides(sim)]).toEqual([
      ['in service at B', 'in service at B'],
      ['ACTIVE', 'STANDBY'],
    ])
    const from = sim.now
    ann.heard()
    const order = maintain(sim)
    sim.runFor('10s')
    // Nobody has to move: the CTI server that stops with its side is the standby one, and nobody is asked.
    expect(course(sim, from)).toEqual(['ASKING', 'CONTINUING', 'SWITCHING', 'COMPLETED'])
    expect([places(sim), sides(sim)]).toEqual([
      ['in service at B', 'in service at B'],
      ['STOPPED', 'ACTIVE'],
    ])
    expect([sim.messages('activeMaintenanceReq', from), ann.of('USER', 'DIALOGS', 'SYSTEM_INFO')]).toEqual([[], []])
    expect(order.touched).toBe(1)
    const links = () => sim.center.finesse.map(({ cti }) => cti.links[0]!.running.name)
    expect(links()).toEqual(['RETRYING', 'RETRYING'])
    orderPg(sim, { what: 'pg-side', side: 0, up: true })
    sim.runFor('10s')
    expect([sides(sim), links()]).toEqual([
      ['STANDBY', 'ACTIVE'],
      ['STANDBY', 'STANDBY'],
    ])
  })

  it('[PGMM-03] is begun without the consent that was refused, where nobody waits for it', () => {
    const sim = simulation({ defects: ['pg-maintenance-unasked'] })
    consent(sim, 2, false)
    maintain(sim)
    sim.runFor('10s')
    expect(places(sim)).toEqual(['in service at B', 'in service at B'])
  })
})

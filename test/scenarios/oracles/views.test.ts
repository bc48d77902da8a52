import { describe, expect, it } from 'vitest'
import { desktopsFollowTheTruth } from '../../../src/scenarios/oracles/desktops-follow-the-truth.ts'
import { finesseFollowsTheTruth } from '../../../src/scenarios/oracles/finesse-follows-the-truth.ts'
import { oneAgentOneNode } from '../../../src/scenarios/oracles/one-agent-one-node.ts'
import { viewsAgreeAfterTheCalm } from '../../../src/scenarios/oracles/views-agree-after-the-calm.ts'
import { AgentState, type AgentStateName } from '../../../src/sim/domain/agent-state.ts'
import { finesseServices } from '../../../src/sim/domain/fault.ts'
import { Life } from '../../../src/sim/kernel/kernel.ts'
import { desktopSession } from '../../../src/sim/machines/desktop-session.ts'
import { service } from '../../../src/sim/machines/service.ts'
import { lines, tell } from '../story.ts'

type Told = ReturnType<typeof tell>
const NOTIFICATION = finesseServices.indexOf('notification')
const [HUNG, STARTED] = (['HUNG', 'STARTED'] as const).map((name) => Object.keys(service.states).indexOf(name))
const finesse = ({ fact }: Told, at: number, agent: number, state: AgentStateName, reason = 0, node = 1) =>
  fact(at, 'finesseAgentState', agent, AgentState[state], reason, `finesse ${node}`)
const desktop = ({ fact }: Told, at: number, agent: number, state: AgentStateName, reason = 0) =>
  fact(at, 'desktopAgentState', agent, AgentState[state], reason, 'desktops')

describe('Finesse follows the truth', () => {
  it('finds nothing when both nodes take state after state, however late', () => {
    const told = tell(finesseFollowsTheTruth)
    told.states(0, [1, 'NOT_READY'], [2, 'READY'], [3, 'RESERVED'])
    for (const node of [1, 2]) {
      finesse(told, 3 + node, 0, 'NOT_READY', 0, node)
      finesse(told, 4 + node, 0, 'READY', 0, node)
      finesse(told, 5 + node, 0, 'RESERVED', 0, node)
    }
    expect(told.end()).toMatchObject({ judged: 6, violated: 0 })
  })

  it('names a state left out, out of order, or never there', () => {
    const told = tell(finesseFollowsTheTruth)
    told.states(0, [1, 'NOT_READY'], [2, 'READY'], [3, 'RESERVED'], [4, 'TALKING'])
    finesse(told, 5, 0, 'NOT_READY')
    finesse(told, 6, 0, 'RESERVED')
    finesse(told, 7, 0, 'READY')
    finesse(told, 8, 0, 'TALKING')
    finesse(told, 9, 0, 'NOT_READY', 7)
    // The first state a node ever takes may be any: it reads the present one when it starts.
    expect(lines(told.found())).toEqual([
      '6 agent 1001: finesse 1 has RESERVED, but the CTI server had READY next',
      '7 agent 1001: finesse 1 has READY, but the CTI server had TALKING next',
      '9 agent 1001: finesse 1 has NOT_READY (7), but the CTI server had nothing new next',
    ])
  })

  it('lets a node that was out of service go on with the last state', () => {
    const told = tell(finesseFollowsTheTruth)
    told.states(0, [1, 'NOT_READY'], [2, 'READY'])
    finesse(told, 1.5, 0, 'NOT_READY')
    told.fact(2, 'finesseStatus', 0, 2, 0, 'finesse 1')
    told.states(0, [3, 'RESERVED'], [4, 'TALKING'])
    told.fact(5, 'finesseStatus', 0, 4, 0, 'finesse 1')
    finesse(told, 6, 0, 'TALKING')
    expect(lines(told.end())).toEqual([])
  })

  it('cannot tell the order of what a process reads after a long hang, and takes it from nobody else', () => {
    const why = (hangs: boolean) => {
      const told = tell(finesseFollowsTheTruth)
      told.states(0, [1, 'NOT_READY'])
      finesse(told, 1.5, 0, 'NOT_READY')
      if (hangs) told.fact(2, 'process', 4, Life.HUNG)
      for (let n = 0; n < 10; n++) told.states(0, [3 + 2 * n, 'READY'], [4 + 2 * n, 'RESERVED'])
      if (hangs) told.fact(60, 'process', 4, Life.RUNNING)
      finesse(told, 60, 0, 'READY')
      return lines(told.end())
    }
    expect(why(true)).toEqual([])
    expect(why(false)).toEqual(['60 agent 1001: finesse 1 has READY, but the CTI server had 16 newer states next'])
  })
})

describe('desktops follow the truth', () => {
  it('finds nothing when the desktop shows what was, from its sign-in on', () => {
    const told = tell(desktopsFollowTheTruth)
    told.states(0, [1, 'NOT_READY'], [2, 'READY'])
    desktop(told, 3, 0, 'READY')
    told.fact(3, 'signedIn', 0, 1)
    told.states(0, [4, 'RESERVED'], [5, 'TALKING'])
    desktop(told, 6, 0, 'RESERVED')
    desktop(told, 7, 0, 'TALKING')
    expect(told.end()).toMatchObject({ judged: 3, violated: 0 })
  })

  it('names a state that a signed-in desktop left out, or made up', () => {
    const told = tell(desktopsFollowTheTruth)
    told.fact(0, 'signedIn', 0, 1)
    told.states(0, [1, 'NOT_READY'], [2, 'READY'], [3, 'RESERVED'])
    desktop(told, 4, 0, 'NOT_READY')
    desktop(told, 5, 0, 'RESERVED')
    desktop(told, 6, 0, 'WORK')
    expect(lines(told.found())).toEqual([
      '5 agent 1001: the desktop shows RESERVED, but the CTI server had READY next',
      '6 agent 1001: the desktop shows WORK, but the CTI server had nothing new next',
    ])
  })

  it('takes what a Notification Service held while it hung for what it is, and from no other', () => {
    const late = (hangs: boolean) => {
      const told = tell(desktopsFollowTheTruth, { faults: true })
      told.states(0, [1, 'NOT_READY'], [2, 'READY'], [3, 'RESERVED'], [4, 'TALKING'])
      for (const [at, state] of [[1.1, 'NOT_READY'] as const, [2.1, 'READY'] as const]) desktop(told, at, 0, state)
      if (hangs) told.fact(2.5, 'service', 1, NOTIFICATION, HUNG, 'finesse 1')
      desktop(told, 4.1, 0, 'TALKING')
      if (hangs) told.fact(5, 'service', 1, NOTIFICATION, STARTED, 'finesse 1')
      desktop(told, 5.1, 0, 'RESERVED')
      desktop(told, 5.2, 0, 'TALKING')
      return told.end().violated
    }
    expect([late(true), late(false)]).toEqual([0, 2])
  })

  it('lets a desktop that lost its stream read the present state', () => {
    const told = tell(desktopsFollowTheTruth)
    told.fact(0, 'signedIn', 0, 1)
    told.states(0, [1, 'NOT_READY'])
    desktop(told, 1.5, 0, 'NOT_READY')
    told.fact(2, 'presence', 0, 0, 0, 'finesse 1')
    told.states(0, [3, 'READY'], [4, 'RESERVED'], [5, 'TALKING'])
    told.fact(6, 'presence', 0, 1, 0, 'finesse 1')
    desktop(told, 7, 0, 'TALKING')
    expect(lines(told.end())).toEqual([])
  })
})

describe('three views agree after the calm', () => {
  it('finds nothing when all have the same', () => {
    const told = tell(viewsAgreeAfterTheCalm)
    told.states(0, [1, 'NOT_READY', 3])
    finesse(told, 2, 0, 'NOT_READY', 3)
    finesse(told, 2, 0, 'NOT_READY', 3, 2)
    told.fact(2, 'signedIn', 0, 1)
    desktop(told, 3, 0, 'NOT_READY', 3)
    expect(told.end()).toMatchObject({ judged: 1, violated: 0 })
  })

  it('names each view that differs', () => {
    const told = tell(viewsAgreeAfterTheCalm)
    told.states(0, [1, 'NOT_READY', 3])
    finesse(told, 2, 0, 'NOT_READY', 4)
    finesse(told, 2, 0, 'NOT_READY', 3, 2)
    told.fact(2, 'signedIn', 0, 1)
    desktop(told, 3, 0, 'READY')
    const why = 'the CTI server has NOT_READY (3), but finesse 1 has NOT_READY (4) and the desktop shows READY'
    expect(lines(told.end(100))).toEqual([`100 agent 1001: ${why}`])
  })

  it('leaves out what changed at the very end, and nodes out of service', () => {
    const told = tell(viewsAgreeAfterTheCalm)
    finesse(told, 1, 0, 'NOT_READY')
    finesse(told, 1, 1, 'NOT_READY')
    told.fact(2, 'finesseStatus', 0, 2, 0, 'finesse 1')
    told.states(0, [3, 'READY'])
    told.states(1, [99, 'READY'])
    expect(told.end(100)).toMatchObject({ judged: 1, violated: 0 })
  })
})

describe('one agent, one extension, one node', () => {
  it('finds nothing in a sign-in, a second one at the same node, and a move after a sign-out', () => {
    const { fact, end } = tell(oneAgentOneNode)
    fact(1, 'signedIn', 0, 1)
    fact(1, 'presence', 0, 1, 0, 'finesse 1')
    fact(2, 'signedIn', 0, 1)
    fact(3, 'signedOut', 0, 1)
    fact(3, 'presence', 0, 0, 0, 'finesse 1')
    fact(4, 'presence', 0, 1, 0, 'finesse 2')
    fact(5, 'signedIn', 0, 2)
    expect(end()).toMatchObject({ judged: 3, violated: 0 })
  })

  it('lets a node that was left find out late, however often its user signs in at the other', () => {
    const { fact, end } = tell(oneAgentOneNode, { faults: true })
    const session = (at: number, name: keyof typeof desktopSession.states, node: number) =>
      fact(at, 'desktopSession', 0, Object.keys(desktopSession.states).indexOf(name), node, 'desktops')
    fact(1, 'presence', 0, 1, 0, 'finesse 1')
    fact(2, 'signedIn', 0, 1)
    session(2, 'USABLE', 1)
    session(3, 'RECONNECTING', 1)
    for (const at of [4, 8]) {
      fact(at, 'presence', 0, 1, 0, 'finesse 2')
      fact(at + 1, 'signedIn', 0, 2)
      session(at + 1, 'USABLE', 2)
      session(at + 2, 'SIGNED_OUT', 2)
      fact(at + 2, 'signedOut', 0, 1)
      fact(at + 3, 'presence', 0, 0, 0, 'finesse 2')
    }
    expect(lines(end())).toEqual([])
  })

  it('names who is at two nodes, or signs out twice', () => {
    const { fact, found } = tell(oneAgentOneNode)
    fact(1, 'presence', 0, 1, 0, 'finesse 1')
    fact(2, 'signedIn', 0, 1)
    fact(3, 'presence', 0, 1, 0, 'finesse 2')
    fact(4, 'signedIn', 0, 2)
    fact(5, 'signedOut', 0, 1)
    fact(6, 'signedOut', 0, 1)
    expect(lines(found())).toEqual([
      '3 agent 1001: became available at finesse 2 while available at finesse 1',
      '4 agent 1001: signed in at Finesse 2 while signed in at Finesse 1',
      '6 agent 1001: signed out without being signed in',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import type { Failure, OpenConf, OpenReq } from '../../../src/sim/domain/cti.ts'
import { M } from '../../../src/sim/domain/messages.ts'
import { call, simulation } from '../simulation.ts'

describe('the CTI servers', () => {
  it('from 12.6 give each Finesse node an active session at one side and a standby session at the other', () => {
    const sim = simulation({ release: '12.6' })
    const sessions = sim.messages('openConf').map(({ from, to, body }) => [from, to, (body as OpenConf).session])
    expect(sessions.sort()).toEqual([
      ['cti A', 'finesse 1', 'active'],
      ['cti A', 'finesse 2', 'active'],
      ['cti B', 'finesse 1', 'standby'],
      ['cti B', 'finesse 2', 'standby'],
    ])
  })

  it('before 12.6 have no standby sessions: the nodes connect to the active side alone', () => {
    const sim = simulation({ release: '12.5' })
    expect(sim.messages('openReq').map(({ from, to }) => [from, to])).toEqual([
      ['finesse 1', 'cti A'],
      ['finesse 2', 'cti A'],
    ])
    expect(sim.messages('openReq').map(({ body }) => (body as OpenReq).version)).toEqual([23, 23])
  })

  it('send every event to both nodes, and the answer to a request only to the node that asked', () => {
    const sim = simulation()
    const since = sim.now
    sim.agent('1001')
    const to = (name: 'agentStateEvent' | 'requestConf') =>
      sim
        .messages(name, since)
        .filter(({ from }) => from === 'cti A')
        .map((message) => message.to)
    expect(to('requestConf')).toEqual(['finesse 1'])
    expect(to('agentStateEvent')).toEqual(['finesse 1', 'finesse 2'])
  })

  it('keep the two nodes in step: a call answered by one is seen by the other', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    sim.caller({ talk: '60s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    const elsewhere = sim.client('1001', 2)
    const user = elsewhere.send('getUser', 0)
    const dialogs = elsewhere.send('getDialogs', 0)
    sim.runFor('1s')
    expect(user.content).toMatchObject({ user: { state: 4 } })
    expect(dialogs.content).toEqual({ kind: 'dialogs', dialogs: [...ann.dialogs.values()] })
  })

  it('are sent a heartbeat every 5 s on each session, and answer it', () => {
    const sim = simulation({ finesseNodes: 1 })
    const since = sim.now
    sim.runFor('60s')
    expect(sim.messages('heartbeatReq', since).filter(({ to }) => to === 'cti A').length).toBe(12)
    expect(sim.messages('heartbeatReq', since).filter(({ to }) => to === 'cti B').length).toBe(12)
    expect(sim.messages('heartbeatConf', since).length).toBe(24)
  })

  it('refuse requests of a session that is only standby', () => {
    const sim = simulation({ finesseNodes: 1 })
    const [node] = sim.center.finesse
    const since = sim.now
    node!.env.send(node!.toCti[1]!, M.querySkillGroupStatisticsReq, 0, { invoke: 1 })
    sim.runUs(1)
    expect(sim.messages('failureConf', since).map(({ from, body }) => [from, (body as Failure).status])).toEqual([
      ['cti B', 15],
    ])
  })
})

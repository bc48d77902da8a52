import { describe, expect, it } from 'vitest'
import { Topic } from '../../../src/sim/domain/rest.ts'
import type { Client } from '../client.ts'
import { simulation } from '../simulation.ts'

const everything = (ann: Client) => [
  ann.send('getUser', 0),
  ann.put({ state: 'LOGIN', extension: '31001' }),
  ann.makeCall('5551234'),
  ann.send('getTeam', 0),
]

describe('a node that is not yet in service', () => {
  it('[CTI-07] [API-04] refuses everything but SystemInfo with 503', () => {
    const sim = simulation({ cold: true })
    const ann = sim.client('1001')
    sim.runFor('500ms')
    const refused = everything(ann)
    const info = ann.send('getSystemInfo', 0)
    sim.runFor('100ms')
    for (const { says, error } of refused) {
      expect(says).toBe('503 Service Unavailable')
      expect(error!.message).toBe('SERVER_OUT_OF_SERVICE')
    }
    expect(info.says).toBe('200')
    expect(info.content).toMatchObject({ info: { status: 'OUT_OF_SERVICE', heartbeatOk: false } })
  })

  it('asks nobody for the password meanwhile', () => {
    const sim = simulation({ cold: true })
    const ann = sim.client('1001')
    ann.password = 'wrong'
    for (let n = 0; n < 6; n++) ann.send('getUser', 0)
    sim.runFor('500ms')
    expect(sim.messages('credentialQuery')).toEqual([])
    ann.password = 'pw-1001'
    sim.runFor('10s')
    const read = ann.send('getUser', 0)
    sim.runFor('1s')
    expect(read.says).toBe('200')
  })

  it.each(['11.6', '12.5', '12.6'] as const)('in %s is in service once CTI sent all there is', (release) => {
    const sim = simulation({ cold: true, release, agents: 3, finesseNodes: 1 })
    sim.runFor('10s')
    // 1 s until the PG has settled; what a node loads then, it loaded days ago in truth.
    expect(sim.facts('finesseStatus').map((fact) => fact.at)).toEqual([1_000_000])
    expect(sim.messages('openReq')[0]!.at).toBe(1_000_000)
    expect(sim.messages('queryAgentStateReq').filter(({ from }) => from === 'finesse 1').length).toBe(3)
    expect(sim.messages('snapshotDeviceReq')).toEqual([])
  })

  it('tells whoever has a stream that it came into service', () => {
    const sim = simulation({ cold: true, latency: { serverUs: 100_000 } })
    const ann = sim.client('1001').connect()
    sim.runFor('8s')
    expect(ann.events.filter(({ topic }) => topic === Topic.SYSTEM_INFO).map(({ system }) => system!.status)).toEqual([
      'IN_SERVICE',
    ])
  })
})

describe('a node in service', () => {
  it('[API-05] says so, with the time of the last heartbeat', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    sim.runFor('60s')
    const info = ann.send('getSystemInfo', 0)
    sim.runFor('1s')
    expect(info.content).toMatchObject({ info: { status: 'IN_SERVICE', heartbeatOk: true } })
    const { heartbeatAt } = (info.content as { readonly info: { readonly heartbeatAt: number } }).info
    expect(info.sentAt - heartbeatAt).toBeLessThanOrEqual(5_000_000)
  })

  it('[API-04] answers what it does not know by 404', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    const replies = [ann.send('getQueue', 99), ann.send('getDialog', 1), ann.send('getReasonCodes', 0)]
    sim.runFor('1s')
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 400])
  })
})

import { describe, expect, it } from 'vitest'
import { call, simulation } from '../simulation.ts'

describe('requests', () => {
  it('[API-02] are answered at once; what becomes of them is told by an event later', () => {
    const sim = simulation({ latency: { serverUs: 2_000, desktopUs: 5_000 } })
    const ann = sim.agent('1001').heard()
    const ready = ann.put({ state: 'READY' })
    sim.runFor('1s')
    // 5 ms each way and 0.8 ms of work; on the way to CTI and the PG and back 2 ms a hop.
    expect(ready.at - ready.sentAt).toBe(10_800)
    expect(ready.events[0]!.at - ready.sentAt).toBe(5_000 + 800 + 4 * 2_000 + 250 + 60 + 5_000)
    expect([ready.says, ready.content]).toEqual(['202', undefined])
  })

  it('[DIALOG-10] about one device go to CTI one at a time', () => {
    const sim = simulation({ latency: { serverUs: 2_000 } })
    const ann = sim.agent('1001').ready()
    sim.caller()
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    const since = sim.now

    const hold = ann.dialog(call(1), 'HOLD')
    const retrieve = ann.dialog(call(1), 'RETRIEVE')
    sim.runFor('1s')

    expect([hold.says, retrieve.says]).toEqual(['202', '202'])
    const [toHold] = sim.messages('holdCallReq', since)
    const confirmed = sim.messages('requestConf', since).find(({ to }) => to === 'finesse 1')!
    const [toRetrieve] = sim.messages('retrieveCallReq', since)
    expect(toHold!.at).toBe(since)
    expect(confirmed.at).toBeGreaterThan(since + 2_000)
    expect(toRetrieve!.at).toBe(confirmed.at + 2_000)
    expect(hold.outcome).toEqual(['PUT call 1: 31001 HELD, 5550000001 ACTIVE'])
    expect(retrieve.outcome).toEqual(['PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE'])
  })

  it('[DIALOG-10] the next one goes out also after the one before was refused', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    sim.caller()
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    const early = ann.dialog(call(1), 'RETRIEVE')
    const hold = ann.dialog(call(1), 'HOLD')
    sim.runFor('1s')
    expect(early.outcome).toEqual(['error Generic Error 4047'])
    expect(hold.outcome).toEqual(['PUT call 1: 31001 HELD, 5550000001 ACTIVE'])
  })

  it('[DIALOG-10] of different agents do not wait for one another', () => {
    const sim = simulation({ agents: 2, latency: { serverUs: 2_000 } })
    const ann = sim.agent('1001')
    const ben = sim.agent('1002')
    const since = sim.now
    ann.put({ state: 'READY' })
    ben.put({ state: 'READY' })
    sim.runFor('1s')
    const sent = sim.messages('setAgentStateReq', since).filter(({ from }) => from === 'finesse 1')
    // The node works on them one after the other, 0.8 ms each.
    expect(sent.map(({ at }) => at - since)).toEqual([0, 800])
  })

  it('two states asked for together are taken one after the other, each under its own id', () => {
    const sim = simulation()
    const ann = sim.agent('1001').heard()
    const ready = ann.put({ state: 'READY' })
    const notReady = ann.put({ state: 'NOT_READY', reasonCodeId: 3 })
    sim.runFor('1s')
    expect(ready.outcome).toEqual(['READY'])
    expect(notReady.outcome).toEqual(['NOT_READY 3'])
    expect(ann.news('USER')).toEqual(['READY', 'NOT_READY 3'])
  })
})

describe('request ids', () => {
  it('[XMPP-04] come back in the answer and in the one event that is the outcome', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    sim.caller({ talk: '60s' })
    sim.runFor('1s')
    const answer = ann.does(call(1), 'ANSWER')
    const hold = ann.does(call(1), 'HOLD')
    for (const reply of [answer, hold]) {
      expect(reply.at).toBeGreaterThan(reply.sentAt)
      expect(reply.events.length).toBe(1)
    }
    sim.runFor('5min')
    expect(ann.events.filter(({ requestId }) => requestId === 0).length).toBeGreaterThan(4)
  })

  it("[XMPP-04] come back to the one who asked, and to nobody else's desktop", () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001')
    const ben = sim.agent('1002').heard()
    ann.makeCall('31002')
    sim.runFor('1s')
    const answer = ben.does(call(1), 'ANSWER')
    ann.heard()
    const drop = ben.does(call(1), 'DROP')
    expect(answer.events.length).toBe(1)
    expect(drop.events.length).toBe(1)
    expect(ann.of('DIALOGS', 'USER').every(({ requestId }) => requestId === 0)).toBe(true)
  })

  it('[XMPP-04] are in no event of a request that was refused at once', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    const refused = ann.put({ state: 'NOT_READY' })
    ann.put({ state: 'READY' })
    sim.runFor('1s')
    expect(refused.status).toBe(400)
    expect(refused.events).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { HOUR, SECOND } from '../../../src/sim/kernel/time.ts'
import { type Simulation, simulation } from '../simulation.ts'
import { constant } from '../workload.ts'

const AGENTS = 60
/** Of the desktops here, and somebody besides who only watches. */
const WATCHER = String(1001 + AGENTS - 1)

/** Agents at work, and so many calls a second: both nodes hear every CTI event of them. */
function busy(callsPerSecond: number): Simulation {
  return simulation({
    agents: AGENTS,
    desk: { answer: constant(SECOND) },
    shift: { startUs: 0, endUs: 2 * HOUR, share: (AGENTS - 1) / AGENTS, spreadUs: 30 * SECOND },
    traffic: [
      {
        arrivals: { kind: 'every', everyUs: Math.round(SECOND / callsPerSecond), fromUs: 120 * SECOND },
        untilUs: HOUR,
        talk: constant(5 * SECOND),
      },
    ],
  }).runFor('3min')
}

/** From the agent's new state at the PG until the client, which is only asked when it is quiet, has the event. */
function delays(sim: Simulation, from: number): number[] {
  return sim.center.desktops.slice(0, AGENTS - 1).flatMap(({ user }) => {
    if (user.index % 2 === 1) return []
    const truths = sim
      .facts('truthAgentState')
      .filter(({ about, at, x }) => about === user.index && at >= from && x === AgentState.TALKING)
    return truths.flatMap(({ at }) => {
      const shown = sim
        .facts('desktopAgentState')
        .find((one) => one.about === user.index && one.at >= at && one.x === AgentState.TALKING)
      return shown === undefined ? [] : [(shown.at - at) / SECOND]
    })
  })
}

/** Seconds that a client without a stream waits for the answers to SystemInfo and to GET User. */
function answers(sim: Simulation): number[] {
  const client = sim.client(WATCHER)
  const replies = [client.send('getSystemInfo', 0), client.send('getUser', client.user.index)]
  sim.runFor('2s')
  expect(replies.map(({ status }) => status)).toEqual([200, 200])
  return replies.map(({ at, sentAt }) => (at - sentAt) / SECOND)
}

describe('a node that has more to do than it can', () => {
  it('[XMPP-10] brings its events seconds late, and still answers requests at once', () => {
    const sim = busy(5)
    const before = sim.now
    sim.runFor('1min')
    expect(Math.max(...delays(sim, before))).toBeLessThan(0.1)

    sim.deed({ kind: 'drag', node: 'finesse 1', us: 30_000 })
    const since = sim.now
    sim.runFor('2min')
    const late = delays(sim, since)
    expect(late.length).toBeGreaterThan(50)
    expect(Math.max(...late)).toBeGreaterThan(10)
    expect(Math.max(...answers(sim))).toBeLessThan(0.2)

    sim.deed({ kind: 'drag', node: 'finesse 1', us: 0 })
    sim.runFor('10s')
    const after = sim.now
    sim.runFor('30s')
    expect(Math.max(...delays(sim, after))).toBeLessThan(0.1)
  })

  it('[XMPP-10] an event says when the CTI message came that it is about, not when there was time for it', () => {
    const sim = busy(5)
    sim.deed({ kind: 'drag', node: 'finesse 1', us: 30_000 })
    sim.runFor('1min')
    const since = sim.now
    sim.runFor('30s')
    const events = sim
      .messages('event', since)
      .filter(({ from }) => from === 'finesse 1')
      .map(({ at, body }) => (at - (body as { readonly origin: number }).origin) / SECOND)
    expect(events.length).toBeGreaterThan(50)
    expect(Math.max(...events)).toBeGreaterThan(5)
    const quick = sim.messages('event', since).filter(({ from }) => from === 'finesse 2')
    const waits = quick.map(({ at, body }) => (at - (body as { readonly origin: number }).origin) / SECOND)
    expect(Math.max(...waits)).toBeLessThan(0.1)
  })
})

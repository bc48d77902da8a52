import { describe, expect, it } from 'vitest'
import { type Simulation, simulation } from '../simulation.ts'

/** As many as in the TechNote. The last one has an agent of its own, of whom the statistics have news. */
const QUEUES = Array.from({ length: 751 }, (_, index) => `queue-${index + 1}`)
const LAST = QUEUES.length - 1
const AGENT = String(1001 + LAST)

/** A node whose CTI answers take that long, on the way there and back. */
function center(delayMs: number, queueStatisticsSec?: number): Simulation {
  const sim = simulation({
    agents: QUEUES.length,
    queues: QUEUES,
    finesseNodes: 1,
    watchQueues: true,
    settings: { queueStatisticsSec },
  })
  const trouble = { delayUs: (delayMs * 1000) / 2 }
  sim.deed({ kind: 'trouble', from: 'finesse 1', to: 'cti A', both: true, trouble, name: 'slow' })
  return sim
}

const waiting = (sim: Simulation): number => sim.center.finesse[0]!.statistics.pending

/** What the statistics of the last queue say some time after its agent was called. */
function talkingShown(sim: Simulation, after: string): number {
  const agent = sim.agent(AGENT).ready()
  sim.caller({ queue: LAST, talk: '1h' })
  sim.runFor('1s')
  agent.does(agent.dialogs.keys().next().value!, 'ANSWER')
  sim.runFor(after)
  expect(sim.truth(AGENT).at(-1)).toBe('TALKING')
  return sim.center.finesse[0]!.queueViews[LAST]!.talkingInbound
}

describe('751 queues, asked about every ten seconds', () => {
  it('[QUEUE-04] keep up with a CTI delay of 62 ms', () => {
    const sim = center(62).runFor('12min')
    expect(sim.facts('statisticsOverrun')).toEqual([])
    expect(waiting(sim)).toBeLessThan(QUEUES.length)
    expect(talkingShown(sim, '30s')).toBe(1)
  })

  it('[QUEUE-04] do not with one of 70 ms: the buffer fills in minutes, and the last queues stand still', () => {
    const sim = center(70).runFor('5min')
    expect(waiting(sim)).toBeGreaterThan(1000)
    expect(sim.facts('statisticsOverrun')).toEqual([])
    sim.runFor('10min')
    const overruns = sim.facts('statisticsOverrun')
    expect(overruns.length).toBeGreaterThan(0)
    expect(Math.max(...overruns.map(({ x }) => x))).toBe(5000)
    expect(talkingShown(sim, '10min')).toBe(0)
  })

  it('[QUEUE-04] are asked about again once the delay is gone', () => {
    const sim = center(70).runFor('15min')
    sim.deed({ kind: 'settle', name: 'slow' })
    sim.runFor('125s')
    expect(waiting(sim)).toBe(0)
    expect(talkingShown(sim, '30s')).toBe(1)
  })

  it('[QUEUE-04] with a round every 20 s, keep up with a delay of 124 ms, and not with one of 135 ms', () => {
    const [bearable, unbearable] = [center(124, 20).runFor('8min'), center(135, 20).runFor('8min')]
    expect(waiting(bearable)).toBeLessThan(QUEUES.length)
    expect(talkingShown(bearable, '1min')).toBe(1)
    expect(waiting(unbearable)).toBeGreaterThan(QUEUES.length)
  })
})

describe('a pool of workers that ask', () => {
  it('has five queries under way at most, and takes the next as each answer comes', () => {
    const sim = simulation({ queues: QUEUES.slice(0, 12), finesseNodes: 1, watchQueues: true, cold: true })
    sim.runFor('9s')
    const trouble = { delayUs: 100_000 }
    sim.deed({ kind: 'trouble', from: 'finesse 1', to: 'cti A', both: true, trouble, name: 'slow' })
    sim.runFor('2s')
    const asked = sim.messages('querySkillGroupStatisticsReq').filter(({ from }) => from === 'finesse 1')
    const rounds = [...new Set(asked.map(({ at }) => at))].map((at) => asked.filter((one) => one.at === at).length)
    expect(rounds).toEqual([5, 5, 2])
  })

  it('does without answers that were lost', () => {
    const sim = simulation({ queues: QUEUES.slice(0, 12), finesseNodes: 1, watchQueues: true })
    const match = { names: ['skillGroupStatisticsConf'] }
    // biome-ignore lint/suspicious/noThenProperty: the language of troubles has the word
    const trouble = { match, then: 'drop' } as const
    sim.deed({ kind: 'trouble', from: 'cti A', to: 'finesse 1', both: false, trouble, name: 'lossy' })
    sim.runFor('15s')
    sim.deed({ kind: 'settle', name: 'lossy' })
    const since = sim.now
    sim.runFor('20s')
    expect(
      sim.messages('skillGroupStatisticsConf', since).filter(({ to }) => to === 'finesse 1').length,
    ).toBeGreaterThan(11)
    expect(waiting(sim)).toBe(0)
  })
})

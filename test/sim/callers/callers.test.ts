import { describe, expect, it } from 'vitest'
import { call, simulation } from '../simulation.ts'
import { constant } from '../workload.ts'

const SECOND = 1_000_000

describe('callers', () => {
  it('come like a metronome when told, until their time is over', () => {
    const sim = simulation({
      traffic: [{ arrivals: { kind: 'every', everyUs: 20 * SECOND, fromUs: 30 * SECOND }, untilUs: 100 * SECOND }],
    })
    sim.runFor('5min')
    expect(sim.facts('contactOffered').map(({ at }) => at / SECOND)).toEqual([30, 50, 70, 90])
  })

  it('come at the same times whatever the center does with them', () => {
    const arrivals = (agents: number) => {
      const steps = [{ fromUs: 0, perHour: 600 }]
      const traffic = [
        { arrivals: { kind: 'poisson', shape: 'steps', steps } as const, patience: constant(30 * SECOND) },
      ]
      const sim = simulation({ agents, traffic })
      for (let n = 1; n < agents; n++) sim.agent(String(1000 + n)).ready()
      sim.runUs(600 * SECOND - sim.now)
      return sim.facts('contactOffered').map(({ at }) => at)
    }
    expect(arrivals(1)).toEqual(arrivals(4))
    expect(arrivals(1).length).toBeGreaterThan(50)
  })

  it('hear announcements first, and can hang up during them', () => {
    const arrivals = { kind: 'every', everyUs: 1000 * SECOND, fromUs: 20 * SECOND } as const
    const sim = simulation({
      traffic: [{ name: 'patient', arrivals, ivr: constant(15 * SECOND), patience: constant(7 * SECOND) }],
    })
    sim.runFor('60s')
    expect(sim.facts('contactQueued').map(({ at }) => at / SECOND)).toEqual([35])
    expect(sim.facts('contactAbandoned').map(({ at, y }) => [at / SECOND, y])).toEqual([[42, 7000]])
  })

  it('who gave up call again after a while, at most as often as they would', () => {
    const sim = simulation({
      traffic: [
        {
          arrivals: { kind: 'every', everyUs: 100_000 * SECOND, fromUs: 20 * SECOND },
          patience: constant(10 * SECOND),
          redial: { chance: 1, after: constant(60 * SECOND), most: 2 },
        },
      ],
    })
    sim.runFor('1h')
    expect(sim.facts('contactOffered').map(({ at }) => at / SECOND)).toEqual([20, 90, 160])
    expect(sim.facts('contactAbandoned').length).toBe(3)
  })

  it('talk as long as they have to say, from the moment they are answered', () => {
    const sim = simulation()
    const ann = sim.agent('1001').ready()
    const contact = sim.caller({ talk: '42s', patience: '10s' })
    sim.runFor('8s')
    ann.does(call(1), 'ANSWER')
    sim.runFor('60s')
    const [answered] = sim.facts('contactAnswered')
    const [ended] = sim.facts('contactEnded')
    expect(ended!.at - answered!.at).toBe(42 * SECOND)
    expect(ended!.x).toBe(1)
    expect(sim.contact(contact)).not.toContain('abandoned')
  })

  it('who said all and leave it to the agent to hang up wait 30 s for it', () => {
    const sim = simulation({ desk: { agentHangsUp: 1 } })
    const ann = sim.agent('1001').ready()
    sim.caller({ talk: '10s' })
    sim.runFor('1s')
    ann.does(call(1), 'ANSWER')
    sim.runFor('60s')
    const [answered] = sim.facts('contactAnswered')
    expect(sim.facts('contactEnded')[0]!.at - answered!.at).toBe(40 * SECOND)
  })
})

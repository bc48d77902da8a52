import { describe, expect, it } from 'vitest'
import { call, us } from '../simulation.ts'
import { constant, quietDesk } from '../workload.ts'
import { office } from './scene.ts'

const SECOND = 1_000_000
const conference = { chance: 1, after: constant(SECOND), talk: constant(10 * SECOND), leave: 0 }

describe('a conference that the caller has left', () => {
  it.each(['with', 'without'])('is ended by the agents who are on it, %s a screen', (screen) => {
    const scene = office({ agents: 2, desk: { handling: { ...quietDesk.handling, conference } } })
    const { sim } = scene
    sim.caller({ talk: '60s' })
    sim.runFor('30s')
    expect(sim.facts('truthCallMerged').map(({ about }) => about)).toEqual([call(1)])
    if (screen === 'without') scene.does('close', { noticed: false }, { users: [0, 1] })
    sim.runFor('2min')
    const [over] = sim.facts('contactEnded')
    const [, ended] = sim.facts('truthCallEnded')
    expect(ended!.about).toBe(call(1))
    expect(ended!.at - over!.at).toBeGreaterThanOrEqual(us('2s'))
    expect(ended!.at - over!.at).toBeLessThan(us('2100ms'))
  })
})

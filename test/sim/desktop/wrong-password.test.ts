import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../src/sim/kernel/time.ts'
import { simulation } from '../simulation.ts'
import { constant } from '../workload.ts'

const verdicts = ['right', 'right', 'right', 'locked', 'wrong', 'no AWDB']

/** What a node made of the tries of one agent, each with its minute. */
function tries(times: number, rest: { readonly client?: 'ip-phone'; readonly chance?: number } = {}) {
  const wrongPassword = { chance: rest.chance ?? 1, times, pause: constant(6 * MINUTE) }
  const shift = { startUs: 0, endUs: 1000 * MINUTE }
  const phoneAgents = { share: rest.client === 'ip-phone' ? 1 : 0 }
  const sim = simulation({ agents: 1, desk: { home: 1, wrongPassword }, shift, topology: { phoneAgents } })
  sim.runFor('30min')
  const facts = sim.facts('authenticated').filter(({ about }) => about === 0)
  const first = facts.findIndex(({ x }) => x === 1)
  return facts
    .slice(0, first < 0 ? undefined : first + 1)
    .map(({ at, y }) => `${verdicts[y]} ${Math.round(at / (10 * SECOND)) / 6}`)
    .map((text) => text.replace(/\.\d+$/, ''))
}

describe('who mistypes', () => {
  it('is refused so often, and then types the right password after a pause', () => {
    expect(tries(2)).toEqual(['wrong 0', 'wrong 0', 'right 6'])
  })

  it('[LOCK-01][LOCK-02] is locked by the fifth, and waits for the lock to end without knowing of it', () => {
    const wrong = Array.from({ length: 5 }, () => 'wrong 0')
    expect(tries(6)).toEqual([...wrong, 'locked 0', 'right 6'])
  })

  it('[LOCK-05] is locked on an IP phone as well', () => {
    expect(tries(6, { client: 'ip-phone' }).filter((text) => text.startsWith('locked')).length).toBeGreaterThan(0)
  })

  it('is nobody where the chance is none', () => {
    expect(tries(6, { chance: 0 })).toEqual(['right 0'])
  })
})

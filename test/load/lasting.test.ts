import { describe, expect, it } from 'vitest'
import { everybody, freeUsers, lasting } from '../../src/load/serve/lasting.ts'
import { defineScenario } from '../../src/scenarios/define.ts'
import { createContactCenter } from '../../src/sim/contact-center.ts'
import { AgentState } from '../../src/sim/domain/agent-state.ts'
import { Fact } from '../../src/sim/domain/facts.ts'
import { HOUR, MINUTE } from '../../src/sim/kernel/time.ts'

const { workload } = defineScenario({
  name: 'short',
  why: 'a day that would be over soon',
  duration: '10min',
  calm: '1min',
  topology: { agents: 4, supervisors: 1, teamSize: 4, queues: ['sales'], finesse: 2, cti: 'AB', awdb: 2 },
  shifts: [
    { start: '0s', end: '5min', spread: '10s', share: '25%' },
    { start: '0s', spread: '10s' },
  ],
  traffic: [
    { name: 'morning', queue: 'sales', arrive: { every: '1min' }, until: '4min', talk: '10s' },
    { name: 'all day', queue: 'sales', arrive: { poisson: '60/h' }, talk: '10s' },
  ],
})

describe('a scenario that is served', () => {
  it('goes on beyond its end, but for what ends earlier', () => {
    const center = createContactCenter(lasting(workload), '1')
    const offered: number[] = []
    const states = new Map<number, number>()
    center.kernel.trace.on(Fact.contactOffered, (at) => offered.push(at))
    center.kernel.trace.on(Fact.truthAgentState, (_at, about, x) => states.set(about, x))
    center.kernel.run(3 * HOUR)
    expect(offered.filter((at) => at > 2 * HOUR).length).toBeGreaterThan(30)
    expect(offered.filter((at) => at > 5 * MINUTE).every((at) => at % MINUTE !== 0)).toBe(true)
    expect(states.get(0)).toBe(AgentState.LOGOUT)
    expect([1, 2, 3, 4].map((user) => states.get(user) === AgentState.LOGOUT)).toEqual([false, false, false, false])
  })

  it('has statistics of its queues for whoever asks, although nobody in it looks at them', () => {
    expect(workload.supervision.watchQueues).toBe(false)
    const center = createContactCenter(lasting(workload), '1')
    center.kernel.run(MINUTE)
    for (const { queueViews } of center.finesse) expect(queueViews[0]).toMatchObject({ loggedOn: 4 })
  })

  it('keeps the first agents and a supervisor free, and nothing else about it changes', () => {
    const free = freeUsers(workload.topology, 2)
    expect([...free]).toEqual([0, 1, 4])
    const center = createContactCenter(lasting(workload), '1', { free })
    const seen = new Set<number>()
    center.kernel.trace.on(Fact.truthAgentState, (_at, about) => seen.add(about))
    center.kernel.run(HOUR)
    expect([...seen].sort()).toEqual([2, 3])
    expect(freeUsers(workload.topology, 0).size).toBe(0)
    expect(freeUsers(workload.topology, 99).size).toBe(5)
    expect([...everybody(workload.topology)]).toEqual([0, 1, 2, 3, 4])
  })
})

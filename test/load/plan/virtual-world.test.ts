/** What the plan says is what the virtual world does, whatever fails in it. */
import { describe, expect, it } from 'vitest'
import type { PlanEntry, PlanKind } from '../../../src/load/plan/entry.ts'
import { planEntries } from '../../../src/load/plan/plan.ts'
import { defineScenario } from '../../../src/scenarios/define.ts'
import type { ScenarioText } from '../../../src/scenarios/schema.ts'
import { createContactCenter } from '../../../src/sim/contact-center.ts'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import type { Contact } from '../../../src/sim/domain/contact.ts'
import { Fact } from '../../../src/sim/domain/facts.ts'
import { M } from '../../../src/sim/domain/messages.ts'
import type { Workload } from '../../../src/sim/domain/workload.ts'
import { HOUR, MINUTE, SECOND } from '../../../src/sim/kernel/time.ts'

const SEED = 'plan'

const center = (rest: Partial<Omit<ScenarioText, 'extends'>>): Workload =>
  defineScenario({
    name: 'planned',
    why: 'To be compared with its plan.',
    duration: '1h',
    topology: { agents: 40, supervisors: 4, queues: 4, queuesPerAgent: 2, phoneAgents: { share: '20%' } },
    ...rest,
  }).workload

function played(workload: Workload) {
  const { kernel, directory } = createContactCenter(workload, SEED)
  const offered: Contact[] = []
  const offeredAt: number[] = []
  kernel.codec = (kind, body) => {
    if (kind === M.offered && (body as Contact).attempt === 1) {
      offered.push(body as Contact)
      offeredAt.push(kernel.now)
    }
    return body
  }
  const firstAsked = new Map<number, number>()
  kernel.trace.on(Fact.requestSent, (at, user) => {
    if (!firstAsked.has(user)) firstAsked.set(user, at)
  })
  const states: { at: number; user: number; state: number; reason: number }[] = []
  kernel.trace.on(Fact.truthAgentState, (at, user, state, reason) => states.push({ at, user, state, reason }))
  const redials = { count: 0 }
  kernel.trace.on(Fact.contactOffered, () => redials.count++)
  kernel.run(workload.busyUs + workload.calmUs)
  return { offered, offeredAt, firstAsked, states, redials: redials.count - offered.length, directory }
}

const of = <Kind extends PlanKind>(workload: Workload, kind: Kind) =>
  [...planEntries(workload, SEED)].filter((entry): entry is Extract<PlanEntry, { kind: Kind }> => entry.kind === kind)

const callsOf = (workload: Workload) =>
  of(workload, 'call').map(({ at, traffic, queue, talkUs, ivrUs, agentEnds }) => ({
    at,
    traffic,
    queue,
    talkUs,
    ivrUs,
    agentEnds,
  }))

describe('the plan and the virtual world', () => {
  it('have the same callers, with the same to say, also when many give up, call again and the center fails', () => {
    const workload = center({
      traffic: [
        {
          arrive: { poisson: '40/agent/h' },
          ivr: { uniform: ['2s', '8s'] },
          patience: { exponential: '20s' },
          redial: { chance: '80%', after: { exponential: '30s' }, most: 3 },
        },
        { queue: 'all', name: 'by the clock', arrive: { every: '17s' } },
      ],
      timeline: [
        { at: '20min', do: 'surge', times: 2, for: '5min' },
        { at: '30min', do: 'crash', what: 'finesse 1', for: '10min' },
      ],
    })
    const { offered, offeredAt, redials } = played(workload)
    expect(redials).toBeGreaterThan(100)
    const seen = offered.map(({ traffic, queue, talkUs, ivrUs, agentEnds }, index) => ({
      at: offeredAt[index]!,
      traffic,
      queue,
      talkUs,
      ivrUs,
      agentEnds,
    }))
    expect(seen).toEqual(callsOf(workload))
    expect(seen.length).toBeGreaterThan(1500)
  })

  it('have everybody sign in at the same moment', () => {
    const workload = center({
      shifts: [
        { share: '50%', spread: '5min' },
        { start: '20min', spread: '1min' },
      ],
    })
    const { firstAsked, directory } = played(workload)
    const signIns = of(workload, 'sign-in')
    expect(signIns.length).toBe(44)
    const lag = (isPhone: boolean) =>
      signIns
        .filter(({ user }) => (directory.users[user]!.client === 'ip-phone') === isPhone)
        .map(({ user, at }) => firstAsked.get(user)! - at)
    expect(lag(false)).toEqual(new Array(36).fill(0))
    // On a phone a page is fetched and three entries are typed before Finesse is asked.
    const typed = lag(true).map((us) => us - 9 * SECOND)
    expect(typed.length).toBe(8)
    expect(typed.every((us) => us >= 0 && us < SECOND)).toBe(true)
  })

  it('have breaks at the same moment and of the same length, where no call comes between', () => {
    const workload = center({
      traffic: [],
      shifts: [
        { breaks: [{ at: '20min', spread: '10min', for: { exponential: '5min' }, share: '70%', reason: 'Lunch' }] },
      ],
    })
    const { states } = played(workload)
    const breaks = of(workload, 'break')
    expect(breaks.length).toBeGreaterThan(20)
    for (const { user, at, forUs } of breaks) {
      const own = states.filter((one) => one.user === user)
      const began = own.findIndex((one) => one.at >= at)
      expect(own[began]!.state).toBe(AgentState.NOT_READY)
      expect(own[began]!.at - at).toBeLessThan(SECOND)
      expect(own[began + 1]!.at - own[began]!.at - forUs).toBeLessThan(SECOND)
      expect(own[began + 1]!.at - own[began]!.at).toBeGreaterThanOrEqual(forUs)
    }
    expect(
      states.filter(({ at, state }) => at > 20 * MINUTE && at < 30 * MINUTE && state === AgentState.NOT_READY).length,
    ).toBe(breaks.length)
  })

  it('have the same calls that agents place of their own accord, whenever the agent is free for them', () => {
    const workload = center({
      traffic: [],
      desk: { outbound: { rate: '6/agent/h' }, agentToAgent: { rate: '3/agent/h' } },
    })
    const { kernel } = createContactCenter(workload, SEED)
    const placed: { at: number; user: number }[] = []
    kernel.trace.on(Fact.truthParty, (at, _call, user, state) => {
      if (state === 1 && user >= 0) placed.push({ at, user })
    })
    kernel.run(HOUR)
    const planned = of(workload, 'own-call')
    expect(planned.length).toBeGreaterThan(250)
    const isPlanned = ({ at, user }: { at: number; user: number }) =>
      planned.some((one) => one.user === user && at - one.at >= 0 && at - one.at < SECOND)
    expect(placed.length).toBeGreaterThan(100)
    expect(placed.filter((one) => !isPlanned(one))).toEqual([])
  })
})

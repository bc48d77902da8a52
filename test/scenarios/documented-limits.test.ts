import { describe, expect, it } from 'vitest'
import { beyondText } from '../../src/report/beyond-text.ts'
import { beyondLimits, busiestHour } from '../../src/scenarios/documented-limits.ts'
import type { RateStep } from '../../src/sim/domain/workload.ts'
import { HOUR, MILLISECOND, MINUTE } from '../../src/sim/kernel/time.ts'
import { type Setting, workloadOf } from '../sim/workload.ts'

const queues = (count: number): string[] => Array.from({ length: count }, (_, index) => `queue ${index}`)
const found = (setting: Setting): string[] => beyondLimits(workloadOf(setting)).map(beyondText)
/** Small teams, so that only what is asked for can be too large. */
const center = (agents: number, perAgent: number, rest: Setting = {}): string[] =>
  found({ agents, queues: queues(perAgent), queuesPerAgent: perAgent, teamSize: 20, ...rest })

const steps = (...list: readonly (readonly [minutes: number, perHour: number])[]): RateStep[] =>
  list.map(([minutes, perHour]) => ({ fromUs: minutes * MINUTE, perHour }))
/** So many in the third hour, and few before. */
const calls = (perHour: number) => [
  { arrivals: { kind: 'poisson' as const, shape: 'steps' as const, steps: steps([0, 10], [120, perHour]) } },
]

describe('documented limits', () => {
  it.each([
    [15, 2000],
    [20, 1500],
    [30, 1000],
    [40, 750],
    [50, 600],
  ])('[LIMIT-01] at %i queues an agent allow %i users, and name one more', (perAgent, users) => {
    expect(center(users, perAgent)).toEqual([])
    const format = (value: number) => value.toLocaleString('en-US')
    expect(center(users + 1, perAgent)).toEqual([
      `${format(users + 1)} users at ${perAgent} queues an agent; ${format(users)} are documented`,
    ])
    // Supervisors are users as well.
    expect(center(users - 10, perAgent, { supervisors: 11 })[0]).toContain(`${format(users + 1)} users`)
  })

  it('[LIMIT-01] fall with one queue more, and end at fifty', () => {
    expect(center(2000, 16)).toEqual(['2,000 users at 16 queues an agent; 1,500 are documented'])
    expect(center(600, 51)).toEqual([
      '51 queues of an agent; 50 are documented',
      '51 queues of a team; 50 are documented',
    ])
  })

  it('[LIMIT-02] allow 30 calls an agent in the busiest hour, and name more', () => {
    expect(center(100, 1, { traffic: calls(3000) })).toEqual([])
    expect(center(100, 1, { traffic: calls(3010) })).toEqual([
      '30.1 calls an agent and hour, in the busiest hour; 30 are documented',
    ])
  })

  it('[LIMIT-03] allow teams of 50 agents and 10 supervisors, and supervisors of 50 agents', () => {
    expect(found({ agents: 50, teamSize: 50, supervisors: 10 })).toEqual([])
    expect(found({ agents: 51, teamSize: 51, supervisors: 11 })).toEqual([
      '51 agents in a team; 50 are documented',
      '11 supervisors of a team; 10 are documented',
      '51 agents of a supervisor; 50 are documented',
    ])
  })

  it('[LIMIT-03] allow Unified CCX 400 agents, 42 supervisors and 6,000 calls an hour', () => {
    const express = { deployment: 'ccx', teamSize: 10 } as const
    expect(found({ ...express, agents: 400, supervisors: 42, traffic: calls(6000) })).toEqual([])
    expect(found({ ...express, agents: 401, supervisors: 43, traffic: calls(6001) })).toEqual([
      '401 agents of a Unified CCX; 400 are documented',
      '43 supervisors of a Unified CCX; 42 are documented',
      '6,001 calls in the busiest hour of a Unified CCX; 6,000 are documented',
    ])
  })

  it('[LIMIT-04] allow 80 ms of round trip between nodes and 400 ms from a desktop', () => {
    const away = (serverMs: number, desktopMs: number): string[] =>
      found({ latency: { serverUs: serverMs * MILLISECOND, desktopUs: desktopMs * MILLISECOND, desktopJitterUs: 0 } })
    expect(away(40, 200)).toEqual([])
    expect(away(41, 201)).toEqual([
      '82 ms of round trip between the nodes; 80 are documented',
      '402 ms of round trip from a desktop to its node; 400 are documented',
    ])
  })

  it('give the public document that each is from', () => {
    for (const { source } of beyondLimits(workloadOf({ agents: 3000, teamSize: 60, traffic: calls(200_000) }))) {
      expect(source).toMatch(/Guide/)
    }
  })
})

describe('the busiest hour', () => {
  const hour = (list: RateStep[], shape: 'steps' | 'linear', busyUs = 8 * HOUR, untilUs = busyUs): number => {
    const [traffic] = workloadOf({}).traffic
    return busiestHour([{ ...traffic!, untilUs, arrivals: { kind: 'poisson', shape, steps: list } }], busyUs)
  }

  it('may begin and end within steps', () => {
    expect(hour(steps([0, 100], [90, 200], [120, 600], [150, 100]), 'steps')).toBe(400)
  })

  it('follows slopes, and streams that end early', () => {
    expect(hour(steps([0, 0], [60, 120]), 'linear')).toBe(120)
    expect(hour(steps([0, 0], [60, 120]), 'linear', HOUR)).toBe(60)
    expect(hour(steps([0, 120]), 'steps', HOUR, HOUR / 2)).toBe(60)
  })

  it('of a shorter run is its rate', () => {
    expect(hour(steps([0, 120]), 'steps', HOUR / 4)).toBe(120)
  })
})

/**
 * Where a center is larger, busier or further apart than its documents allow. Nothing stops there: a run beyond a limit
 * is a run beyond a limit, and its reports say so.
 */
import { createDirectory, type Directory } from '../sim/domain/directory.ts'
import type { Arrivals, RateStep, Topology, Traffic, Workload } from '../sim/domain/workload.ts'
import { HOUR, MILLISECOND, type Micros } from '../sim/kernel/time.ts'

export interface BeyondLimit {
  /** What is beyond it: `users at 15 queues an agent`. */
  readonly what: string
  readonly value: number
  readonly limit: number
  /** The public document that gives the limit. */
  readonly source: string
}

const PACKAGED = 'Solution Design Guide Packaged CCE 12.6(2), Sizing and Operating Conditions for Reference Designs'
const UNIFIED = 'Solution Design Guide Unified CCE 12.6(1), Non-Reference Designs'
const EXPRESS = 'Solution Design Guide Unified CCX 12.5(1), sizing'
const INSTALLATION = 'Cisco Finesse Installation and Upgrade Guide, network requirements'

/** Users of one agent PG and one pair of Finesse nodes, by the queues of an agent. */
const usersAt: readonly (readonly [queues: number, users: number])[] = [
  [15, 2000],
  [20, 1500],
  [30, 1000],
  [40, 750],
  [50, 600],
]
const CALLS_PER_AGENT = 30
const TEAM = { agents: 50, supervisors: 10, queues: 50 } as const
const AGENTS_OF_SUPERVISOR = 50
const CCX = { agents: 400, supervisors: 42, callsPerHour: 6000 } as const
const ROUND_TRIP_MS = { servers: 80, desktop: 400 } as const

/** What is beyond a documented limit, the users first; empty where nothing is. */
export function beyondLimits(workload: Workload): readonly BeyondLimit[] {
  const { topology, deployment } = workload
  const directory = createDirectory(topology)
  const perHour = busiestHour(workload.traffic, workload.busyUs)
  const found = [
    ...(deployment === 'ccx' ? sizeOfCcx(topology, perHour) : sizeOfCce(topology, perHour)),
    ...teams(directory),
    ...roundTrips(topology),
  ]
  return found.filter(({ value, limit }) => value > limit)
}

function sizeOfCce({ agents, supervisors, queuesPerAgent }: Topology, perHour: number): BeyondLimit[] {
  const last = usersAt.at(-1)!
  const [, users] = usersAt.find(([queues]) => queuesPerAgent <= queues) ?? last
  const each = `users at ${queuesPerAgent === 1 ? '1 queue' : `${queuesPerAgent} queues`} an agent`
  return [
    { what: each, value: agents + supervisors, limit: users, source: PACKAGED },
    { what: 'queues of an agent', value: queuesPerAgent, limit: last[0], source: PACKAGED },
    {
      what: 'calls an agent and hour, in the busiest hour',
      value: round(perHour / agents),
      limit: CALLS_PER_AGENT,
      source: UNIFIED,
    },
  ]
}

function sizeOfCcx({ agents, supervisors }: Topology, perHour: number): BeyondLimit[] {
  return [
    { what: 'agents of a Unified CCX', value: agents, limit: CCX.agents, source: EXPRESS },
    { what: 'supervisors of a Unified CCX', value: supervisors, limit: CCX.supervisors, source: EXPRESS },
    {
      what: 'calls in the busiest hour of a Unified CCX',
      value: round(perHour),
      limit: CCX.callsPerHour,
      source: EXPRESS,
    },
  ]
}

function teams({ teams, users }: Directory): BeyondLimit[] {
  const leaders = users.filter(({ role }) => role === 'supervisor')
  const largest = (sizes: readonly number[]): number => Math.max(0, ...sizes)
  const queuesOf = (members: readonly number[]) => new Set(members.flatMap((member) => users[member]!.queues)).size
  const led = leaders.map(({ supervises }) => supervises.reduce((sum, team) => sum + teams[team]!.members.length, 0))
  const sizes: readonly (readonly [string, number, number])[] = [
    ['agents in a team', largest(teams.map(({ members }) => members.length)), TEAM.agents],
    [
      'supervisors of a team',
      largest(teams.map((_, team) => leaders.filter((one) => one.supervises.includes(team)).length)),
      TEAM.supervisors,
    ],
    ['queues of a team', largest(teams.map(({ members }) => queuesOf(members))), TEAM.queues],
    ['agents of a supervisor', largest(led), AGENTS_OF_SUPERVISOR],
  ]
  return sizes.map(([what, value, limit]) => ({ what, value, limit, source: UNIFIED }))
}

function roundTrips({ latency, finesseNodes }: Topology): BeyondLimit[] {
  const trip = (us: Micros, jitterUs: Micros): number => round((2 * (us + jitterUs)) / MILLISECOND)
  const servers = trip(latency.serverUs, latency.serverJitterUs)
  return [
    ...(finesseNodes === 1
      ? []
      : [
          {
            what: 'ms of round trip between the nodes',
            value: servers,
            limit: ROUND_TRIP_MS.servers,
            source: INSTALLATION,
          },
        ]),
    {
      what: 'ms of round trip from a desktop to its node',
      value: trip(latency.desktopUs, latency.desktopJitterUs),
      limit: ROUND_TRIP_MS.desktop,
      source: INSTALLATION,
    },
  ]
}

/** To a tenth, so that 30 an hour stays 30 after all the arithmetic. */
const round = (value: number): number => Math.round(value * 10) / 10

/** Calls expected in the hour that has most of them, by the second; of a busy time under an hour, its rate. */
export function busiestHour(traffic: readonly Traffic[], busyUs: Micros): number {
  const spanUs = Math.min(HOUR, busyUs)
  if (spanUs <= 0) return 0
  const starts = new Set(traffic.flatMap(({ arrivals }) => edges(arrivals).flatMap((at) => [at, at - spanUs])))
  const calls = (from: Micros): number =>
    traffic.reduce((sum, one) => sum + expected(one.arrivals, from, Math.min(from + spanUs, one.untilUs)), 0)
  const inside = [0, ...starts].map((at) => Math.min(Math.max(0, at), busyUs - spanUs))
  return (Math.max(...inside.map(calls)) * HOUR) / spanUs
}

const edges = (arrivals: Arrivals): readonly Micros[] =>
  arrivals.kind === 'every' ? [arrivals.fromUs] : arrivals.steps.map(({ fromUs }) => fromUs)

/** Calls expected between two times. */
function expected(arrivals: Arrivals, from: Micros, until: Micros): number {
  if (arrivals.kind === 'every') return Math.max(0, until - Math.max(from, arrivals.fromUs)) / arrivals.everyUs
  const { steps, shape } = arrivals
  return steps.reduce((sum, step, index) => sum + ofStep(step, steps[index + 1], shape === 'linear', from, until), 0)
}

function ofStep(step: RateStep, next: RateStep | undefined, slopes: boolean, from: Micros, until: Micros): number {
  const begins = Math.max(from, step.fromUs)
  const ends = Math.min(until, next?.fromUs ?? until)
  if (ends <= begins) return 0
  const rate = (at: Micros): number =>
    slopes && next !== undefined
      ? step.perHour + ((next.perHour - step.perHour) * (at - step.fromUs)) / (next.fromUs - step.fromUs)
      : step.perHour
  return (((rate(begins) + rate(ends)) / 2) * (ends - begins)) / HOUR
}

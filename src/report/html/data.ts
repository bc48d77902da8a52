/**
 * What the page's script needs, as plain data in short rows. Times are seconds. Everything is bounded: charts by points,
 * rows by the bytes that are left once the written part of the page is known.
 */
import type {
  AgentSummary,
  CallSummary,
  Failover,
  HopResult,
  QueueInterval,
  RunResult,
} from '../../scenarios/result.ts'
import { MILLISECOND, type Micros, SECOND } from '../../sim/kernel/time.ts'
import { unsettled } from '../unsettled.ts'
import { bounded } from './bounded.ts'
import { bandsOf, drawnSeats, FAILOVERS_DRAWN } from './failover.ts'
import { rarity } from './rarity.ts'
import { agentsByState, thinned, waitingByQueue } from './series.ts'
import { agentStateColour } from './state-colours.ts'

export const QUEUES_CHARTED = 6
const HOPS_CHARTED = 12
const CURVE_POINTS = 120
const INTERVAL_BYTES = 150_000
const FAULTS_CHARTED = 200
/** Of a failover: the share of its time that its desktops may take to be shown first, and what is left around them. */
const FOCUS = 0.45
const MARGIN = 0.12
const MARGIN_MIN_US = 2 * SECOND

/** The end of the time axis: nothing of the run lies beyond. */
export function endOf(result: RunResult): Micros {
  const spans = result.lanes.flatMap((lane) => lane.spans)
  return Math.max(SECOND, result.virtualSeconds * SECOND, ...spans.slice(-50).map((span) => span.until))
}

export function chartData(result: RunResult) {
  const states = agentsByState(result.stateSeries)
  const stacked = states.names
    .map((name, index) => ({ name, ...agentStateColour(name, index), values: states.values[index]! }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name, colour, values }) => ({ name, colour, values }))
  const waiting = waitingByQueue(result.queueSeries, QUEUES_CHARTED)
  return {
    end: wholeSeconds(endOf(result)),
    faults: result.faults
      .slice(0, FAULTS_CHARTED)
      .map(({ at, until }) => [tenths(at), until === undefined ? null : tenths(until)]),
    failovers: result.failovers.slice(0, FAILOVERS_DRAWN).map((one) => failoverData(one, result)),
    desktops: result.failovers.length === 0 ? undefined : desktopData(result),
    states: { at: states.at, series: stacked },
    waiting: {
      at: waiting.at,
      series: waiting.names.map((name, index) => ({
        name,
        colour: `line-${index + 1}`,
        values: waiting.values[index]!,
      })),
    },
    hops: result.hops
      .filter((hop) => hop.count > 0 && hop.curve.length > 0)
      .slice(0, HOPS_CHARTED)
      .map(hopCurve),
  }
}

const SEAT_COLOURS: Readonly<Record<string, string>> = {
  'at Finesse 1': 'up',
  'at Finesse 2': 'second',
  'coming back': 'changing',
  'without a server': 'down',
  closed: 'planned',
  'signing in': 'idle',
  'signed out': 'logout',
}

/** From the bottom of the stack to the top. */
const SEATS = Object.keys(SEAT_COLOURS)

function desktopData(result: RunResult) {
  const { at, names, values } = agentsByState(result.desktopSeries)
  const series = names
    .map((name, index) => ({ name, colour: SEAT_COLOURS[name] ?? 'other', values: values[index]! }))
    .sort((a, b) => SEATS.indexOf(a.name) - SEATS.indexOf(b.name))
  return { at, series }
}

/** Where a node comes back long after the last desktop, the page shows the desktops first. */
function focusOf({ at, from, until, desktops, phones }: Failover): readonly [number, number] | undefined {
  const last = Math.max(desktops.lastBackUs ?? 0, phones?.lastBackUs ?? 0)
  const missing = [desktops, phones].some((seats) => seats !== undefined && seats.lost > seats.back + seats.left)
  if (last === 0 || missing || last > FOCUS * (until - at)) return undefined
  const margin = Math.max(MARGIN_MIN_US, last * MARGIN)
  return [fine(Math.max(from, at - margin)), fine(at + last + margin)]
}

function failoverData(failover: Failover, result: RunResult) {
  const { from, until } = failover
  const { series } = drawnSeats(failover)
  return {
    from: fine(from),
    until: fine(until),
    focus: focusOf(failover),
    bands: bandsOf(failover, result).map((band) => [fine(band.from), fine(band.until)]),
    at: series.at.map(fine),
    series: series.states.map((name, index) => ({
      name,
      colour: SEAT_COLOURS[name] ?? 'other',
      values: series.counts[index]!,
    })),
  }
}

/** Points as [1 / (1 - share), milliseconds]: on a log axis every further nine takes the same room. */
function hopCurve(hop: HopResult) {
  const points = thinned(hop.curve, CURVE_POINTS)
    .filter((point) => point.us > 0)
    .map((point): [number, number] => [rarity(point.share, hop.count), digits(point.us / MILLISECOND)])
  return { name: hop.hop, points: points.filter((point, index) => index === 0 || point[0] > points[index - 1]![0]) }
}

export function intervalData(result: RunResult) {
  const queues = [...result.queueTotals].sort((a, b) => b.offered - a.offered).map((total) => total.queue)
  const rank = new Map(queues.map((queue, index) => [queue, index]))
  const rows = result.queueIntervals
    .map((one) => intervalRow(one, rank.get(one.queue) ?? queues.length))
    // Whole queues stay together, the busiest first; what does not fit are the quietest.
    .sort((a, b) => a[0]! - b[0]!)
  const { shown, left } = bounded(rows, INTERVAL_BYTES)
  return { queues, rows: shown, left }
}

function intervalRow(one: QueueInterval, queue: number): (number | null)[] {
  return [
    queue,
    wholeSeconds(one.from),
    wholeSeconds(one.until),
    one.offered,
    one.handled,
    one.abandoned,
    one.rona,
    share(one.serviceLevel),
    one.asaUs === undefined ? null : tenths(one.asaUs),
    one.ahtUs === undefined ? null : tenths(one.ahtUs),
    tenths(one.maxWaitUs),
    share(one.occupancy),
  ]
}

/** Rows for the search. Agents may take most of the room, since calls are a choice already. */
export function lookupData(result: RunResult, bytes: number) {
  const teams = [...new Set(result.agents.map((agent) => agent.team))]
  const queues = [...new Set(result.calls.map((call) => call.queue))]
  const words = [...new Set(result.calls.flatMap((call) => [call.kind, call.outcome]))]
  const room = Math.max(0, bytes - Buffer.byteLength(JSON.stringify({ teams, queues, words })) * 2)
  const calls = result.calls.map((call) => callRow(call, queues.indexOf(call.queue), words))
  const fewCalls = bounded(calls, room * 0.3)
  const used = fewCalls.shown.reduce((sum, row) => sum + JSON.stringify(row).length + 1, 0)
  const team = new Map(teams.map((name, index) => [name, index]))
  const agents = bounded(
    result.agents.map((agent) => agentRow(agent, team.get(agent.team)!)),
    room - used,
  )
  return {
    teams,
    queues,
    words,
    agents: agents.shown,
    agentsLeft: agents.left,
    calls: fewCalls.shown,
    callsLeft: fewCalls.left,
    unsettled: unsettledOf(result),
  }
}

/** By the id of an agent or supervisor: what did not come right. */
function unsettledOf(result: RunResult): [string, string][] {
  return unsettled(result).rows.flatMap(({ who, why }): [string, string][] => {
    const id = /^(?:agent|supervisor) (\S+)$/.exec(who)?.[1]
    return id === undefined ? [] : [[id, why]]
  })
}

function agentRow(agent: AgentSummary, team: number): (string | number | null)[] {
  return [
    agent.id,
    agent.extension,
    agent.name,
    agent.role === 'supervisor' ? 1 : 0,
    team,
    agent.node,
    agent.callsHandled,
    agent.ronas,
    ...[agent.signedInUs, agent.talkUs, agent.holdUs, agent.wrapUpUs, agent.readyUs, agent.notReadyUs].map(
      wholeSeconds,
    ),
    share(agent.occupancy),
  ]
}

function callRow(call: CallSummary, queue: number, words: readonly string[]): unknown[] {
  const time = (us: Micros | undefined) => (us === undefined ? null : tenths(us))
  const [kind, outcome] = [words.indexOf(call.kind), words.indexOf(call.outcome)]
  return [call.id, kind, queue, tenths(call.offered), time(call.answered), time(call.ended), call.agents, outcome]
}

/** Milliseconds: what a failover is looked at with. */
const fine = (us: Micros) => Math.round(us / MILLISECOND) / 1000
const tenths = (us: Micros) => Math.round(us / (SECOND / 10)) / 10
const wholeSeconds = (us: Micros) => Math.floor(us / SECOND)
const share = (value: number | undefined) => (value === undefined ? null : Math.round(value * 10_000) / 10_000)
const digits = (value: number) => Number(value.toPrecision(5))

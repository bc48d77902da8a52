/** Tables of failovers: one row each, desktops step by step, and what was written to syslog. */
import type { RunResult } from '../scenarios/result.ts'
import type { Micros } from '../sim/kernel/time.ts'
import { clock, seconds } from './figures.ts'
import { titleOf } from './story.ts'
import { syslogDetail } from './syslog-words.ts'

interface Cells {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | undefined)[])[]
}

const optional = (us: Micros | undefined) => (us === undefined ? undefined : seconds(us))

const FAILOVER_COLUMNS = [
  'failover',
  'what',
  'at',
  'at_seconds',
  'settled_seconds',
  'outage_max_seconds',
  'desktops_at_work',
  'desktops_hit',
  'desktops_back',
  'desktops_moved',
  'half_back_seconds',
  'p95_back_seconds',
  'last_back_seconds',
  'phones_hit',
  'phones_back',
  'forced_logouts',
  'requests_503',
]

export function failoverTable(result: RunResult): Cells {
  const rows = result.failovers.map((one, index) => {
    const { at, settledAt, outages, desktops, phones } = one
    const over = outages.flatMap(({ from, until }) => (until === undefined ? [] : [until - from]))
    return [
      index + 1,
      titleOf(one, result),
      clock(at),
      seconds(at),
      settledAt === undefined ? undefined : seconds(settledAt - at),
      over.length === outages.length ? seconds(Math.max(0, ...over)) : undefined,
      ...[desktops.atWork, desktops.lost, desktops.back, desktops.moved],
      ...[desktops.halfBackUs, desktops.p95BackUs, desktops.lastBackUs].map(optional),
      phones?.lost,
      phones?.back,
      one.forcedLogouts,
      one.unavailable,
    ]
  })
  return { columns: FAILOVER_COLUMNS, rows }
}

/** Failover 0 is the whole run in its coarse steps; the others have a row wherever something changed. */
export function desktopTable({ failovers, desktopSeries }: RunResult): Cells {
  const states = [...new Set([...desktopSeries.states, ...failovers.flatMap(({ series }) => series.states)])]
  const rowsOf = (
    failover: number,
    at: readonly Micros[],
    names: readonly string[],
    counts: readonly (readonly number[])[],
  ) => {
    const places = states.map((state) => names.indexOf(state))
    return at.map((when, sample) => [failover, seconds(when), ...places.map((place) => counts[place]?.[sample] ?? 0)])
  }
  const whole = (desktopSeries.counts[0] ?? []).map((_, sample) => sample * desktopSeries.stepUs)
  return {
    columns: ['failover', 'at_seconds', ...states.map((state) => state.toLowerCase().replace(/ /g, '_'))],
    rows: [
      ...rowsOf(0, whole, desktopSeries.states, desktopSeries.counts),
      ...failovers.flatMap(({ series }, index) => rowsOf(index + 1, series.at, series.states, series.counts)),
    ],
  }
}

export function syslogTable({ syslog }: RunResult): Cells {
  return {
    columns: ['at_seconds', 'node', 'message', 'detail', 'meaning'],
    rows: syslog.lines.map(({ at, node, message, detail }) => [
      seconds(at),
      node,
      message,
      detail,
      syslogDetail(message, detail),
    ]),
  }
}

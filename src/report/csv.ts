/**
 * The long tables as CSV (RFC 4180, a header line, `\n`). csv-stringify does the quoting. It costs about 4 µs a row,
 * which is seconds on a long day, so a row without anything to quote, which is nearly every row, is joined here.
 * Text that a spreadsheet would run as a formula (`=1+1` as a caller's name) is disarmed with a leading `'`.
 */
import { stringify } from 'csv-stringify/sync'
import type { RunResult } from '../scenarios/result.ts'
import type { Micros } from '../sim/kernel/time.ts'
import { desktopTable, failoverTable, syslogTable } from './failover-tables.ts'
import { clock, seconds } from './figures.ts'
import type { Report } from './report.ts'

type Cell = string | number | undefined
type Row = readonly Cell[]

const CHUNK_CHARS = 64 * 1024
/** Begins like a word and holds nothing that CSV or a spreadsheet could take for its own. */
const PLAIN = /^(?:[\p{L}\p{N}_][^",\r\n\t]*)?$/u

export const csvReport: Report = {
  name: 'csv',
  paths: [
    'calls.csv',
    'agent-states.csv',
    'hops.csv',
    'queue-intervals.csv',
    'agents.csv',
    'failovers.csv',
    'desktops.csv',
    'syslog.csv',
  ],
  *files(result, tables) {
    yield { path: 'calls.csv', chunks: csvText(tables.calls) }
    yield { path: 'agent-states.csv', chunks: csvText(tables.agentStates) }
    yield { path: 'hops.csv', chunks: csvText(hopTable(result)) }
    yield { path: 'queue-intervals.csv', chunks: csvText(intervalTable(result)) }
    yield { path: 'agents.csv', chunks: csvText(agentTable(result)) }
    if (result.failovers.length === 0) return
    yield { path: 'failovers.csv', chunks: csvText(failoverTable(result)) }
    yield { path: 'desktops.csv', chunks: csvText(desktopTable(result)) }
    yield { path: 'syslog.csv', chunks: csvText(syslogTable(result)) }
  },
}

export function* csvText(table: {
  readonly columns: readonly string[]
  readonly rows: Iterable<Row>
}): Generator<string> {
  let chunk = quoted(table.columns)
  for (const row of table.rows) {
    chunk += plain(row) ?? quoted(row)
    if (chunk.length < CHUNK_CHARS) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

function plain(row: Row): string | undefined {
  let line = ''
  for (let index = 0; index < row.length; index++) {
    const cell = row[index]
    if (typeof cell === 'string' && !PLAIN.test(cell)) return undefined
    if (index > 0) line += ','
    if (cell !== undefined) line += cell
  }
  // A lone empty cell would be an empty line, which readers skip.
  return line === '' ? undefined : `${line}\n`
}

function quoted(row: Row): string {
  return stringify([row as unknown[]], { escape_formulas: true, quoted_match: /\r/, quoted_empty: row.length === 1 })
}

const optional = (us: Micros | undefined) => (us === undefined ? undefined : seconds(us))

function hopTable(result: RunResult): { columns: readonly string[]; rows: Row[] } {
  const columns = ['hop', 'count', 'min_seconds', 'mean_seconds', 'p50_seconds', 'p95_seconds', 'p99_seconds']
  return {
    columns: [...columns, 'p999_seconds', 'max_seconds'],
    rows: result.hops.map((hop) => [
      hop.hop,
      hop.count,
      ...[hop.minUs, hop.meanUs, hop.p50Us, hop.p95Us, hop.p99Us, hop.p999Us, hop.maxUs].map(seconds),
    ]),
  }
}

const INTERVAL_COLUMNS = [
  'queue',
  'from',
  'until',
  'from_seconds',
  'until_seconds',
  'offered',
  'handled',
  'abandoned',
  'rona',
  'within_service_level',
  'service_level_ratio',
  'asa_seconds',
  'aht_seconds',
  'max_wait_seconds',
  'occupancy_ratio',
]

function intervalTable(result: RunResult): { columns: readonly string[]; rows: Row[] } {
  const rows = result.queueIntervals.map((one) => [
    one.queue,
    clock(one.from),
    clock(one.until),
    seconds(one.from),
    seconds(one.until),
    one.offered,
    one.handled,
    one.abandoned,
    one.rona,
    one.withinServiceLevel,
    one.serviceLevel,
    optional(one.asaUs),
    optional(one.ahtUs),
    seconds(one.maxWaitUs),
    one.occupancy,
  ])
  return { columns: INTERVAL_COLUMNS, rows }
}

const AGENT_COLUMNS = [
  'id',
  'extension',
  'name',
  'role',
  'team',
  'node',
  'calls_handled',
  'ronas',
  'signed_in_seconds',
  'talk_seconds',
  'hold_seconds',
  'wrap_up_seconds',
  'ready_seconds',
  'not_ready_seconds',
  'occupancy_ratio',
]

function agentTable(result: RunResult): { columns: readonly string[]; rows: Row[] } {
  const rows = result.agents.map((agent) => [
    agent.id,
    agent.extension,
    agent.name,
    agent.role,
    agent.team,
    agent.node,
    agent.callsHandled,
    agent.ronas,
    ...[agent.signedInUs, agent.talkUs, agent.holdUs, agent.wrapUpUs, agent.readyUs, agent.notReadyUs].map(seconds),
    agent.occupancy,
  ])
  return { columns: AGENT_COLUMNS, rows }
}

/**
 * What the simulated world knows and GED-188 does not carry. In codec mode it goes along beside the bytes; between a
 * CTI server on a socket and a client it is not there, and the reader's own guess stands.
 */
import type { AgentStateEvent, CallControlReq, SkillGroupStatistics, SnapshotCallConf } from '../../sim/domain/cti.ts'
import { M } from '../../sim/domain/messages.ts'

/** How a simulated number outside behaves is drawn by whoever dials it. */
function farEnd(read: CallControlReq, sent: CallControlReq): CallControlReq {
  return sent.farEnd === undefined ? read : { ...read, farEnd: sent.farEnd }
}

/** QUERY_AGENT_STATE_CONF has the state alone. */
function reasons(read: AgentStateEvent, { reason, next, nextReason, since }: AgentStateEvent): AgentStateEvent {
  return { ...read, reason, next, nextReason, since }
}

/** The wire has the wait in whole seconds, and two calls in one second must not look like one. */
function oldest(read: SkillGroupStatistics, sent: SkillGroupStatistics): SkillGroupStatistics {
  return { ...read, oldest: sent.oldest }
}

/** SNAPSHOT_CALL_CONF has neither the queue nor the beginning. */
function snapshot(read: SnapshotCallConf, { event: { contact, startedAt } }: SnapshotCallConf): SnapshotCallConf {
  return { ...read, event: { ...read.event, contact, startedAt } }
}

type Beside = (read: never, sent: never) => unknown

const known: ReadonlyMap<number, Beside> = new Map<number, Beside>([
  [M.makeCallReq, farEnd],
  [M.consultationCallReq, farEnd],
  [M.queryAgentStateConf, reasons],
  [M.skillGroupStatisticsConf, oldest],
  [M.snapshotCallConf, snapshot],
])

/** The body as it was read, with what came beside it. */
export function withBeside(kind: number, read: unknown, sent: unknown): unknown {
  const add = known.get(kind)
  return add === undefined ? read : add(read as never, sent as never)
}

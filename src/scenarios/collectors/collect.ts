/** All collectors of a run, seated before it and read after it. */
import { Fact } from '../../sim/domain/facts.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Listeners } from '../listeners.ts'
import { longestCallUs } from '../longest-call.ts'
import type { RunResult, RunTables, Violation } from '../result.ts'
import type { Subject } from '../subject.ts'
import { AgentStateRows, noAgentStates, stateSeries } from './agent-states.ts'
import { AgentTimes } from './agent-times.ts'
import { Contacts } from './contacts.ts'
import { CallCounts, counts } from './counts.ts'
import { desktopSeries } from './desktops.ts'
import { failoversOf } from './failover/failovers.ts'
import { FailoverLog } from './failover/log.ts'
import { FailureFigures } from './failures.ts'
import { Hops } from './hops.ts'
import { lanes } from './lanes.ts'
import { noticeCounts } from './notices.ts'
import { QueueIntervals } from './queue-intervals.ts'
import { Series } from './series.ts'
import { syslog } from './syslog.ts'

const CALLS_KEPT = 1_000

export type Collected = Pick<
  RunResult,
  | 'counts'
  | 'hops'
  | 'failures'
  | 'queueIntervals'
  | 'queueTotals'
  | 'occupancy'
  | 'stateSeries'
  | 'queueSeries'
  | 'desktopSeries'
  | 'failovers'
  | 'failoversLeft'
  | 'notices'
  | 'syslog'
  | 'lanes'
  | 'agents'
  | 'calls'
>

export interface CollectOptions {
  /** When the run is planned to end. */
  readonly totalUs: Micros
  /** One row for each change of an agent's state takes 17 bytes; false leaves them out. */
  readonly keepTables: boolean
}

export interface Collecting {
  /** `isComplete`: the run reached the end of its calm, so a call still there is a lost one. */
  finish(now: Micros, isComplete: boolean, violations: readonly Violation[]): Collected
  tables(): RunTables
  /** How many contacts for these queues arrived from `from` on and before `until`. */
  offeredBetween(queues: ReadonlySet<number>, from: Micros, until: Micros): number
}

/** Seats every collector; attach the listeners to the trace afterwards. */
export function collect(subject: Subject, listeners: Listeners, { totalUs, keepTables }: CollectOptions): Collecting {
  const { workload, directory } = subject
  const { queues } = workload.topology
  const hops = new Hops(subject, listeners)
  const intervals = new QueueIntervals(queues, totalUs)
  const waiting = new Series(queues.length, totalUs)
  const { offeredToRinging, ringingToAnswered } = hops
  const contacts = new Contacts(listeners, { intervals, waiting, offeredToRinging, ringingToAnswered })
  const agents = new AgentTimes(subject, listeners, intervals, (contact) => contacts.queueOf(contact))
  const states = stateSeries(subject, listeners, totalUs)
  const desktops = desktopSeries(subject, listeners, totalUs)
  const log = new FailoverLog(subject, listeners)
  const told = noticeCounts(subject, listeners)
  const syslogUntil = syslog(listeners)
  const rows = keepTables ? new AgentStateRows(listeners) : undefined
  const calls = new CallCounts(listeners)
  const failures = new FailureFigures(subject, listeners)
  const lanesUntil = lanes(subject, listeners)
  const longest = longestCallUs(workload)
  let cut = 0
  listeners.on(Fact.contactEnded, (_at, _contact, by) => {
    if (by !== 1 && by !== 2) cut++
  })

  return {
    finish(now, isComplete, violations) {
      agents.finish(now)
      waiting.finish(now)
      const components = lanesUntil(now)
      const failovers = failoversOf(log, components, now)
      const wanted = violations.map(({ who }) => contactOf(who, contacts))
      return {
        counts: counts(contacts, calls, agents, hops, { now, isComplete, longestCallUs: longest, cut }),
        hops: [...hops.results(), ...failures.hops(now)],
        failures: failures.figures(now),
        queueIntervals: intervals.rows(now, workload.busyUs, (queue, interval) => agents.occupancyOf(queue, interval)),
        queueTotals: intervals.totals(now, (queue) => agents.occupancyOf(queue)),
        occupancy: agents.occupancy,
        stateSeries: states(now),
        queueSeries: {
          stepUs: waiting.stepUs,
          queues: queues.map(({ name }) => name),
          waiting: queues.map((_, queue) => waiting.of(queue)),
        },
        desktopSeries: desktops(now),
        failovers: failovers.kept,
        failoversLeft: failovers.left,
        notices: told(),
        syslog: syslogUntil(),
        lanes: components,
        agents: agents.summaries(),
        calls: contacts.choice(CALLS_KEPT, wanted, now).map((contact) => contacts.summary(contact, queues, directory)),
      }
    },
    offeredBetween: (those, from, until) => contacts.offeredBetween(those, from, until),
    tables: () => ({
      calls: contacts.table(queues, directory),
      agentStates: rows?.table(directory) ?? noAgentStates,
    }),
  }
}

/** The contact a violation is about, or 0. */
function contactOf(who: string, contacts: Contacts): number {
  const match = /^(contact|call) (\d+)$/.exec(who)
  if (match === null) return 0
  return match[1] === 'contact' ? Number(match[2]) : contacts.ofCall(Number(match[2]))
}

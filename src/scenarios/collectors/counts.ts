/** Plain counts, in the order to print them. */
import { CallType } from '../../sim/domain/dialog-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Listeners } from '../listeners.ts'
import type { RunResult } from '../result.ts'
import type { AgentTimes } from './agent-times.ts'
import type { Contacts } from './contacts.ts'
import type { Hops } from './hops.ts'

export type Counts = RunResult['counts']

/** Of calls, by type: few enough to be counted here, and of interest to nobody else. */
export class CallCounts {
  calls = 0
  merged = 0
  supervisorActs = 0
  surprises = 0
  /** Queries for queue statistics that found no room. */
  overruns = 0
  readonly byType = new Int32Array(64)

  constructor(listeners: Listeners) {
    listeners.on(Fact.truthCallBegan, (_at, _call, type) => {
      this.calls++
      this.byType[type & 63]!++
    })
    listeners.on(Fact.truthCallMerged, () => {
      this.merged++
    })
    listeners.on(Fact.supervisorAct, () => {
      this.supervisorActs++
    })
    listeners.on(Fact.surprise, () => {
      this.surprises++
    })
    listeners.on(Fact.statisticsOverrun, (_at, _node, _waiting, lost) => {
      this.overruns += lost
    })
  }
}

export interface Ending {
  readonly now: Micros
  /** The calm is over, so a call that should have ended by now is a lost one. */
  readonly isComplete: boolean
  readonly longestCallUs: Micros
  /** Calls that neither side hung up. */
  readonly cut: number
}

export function counts(contacts: Contacts, calls: CallCounts, agents: AgentTimes, hops: Hops, ending: Ending): Counts {
  const { counts: of } = contacts
  const open = contacts.open(ending.now, ending.longestCallUs)
  const lost = ending.cut + (ending.isComplete ? open.lost : 0)
  const type = (code: number) => calls.byType[code]!
  const all: [string, string, number][] = [
    ['calls offered', 'Callers who reached the center.', of.offered],
    ['calls queued', 'Calls that reached a queue.', of.queued],
    ['calls handled', 'Calls that an agent answered.', of.answered],
    ['calls abandoned', 'Callers who hung up before an agent answered.', of.abandoned],
    ['abandoned before queue', 'Of these, callers who hung up in announcements and menus.', of.abandonedBeforeQueue],
    ['calls rejected', 'Callers for whom there was no way to serve them.', of.rejected],
    ['calls waiting', 'Calls still in a queue at the end.', open.waiting],
    ['calls going on', 'Calls still with an agent at the end.', open.talking],
    ['calls lost', 'Calls that ended through a fault, or without any outcome.', lost],
    ['RONA', 'Offers that rang out at an agent.', of.rona],
    ['dialogs', 'Calls as CTI and Finesse know them, those between agents included.', calls.calls],
    ['consult calls', 'Calls to a colleague while the caller is on hold.', type(CallType.CONSULT)],
    ['own calls', 'Calls that agents placed to numbers outside.', type(CallType.OUT)],
    ['agent to agent', 'Calls that agents placed to colleagues.', type(CallType.AGENT_INSIDE)],
    ['monitored calls', 'Calls that a supervisor listened to.', type(CallType.SUPERVISOR_MONITOR)],
    ['calls joined', 'Transfers, conferences and barge-ins that were completed.', calls.merged],
    ['supervisor acts', 'Monitoring, barge-in and forced states.', calls.supervisorActs],
    ['state changes', 'Changes of agent states.', agents.stateChanges],
    ['sign-ins', 'Sign-ins that were confirmed.', agents.signIns],
    ['sign-outs', 'Sign-outs that desktops saw.', agents.signOuts],
    ['REST requests', 'Requests that desktops sent to Finesse.', hops.requests],
    ['requests refused', 'Of these, answered with 4xx.', hops.refused],
    ['requests failed', 'Of these, answered with 5xx other than 503.', hops.failed],
    ['requests unavailable', 'Of these, answered with 503.', hops.unavailable],
    ['outcomes', 'Events that told a desktop what became of a request.', hops.outcomes],
    ['outcome errors', 'Of these, errors.', hops.errors],
    ['outcomes unknown', 'Requests whose outcome a desktop stopped waiting for.', hops.unknown],
    ['events published', 'Events that Finesse handed to streams.', hops.published],
    ['events received', 'Events that arrived at desktops.', hops.received],
    ['statistics overrun', 'Queries for queue statistics that a Finesse node had no room for.', calls.overruns],
    ['surprises', 'Events for which a state had no meaning.', calls.surprises],
  ]
  return all.map(([name, says, value]) => ({ name, says, value }))
}

/**
 * What a run came to: plain data, written as result.json. Every report derives from it, and from the long
 * tables (`RunTables`) that are too big for it. Times are microseconds of virtual time unless a name says else.
 */
import type { Micros } from '../sim/kernel/time.ts'
import type { BeyondLimit } from './documented-limits.ts'
import type { GeneratorResult, KneeResult, OperationResult } from './result-of-load.ts'

export const RESULT_SCHEMA = 'ccsim.result/1'

export type Verdict =
  | 'passed'
  | 'violated'
  | 'inconclusive'
  | 'threshold missed'
  | 'generator unhealthy'
  | 'not deterministic'
  | 'interrupted'

/** One event of a causal chain, the oldest first. */
export interface ChainLink {
  readonly at: Micros
  readonly what: string
  readonly where: string
}

export interface Violation {
  readonly at: Micros
  /** Whom it is about: `agent 1007`, `call 16777217`, a queue or a component. */
  readonly who: string
  readonly why: string
  readonly chain: readonly ChainLink[]
  /** Found when the calm was over: not what somebody did, but what never came right. */
  readonly atEnd?: true | undefined
}

export interface OracleResult {
  readonly name: string
  /** The rule as a sentence. */
  readonly says: string
  readonly behaviours: readonly string[]
  /** How often the oracle had something to judge; 0 means it proved nothing. */
  readonly judged: number
  readonly violated: number
  /** The first ones, at most 20. */
  readonly violations: readonly Violation[]
}

export interface ExpectationResult {
  readonly says: string
  readonly kind: 'correctness' | 'threshold'
  readonly outcome: 'met' | 'missed' | 'not reached'
  /** What was measured, in the words of a person: `3.2 %`, `1.84 s`. */
  readonly actual: string
  readonly value: number | undefined
  /** Of a latency: what is bounded, such as `phase:desktop-back`, at which quantile. */
  readonly figure?: string | undefined
  readonly quantile?: string | undefined
  /** Words of the entry that began the failover it is about, when that is not the whole run. */
  readonly failover?: string | undefined
}

export interface FaultResult {
  /** A failure, or only a change of who calls when (surge, silence). */
  readonly kind: 'fault' | 'traffic'
  readonly says: string
  readonly at: Micros
  readonly until: Micros | undefined
  readonly touched: number
}

/** Latency of one hop, summed up from its histogram. */
export interface HopResult {
  /** Such as `REST request`, `request to event`, `CTI event to desktop`, `sign-in`. */
  readonly hop: string
  readonly says: string
  readonly count: number
  readonly minUs: Micros
  readonly meanUs: Micros
  readonly p50Us: Micros
  readonly p95Us: Micros
  readonly p99Us: Micros
  readonly p999Us: Micros
  readonly maxUs: Micros
  /** Points of the distribution for the chart: share of samples at or below `us`. */
  readonly curve: readonly { readonly us: Micros; readonly share: number }[]
}

/** A reporting interval of one queue, as contact-center reports have it. Times are sums or means in microseconds. */
export interface QueueInterval {
  readonly queue: string
  readonly from: Micros
  readonly until: Micros
  readonly offered: number
  readonly handled: number
  readonly abandoned: number
  readonly rona: number
  readonly withinServiceLevel: number
  /** withinServiceLevel / (offered), a share of 1. Undefined without offered calls. */
  readonly serviceLevel: number | undefined
  /** Average speed of answer. */
  readonly asaUs: Micros | undefined
  /** Average handle time: talk, hold and wrap-up of calls that ended here. */
  readonly ahtUs: Micros | undefined
  readonly maxWaitUs: Micros
  /** How busy the agents of this queue were in the interval, as `AgentSummary.occupancy`; absent when not measured. */
  readonly occupancy?: number | undefined
}

/** Agents by state, one sample a step: how many were in each state at that instant. */
export interface StateSeries {
  readonly stepUs: Micros
  /** Names of the states, in the order of `counts`. */
  readonly states: readonly string[]
  /** counts[state][sample] */
  readonly counts: readonly (readonly number[])[]
}

/** Critical messages of the Finesse nodes, under the vendor's names; only the first lines are kept. */
export interface SyslogResult {
  readonly lines: readonly {
    readonly at: Micros
    readonly node: string
    readonly message: string
    /** CTI side (0 A, 1 B), number of an AWDB, or another detail of the message. */
    readonly detail: number
  }[]
  readonly counts: readonly { readonly message: string; readonly count: number }[]
}

export interface QueueSeries {
  readonly stepUs: Micros
  readonly queues: readonly string[]
  /** waiting[queue][sample]: calls waiting at that instant. */
  readonly waiting: readonly (readonly number[])[]
}

/** What a component was over time, for the lanes of the report. */
export interface Lane {
  /** Such as `Finesse 1`, `CTI server A`, `AWDB 1`. */
  readonly component: string
  readonly spans: readonly { readonly from: Micros; readonly until: Micros; readonly state: string }[]
}

/** Moments of several people, counted from the beginning of a failover. */
export interface Spread {
  readonly firstUs: Micros
  readonly halfUs: Micros
  readonly p95Us: Micros
  readonly lastUs: Micros
}

/** Desktops, or IP phones, in a failover. */
export interface SeatsResult {
  /** At work when it began. */
  readonly atWork: number
  /** Lost their server or their page, for whichever of these reasons. */
  readonly lost: number
  /** Noticed that their server was lost. */
  readonly lostAt: Spread | undefined
  /** The page was closed, or its browser crashed. */
  readonly closed: number
  readonly closedAt: Spread | undefined
  /** The page was loaded anew, by the user or by a maintenance. */
  readonly reloaded: number
  readonly reloadedAt: Spread | undefined
  /** At work again; `moved` of them at the other node. Undefined moments were not reached: half of `lost` and so on. */
  readonly back: number
  readonly moved: number
  readonly firstBackUs: Micros | undefined
  readonly halfBackUs: Micros | undefined
  readonly p95BackUs: Micros | undefined
  readonly lastBackUs: Micros | undefined
  /** Signed out meanwhile, or their page stayed closed: nobody waits for them. */
  readonly left: number
}

/** What was done to the world, or stopped being done, with the number of its entry among `faults`. */
export interface FailoverAct {
  readonly at: Micros
  readonly fault: number
  readonly begins: boolean
}

/** A fault, or several close together, and all that came of it until everybody was at work again. */
export interface Failover {
  /** When it began. */
  readonly at: Micros
  /** When all was calm again; undefined when the run ended before. */
  readonly settledAt: Micros | undefined
  /** What is worth looking at: from shortly before until shortly after. */
  readonly from: Micros
  readonly until: Micros
  /** The first ones, in order. */
  readonly acts: readonly FailoverAct[]
  readonly actsLeft: number
  /** What was out of service; `until` is undefined when it stayed so. */
  readonly outages: readonly { readonly of: string; readonly from: Micros; readonly until: Micros | undefined }[]
  /** What changed its side, database or node: `PG` from A to B. */
  readonly switches: readonly {
    readonly of: string
    readonly at: Micros
    readonly from: string
    readonly to: string
  }[]
  /** Steps of a maintenance, with the reason where one was refused or failed. */
  readonly maintenance: readonly {
    readonly at: Micros
    readonly of: string
    readonly state: string
    readonly why: string | undefined
  }[]
  readonly desktops: SeatsResult
  readonly phones: SeatsResult | undefined
  readonly forcedLogouts: number
  /** Requests that Finesse answered with 503. */
  readonly unavailable: number
  readonly phases: readonly {
    readonly phase: string
    readonly count: number
    readonly p50Us: Micros
    readonly p95Us: Micros
    readonly maxUs: Micros
  }[]
  /** Desktops and IP phones over time, one sample wherever something changed: counts[state][sample]. */
  readonly series: {
    readonly at: readonly Micros[]
    readonly states: readonly string[]
    readonly counts: readonly (readonly number[])[]
  }
}

/** What people at desktops and IP phones were told. */
export interface NoticeResult {
  readonly notice: string
  readonly count: number
  /** Whom: how many of them different people. */
  readonly people: number
}

/** What failures came to. */
export interface Failures {
  /** Forced logouts that Finesse sent to CTI. */
  readonly forcedLogouts: number
  /** Users who signed in at the other node without having signed out. */
  readonly moved: number
  /** Agents whose shift goes on at the end of the run, and how many of them are signed in. */
  readonly expectedIn: number
  readonly signedIn: number
  /** Of the agent PG and of Finesse nodes: how many ended how. */
  readonly maintenance: readonly {
    readonly of: string
    readonly completed: number
    readonly refused: number
    readonly failed: number
  }[]
}

export interface AgentSummary {
  readonly id: string
  readonly extension: string
  readonly name: string
  readonly role: 'agent' | 'supervisor'
  readonly team: string
  readonly node: number
  readonly signedInUs: Micros
  readonly callsHandled: number
  readonly ronas: number
  readonly talkUs: Micros
  readonly holdUs: Micros
  readonly wrapUpUs: Micros
  readonly readyUs: Micros
  readonly notReadyUs: Micros
  /** (talk + hold + wrap-up + reserved) / (signed in - not ready), a share of 1. */
  readonly occupancy: number | undefined
}

export interface CallSummary {
  readonly id: number
  readonly kind: string
  readonly queue: string
  readonly offered: Micros
  readonly answered: Micros | undefined
  readonly ended: Micros | undefined
  /** Ids of the agents that took part, in order. */
  readonly agents: readonly string[]
  readonly outcome: 'handled' | 'abandoned' | 'failed' | 'in progress' | 'rejected'
}

/** How a run on real sockets was played. */
export interface WireResult {
  /** Virtual time for one of the wall clock's. */
  readonly speed: number
  /** File of the target, where the nodes were not ours. */
  readonly target?: string | undefined
  /** Processes that played desktops, beside that of the servers; undefined where one played it all. */
  readonly workers?: number | undefined
  /** What of the generator was beyond a limit, so that its numbers do not count; empty where they do. */
  readonly unhealthy: readonly string[]
  /** Who played the desktops, where it was not ccsim itself. */
  readonly by?: 'k6' | undefined
}

export interface RunResult {
  readonly schema: typeof RESULT_SCHEMA
  readonly ccsim: string
  readonly node: string
  readonly scenario: string
  readonly file: string | undefined
  readonly why: string
  readonly scenarioHash: string
  readonly seed: string
  readonly release: string
  readonly deployment: string
  readonly world: 'virtual' | 'wire'
  readonly verdict: Verdict
  readonly exit: number
  /** One line for people: what failed first, or that all held. */
  readonly headline: string
  /** 128 bits in hex over every record of the trace. On the wire no two runs have the same. */
  readonly digest: string
  readonly token: string
  /** The command to paste that repeats this run. */
  readonly replay: string
  readonly events: number
  readonly records: number
  readonly virtualSeconds: number
  readonly wallSeconds: number
  readonly interruptedAt: Micros | undefined
  readonly busyUs: Micros
  readonly calmUs: Micros
  readonly overrides: readonly string[]
  /** Every message crossed its link as the bytes of the wire. */
  readonly codec?: boolean | undefined
  /** Of a run on the wire. */
  readonly wire?: WireResult | undefined
  readonly size: {
    readonly agents: number
    readonly supervisors: number
    readonly queues: number
    readonly finesseNodes: number
  }
  /** Where the center is beyond what its documents allow. */
  readonly beyondLimits?: readonly BeyondLimit[] | undefined
  /** Constants of the release profile that no public document gives. */
  readonly assumed: readonly { readonly name: string; readonly value: string; readonly why: string }[]
  readonly oracles: readonly OracleResult[]
  readonly expectations: readonly ExpectationResult[]
  readonly faults: readonly FaultResult[]
  /** Plain counts: calls offered, handled, abandoned, requests, events … in the order to print them. */
  readonly counts: readonly { readonly name: string; readonly says: string; readonly value: number }[]
  readonly hops: readonly HopResult[]
  readonly failures: Failures
  /** Of runs under load: what became of each operation; over sockets also how the generators fared. */
  readonly operations?: readonly OperationResult[] | undefined
  readonly generators?: readonly GeneratorResult[] | undefined
  /** Of a search step by step. */
  readonly knee?: KneeResult | undefined
  readonly queueIntervals: readonly QueueInterval[]
  readonly queueTotals: readonly QueueInterval[]
  readonly occupancy: number | undefined
  readonly stateSeries: StateSeries
  readonly queueSeries: QueueSeries
  /** Desktops: at work with which node, looking for a server, coming back. Empty when nobody has one. */
  readonly desktopSeries: StateSeries
  /** In order of time; so many of them, and how many more there were. */
  readonly failovers: readonly Failover[]
  readonly failoversLeft: number
  readonly notices: readonly NoticeResult[]
  readonly syslog: SyslogResult
  readonly lanes: readonly Lane[]
  readonly agents: readonly AgentSummary[]
  /** A bounded choice for the page's search: the longest waits, all of violations, then the first ones. */
  readonly calls: readonly CallSummary[]
}

/** A long table, read row by row when a report is written. Cells are numbers or strings. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: Iterable<readonly (string | number)[]>
}

/** Too long for result.json: one row a call, one row an agent-state change. */
export interface RunTables {
  readonly calls: Table
  readonly agentStates: Table
}

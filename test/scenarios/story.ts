/** Facts written straight to a trace, as a story with seconds in it, and what the watchers make of it. */

import { Listeners } from '../../src/scenarios/listeners.ts'
import { type Oracle, seat } from '../../src/scenarios/oracles/oracle.ts'
import type { OracleResult } from '../../src/scenarios/result.ts'
import type { Subject } from '../../src/scenarios/subject.ts'
import { AgentState, type AgentStateName } from '../../src/sim/domain/agent-state.ts'
import { createDirectory } from '../../src/sim/domain/directory.ts'
import { Fact, type FactName, KINDS } from '../../src/sim/domain/facts.ts'
import { SECOND } from '../../src/sim/kernel/time.ts'
import { Trace } from '../../src/sim/kernel/trace.ts'
import { type WorkloadOptions, workload } from './workload.ts'

export const nodes = ['callers', 'phones', 'router', 'gateway', 'finesse 1', 'finesse 2', 'desktops', 'cti A', 'awdb 1']

export interface StoryOptions extends WorkloadOptions {
  readonly faults?: boolean
}

export function stage(options: StoryOptions = {}) {
  const load = workload(options)
  const trace = new Trace(KINDS)
  const subject: Subject = {
    workload: load,
    directory: createDirectory(load.topology),
    trace,
    nodes: nodes.length,
    nameOf: (node) => nodes[node] ?? '?',
    faults: options.faults ?? false,
  }
  let event = 0
  /** Writes a fact at so many seconds; by whom matters to few. */
  const fact = (seconds: number, name: FactName, about: number, x = 0, y = 0, by = 'gateway') =>
    trace.record(Math.round(seconds * SECOND), Fact[name], nodes.indexOf(by), about, x, y, ++event)
  return { subject, trace, fact, listeners: new Listeners() }
}

export function tell(oracle: Oracle, options: StoryOptions = {}) {
  const { subject, trace, fact, listeners } = stage(options)
  const bench = seat([oracle], subject, listeners)
  listeners.attach(trace)
  const story = {
    fact,
    /** The states of an agent for CTI, one after the other. */
    states: (agent: number, ...changes: readonly (readonly [number, AgentStateName, number?])[]) => {
      for (const [seconds, state, reason = 0] of changes)
        fact(seconds, 'truthAgentState', agent, AgentState[state], reason)
    },
    /** What was found so far. */
    found: (): OracleResult => bench.results()[0]!,
    /** Ends the calm. */
    end: (seconds = 4200): OracleResult => {
      bench.atEnd(seconds * SECOND)
      return bench.results()[0]!
    },
  }
  return story
}

/** Each violation as `seconds who: why`. */
export function lines(result: OracleResult): string[] {
  return result.violations.map(({ at, who, why }) => `${at / SECOND} ${who}: ${why}`)
}

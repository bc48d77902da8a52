/** A scenario and a seed become a result: the world is built, run through busy time and calm, and judged. */
import { type ContactCenter, createContactCenter } from '../sim/contact-center.ts'
import { checkDeterminism as check, type DeterminismCheck, type DeterminismOptions } from './check-determinism.ts'
import { type Run, type RunOptions, runCenter } from './run-center.ts'
import type { Scenario } from './scenario.ts'
import { endAt } from './until.ts'

export function runScenario(scenario: Scenario, options: RunOptions): Run {
  const ended = endedAt(scenario, options)
  return runCenter(centerOf(ended, options), ended, options)
}

/** Runs it twice. A difference turns the verdict of the result, and its headline names the first record of it. */
export function checkDeterminism(scenario: Scenario, options: DeterminismOptions): DeterminismCheck {
  const ended = endedAt(scenario, options)
  return check(() => centerOf(ended, options), ended, options)
}

function centerOf({ workload }: Scenario, { seed, byWire }: RunOptions): ContactCenter {
  const center = createContactCenter(workload, seed)
  byWire?.(center)
  return center
}

/** The same scenario when it was loaded to end there already. */
function endedAt(scenario: Scenario, { until }: RunOptions): Scenario {
  return until === undefined ? scenario : { ...scenario, ...endAt(scenario, until) }
}

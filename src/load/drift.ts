/** One scenario in both worlds, and the comparison of what came of it. */
import { compareWorlds } from '../scenarios/drift/compare.ts'
import type { DriftResult } from '../scenarios/drift/drift-result.ts'
import { History } from '../scenarios/drift/history.ts'
import { runScenario } from '../scenarios/run.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { createDirectory } from '../sim/domain/directory.ts'
import { runOnWire, type WireOptions } from './run-wire.ts'

export async function runDrift(scenario: Scenario, options: Omit<WireOptions, 'listen'>): Promise<DriftResult> {
  const histories: History[] = []
  const listen: WireOptions['listen'] = (listeners, subject) => histories.push(new History(subject, listeners))
  const { progress: _, ...quietly } = options
  const virtual = runScenario(scenario, { ...quietly, listen })
  const wire = await runOnWire(scenario, { ...options, listen })
  return compareWorlds(
    { result: virtual.result, history: histories[0]! },
    { result: wire.result, history: histories[1]! },
    createDirectory(scenario.workload.topology),
  )
}

/**
 * Do the oracles notice? Every wrong behaviour that can be planted (sim/domain/defects.ts) is planted alone into the
 * scenarios of the selftest, one after the other, until an oracle speaks. A defect that none catches is a hole.
 */
import { type DefectName, defects } from '../sim/domain/defects.ts'
import type { RunResult } from './result.ts'
import { runScenario } from './run.ts'
import type { RunOptions } from './run-center.ts'
import type { Scenario } from './scenario.ts'

export interface Catch {
  readonly scenario: string
  /** Every oracle that spoke. */
  readonly oracles: readonly string[]
  /** The first violation of the first of them, in words. */
  readonly says: string
}

export interface DefectResult {
  readonly defect: DefectName
  readonly says: string
  /** Undefined when no oracle noticed. */
  readonly caught: Catch | undefined
}

export interface SoundResult {
  readonly scenario: string
  readonly verdict: RunResult['verdict']
  readonly headline: string
}

export type SelftestOptions = Pick<RunOptions, 'seed' | 'version' | 'nodeVersion' | 'now'>

export const defectNames = Object.keys(defects) as DefectName[]

/** With nothing planted, every scenario has to pass: an oracle that cries without need is no better than a deaf one. */
export function soundResult(scenario: Scenario, options: SelftestOptions): SoundResult {
  const { result } = runScenario(scenario, { ...options, keepTables: false })
  return { scenario: scenario.name, verdict: result.verdict, headline: result.headline }
}

/** Plants one defect into one scenario after the other, until an oracle speaks. */
export function huntDefect(defect: DefectName, scenarios: readonly Scenario[], options: SelftestOptions): DefectResult {
  for (const scenario of scenarios) {
    const planted = { ...scenario, workload: { ...scenario.workload, defects: [defect] } }
    const { result } = runScenario(planted, { ...options, keepTables: false })
    const spoke = result.oracles.filter(({ violated }) => violated > 0)
    const [oracle] = spoke
    if (oracle === undefined) continue
    const [first] = oracle.violations
    const says = first === undefined ? oracle.says : `${first.who} ${first.why}`
    const caught = { scenario: scenario.name, oracles: spoke.map(({ name }) => name), says }
    return { defect, says: defects[defect], caught }
  }
  return { defect, says: defects[defect], caught: undefined }
}

/** Which oracles catch which defect, and in which scenario, as kept in `selftest/caught.json`. */
export type CatchList = Readonly<Record<string, { readonly scenario: string; readonly oracles: readonly string[] }>>

export function catchList(results: readonly DefectResult[]): CatchList {
  const rows = results.flatMap(({ defect, caught }) =>
    caught === undefined ? [] : [[defect, { scenario: caught.scenario, oracles: caught.oracles }] as const],
  )
  return Object.fromEntries(rows)
}

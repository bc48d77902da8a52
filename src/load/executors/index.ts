/** Every executor, and how several of them shape one workload. A new one is one file and one line here. */
import { type ConstantAgents, constantAgents } from './constant-agents.ts'
import { type ConstantCalls, constantCalls } from './constant-calls.ts'
import type { Executor, LoadWindow, Shapeable } from './executor.ts'
import { type FailoverRelogin, failoverRelogin } from './failover-relogin.ts'
import { type LoginStorm, loginStorm } from './login-storm.ts'
import { type Ramp, ramp } from './ramp.ts'
import { type ShiftChange, shiftChange } from './shift-change.ts'
import { type Soak, soak } from './soak.ts'
import { type StepCalls, stepCalls } from './step-calls.ts'

export type LoadSpec =
  | ConstantAgents
  | Ramp
  | ShiftChange
  | LoginStorm
  | ConstantCalls
  | StepCalls
  | FailoverRelogin
  | Soak

export const executors = [
  constantAgents,
  ramp,
  shiftChange,
  loginStorm,
  constantCalls,
  stepCalls,
  failoverRelogin,
  soak,
] as unknown as readonly Executor<LoadSpec>[]

export const executorOf = (name: LoadSpec['do']): Executor<LoadSpec> => executors.find((one) => one.do === name)!

export const aboutOf = (spec: LoadSpec) => executorOf(spec.do).about

/** A soak repeats what the others have made of the scenario, so it comes last. */
const ORDER: readonly Executor<LoadSpec>['about'][] = ['presence', 'calls', 'failure', 'length']

export function shaped<T extends Shapeable>(
  workload: T,
  specs: readonly LoadSpec[],
): { readonly workload: T; readonly windows: readonly LoadWindow[] } {
  const inOrder = specs.toSorted((a, b) => rank(a) - rank(b))
  let whole = workload
  const windows: LoadWindow[] = []
  for (const spec of inOrder) {
    const { windows: own, ...changes } = executorOf(spec.do).shape(whole, spec)
    whole = { ...whole, ...changes }
    windows.push(...own)
  }
  return { workload: whole, windows }
}

const rank = (spec: LoadSpec): number => ORDER.indexOf(aboutOf(spec))

/**
 * The seam of this folder. An executor gives a scenario one shape of load: it turns a workload into another, with windows in
 * which the load is of one kind. It knows nothing of generators: virtual and wire world play the same workload, so both have
 * the same plan.
 */
import type { Shift, Traffic, Workload } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'

/** A span of the run in which the load is of one kind; latencies are told by them. */
export interface LoadWindow {
  readonly name: string
  readonly fromUs: Micros
  readonly untilUs: Micros
}

/** What an executor may shape. */
export type Shapeable = Pick<Workload, 'busyUs' | 'calmUs' | 'topology' | 'shifts' | 'traffic'>

export interface Shaped {
  readonly shifts?: readonly Shift[]
  readonly traffic?: readonly Traffic[]
  readonly busyUs?: Micros
  readonly windows: readonly LoadWindow[]
}

export interface Executor<Spec extends { readonly do: string }> {
  /** The word after `do:`. */
  readonly do: Spec['do']
  /** What it decides about; of `presence`, `calls` and `length` a scenario has one executor at most. */
  readonly about: 'presence' | 'calls' | 'length' | 'failure'
  shape(workload: Shapeable, spec: Spec): Shaped
}

/** A shift as the executors of presence make them: the breaks of the scenario's first shift, as far as they fit into it. */
export function shiftLike(
  { shifts }: Shapeable,
  { name, share, startUs, endUs, spreadUs }: Pick<Shift, 'name' | 'share' | 'startUs' | 'endUs' | 'spreadUs'>,
): Shift {
  const [first] = shifts as readonly [Shift]
  const fits = ({ atUs, spreadUs: later }: Shift['breaks'][number]) =>
    atUs >= startUs + spreadUs && atUs + later < endUs
  return {
    name,
    share,
    startUs,
    endUs,
    spreadUs,
    breaks: first.breaks.filter(fits),
    signOutReason: first.signOutReason,
  }
}

/** When the people of the scenario go home: at the end of the busy time, unless somebody stays longer. */
export const homeUs = ({ shifts, busyUs }: Shapeable): Micros => Math.max(busyUs, ...shifts.map(({ endUs }) => endUs))

/** A fault as it is in force: from when, until when, and what has hold of what meanwhile. */
import type { Micros } from '../../sim/kernel/time.ts'
import type { Path } from '../path.ts'
import type { Effect } from './verb.ts'

export interface Spell {
  /** Where it stands in the scenario. */
  readonly path: Path
  readonly verb: string
  /** What it is done to, as a later `start` or `heal` would call it. */
  readonly what: readonly string[]
  readonly effect: Effect
  readonly fromUs: Micros
  /** Undefined: until somebody or the calm undoes it. */
  readonly untilUs: Micros | undefined
  /** `until: end`. */
  readonly never: boolean
  readonly jitter: { readonly name: string; readonly us: Micros } | undefined
}

/** How a spell ended. */
export type Ending = 'told' | 'calm' | 'mended' | 'never' | 'moment'

export interface Mend {
  readonly path: Path
  readonly verb: 'start' | 'heal'
  readonly what: readonly string[]
  readonly atUs: Micros
}

/** One entry of the timeline, before it is known what ends its faults. */
export interface Fault {
  readonly path: Path
  readonly atUs: Micros
  readonly do: string
  readonly what: string
  readonly spells: readonly Spell[]
  readonly mends: readonly Mend[]
  /** The sentence of it, when it is known how its spells end; the same number of them each time it is repeated. */
  readonly says: (endings: readonly Ending[]) => string
}

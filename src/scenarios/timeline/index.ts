/**
 * What may stand in a timeline: surges and silences of callers, faults by verb, several faults together, and what ends
 * them. A new verb is a line in verbs/index.ts.
 */
import { z } from 'zod'
import type { Act } from '../../sim/domain/fault.ts'
import type { ArrivalChange } from '../compile/arrivals.ts'
import type { Setting } from '../compile/setting.ts'
import type { Path } from '../path.ts'
import type { TimelineEntry } from '../scenario.ts'
import { type FaultSpec, faultEntries, type MendSpec, mendingVerbs, type TogetherSpec, togetherEntry } from './entry.ts'
import type { Staged, TimelineKind } from './kind.ts'
import { settleFaults } from './settle.ts'
import { silence } from './silence.ts'
import type { Fault } from './spell.ts'
import { stageFault, stageMend, stageTogether } from './stage.ts'
import { surge } from './surge.ts'
import type { VerbName } from './verbs/index.ts'

const trafficKinds = [surge, silence] as const

const single = z.discriminatedUnion('do', [...trafficKinds.map((kind) => kind.schema), ...faultEntries] as unknown as [
  (typeof trafficKinds)[number]['schema'],
])

const ERROR = 'should be like { at: 12min, do: stop, what: ctisvr A }, or have a list under "together"'
/** One of many shapes; `do` and `together` tell which. */
export type TimelineSpec = z.output<(typeof trafficKinds)[number]['schema']> | FaultSpec | MendSpec | TogetherSpec
export const timelineEntry = z.union([single, togetherEntry], { error: ERROR }) as unknown as z.ZodType<
  TimelineSpec,
  TimelineText
>

/** An entry as written. Keys of single verbs are known to the schema, not to the compiler. */
export type TimelineText =
  | z.input<(typeof trafficKinds)[number]['schema']>
  | (TimingText & FaultText)
  | (TimingText & { readonly together: readonly FaultText[] })
  | { readonly at: string; readonly do: MendSpec['do']; readonly what: string | readonly string[] }

interface TimingText {
  readonly at: string
  readonly jitter?: string
  readonly every?: string
  readonly times?: number
}

interface FaultText {
  readonly do: VerbName
  readonly what?: string | readonly string[]
  readonly for?: string
  readonly [key: string]: unknown
}

export interface Timeline {
  readonly entries: readonly TimelineEntry[]
  readonly changes: readonly ArrivalChange[]
  /** The number of each entry is its place in `entries`. */
  readonly acts: readonly Act[]
}

/** Undefined entries could not be read; their problems are known already. */
export function compileTimeline(specs: readonly (TimelineSpec | undefined)[], setting: Setting): Timeline {
  const staged: Staged[] = []
  const faults: Fault[] = []
  for (const [index, spec] of specs.entries()) {
    const path: Path = ['timeline', index]
    const kind = trafficKinds.find((one) => 'do' in (spec ?? {}) && one.do === (spec as { do: string }).do)
    if (kind !== undefined) {
      const one = (kind as TimelineKind<string, z.ZodObject>).compile(spec as never, path, setting)
      if (one !== undefined) staged.push(one)
    } else if (spec !== undefined) {
      const fault = stage(spec, path, setting)
      if (fault !== undefined) faults.push(fault)
    }
  }
  const whole = [
    ...staged.map(({ entry }) => ({ entry, acts: [] })),
    ...settleFaults(faults, setting).map(({ fault, says, forUs, acts }) => {
      const entry: TimelineEntry = { atUs: fault.atUs, do: fault.do, what: fault.what, forUs, says }
      return { entry, acts }
    }),
  ].toSorted((a, b) => a.entry.atUs - b.entry.atUs)
  return {
    entries: whole.map(({ entry }) => entry),
    changes: staged.flatMap(({ arrivals }) => (arrivals === undefined ? [] : [arrivals])),
    acts: whole
      .flatMap(({ acts }, entry) => acts.map((act): Act => ({ ...act, entry })))
      .toSorted((a, b) => a.atUs - b.atUs),
  }
}

function stage(spec: unknown, path: Path, setting: Setting): Fault | undefined {
  if ('together' in (spec as object)) return stageTogether(spec as TogetherSpec, path, setting)
  const { do: verb } = spec as FaultSpec
  if ((mendingVerbs as readonly string[]).includes(verb)) return stageMend(spec as MendSpec, path, setting)
  return stageFault(spec as FaultSpec, path, setting)
}

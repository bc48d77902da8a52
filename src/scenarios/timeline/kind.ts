/** What a kind of timeline entry has to bring: how it is written, and what it means. */
import type { z } from 'zod'
import type { Micros } from '../../sim/kernel/time.ts'
import type { ArrivalChange } from '../compile/arrivals.ts'
import type { Setting } from '../compile/setting.ts'
import type { Path } from '../path.ts'
import type { TimelineEntry } from '../scenario.ts'

/** A compiled entry, and what it does to the arrivals where it is one that does. */
export interface Staged {
  readonly entry: TimelineEntry
  readonly arrivals?: ArrivalChange
}

export interface TimelineKind<Do extends string, Schema extends z.ZodObject> {
  /** The word after `do:`. */
  readonly do: Do
  readonly schema: Schema
  /** Reports what is wrong to the setting; undefined when nothing sensible is left. */
  readonly compile: (spec: z.output<Schema>, path: Path, setting: Setting) => Staged | undefined
}

export const timelineKind = <Do extends string, Schema extends z.ZodObject>(kind: TimelineKind<Do, Schema>) => kind

/** From `at` for a while; both have to be inside the busy time, so that faults are over when the calm begins. */
export function span(
  spec: { readonly at: Parameters<Setting['moment']>[0]; readonly for: Micros },
  path: Path,
  setting: Setting,
): { readonly fromUs: Micros; readonly untilUs: Micros } | undefined {
  const fromUs = setting.moment(spec.at, [...path, 'at'])
  if (fromUs === undefined) return undefined
  const untilUs = fromUs + spec.for
  if (untilUs > setting.busyUs) {
    setting.report(
      [...path, 'for'],
      `lasts until ${setting.time(untilUs)}, past the busy time of ${setting.time(setting.busyUs)}`,
    )
    return undefined
  }
  return { fromUs, untilUs }
}

/**
 * Release profiles: what differs between releases of Finesse and the PG, and every timer, as data. Each constant
 * names its public source; one that nobody published is marked `assumed` and listed in every report. The constants
 * are in releases/, one file a release, each inheriting from the one before.
 */
import { MILLISECOND } from '../kernel/time.ts'
import { release116 } from './releases/11.6.ts'
import { release120 } from './releases/12.0.ts'
import { release125 } from './releases/12.5.ts'
import { release126 } from './releases/12.6.ts'
import { release150 } from './releases/15.0.ts'
import type { Constant } from './releases/constant.ts'

export const releases = ['11.6', '12.0', '12.5', '12.6', '15.0'] as const
export type Release = (typeof releases)[number]

export type ConstantName = keyof typeof release116
type Constants = { readonly [Name in ConstantName]: Constant }

const profiles: { readonly [Name in Release]: Constants } = {
  '11.6': release116,
  '12.0': release120,
  '12.5': release125,
  '12.6': release126,
  '15.0': release150,
}

export type ReleaseProfile = { readonly [Name in ConstantName]: number } & { readonly release: Release }

/** The constants of one release. */
export function releaseProfile(release: Release): ReleaseProfile {
  const entries = Object.entries(profiles[release]).map(([name, { value }]) => [name, value] as const)
  return { ...Object.fromEntries(entries), release } as ReleaseProfile
}

/** Work of a Finesse node that its processors share. */
const ofProcessors = [
  'finesseCtiEventUs',
  'finesseLoadUs',
  'finesseRestUs',
  'finessePageUs',
  'finessePublishUs',
] as const
const USUAL_PROCESSORS = 4

/** The constants as they are for a Finesse node of so many processors. */
export function withProcessors(profile: ReleaseProfile, processors: 4 | 8): ReleaseProfile {
  if (processors === USUAL_PROCESSORS) return profile
  const work = ofProcessors.map((name) => [name, Math.round((profile[name] * USUAL_PROCESSORS) / processors)] as const)
  return { ...profile, ...Object.fromEntries(work), reloadsPerSecond: profile.reloadsPerSecondOf8 }
}

export interface AssumedConstant {
  readonly name: string
  readonly value: string
  readonly why: string
}

/** The constants that no public document gives, for the report. */
export function assumedConstants(release: Release): readonly AssumedConstant[] {
  return Object.values(profiles[release])
    .filter(({ source }) => source.startsWith('assumed'))
    .map(({ says, unit, value, source }) => ({
      name: says,
      value: unit === 'us' ? `${value / MILLISECOND} ms` : String(value),
      why: source.replace(/^assumed:? ?/, '') || 'a plausible order of magnitude',
    }))
}

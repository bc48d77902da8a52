import type { Break, Shift } from '../../sim/domain/workload.ts'
import { HOUR, MINUTE, type Micros } from '../../sim/kernel/time.ts'
import { LIMITS } from '../limits.ts'
import type { Path } from '../path.ts'
import type { ScenarioSpec } from '../schema.ts'
import { checkReason } from './reasons.ts'
import type { Setting } from './setting.ts'

type ShiftSpec = ScenarioSpec['shifts'][number]

const USUAL_SPREAD_US = 5 * MINUTE
/** Later than any run ends. */
const NEVER_US = 2 * LIMITS.durationUs

/** Shifts that could not be read are undefined here, and left out; the others are still judged. */
export function compileShifts(specs: readonly (ShiftSpec | undefined)[], setting: Setting): readonly Shift[] {
  const told = specs.reduce((sum, spec) => sum + (spec?.share ?? 0), 0)
  const untold = specs.filter((spec) => spec !== undefined && spec.share === undefined).length
  if (told > 1 + 1e-9)
    setting.report(['shifts'], `the shares of the shifts add up to ${percent(told)}; 100% is all agents`)
  else if (untold > 0 && told > 1 - 1e-9) {
    setting.report(['shifts'], 'the shares of the shifts add up to 100%, and nobody is left for those without a share')
  }
  const names = new Set<string>()
  return specs.flatMap((spec, index) => {
    if (spec === undefined) return []
    const path = ['shifts', index]
    const name = spec.name ?? (specs.length === 1 ? 'all day' : `shift ${index + 1}`)
    if (names.has(name)) setting.report([...path, 'name'], `the shift "${name}" is there twice`)
    names.add(name)
    const shift = compileShift(spec, name, spec.share ?? Math.max(0, 1 - told) / untold, path, setting)
    return shift === undefined ? [] : [shift]
  })
}

function compileShift(spec: ShiftSpec, name: string, share: number, path: Path, setting: Setting): Shift | undefined {
  const startUs = setting.moment(spec.start, [...path, 'start'])
  const workUs = spec.end === undefined ? setting.busyUs : endOf(spec.end, startUs, [...path, 'end'], setting)
  if (startUs === undefined || workUs === undefined) return undefined
  if (spec.stays && spec.end !== undefined)
    setting.report([...path, 'stays'], 'is there beside "end"; keep one of the two')
  const endUs = spec.stays ? NEVER_US : workUs
  if (endUs <= startUs) {
    setting.report(
      [...path, 'end'],
      `is ${setting.time(endUs)}, not after the start of the shift at ${setting.time(startUs)}`,
    )
    return undefined
  }
  const spreadUs = spec.spread ?? Math.min(USUAL_SPREAD_US, Math.floor((workUs - startUs) / 10))
  if (spreadUs > endUs - startUs) setting.report([...path, 'spread'], 'is longer than the shift')
  const breaks = spec.breaks.flatMap((given, index): Break[] => {
    const place = [...path, 'breaks', index, 'at']
    const atUs = setting.moment(given.at, place)
    if (atUs === undefined) return []
    if (atUs < startUs || atUs >= endUs) {
      setting.report(
        place,
        `is ${setting.time(atUs)}, outside the shift from ${setting.time(startUs)} to ${setting.time(endUs)}`,
      )
    }
    checkReason(given.reason, 'NOT_READY', [...path, 'breaks', index, 'reason'], setting.report)
    return [{ atUs, spreadUs: given.spread, for: given.for, reason: given.reason, share: given.share }]
  })
  checkReason(spec.signOutReason, 'LOGOUT', [...path, 'signOutReason'], setting.report)
  return { name, share, startUs, endUs, spreadUs, breaks, signOutReason: spec.signOutReason }
}

/** A time of day before the start of the shift means the next day: 22:00 to 06:00. */
function endOf(end: NonNullable<ShiftSpec['end']>, startUs: Micros | undefined, path: Path, setting: Setting) {
  const endUs = setting.moment(end, path)
  if (endUs === undefined || startUs === undefined || !('clockUs' in end) || endUs > startUs) return endUs
  return endUs + 24 * HOUR <= setting.busyUs ? endUs + 24 * HOUR : endUs
}

const percent = (share: number) => `${Math.round(share * 1000) / 10}%`

/** Moments as Finesse writes them, `2026-01-05T08:00:00.000Z`, from milliseconds since 1970; by calculation alone. */
const DAY = 86_400_000

export function isoText(ms: number): string {
  const days = Math.floor(ms / DAY)
  const rest = ms - days * DAY
  const [year, month, day] = civil(days)
  const clock = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60, Math.floor(rest / 1000) % 60]
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  return `${date}T${clock.map(two).join(':')}.${String(Math.floor(rest) % 1000).padStart(3, '0')}Z`
}

/** The same without milliseconds, as queue statistics have it. */
export const isoSeconds = (ms: number): string => isoText(ms).replace(/\.\d{3}Z$/, 'Z')

const TEXT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?Z$/

/** Milliseconds since 1970, or undefined for a text that is no moment. */
export function isoMoment(text: string): number | undefined {
  const found = TEXT.exec(text)
  if (found === null) return undefined
  const [year, month, day, hours, minutes, seconds] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const ms = Number((found[7] ?? '').padEnd(3, '0'))
  return daysTo(year, month, day) * DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
}

const two = (n: number): string => String(n).padStart(2, '0')

/**
 * Days since 1970 and dates of the Gregorian calendar, counted in eras of 400 years that begin in March, so that
 * the leap day is the last of a year (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 */
function civil(days: number): [number, number, number] {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * march + 2) / 5) + 1]
}

function daysTo(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

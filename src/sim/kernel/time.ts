/** Virtual time: whole microseconds since the start of a run, in a plain number (exact up to 285 years). */
export type Micros = number

export const MILLISECOND: Micros = 1_000
export const SECOND: Micros = 1_000_000
export const MINUTE: Micros = 60 * SECOND
export const HOUR: Micros = 60 * MINUTE

/** `00:00:00.000` clock text of a moment, for reports and error messages. */
export function clockText(at: Micros): string {
  const ms = Math.floor(at / MILLISECOND)
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(ms / 3_600_000)
  const minutes = Math.floor(ms / 60_000) % 60
  const seconds = Math.floor(ms / 1000) % 60
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(ms % 1000).padStart(3, '0')}`
}

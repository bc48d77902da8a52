/** A figure in its unit, in few characters. */
import { count, NONE, percent, span } from '../figures.ts'
import type { FigureUnit } from './comparable.ts'

const MIB = 1024 * 1024

export function value(number: number | undefined, unit: FigureUnit): string {
  if (number === undefined || !Number.isFinite(number)) return NONE
  if (unit === 'us') return span(number)
  if (unit === 'share') return percent(number)
  if (unit === 'bytes') return `${(number / MIB).toFixed(1)} MiB`
  return count(Number.isInteger(number) || number >= 1000 ? Math.round(number) : Number(number.toFixed(1)))
}

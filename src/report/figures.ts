/**
 * How numbers read in every report. No locale is asked, so that the same run gives the same bytes everywhere,
 * and nothing is rounded in our favour: 99.97 % is not printed as 100 %, nor one lost call in a million as 0 %.
 */
import { HOUR, MILLISECOND, MINUTE, type Micros, SECOND } from '../sim/kernel/time.ts'

/** Stands for "there is no such figure", as an average of nothing. */
export const NONE = '–'

const two = (n: number) => String(n).padStart(2, '0')

/** `HH:MM:SS` of a moment or a long span. */
export function clock(at: Micros | undefined): string {
  if (at === undefined) return NONE
  const seconds = Math.floor(at / SECOND)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** A span in the unit that suits it: `420 µs`, `12.3 ms`, `1.84 s`, `2 min 05 s`, `08:30:00`. */
export function span(us: Micros | undefined): string {
  if (us === undefined) return NONE
  if (us < MILLISECOND) return `${Math.round(us)} µs`
  if (us < SECOND) return `${threeDigits(us / MILLISECOND)} ms`
  if (us < MINUTE) return `${threeDigits(us / SECOND)} s`
  if (us < HOUR) return `${Math.floor(us / MINUTE)} min ${two(Math.floor(us / SECOND) % 60)} s`
  return clock(us)
}

function threeDigits(n: number): string {
  if (n >= 100) return String(Math.round(n))
  return n >= 10 ? n.toFixed(1) : n.toFixed(2)
}

/** `1,234,567`. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')
}

/** `3.2 %` of a share of 1. Only all is 100 %, and only none is 0 %. */
export function percent(share: number | undefined): string {
  if (share === undefined || !Number.isFinite(share)) return NONE
  if (share === 0 || share === 1) return `${share * 100} %`
  if (share > 0 && share < 0.0005) return '< 0.1 %'
  if (share < 1 && share >= 0.9995) return '> 99.9 %'
  return `${(share * 100).toFixed(1)} %`
}

/** Seconds for machines: six digits are exact microseconds. */
export function seconds(us: Micros): number {
  return Math.round(us) / SECOND
}

/** `1 call`, `2 calls`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

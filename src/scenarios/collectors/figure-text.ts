/** Figures in the words of a person, for expectations and headlines. Nothing is rounded in our favour. */
import { HOUR, MILLISECOND, MINUTE, type Micros, SECOND } from '../../sim/kernel/time.ts'

export function spanText(us: Micros): string {
  if (us < MILLISECOND) return `${Math.round(us)} µs`
  if (us < SECOND) return `${digits(us / MILLISECOND)} ms`
  if (us < MINUTE) return `${digits(us / SECOND)} s`
  const two = (n: number) => String(n).padStart(2, '0')
  const seconds = Math.floor(us / SECOND)
  if (us < HOUR) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

function digits(n: number): string {
  return n >= 99.95 ? n.toFixed(0) : n >= 9.995 ? n.toFixed(1) : n.toFixed(2)
}

/** Only all is 100 %, and only none is 0 %. */
export function shareText(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`
  if (share > 0 && share < 0.0005) return '< 0.1 %'
  if (share < 1 && share >= 0.9995) return '> 99.9 %'
  return `${(share * 100).toFixed(1)} %`
}

export function countText(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${countText(n)} ${n === 1 ? one : many}`
}

/** `Calls handled` and `calls-handled` are the same name. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** How times, counts and shares read: the same words as in the written part of the page. */

const two = (n) => String(n).padStart(2, '0')

/** `HH:MM:SS` of seconds. */
export function clock(seconds) {
  if (seconds === null) return '–'
  const whole = Math.floor(seconds)
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

export function span(seconds) {
  if (seconds === null) return '–'
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(Math.floor(seconds) % 60)} s`
  return clock(seconds)
}

export function milliseconds(ms) {
  if (ms < 1) return `${Number((ms * 1000).toPrecision(3))} µs`
  if (ms < 1000) return `${Number(ms.toPrecision(3))} ms`
  return ms < 60_000 ? `${Number((ms / 1000).toPrecision(3))} s` : span(ms / 1000)
}

export const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

export function percent(share) {
  if (share === null) return '–'
  if (share === 0 || share === 1) return `${share * 100} %`
  if (share < 0.0005) return '< 0.1 %'
  return share >= 0.9995 && share < 1 ? '> 99.9 %' : `${(share * 100).toFixed(1)} %`
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400]

/** Round moments between two times, so many that their labels still have room. */
export function timeTicks(from, until, width) {
  const room = Math.max(1, Math.floor(width / 84))
  const step = STEPS.find((one) => (until - from) / one <= room) ?? 86_400 * Math.ceil((until - from) / room / 86_400)
  const ticks = []
  for (let at = Math.ceil(from / step) * step; at <= until; at += step) ticks.push(at)
  return ticks
}

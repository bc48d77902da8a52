import type { Micros } from '../../sim/kernel/time.ts'

/** A point of a distribution: the share of samples at or below `us`. */
export interface CurvePoint {
  readonly us: Micros
  share: number
}

/** At most one point a value, with the largest of its shares; none where there are no samples. */
export function curveOf(shares: readonly number[], quantile: (share: number) => Micros | undefined): CurvePoint[] {
  const points: CurvePoint[] = []
  for (const share of shares) {
    const us = quantile(share)
    if (us === undefined) return []
    const last = points.at(-1)
    if (last?.us === us) last.share = share
    else points.push({ us, share })
  }
  return points
}

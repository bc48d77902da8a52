/** A quantile of a latency, by its name in expectations. */
import type { HopResult } from './result.ts'

/** A quantile of what was measured, or undefined without a sample. */
export function latency(hop: HopResult | undefined, quantile: string | undefined): number | undefined {
  if (hop === undefined || hop.count === 0) return undefined
  switch (quantile) {
    case 'p50':
      return hop.p50Us
    case 'p95':
      return hop.p95Us
    case 'p99':
      return hop.p99Us
    case 'p999':
      return hop.p999Us
    case 'max':
      return hop.maxUs
    case 'mean':
      return hop.meanUs
    default:
      return undefined
  }
}

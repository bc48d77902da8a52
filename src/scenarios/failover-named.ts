/** A failover by words of the timeline entry that began it, such as `crash of finesse 1`: as reports name it. */
import { slug } from './collectors/figure-text.ts'
import type { Failover, FaultResult } from './result.ts'

/** The phase of a failover as a whole: from when a desktop first found a node in service until the last one was back. */
export const ALL_BACK = 'all-back'

/** Quantiles that are kept of each failover. */
export const quantilesOfFailover = ['p50', 'p95', 'max'] as const

export function begins(words: string, says: string): boolean {
  return slug(says).includes(slug(words))
}

/** Whether an entry of these words began it. */
export function isNamed({ acts }: Pick<Failover, 'acts'>, words: string, faults: readonly FaultResult[]): boolean {
  return acts.some((act) => act.begins && begins(words, faults[act.fault]?.says ?? ''))
}

type Measured = { readonly failovers: readonly Failover[]; readonly faults: readonly FaultResult[] }

/** A phase of the first failover of that name; undefined when there was none, or not this phase of it. */
export function phaseOfFailover(
  words: string,
  phase: string,
  quantile: string | undefined,
  { failovers, faults }: Measured,
): number | undefined {
  const found = failovers.find((one) => isNamed(one, words, faults))?.phases.find((one) => one.phase === phase)
  if (found === undefined) return undefined
  return { p50: found.p50Us, p95: found.p95Us, max: found.maxUs }[quantile as (typeof quantilesOfFailover)[number]]
}

/** The same of all failovers: the longest, as each has one time only. */
export function longestAllBack({ failovers }: Pick<Measured, 'failovers'>): number | undefined {
  const all = failovers.flatMap(({ phases }) => phases.filter(({ phase }) => phase === ALL_BACK))
  return all.length === 0 ? undefined : Math.max(...all.map(({ maxUs }) => maxUs))
}

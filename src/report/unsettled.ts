/** Whom the oracles found not to be as they should when the calm was over: the other half of a failover. */
import type { RunResult } from '../scenarios/result.ts'

export interface Unsettled {
  readonly who: string
  readonly why: string
  readonly rule: string
}

/** The ones that were kept, by name, and how many there were of the rules that found them. */
export function unsettled({ oracles }: Pick<RunResult, 'oracles'>): { rows: Unsettled[]; total: number } {
  const rows: Unsettled[] = []
  let total = 0
  for (const { name, violated, violations } of oracles) {
    const late = violations.filter(({ atEnd }) => atEnd === true)
    if (late.length === 0) continue
    // Beyond those that are kept, nobody knows which were found at the end: where any was, they all count.
    total += late.length === violations.length ? violated : late.length
    rows.push(...late.map(({ who, why }) => ({ who, why, rule: name })))
  }
  return { rows: rows.sort((a, b) => (a.who < b.who ? -1 : a.who > b.who ? 1 : 0)), total }
}

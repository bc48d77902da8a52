/**
 * How a behaviour of the catalogue stands. *Proved*: a test is titled with its id, or a shipped scenario names it under
 * `proves` and has a check for it. *Represented*: an oracle, a source or a scenario names it, and nothing proves it.
 * Whether the check would fail if the behaviour broke cannot be read off a title: `npm run sabotage` breaks them one by one.
 */
import type { Behaviour, Tier } from './catalogue.ts'

export const STATUSES = ['proved', 'represented', 'missing'] as const
export type Status = (typeof STATUSES)[number]

/** What speaks for one behaviour; tests, scenarios, oracles and sources, each as one line of text. */
export interface Evidence {
  readonly id: string
  readonly proved: readonly string[]
  readonly named: readonly string[]
}

export interface Standing {
  readonly id: string
  readonly area: string
  readonly tier: Tier
  readonly status: Status
  /** What proves it; or, where nothing does, what names it. */
  readonly by: readonly string[]
}

export function standings(catalogue: readonly Behaviour[], evidence: readonly Evidence[]): readonly Standing[] {
  const found = new Map(evidence.map((one) => [one.id, one]))
  return catalogue.map(({ id, area, tier }) => {
    const { proved = [], named = [] } = found.get(id) ?? {}
    const status = proved.length > 0 ? 'proved' : named.length > 0 ? 'represented' : 'missing'
    return { id, area, tier, status, by: proved.length > 0 ? proved : named }
  })
}

/** `id: where` for every id that is named somewhere and not in the catalogue. */
export function strangers(catalogue: readonly Behaviour[], evidence: readonly Evidence[]): string[] {
  const known = new Set(catalogue.map(({ id }) => id))
  return evidence
    .filter(({ id }) => !known.has(id))
    .flatMap(({ id, proved, named }) => [...proved, ...named].map((where) => `${id}: ${where}`))
}

/** Areas in the order of the catalogue. */
export const areasOf = (those: readonly { readonly area: string }[]): string[] => [
  ...new Set(those.map(({ area }) => area)),
]

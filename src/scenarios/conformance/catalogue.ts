/** The catalogue of documented behaviours, conformance/behaviours.yaml: what there is to prove. */
import { parse } from 'yaml'
import { z } from 'zod'

export const TIERS = ['core', 'extended', 'edge'] as const
export type Tier = (typeof TIERS)[number]

export const BEHAVIOUR_ID = /^[A-Z]+-\d{2,3}$/

export interface Behaviour {
  readonly id: string
  readonly area: string
  readonly tier: Tier
  /** The rule as a sentence. */
  readonly does: string
  /** How it shows, and where documents disagree. */
  readonly check: string
  /** The public document that says so. */
  readonly source: string
  readonly releases: 'all' | readonly string[]
  readonly numbers?: Readonly<Record<string, string | number>>
}

const entries: z.ZodType<readonly Behaviour[]> = z.array(
  z.strictObject({
    id: z.string().regex(BEHAVIOUR_ID),
    area: z.string().min(1),
    does: z.string().min(1),
    check: z.string().min(1),
    numbers: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    releases: z.union([z.literal('all'), z.array(z.string())]),
    source: z.string().min(1),
    tier: z.enum(TIERS),
  }),
)

/** The behaviours in the order of the file, which keeps areas together. */
export function readCatalogue(yaml: string): readonly Behaviour[] {
  const behaviours = entries.parse(parse(yaml))
  const twice = behaviours.filter(({ id }, at) => behaviours.findIndex((one) => one.id === id) !== at)
  if (twice.length > 0) throw new Error(`the catalogue has more than one ${twice.map(({ id }) => id).join(', ')}`)
  return behaviours
}

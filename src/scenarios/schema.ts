/** What a scenario may say. The JSON Schema for editors, the types and the checks all come from here. */
import { z } from 'zod'
import { expectation } from './expectations/index.ts'
import { LIMITS } from './limits.ts'
import { desk } from './schema/desk.ts'
import { clock, duration, listOf, text } from './schema/fields.ts'
import { load } from './schema/load.ts'
import { release } from './schema/release.ts'
import { settings } from './schema/settings.ts'
import { shifts } from './schema/shifts.ts'
import { supervision, topology } from './schema/topology.ts'
import { traffic } from './schema/traffic.ts'
import { timelineEntry } from './timeline/index.ts'

const NO_WHY = 'is required; say in a sentence what the scenario is for'

export const scenarioSchema = z
  .strictObject({
    why: z
      .string({ error: ({ input }) => (input === undefined ? NO_WHY : undefined) })
      .trim()
      .min(1)
      .max(2_000)
      .describe('What this scenario is for, in a sentence or two.'),
    extends: text.optional().describe('Another scenario file, relative to this one, that this one adds to.'),
    release: release.prefault('12.6').describe('Release profile of Finesse.'),
    deployment: z.enum(['cce', 'ccx']).prefault('cce').describe('Contact Center Enterprise or Express.'),
    starts: clock.optional().describe('Time of day at which the run starts; then moments may be times of day.'),
    duration: duration
      .refine((us) => us >= 1_000_000, 'must be at least 1s')
      .prefault('1h')
      .describe('The busy time: traffic and shifts are over at its end, and the calm follows.'),
    calm: duration.prefault('5min').describe('Time to come to rest; liveness is judged at its end.'),
    topology: topology.prefault({}),
    desk: desk.prefault({}),
    settings: settings.prefault({}),
    shifts: shifts.prefault([{}]),
    supervision: supervision.prefault({}),
    traffic: traffic.prefault([{}]),
    load: load.prefault([]),
    timeline: listOf(timelineEntry).prefault([]).describe('What happens when.'),
    expect: listOf(expectation)
      .prefault([{ lostCalls: 0 }])
      .describe('What must be true of the run.'),
    proves: listOf(z.string().regex(/^[A-Z]+-\d{2,3}$/, 'is not the id of a behaviour; write it like CTI-01'))
      .prefault([])
      .describe('Behaviours of the catalogue that this scenario shows.'),
  })
  .meta({ title: 'ccsim scenario', description: `One situation of a contact center, up to ${LIMITS.agents} agents.` })

/** A scenario as written. */
export type ScenarioText = z.input<typeof scenarioSchema>

/** A scenario as read: units parsed, defaults filled in, not yet compiled. */
export type ScenarioSpec = z.output<typeof scenarioSchema>

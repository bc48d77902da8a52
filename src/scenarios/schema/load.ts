/** How the shapes of load are written: `do` names an executor, the rest is its own. */
import { z } from 'zod'
import { duration, instant, listOf, rate, share, whole } from './fields.ts'

const positive = duration.refine((us) => us > 0, 'must be longer than nothing')

const kinds = [
  z
    .strictObject({
      do: z.literal('constant-agents'),
      within: duration.prefault('1min').describe('All sign in within this span of the start.'),
    })
    .describe('Everybody signs in at the beginning and stays to the end.'),
  z
    .strictObject({
      do: z.literal('ramp'),
      from: instant.prefault('0s').describe('When the first agent comes.'),
      over: positive.describe('The last agent has come so long after.'),
      down: positive
        .optional()
        .describe('Agents go one after the other over this span, up to the end of the busy time.'),
      steps: whole(1, 1_000).prefault(100).describe('Into how many equal parts the ramp is cut.'),
    })
    .describe('Agents come one after the other.'),
  z
    .strictObject({
      do: z.literal('shift-change'),
      at: instant.describe('When the first ones go.'),
      overlap: duration.prefault('15min').describe('The others begin to come so long before.'),
      within: duration.prefault('5min').describe('In how long a span each part signs in.'),
      share: share.prefault('50%').describe('Share of the agents that is there first.'),
    })
    .describe('One part of the agents leaves, and the other comes.'),
  z
    .strictObject({
      do: z.literal('login-storm'),
      at: instant.prefault('0s'),
      within: duration.prefault('10s').describe('Everybody signs in within this span.'),
    })
    .describe('Everybody signs in at once.'),
  z
    .strictObject({
      do: z.literal('constant-calls'),
      rate: rate.describe('Of all streams of the traffic together.'),
      from: instant.prefault('0s'),
      until: instant.optional().describe('The end of the busy time unless told.'),
    })
    .describe('Calls at one rate; the streams of the traffic keep their mix.'),
  z
    .strictObject({
      do: z.literal('step-calls'),
      first: rate.describe('Rate of the first step, of all streams together.'),
      step: rate.describe('What each further step has more.'),
      steps: whole(2, 100),
      hold: positive.describe('How long each step lasts.'),
      from: instant.prefault('0s'),
    })
    .describe('Calls at a rate that grows step by step, to find the knee; each step is a window.'),
  z
    .strictObject({
      do: z.literal('failover-relogin'),
      at: instant.describe('When the node crashes.'),
      node: whole(1, 2).prefault(1).describe('The Finesse node.'),
      for: positive.prefault('10min').describe('When it runs again.'),
    })
    .describe('A Finesse node crashes, and everybody on it signs in at the other one.'),
  z
    .strictObject({
      do: z.literal('soak'),
      for: positive.describe('The new busy time; that of the scenario is one round of it.'),
    })
    .describe('Callers and breaks of the busy time, again and again for hours. Faults are not repeated.'),
] as const

export const load = listOf(
  z.discriminatedUnion('do', kinds, { error: 'should be like { do: ramp, over: 10min }' }),
  20,
).describe('Shapes of load, which take the place of shifts or of arrival rates.')

export type LoadText = z.input<typeof load>[number]
export type LoadEntry = z.output<typeof load>[number]

import { z } from 'zod'
import { distribution, duration, instant, listOf, name, reasonLabel, share } from './fields.ts'

const pause = z.strictObject({
  at: instant.describe('When it begins, counted from the start of the run or as time of day.'),
  spread: duration.prefault('0s').describe('Each agent begins somewhere in this span after it.'),
  for: distribution.prefault('15min'),
  reason: reasonLabel.prefault('Break').describe('Label of a Not Ready reason code.'),
  share: share.prefault('100%').describe('Share of the agents of the shift that takes it.'),
})

export const shift = z.strictObject({
  name: name.optional(),
  share: share.optional().describe('Share of all agents; what the others leave, dealt evenly, unless told.'),
  start: instant.prefault('0s'),
  stays: z.boolean().prefault(false).describe('Nobody goes home: agents are there through the calm.'),
  end: instant.optional().describe('The end of the run unless told.'),
  spread: duration.optional().describe('Sign-ins fall in this span; a tenth of the shift, up to 5min, unless told.'),
  breaks: listOf(pause).prefault([]),
  signOutReason: reasonLabel.prefault('End of shift').describe('Label of a sign-out reason code.'),
})

export const shifts = listOf(shift).min(1).describe('Who is there when.')

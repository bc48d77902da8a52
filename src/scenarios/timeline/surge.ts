import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { duration, instant, name, number } from '../schema/fields.ts'
import { formatDuration } from '../units.ts'
import { span, timelineKind } from './kind.ts'

/** More calls than usual: an outage elsewhere, a letter to every customer, a spot on television. */
export const surge = timelineKind({
  do: 'surge',
  schema: z
    .strictObject({
      at: instant,
      do: z.literal('surge'),
      what: name.prefault('all').describe('All callers, or those of one queue.'),
      times: number(0.01, LIMITS.surgeTimes).describe('What the arrival rates are multiplied by.'),
      for: duration.refine((us) => us > 0, 'must be longer than nothing'),
    })
    .describe('Multiplies the arrivals for a while.'),
  compile: (spec, path, setting) => {
    const when = span(spec, path, setting)
    const queues = setting.busyQueues(spec.what, [...path, 'what'])
    if (when === undefined || queues === undefined) return undefined
    const says = `surge of ${spec.what}, ${spec.times} times for ${formatDuration(spec.for)}`
    return {
      entry: { atUs: when.fromUs, do: 'surge', what: spec.what, forUs: spec.for, says },
      arrivals: { ...when, times: spec.times, queues, path },
    }
  },
})

import { z } from 'zod'
import { duration, instant, name } from '../schema/fields.ts'
import { formatDuration } from '../units.ts'
import { span, timelineKind } from './kind.ts'

/** Nobody calls: a trunk is down, or everyone watches the final. */
export const silence = timelineKind({
  do: 'silence',
  schema: z
    .strictObject({
      at: instant,
      do: z.literal('silence'),
      what: name.prefault('all').describe('All callers, or those of one queue.'),
      for: duration.refine((us) => us > 0, 'must be longer than nothing'),
    })
    .describe('No arrivals for a while.'),
  compile: (spec, path, setting) => {
    const when = span(spec, path, setting)
    const queues = setting.busyQueues(spec.what, [...path, 'what'])
    if (when === undefined || queues === undefined) return undefined
    const says = `silence of ${spec.what} for ${formatDuration(spec.for)}`
    return {
      entry: { atUs: when.fromUs, do: 'silence', what: spec.what, forUs: spec.for, says },
      arrivals: { ...when, times: 0, queues, path },
    }
  },
})

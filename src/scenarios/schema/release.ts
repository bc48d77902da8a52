import { z } from 'zod'
import { type Release, releases } from '../../sim/domain/release.ts'

/** Unquoted, YAML makes a number of a release, and 12 of 12.0. There is no doubt what is meant, so it is taken. */
export const release = z
  .literal([...releases, ...releases.map(Number)], {
    error: ({ input }) =>
      input === undefined
        ? `is required; allowed: ${releases.join(', ')}`
        : `there is no profile of release ${JSON.stringify(input)}; allowed: ${releases.join(', ')}`,
  })
  .transform((given): Release => releases.find((known) => known === given || Number(known) === given)!)

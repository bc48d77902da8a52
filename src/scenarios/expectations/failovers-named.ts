/** Whether the failovers that expectations name can come of the timeline. */
import { begins } from '../failover-named.ts'
import { suggestion } from '../nearest.ts'
import type { Report } from '../problems.ts'
import type { TimelineEntry } from '../scenario.ts'
import type { ExpectationSpec } from './index.ts'

export function checkFailovers(
  specs: readonly (ExpectationSpec | undefined)[],
  timeline: readonly TimelineEntry[],
  report: Report,
): void {
  for (const [index, spec] of specs.entries()) {
    if (spec === undefined || !('phase' in spec) || spec.failover === undefined) continue
    const { failover } = spec
    if (timeline.some(({ says }) => begins(failover, says))) continue
    const path = ['expect', index, 'failover'] as const
    if (timeline.length === 0) report(path, 'nothing in the timeline could begin a failover')
    else
      report(
        path,
        `no entry of the timeline says "${failover}"; ${suggestion(
          failover,
          timeline.map(({ says }) => says),
        )}`,
      )
  }
}

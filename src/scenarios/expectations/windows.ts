/** Whether the windows that expectations name are there. */
import type { LoadWindow } from '../../load/executors/executor.ts'
import { slug } from '../collectors/figure-text.ts'
import { INTERVAL, RUN } from '../collectors/operations/results.ts'
import { EVERY_STEP, hasSteps } from '../knee.ts'
import { suggestion } from '../nearest.ts'
import type { Report } from '../problems.ts'
import type { ExpectationSpec } from './index.ts'
import { EVERY } from './operation.ts'

export function checkWindows(
  specs: readonly (ExpectationSpec | undefined)[],
  windows: readonly LoadWindow[],
  report: Report,
): void {
  const names = windows.map(({ name }) => name)
  const known = [RUN, ...EVERY, EVERY_STEP, ...names]
  for (const [index, spec] of specs.entries()) {
    if (spec === undefined) continue
    if ('knee' in spec && !hasSteps(windows))
      report(['expect', index, 'knee'], 'needs a load that grows by steps: step-calls')
    if (!('operation' in spec)) continue
    const { window } = spec
    if (window === undefined || INTERVAL.test(window)) continue
    if (window === EVERY_STEP) {
      if (!hasSteps(windows)) report(['expect', index, 'window'], 'needs a load that grows by steps: step-calls')
    } else if (window === 'every phase' && names.length === 0) {
      report(['expect', index, 'window'], 'there are no phases without a load: that makes some')
    } else if (!known.some((name) => slug(name) === slug(window))) {
      report(
        ['expect', index, 'window'],
        `there is no window "${window}"; ${suggestion(window, [...known, 'minute 1'])}`,
      )
    }
  }
}

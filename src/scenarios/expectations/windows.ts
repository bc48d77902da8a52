/** Whether the windows that expectations name are there. */
import type { LoadWindow } from '../../load/executors/executor.ts'
import { slug } from '../collectors/figure-text.ts'
import { INTERVAL, RUN } from '../collectors/operations/results.ts'
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
  const known = [RUN, ...EVERY, ...names]
  for (const [index, spec] of specs.entries()) {
    if (spec === undefined || !('operation' in spec)) continue
    const { window } = spec
    if (window === undefined || INTERVAL.test(window)) continue
    if (window === 'every phase' && names.length === 0) {
      report(['expect', index, 'window'], 'there are no phases without a load: that makes some')
    } else if (!known.some((name) => slug(name) === slug(window))) {
      report(
        ['expect', index, 'window'],
        `there is no window "${window}"; ${suggestion(window, [...known, 'minute 1'])}`,
      )
    }
  }
}

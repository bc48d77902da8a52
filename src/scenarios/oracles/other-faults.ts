/**
 * Faults of the timeline that could explain what an oracle is about to complain of. An oracle that is exact only while
 * nothing else is wrong asks here whether anything else was.
 */
import { Fact } from '../../sim/domain/facts.ts'
import type { Deed } from '../../sim/domain/fault.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Watch } from './oracle.ts'

/** These go on until they are undone; other deeds without a repair are over when they are done. */
const lasting: ReadonlySet<Deed['kind']> = new Set(['end', 'hang', 'trouble', 'drag'])

export class OtherFaults {
  #open = 0
  #last: Micros = Number.NEGATIVE_INFINITY

  /** All faults but those that `excuses` says nothing is excused by. */
  constructor(watch: Watch, excuses: (deed: Deed) => boolean) {
    const { faults } = watch.workload
    const others = new Set(faults.filter(({ deed }) => excuses(deed)).map(({ entry }) => entry))
    const last = faults.filter(({ deed, repairs }) => repairs || lasting.has(deed.kind)).map(({ entry }) => entry)
    const lasts = new Set(last)
    watch.on(Fact.fault, (at, entry, begins) => {
      if (!others.has(entry)) return
      this.#last = at
      if (lasts.has(entry)) this.#open += begins === 1 ? 1 : -1
    })
  }

  /** Whether one goes on, or began or ended at `at` or later. */
  since(at: Micros): boolean {
    return this.#open > 0 || this.#last >= at
  }
}

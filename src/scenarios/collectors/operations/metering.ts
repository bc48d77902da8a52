/** Measures operations where a scenario is about load, expects something of one, or runs over sockets. */
import { Measure } from '../../../load/measure/measure.ts'
import { type Measured, mergeMeasured } from '../../../load/measure/measured.ts'
import type { Micros } from '../../../sim/kernel/time.ts'
import type { Listeners } from '../../listeners.ts'
import type { Scenario } from '../../scenario.ts'
import type { Subject } from '../../subject.ts'
import { meterCalls } from './calls.ts'
import { meterFanOut } from './fan-out.ts'
import { OperationMeter } from './meter.ts'
import { LAG } from './names.ts'

export interface MeteringOptions {
  readonly totalUs: Micros
  /** The moment it really is, where that may be another than the one for which things were meant. */
  readonly clock?: (() => Micros) | undefined
  /** Desktops are in other processes, which measure what these do; here only events are followed. */
  readonly elsewhere?: boolean | undefined
  readonly takesUser?: ((user: number) => boolean) | undefined
}

export interface Metering {
  /** Over sockets: so many things that were planned for a moment happened so much later. */
  late(dueUs: Micros, us: Micros, times: number): void
  /** All that was measured, here and by `others`. */
  finish(others?: readonly Measured[]): Measured
}

export const isMeasured = ({ windows, expect }: Pick<Scenario, 'windows' | 'expect'>): boolean =>
  windows !== undefined || expect.some(({ figure }) => figure.startsWith('operation:'))

export function meterOperations(
  { windows = [] }: Pick<Scenario, 'windows'>,
  subject: Subject,
  listeners: Listeners,
  { totalUs, clock, elsewhere = false, takesUser }: MeteringOptions,
): Metering {
  const measure = new Measure({ clock: clock ?? (() => totalUs), totalUs, windows })
  const meter = elsewhere ? undefined : new OperationMeter(subject, listeners, { measure, clock, takesUser })
  meterFanOut(subject.directory.users.length, listeners, measure, takesUser)
  meterCalls(listeners, measure, takesUser)
  return {
    late(dueUs, us, times) {
      for (let time = 0; time < times; time++) measure.record(LAG, dueUs, dueUs, dueUs + us)
    },
    finish(others = []) {
      meter?.finish()
      return mergeMeasured([measure.finish(), ...others])
    },
  }
}

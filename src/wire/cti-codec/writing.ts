/** What writing a message needs. */
import type { Micros } from '../../sim/kernel/time.ts'
import type { CtiNames } from './names.ts'

export interface Writing {
  readonly names: CtiNames
  /** Protocol version of the session; 0 until it is opened. */
  version: number
  readonly now: () => Micros
}

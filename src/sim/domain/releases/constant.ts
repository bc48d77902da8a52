/** What a constant of a release profile is: a number that says what it means and where it comes from. */
import type { Micros } from '../../kernel/time.ts'

export interface Constant {
  readonly says: string
  readonly unit: 'us' | 'count' | 'flag'
  /** A public document, or `assumed: ` and the reason for the choice. */
  readonly source: string
  readonly value: number
}

/** A duration or interval. */
export const time = (value: Micros, says: string, source: string): Constant => ({ says, unit: 'us', source, value })

/** A number of things, a port, a version. */
export const count = (value: number, says: string, source: string): Constant => ({ says, unit: 'count', source, value })

/** Whether the release does something. */
export const flag = (value: boolean, says: string, source: string): Constant => ({
  says,
  unit: 'flag',
  source,
  value: value ? 1 : 0,
})

/** The same constant in a later release, with the source of the new value if it is another. */
export const changed = (constant: Constant, value: number, source: string = constant.source): Constant => ({
  ...constant,
  value,
  source,
})

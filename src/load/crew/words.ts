/** What the processes of a crew say to each other: plain data, through the pipe between parent and child. */

import type { MemoryPoint } from '../../scenarios/result-of-load.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { NodeAddress } from '../../wire/finesse-xml/names.ts'
import type { Carrier } from '../carriers.ts'
import type { NodeDoors } from '../clients/browser.ts'
import type { LoadWindow } from '../executors/executor.ts'
import type { HealthFigures } from '../generator/health.ts'
import type { Measured } from '../measure/measured.ts'
import type { Shard } from '../plan/shard.ts'
import type { Passed } from './sites.ts'

export interface Assignment {
  /** Servers, or the desktops of a shard. */
  readonly shard: Shard | undefined
  readonly workload: Workload
  readonly windows: readonly LoadWindow[]
  readonly seed: string
  /** Virtual time for one of the wall clock's. */
  readonly speed: number
  readonly carrier: Carrier | undefined
}

/** How the desktops get to the servers. */
export interface Doors {
  readonly nodes: readonly NodeDoors[]
  readonly addresses: readonly NodeAddress[]
  readonly epochMs: number
  readonly certificate: string
}

export type Told =
  | { readonly kind: 'assignment'; readonly assignment: Assignment }
  | { readonly kind: 'doors'; readonly doors: Doors }
  /** On the clock that all processes of a machine share, in milliseconds. */
  | { readonly kind: 'go'; readonly atMs: number }
  | { readonly kind: 'pass'; readonly passed: readonly Passed[] }
  | { readonly kind: 'stop' }

export interface Done {
  readonly figures: HealthFigures
  readonly memory: readonly MemoryPoint[]
  readonly startBytes: number
  readonly users: number
  readonly measured: Measured | undefined
  /** Things touched, by entry of the timeline. */
  readonly touched: readonly (readonly [entry: number, count: number])[]
}

export type Said =
  | { readonly kind: 'ready'; readonly doors: Doors | undefined }
  /** Records of the trace, eight words each; whatever comes later is of `upTo` or later. */
  | { readonly kind: 'records'; readonly words: Int32Array; readonly upTo: Micros; readonly events: number }
  | { readonly kind: 'pass'; readonly passed: readonly Passed[] }
  | { readonly kind: 'done'; readonly done: Done }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string }

/** The clock that all processes of a machine share, in milliseconds. */
export const sharedMs = (): number => Number(process.hrtime.bigint()) / 1e6

/** Of a parent that has gone the process learns by itself, and then nobody listens. */
export const toParent = (said: Said): void => {
  if (process.connected) process.send?.(said, () => undefined)
}

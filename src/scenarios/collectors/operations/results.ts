/** What was measured, in the words of a result: operations by window. */

import type { CellData } from '../../../load/measure/cell.ts'
import { type Digits, Latencies, type LatencyData } from '../../../load/measure/latencies.ts'
import type { Measured } from '../../../load/measure/measured.ts'
import { MINUTE, type Micros } from '../../../sim/kernel/time.ts'
import type { HopResult } from '../../result.ts'
import type { OperationResult } from '../../result-of-load.ts'
import { SHARES } from '../hops.ts'

/** The window that is the whole run. */
export const RUN = 'run'
/** The intervals of a run by their names, such as `minute 3` or `minutes 3 to 4`. */
export const INTERVAL = /^minutes? \d+( to \d+)?$/

interface Span {
  readonly window: string
  readonly fromUs: Micros
  readonly untilUs: Micros
}

/** Of each operation: the run, the phases of the load, the intervals. `totalUs` is the length of the run. */
export function operationResults({ operations, windows, intervalUs }: Measured, totalUs: Micros): OperationResult[] {
  return operations.flatMap(({ operation, total, named, intervals }) => [
    operationResult(operation, { window: RUN, fromUs: 0, untilUs: totalUs }, total, 3),
    ...named.map(([index, cell]) => {
      const { name, fromUs, untilUs } = windows[index]!
      return operationResult(operation, { window: name, fromUs, untilUs }, cell, 3)
    }),
    ...intervals.map(([index, cell]) => {
      const [fromUs, untilUs] = [index * intervalUs, (index + 1) * intervalUs]
      const window =
        intervalUs === MINUTE ? `minute ${index + 1}` : `minutes ${fromUs / MINUTE + 1} to ${untilUs / MINUTE}`
      return operationResult(operation, { window, fromUs, untilUs }, cell, 2, [])
    }),
  ])
}

/** The many intervals do without points of their distributions. */
function operationResult(
  operation: string,
  span: Span,
  cell: CellData,
  digits: Digits,
  shares: readonly number[] = SHARES,
): OperationResult {
  const { planned, done, failed, dropped, errors, drops, intended, actual } = cell
  return {
    operation,
    ...span,
    planned,
    done,
    failed,
    dropped,
    errors: [...errors, ...drops].map(([kind, count]) => ({ kind, count })),
    intended: latencyResult(operation, 'From the moment it was wanted.', intended, digits, shares),
    actual: latencyResult(operation, 'From the moment it was begun.', actual, digits, shares),
  }
}

export function latencyResult(
  hop: string,
  says: string,
  data: LatencyData,
  digits: Digits,
  shares: readonly number[] = SHARES,
): HopResult {
  const latencies = new Latencies(digits)
  latencies.add(data)
  return { hop, says, ...latencies.figures, curve: latencies.curve(shares) }
}

const COUNTERS = new Map([
  ['connections', 'TCP connections that clients opened.'],
  ['TLS handshakes', 'Handshakes of TLS that clients finished.'],
  ['bytes sent', 'Bytes that clients wrote to sockets, TLS included.'],
  ['bytes received', 'Bytes that clients read from sockets, TLS included.'],
])

/** What the clients took of the network, as counts of the result. */
export function counterResults({ counters }: Measured): { name: string; says: string; value: number }[] {
  return counters.map(([name, value]) => ({ name, says: COUNTERS.get(name) ?? 'Counted by clients.', value }))
}

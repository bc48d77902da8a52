/** What was measured, in the words of a result: operations by window, generators by how they kept up. */
import { SHARES } from '../../scenarios/collectors/hops.ts'
import type { HopResult } from '../../scenarios/result.ts'
import type { GeneratorResult, OperationResult } from '../../scenarios/result-of-load.ts'
import { MINUTE, type Micros } from '../../sim/kernel/time.ts'
import type { CellData } from './cell.ts'
import type { HealthFigures } from './health.ts'
import { type Digits, Latencies, type LatencyData } from './latencies.ts'
import type { Measured } from './measured.ts'

/** The window that is the whole run. */
export const RUN = 'run'

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
      return operationResult(operation, { window, fromUs, untilUs }, cell, 2)
    }),
  ])
}

function operationResult(operation: string, span: Span, cell: CellData, digits: Digits): OperationResult {
  const { planned, done, failed, dropped, errors, drops, intended, actual } = cell
  return {
    operation,
    ...span,
    planned,
    done,
    failed,
    dropped,
    errors: [...errors, ...drops].map(([kind, count]) => ({ kind, count })),
    intended: latencyResult(operation, 'From the moment it was wanted.', intended, digits),
    actual: latencyResult(operation, 'From the moment it was begun.', actual, digits),
  }
}

function latencyResult(hop: string, says: string, data: LatencyData, digits: Digits): HopResult {
  const latencies = new Latencies(digits)
  latencies.add(data)
  return { hop, says, ...latencies.figures, curve: latencies.curve(SHARES) }
}

export function generatorResults(figures: readonly HealthFigures[]): GeneratorResult[] {
  return figures.map(({ generator, seconds, cpu, busy, gc, loopDelay, lag, rssBytes, heapBytes }) => ({
    generator,
    seconds,
    cpu,
    busy,
    gc: gc.share,
    loopDelayP99Us: loopDelay.p99Us,
    loopDelayMaxUs: loopDelay.maxUs,
    lagP99Us: lag.p99Us,
    lagP999Us: lag.p999Us,
    lagMaxUs: lag.maxUs,
    rssBytes,
    heapBytes,
  }))
}

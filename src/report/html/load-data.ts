/** What the page's script draws of a run under load, as plain data. Times are seconds, latencies milliseconds. */
import type { HopResult, RunResult } from '../../scenarios/result.ts'
import { MILLISECOND, type Micros, SECOND } from '../../sim/kernel/time.ts'
import { intervalsOf, operationsOfRun, phasesOf } from '../load-rows.ts'
import { rarity } from './rarity.ts'
import { thinned } from './series.ts'

const OPERATIONS_MOST = 60
const MEMORY_POINTS = 200
const MIB = 1024 * 1024

export function loadData(result: RunResult) {
  const operations = operationsOfRun(result).slice(0, OPERATIONS_MOST)
  if (operations.length === 0) return undefined
  return operations.map((one) => {
    const intervals = intervalsOf(result, one.operation)
    return {
      name: one.operation,
      /** From, planned, failed and dropped, p50, p95, p99, p99 from the begin. */
      intervals: intervals.map(({ fromUs, planned, failed, dropped, intended, actual }) => [
        fromUs / SECOND,
        planned,
        failed + dropped,
        ...[intended.p50Us, intended.p95Us, intended.p99Us, actual.p99Us].map((us) =>
          intended.count > 0 ? ms(us) : null,
        ),
      ]),
      stepS: intervals.length === 0 ? 60 : (intervals[0]!.untilUs - intervals[0]!.fromUs) / SECOND,
      phases: phasesOf(result, one.operation).map(({ window, fromUs, untilUs, planned, failed, dropped, intended }) => [
        window,
        fromUs / SECOND,
        untilUs / SECOND,
        planned,
        failed,
        dropped,
        ...[intended.p50Us, intended.p95Us, intended.p99Us, intended.maxUs].map((us) =>
          intended.count > 0 ? ms(us) : null,
        ),
      ]),
      intended: curveOf(one.intended),
      /** Only where it is another one. */
      actual:
        one.actual.p50Us === one.intended.p50Us && one.actual.maxUs === one.intended.maxUs ? [] : curveOf(one.actual),
    }
  })
}

/** Points as [1 / (1 - share), milliseconds], of ever rarer samples. */
function curveOf(hop: HopResult): [number, number][] {
  return hop.curve
    .filter(({ us }) => us > 0)
    .map(({ share, us }): [number, number] => [rarity(share, hop.count), ms(us)])
    .filter((point, index, all) => index === 0 || point[0] > all[index - 1]![0])
}

export function memoryData({ generators = [] }: RunResult) {
  const those = generators.filter(({ memory = [] }) => memory.length > 1)
  if (those.length === 0) return undefined
  return those.map(({ generator, memory = [] }) => {
    const points = thinned(memory, MEMORY_POINTS)
    return {
      name: generator,
      at: points.map(({ at }) => Math.round(at / SECOND)),
      values: points.map(({ rssBytes }) => Math.round(rssBytes / MIB)),
    }
  })
}

const ms = (us: Micros): number => Number((us / MILLISECOND).toPrecision(4))

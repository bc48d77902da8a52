/** How generators kept up, in the words of a result. */
import type { GeneratorResult } from '../../scenarios/result-of-load.ts'
import type { HealthFigures } from './health.ts'

export function generatorResults(figures: readonly HealthFigures[]): GeneratorResult[] {
  return figures.map(
    ({ generator, seconds, cpu, busy, gc, loopDelay, lag, heldUp, rssBytes, heapBytes, socketsMost }) => ({
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
      heldUp,
      rssBytes,
      heapBytes,
      socketsMost,
    }),
  )
}

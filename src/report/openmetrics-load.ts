/** What became of operations under load, and how the generators kept up, as OpenMetrics. */
import type { RunResult } from '../scenarios/result.ts'
import type { GeneratorResult, OperationResult } from '../scenarios/result-of-load.ts'
import { seconds } from './figures.ts'
import { operationsOfRun, phasesOf } from './load-rows.ts'
import { counter, type Family, gauge, type Sample } from './openmetrics-family.ts'

/** Of the whole run and of each phase of the load; the many intervals are in result.json. */
export function operationFamilies(result: RunResult): Family[] {
  const rows = operationsOfRun(result).flatMap((one) => [one, ...phasesOf(result, one.operation)])
  const outcomes = rows.flatMap(({ operation, window, done, failed, dropped }): Sample[] =>
    (
      [
        ['done', done],
        ['failed', failed],
        ['dropped', dropped],
      ] as const
    ).map(([outcome, value]) => ({
      labels: { operation, window, outcome },
      value,
    })),
  )
  const planned = rows.map(({ operation, window, planned: value }) => ({ labels: { operation, window }, value }))
  const errors = rows.flatMap(({ operation, window, errors: all }) =>
    all.map(({ kind, count: value }) => ({ labels: { operation, window, kind }, value })),
  )
  const latencies = rows.flatMap((one) => [...summary(one, 'intended'), ...summary(one, 'actual')])
  return [
    counter('operation_planned', 'Operations that were wanted: done, failed and dropped together.', planned),
    counter('operation', 'What became of operations.', outcomes),
    counter('operation_errors', 'Operations that failed or were dropped, by kind.', errors),
    {
      name: 'ccsim_operation_latency_seconds',
      type: 'summary',
      unit: 'seconds',
      help: 'Latency of operations that were done, from the moment they were wanted (intended) or begun (actual).',
      samples: latencies,
    },
  ]
}

function summary(one: OperationResult, from: 'intended' | 'actual'): Sample[] {
  const { operation, window } = one
  const { count, meanUs, p50Us, p95Us, p99Us, p999Us } = one[from]
  if (count === 0) return []
  const labels = { operation, window, from }
  const quantile = (q: string, us: number): Sample => ({ labels: { ...labels, quantile: q }, value: seconds(us) })
  return [
    quantile('0.5', p50Us),
    quantile('0.95', p95Us),
    quantile('0.99', p99Us),
    quantile('0.999', p999Us),
    { suffix: '_sum', labels, value: seconds(meanUs * count) },
    { suffix: '_count', labels, value: count },
  ]
}

/** Of a run on the wire. */
export function generatorFamilies({ wire, generators = [] }: RunResult): Family[] {
  const speed = wire === undefined ? [] : [{ value: wire.speed }]
  const each = (of: (one: GeneratorResult) => number): Sample[] =>
    generators.map((one) => ({ labels: { generator: one.generator }, value: of(one) }))
  const quantiles = (of: readonly (readonly [string, (one: GeneratorResult) => number])[]): Sample[] =>
    generators.flatMap((one) =>
      of.map(([quantile, us]) => ({ labels: { generator: one.generator, quantile }, value: us(one) / 1e6 })),
    )
  return [
    gauge('ccsim_speed_ratio', 'Virtual time for one of the wall clock.', speed, 'ratio'),
    gauge(
      'ccsim_generator_lag_seconds',
      'How much later than planned things were begun.',
      quantiles([
        ['0.99', ({ lagP99Us }) => lagP99Us],
        ['0.999', ({ lagP999Us }) => lagP999Us],
        ['1', ({ lagMaxUs }) => lagMaxUs],
      ]),
      'seconds',
    ),
    gauge(
      'ccsim_generator_loop_delay_seconds',
      'How long the event loop of the generator was held up.',
      quantiles([
        ['0.99', ({ loopDelayP99Us }) => loopDelayP99Us],
        ['1', ({ loopDelayMaxUs }) => loopDelayMaxUs],
      ]),
      'seconds',
    ),
    gauge(
      'ccsim_generator_cpu_ratio',
      'Processor time taken, of one core.',
      each(({ cpu }) => cpu),
      'ratio',
    ),
    gauge(
      'ccsim_generator_memory_bytes',
      'Most memory taken.',
      each(({ rssBytes }) => rssBytes),
      'bytes',
    ),
    gauge(
      'ccsim_generator_gc_ratio',
      'Share of the time that garbage collections took.',
      each(({ gc }) => gc),
      'ratio',
    ),
    gauge(
      'ccsim_generator_sockets',
      'Connections that were open at the same time, at most.',
      each(({ socketsMost = 0 }) => socketsMost),
    ),
  ]
}

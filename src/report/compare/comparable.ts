/** The figures of a run that can be held against those of another: what each is, which way is better, and what chance did. */
import type { HopResult, RunResult } from '../../scenarios/result.ts'
import type { GeneratorResult } from '../../scenarios/result-of-load.ts'
import { totalsOf } from '../totals.ts'

export type FigureGroup = 'correctness' | 'service' | 'latency' | 'count' | 'speed'
export type FigureUnit = 'us' | 'share' | 'count' | 'per second' | 'bytes'
export type Better = 'less' | 'more' | 'neither'

/** How one run came by a figure, as far as it tells how sure the figure is. */
export type Chance =
  /** So many independent events. */
  | { readonly kind: 'counted' }
  /** A share of so many. */
  | { readonly kind: 'share'; readonly of: number }
  | { readonly kind: 'quantile'; readonly share: number; readonly hop: HopResult }
  | { readonly kind: 'mean'; readonly hop: HopResult }
  | { readonly kind: 'unknown' }

export interface Comparable {
  /** Such as `REST request p95` or `calls abandoned`. */
  readonly name: string
  readonly group: FigureGroup
  readonly unit: FigureUnit
  readonly better: Better
  readonly value: number
  readonly chance: Chance
}

/** Every figure of a run, in the order to show them. */
export function comparablesOf(result: RunResult): readonly Comparable[] {
  return [
    ...correctness(result),
    ...service(result),
    ...latencies(result.hops),
    ...operations(result),
    ...counts(result),
    ...generators(result),
    ...speed(result),
  ]
}

const UNKNOWN: Chance = { kind: 'unknown' }

function correctness({ oracles, counts, failures }: RunResult): Comparable[] {
  const figure = (name: string, value: number): Comparable => ({
    name,
    group: 'correctness',
    unit: 'count',
    better: 'less',
    value,
    chance: UNKNOWN,
  })
  const violated = oracles.map((oracle) => figure(`violations: ${oracle.name}`, oracle.violated))
  const signedIn: Comparable[] =
    failures.expectedIn === 0
      ? []
      : [{ ...figure('signed in after calm', failures.signedIn / failures.expectedIn), unit: 'share', better: 'more' }]
  const lost = counts.filter(({ name }) => GRAVE.has(name)).map(({ name, value }) => figure(name, value))
  return [...violated, ...lost, ...signedIn]
}

/** Counts of which each one is a defect, so that no tolerance applies. */
const GRAVE: ReadonlySet<string> = new Set(['calls lost', 'surprises'])

function service(result: RunResult): Comparable[] {
  const totals = totalsOf(result)
  const of: Chance = { kind: 'share', of: totals.offered }
  const all: (readonly [string, Comparable['unit'], Better, number | undefined, Chance])[] = [
    ['service level', 'share', 'more', totals.serviceLevel, of],
    ['abandoned', 'share', 'less', totals.abandonedShare, of],
    ['speed of answer', 'us', 'less', totals.asaUs, UNKNOWN],
    ['handle time', 'us', 'less', totals.ahtUs, UNKNOWN],
    ['longest wait', 'us', 'neither', totals.offered === 0 ? undefined : totals.maxWaitUs, UNKNOWN],
    ['occupancy', 'share', 'neither', result.occupancy, UNKNOWN],
  ]
  return all.flatMap(([name, unit, better, value, chance]) =>
    value === undefined ? [] : [{ name, group: 'service' as const, unit, better, value, chance }],
  )
}

const QUANTILES = [
  ['p50', 0.5, 'p50Us'],
  ['p95', 0.95, 'p95Us'],
  ['p99', 0.99, 'p99Us'],
  ['p999', 0.999, 'p999Us'],
] as const

/** Hops, phases and outages alike: all are latencies with a distribution. The longest of all is luck, and only shown. */
function latencies(hops: readonly HopResult[]): Comparable[] {
  return hops
    .filter(({ count }) => count > 0)
    .flatMap((hop): Comparable[] => {
      const figure = (name: string, value: number, better: Better, chance: Chance): Comparable => ({
        name: `${hop.hop} ${name}`,
        group: 'latency',
        unit: 'us',
        better,
        value,
        chance,
      })
      return [
        figure('mean', hop.meanUs, 'less', { kind: 'mean', hop }),
        ...QUANTILES.map(([name, share, field]) => figure(name, hop[field], 'less', { kind: 'quantile', share, hop })),
        figure('max', hop.maxUs, 'neither', UNKNOWN),
        { ...figure('count', hop.count, 'neither', { kind: 'counted' }), group: 'count', unit: 'count' },
      ]
    })
}

/** Of a generator on sockets, over the whole run: latency from when an operation was wanted, and what did not succeed. */
function operations({ operations = [] }: RunResult): Comparable[] {
  return operations
    .filter(({ window }) => window === 'run')
    .flatMap(({ operation, planned, failed, dropped, intended }): Comparable[] => {
      const share = (name: string, n: number): Comparable => ({
        name: `${operation} ${name}`,
        group: 'service',
        unit: 'share',
        better: 'less',
        value: planned === 0 ? 0 : n / planned,
        chance: { kind: 'share', of: planned },
      })
      const latency = latencies([{ ...intended, hop: operation }])
      return [...latency, share('failed', failed), share('dropped', dropped)]
    })
}

/** The worst of all generators, figure by figure. */
function generators({ generators = [] }: RunResult): Comparable[] {
  if (generators.length === 0) return []
  const worst = (name: string, unit: FigureUnit, of: (one: GeneratorResult) => number): Comparable => ({
    name: `generator ${name}`,
    group: 'speed',
    unit,
    better: 'neither',
    value: Math.max(...generators.map(of)),
    chance: UNKNOWN,
  })
  return [
    worst('lag p999', 'us', ({ lagP999Us }) => lagP999Us),
    worst('event-loop delay p99', 'us', ({ loopDelayP99Us }) => loopDelayP99Us),
    worst('CPU', 'share', ({ cpu }) => cpu),
    worst('garbage collection', 'share', ({ gc }) => gc),
    worst('memory', 'bytes', ({ rssBytes }) => rssBytes),
  ]
}

/** Of the other counts, those that go one way for better or worse. */
const DIRECTIONS: Readonly<Record<string, Better>> = {
  'calls handled': 'more',
  'calls abandoned': 'less',
  'abandoned before queue': 'less',
  'calls rejected': 'less',
  RONA: 'less',
  'requests refused': 'less',
  'requests failed': 'less',
  'requests unavailable': 'less',
  'outcome errors': 'less',
  'outcomes unknown': 'less',
}

function counts({ counts, failures }: RunResult): Comparable[] {
  const figure = (name: string, value: number, better: Better): Comparable => ({
    name,
    group: 'count',
    unit: 'count',
    better,
    value,
    chance: { kind: 'counted' },
  })
  const plain = counts.filter(({ name }) => !GRAVE.has(name))
  return [
    ...plain.map(({ name, value }) => figure(name, value, DIRECTIONS[name] ?? 'neither')),
    figure('forced logouts', failures.forcedLogouts, 'neither'),
    figure('users moved', failures.moved, 'neither'),
  ]
}

/** How fast the run itself was: of the machine as much as of ccsim, so neither better nor worse. */
function speed({ events, wallSeconds, virtualSeconds }: RunResult): Comparable[] {
  if (!(wallSeconds > 0)) return []
  const figure = (name: string, value: number, unit: FigureUnit): Comparable => ({
    name,
    group: 'speed',
    unit,
    better: 'neither',
    value,
    chance: UNKNOWN,
  })
  return [
    figure('events per second', events / wallSeconds, 'per second'),
    figure('virtual seconds per second', virtualSeconds / wallSeconds, 'per second'),
  ]
}

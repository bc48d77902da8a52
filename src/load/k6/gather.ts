/** Adds up the samples of a run, of one machine or of many: what became of operations, and what the plan came to. */
import { MILLISECOND, type Micros } from '../../sim/kernel/time.ts'
import type { Cell } from '../measure/cell.ts'
import { Latencies } from '../measure/latencies.ts'
import { type Measured, Store } from '../measure/measured.ts'
import { intervalFor, type NamedWindow, Windows } from '../measure/windows.ts'
import { metricNames, tagNames } from './metric-names.ts'
import { type Sample, SamplesProblem } from './samples.ts'

/** Whose samples these are. */
export interface Identity {
  readonly scenario: string
  readonly hash: string
  readonly seed: string
}

export interface Gathered {
  readonly samples: number
  readonly measured: Measured
  readonly phases: ReadonlyMap<string, Latencies>
  readonly lag: Latencies
  readonly plan: { readonly entries: number; readonly hash: string }
  /** Virtual users that began, and that came to the end. */
  readonly began: number
  readonly finished: number
  readonly speed: number
  readonly wallSeconds: number
  /** Operations that nobody saw end: k6 was stopped under them. */
  readonly lost: number
}

const WORDS = metricNames.planHash.length
const WORD = 2 ** 32

export class Gathering {
  readonly #store: Store
  readonly #phases = new Map<string, Latencies>()
  readonly #lag = new Latencies(3)
  readonly #hash = new Array<number>(WORDS).fill(0)
  #entries = 0
  #began = 0
  #finished = 0
  #speed = 1
  #samples = 0
  #firstMs = Number.POSITIVE_INFINITY
  #lastMs = Number.NEGATIVE_INFINITY

  constructor(totalUs: Micros, windows: readonly NamedWindow[] = []) {
    this.#store = new Store(new Windows(windows, intervalFor(totalUs)))
  }

  readonly take = (sample: Sample): void => {
    const { metric, value, tags, atMs } = sample
    this.#samples++
    this.#firstMs = Math.min(this.#firstMs, atMs)
    this.#lastMs = Math.max(this.#lastMs, atMs)
    const word = (metricNames.planHash as readonly string[]).indexOf(metric)
    if (word >= 0) this.#hash[word] = (this.#hash[word]! + value) % WORD
    else if (metric === metricNames.planEntries) {
      this.#entries += value
      this.#began++
    } else if (metric === metricNames.finished) this.#finished += value
    else if (metric === metricNames.speed) this.#speed = value
    else if (metric === metricNames.lag) this.#lag.record(micros(value))
    else if (metric === metricNames.phase) this.#phaseOf(tags['phase'] ?? '').record(micros(value))
    else if (metric === metricNames.count) this.#store.count(tags['what'] ?? '', value)
    else this.#operation(sample)
  }

  #operation({ metric, value, tags }: Sample): void {
    const { operation = '', interval = '0', windows = '', kind = '' } = tags
    const named = windows === '' ? [] : windows.split(' ').map(Number)
    for (const cell of this.#store.of(operation).of(named, Number(interval))) enter(cell, metric, value, kind)
  }

  #phaseOf(phase: string): Latencies {
    let latencies = this.#phases.get(phase)
    if (latencies === undefined) this.#phases.set(phase, (latencies = new Latencies(3)))
    return latencies
  }

  get gathered(): Gathered {
    let lost = 0
    for (const { total } of this.#store.operations.values()) lost += total.underWay
    const hash = this.#hash.map((word) => word.toString(16).padStart(8, '0')).join('')
    return {
      samples: this.#samples,
      measured: this.#store.data,
      phases: this.#phases,
      lag: this.#lag,
      plan: { entries: this.#entries, hash },
      began: this.#began,
      finished: this.#finished,
      speed: this.#speed,
      wallSeconds: Math.max(0, this.#lastMs - this.#firstMs) / 1000,
      lost,
    }
  }
}

function enter(cell: Cell, metric: string, value: number, kind: string): void {
  if (metric === metricNames.planned) cell.planned += value
  else if (metric === metricNames.failed) cell.fail(kind)
  else if (metric === metricNames.actual) cell.apart.actual.record(micros(value))
  else {
    cell.done++
    cell.apart.intended.record(micros(value))
  }
}

const micros = (ms: number): Micros => Math.round(ms * MILLISECOND)

/** Of whom a sample is. */
export function identityOf({ tags }: Sample, file: string): Identity {
  const [scenario, hash, seed] = [tags[tagNames.scenario], tags[tagNames.hash], tags[tagNames.seed]]
  if (scenario === undefined || hash === undefined || seed === undefined) {
    throw new SamplesProblem(
      `${file}: samples do not say of which scenario they are; run the script with its own options`,
    )
  }
  return { scenario, hash, seed }
}

/** Throws where samples of different runs were thrown together. */
export function checkSame(sample: Sample, known: Identity, file: string): void {
  const { scenario, hash, seed } = identityOf(sample, file)
  if (known.hash === hash && known.seed === seed) return
  const other = `${scenario} (${hash}), seed ${seed}`
  const own = `${known.scenario} (${known.hash}), seed ${known.seed}`
  throw new SamplesProblem(`${file}: has samples of ${other} among those of ${own}; import each run by itself`)
}

/** Operations and generators of a run under load, in the order and the words in which every report has them. */
import { heldUpWords } from '../scenarios/held-up-words.ts'
import type { RunResult } from '../scenarios/result.ts'
import type { GeneratorResult, OperationResult } from '../scenarios/result-of-load.ts'
import { count, percent, plural, span } from './figures.ts'

/** The window that is the whole run, and the intervals by their names. */
const RUN = 'run'
const INTERVAL = /^minutes? \d/
/** It is about generators, and stands with them. */
const LAG = 'schedule lag'

/** What agents do comes first, then what it is made of, then what goes on by itself. */
const GROUPS: readonly RegExp[] = [
  /^sign-in$/,
  /^(ready|not ready|sign-out|answer|hold|retrieve|drop|consult|transfer|conference|make call)$/,
  /^reconnect: /,
  /^call answered$/,
  /^event$/,
  /^ping$/,
  /^sign-in step: /,
  / request$/,
]

const rank = ({ operation }: OperationResult): number => {
  const group = GROUPS.findIndex((pattern) => pattern.test(operation))
  return group < 0 ? GROUPS.length : group
}

/** Of the whole run, one row an operation. */
export function operationsOfRun({ operations = [] }: RunResult): readonly OperationResult[] {
  return operations
    .filter(({ window, operation }) => window === RUN && operation !== LAG)
    .toSorted((a, b) => rank(a) - rank(b) || (a.operation < b.operation ? -1 : 1))
}

/** Phases of the load, in which an operation was wanted. */
export const phasesOf = ({ operations = [] }: RunResult, wanted: string): readonly OperationResult[] =>
  operations.filter(({ operation, window }) => operation === wanted && window !== RUN && !INTERVAL.test(window))

export const intervalsOf = ({ operations = [] }: RunResult, wanted: string): readonly OperationResult[] =>
  operations.filter(({ operation, window }) => operation === wanted && INTERVAL.test(window))

/** How late generators were with what they had planned: in the whole run, then in each phase of the load. */
export const lagsOf = (result: RunResult): readonly OperationResult[] =>
  (result.operations ?? []).filter(({ operation, window }) => operation === LAG && !INTERVAL.test(window))

/** `404 (3), no answer (1)`. */
export const errorsText = ({ errors }: OperationResult): string =>
  errors.map(({ kind, count: times }) => `${kind} (${count(times)})`).join(', ')

/** All operations in a line. */
export function loadText(result: RunResult): string | undefined {
  const rows = operationsOfRun(result)
  if (rows.length === 0) return undefined
  const sum = (of: (row: OperationResult) => number) => rows.reduce((total, row) => total + of(row), 0)
  const [planned, done, failed, dropped] = [
    sum((row) => row.planned),
    sum((row) => row.done),
    sum((row) => row.failed),
    sum((row) => row.dropped),
  ]
  return `${plural(planned, 'operation')} planned: ${count(done)} done, ${count(failed)} failed, ${count(dropped)} dropped`
}

/** `borne up to 1,400 calls/h; 1,800 calls/h are too many: …`. */
export function kneeText({ knee }: RunResult): string | undefined {
  if (knee === undefined) return undefined
  const { bornePerHour, tooManyPerHour, steps } = knee
  const borne =
    bornePerHour === undefined ? 'not even the first step is borne' : `borne up to ${count(bornePerHour)} calls/h`
  if (tooManyPerHour === undefined) return `${borne}, which is the last step: the knee lies beyond`
  const { missed } = steps.find(({ borne: isBorne }) => !isBorne)!
  return `${borne}; ${count(tooManyPerHour)} calls/h are too many: ${missed.join('; ')}`
}

const MIB = 1024 * 1024
export const mebibytes = (bytes: number): string => `${count(Math.round(bytes / MIB))} MiB`

/** Memory that each desktop of a generator added at the peak, in bytes; undefined where nobody is. */
export function bytesPerUser({ rssBytes, startBytes, users = 0 }: GeneratorResult): number | undefined {
  return startBytes === undefined || users === 0 ? undefined : (rssBytes - startBytes) / users
}

/** In few words; undefined where nothing was late. */
export const heldUpText = ({ heldUp }: GeneratorResult): string | undefined =>
  heldUp && heldUpWords(heldUp, { own: 'own work', gc: 'GC', waiting: 'wait for CPU' })

/** How a generator kept up, in the columns of a table; the names of the columns are below. */
export function generatorCells(one: GeneratorResult): readonly string[] {
  const perUser = bytesPerUser(one)
  return [
    percent(one.cpu),
    span(one.lagP99Us),
    span(one.lagP999Us),
    span(one.lagMaxUs),
    span(one.loopDelayP99Us),
    percent(one.gc),
    one.socketsMost === undefined ? '–' : count(one.socketsMost),
    mebibytes(one.rssBytes),
    perUser === undefined ? '–' : `${count(Math.round(perUser / 1024))} KiB`,
    one.growthBytesPerHour === undefined ? '–' : `${(one.growthBytesPerHour / MIB).toFixed(1)} MiB/h`,
    heldUpText(one) ?? '–',
  ]
}

export const GENERATOR_COLUMNS = [
  'CPU',
  'Lag p99',
  'p99.9',
  'Max',
  'Loop delay p99',
  'GC',
  'Sockets',
  'Memory',
  'A desktop',
  'Growth',
  'Held up by',
] as const

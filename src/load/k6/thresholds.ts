/** Thresholds of k6: what the scenario expects of phases of desktops, what every run has to keep, and what is to be seen in the summary. */
import type { Threshold } from 'k6/options'
import type { Expectation, Scenario } from '../../scenarios/scenario.ts'
import { phaseNames } from '../../sim/domain/facts.ts'
import { usualLimits } from '../generator/health.ts'
import { metricNames } from './metric-names.ts'

/** The summary of k6 shows an operation by itself only where it has a threshold; this one always holds. */
const SHOWN: Threshold = 'max>=0'
const operations = [
  'sign-in',
  'sign-in to event',
  'state change to event',
  'answer',
  'answer to event',
  'drop to event',
]

/** By the node and not by its clients, who play nothing of it here. */
const OF_NODES: readonly string[] = ['finesse-back']

export function thresholdsOf({ expect }: Pick<Scenario, 'expect'>): Record<string, Threshold[]> {
  const found = new Map<string, Threshold[]>([
    [metricNames.lag, [`p(99.9)<${usualLimits.lagP999Us / 1000}`]],
    ...operations.map((name): [string, Threshold[]] => [`${metricNames.actual}{operation:${name}}`, [SHOWN]]),
  ])
  for (const one of expect) {
    const name = metricOf(one)
    const of = quantileOf(one)
    if (name === undefined || of === undefined) continue
    found.set(name, [...(found.get(name) ?? []), `${of}${one.compare}${one.bound / 1000}`])
  }
  return Object.fromEntries(found)
}

/** What k6 itself can judge: a latency over the whole run. All else about operations is judged by the importer. */
function metricOf(expectation: Expectation): string | undefined {
  const { figure, window, from } = expectation
  const phase = phaseOf(expectation)
  if (phase !== undefined) return `${metricNames.phase}{phase:${phase}}`
  if (!figure.startsWith('operation:') || window !== undefined) return undefined
  const metric = from === 'actual' ? metricNames.actual : metricNames.intended
  return `${metric}{operation:${figure.slice('operation:'.length)}}`
}

/** Phases that clients see. */
export function phaseOf({ figure }: Expectation): string | undefined {
  const phase = figure.startsWith('phase:') ? figure.slice('phase:'.length) : undefined
  return phase !== undefined && (phaseNames as readonly string[]).includes(phase) && !OF_NODES.includes(phase)
    ? phase
    : undefined
}

const quantiles: ReadonlyMap<string | undefined, string> = new Map([
  ['p50', 'med'],
  ['p95', 'p(95)'],
  ['p99', 'p(99)'],
  ['p999', 'p(99.9)'],
  ['max', 'max'],
  ['mean', 'avg'],
])
const quantileOf = ({ quantile }: Expectation): string | undefined => quantiles.get(quantile)

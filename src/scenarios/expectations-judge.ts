/** Holds what a scenario expects against what a run measured. A figure that was never reached is neither met nor missed. */
import { countText, shareText, slug, spanText } from './collectors/figure-text.ts'
import { ALL_BACK, longestAllBack, phaseOfFailover } from './failover-named.ts'
import { holds } from './holds.ts'
import { EVERY_STEP } from './knee.ts'
import { latency } from './latency.ts'
import { operationFigure } from './operation-figure.ts'
import type { ExpectationResult, QueueInterval, RunResult } from './result.ts'
import type { Expectation } from './scenario.ts'

export type Measured = Pick<
  RunResult,
  | 'counts'
  | 'hops'
  | 'failures'
  | 'failovers'
  | 'faults'
  | 'syslog'
  | 'notices'
  | 'queueTotals'
  | 'occupancy'
  | 'oracles'
  | 'operations'
  | 'knee'
>

export function judgeExpectations(expectations: readonly Expectation[], measured: Measured): ExpectationResult[] {
  // What every step has to keep is what the knee is found by; a step that does not keep it is no failure of the run.
  return expectations
    .filter(({ window }) => window !== EVERY_STEP)
    .map((expectation) => judgeOne(expectation, measured))
}

function judgeOne(expectation: Expectation, measured: Measured): ExpectationResult {
  const { says, kind, figure, quantile, unit, compare, bound, failover } = expectation
  const named = failover === undefined ? {} : { failover }
  const of = quantile === undefined ? {} : { figure, quantile, ...named }
  if (figure.startsWith('operation:')) {
    const found = operationFigure(expectation, measured.operations ?? [])
    if (found === undefined)
      return { says, kind, outcome: 'not reached', actual: 'not measured', value: undefined, ...of }
    const outcome = holds(found.value, compare, bound) ? 'met' : 'missed'
    const actual =
      found.window === undefined ? text(found.value, unit) : `${text(found.value, unit)} in ${found.window}`
    return { says, kind, outcome, actual, value: found.value, ...of }
  }
  const value =
    failover === undefined
      ? figureOf(figure, quantile, measured)
      : phaseOfFailover(failover, split(figure)[1], quantile, measured)
  if (value === undefined)
    return { says, kind, outcome: 'not reached', actual: 'not measured', value: undefined, ...of }
  const outcome = holds(value, compare, bound) ? 'met' : 'missed'
  return { says, kind, outcome, actual: text(value, unit), value, ...of }
}

function text(value: number, unit: Expectation['unit']): string {
  if (unit === 'us') return spanText(value)
  return unit === 'share' ? shareText(value) : countText(value)
}

/** The figure in its own unit, or undefined when the run has none. */
export function figureOf(figure: string, quantile: string | undefined, measured: Measured): number | undefined {
  const [what, name] = split(figure)
  switch (what) {
    case 'hop':
      return latency(
        measured.hops.find(({ hop }) => slug(hop) === slug(name)),
        quantile,
      )
    case 'phase':
      if (name === ALL_BACK) return longestAllBack(measured)
      return latency(
        measured.hops.find(({ hop }) => slug(hop) === slug(`phase ${name}`)),
        quantile,
      )
    case 'outage':
      return latency(
        measured.hops.find(({ hop }) => slug(hop) === slug(`outage ${name}`)),
        quantile,
      )
    case 'outages':
      return measured.hops.find(({ hop }) => slug(hop) === slug(`outage ${name}`))?.count ?? 0
    case 'maintenance':
      return maintained(name, measured)
    case 'syslog':
      return measured.syslog.counts.find(({ message }) => message === name)?.count ?? 0
    case 'notice':
      return measured.notices.find((one) => one.notice === name)?.people ?? 0
    case 'count':
      return measured.counts.find((count) => slug(count.name) === slug(name))?.value
    default:
      return plainFigure(figure, measured)
  }
}

/** `agent-pg/completed`: how many maintenances ended so; undefined where none was asked for. */
function maintained(name: string, { failures }: Measured): number | undefined {
  const [of, outcome] = name.split('/')
  const found = failures.maintenance.find((one) => one.of === of)
  return found?.[outcome as 'completed' | 'refused' | 'failed']
}

function split(figure: string): [string, string] {
  const colon = figure.indexOf(':')
  return colon < 0 ? [figure, ''] : [figure.slice(0, colon), figure.slice(colon + 1)]
}

function plainFigure(
  figure: string,
  { counts, failures, queueTotals, occupancy, oracles, knee }: Measured,
): number | undefined {
  const sum = (field: 'offered' | 'abandoned' | 'rona' | 'withinServiceLevel') =>
    queueTotals.reduce((total, queue) => total + queue[field], 0)
  const share = (field: 'abandoned' | 'rona' | 'withinServiceLevel') =>
    sum('offered') === 0 ? undefined : sum(field) / sum('offered')
  switch (figure) {
    case 'lostCalls': {
      const offered = counts.find(({ name }) => name === 'calls offered')?.value ?? 0
      return offered === 0 ? undefined : counts.find(({ name }) => name === 'calls lost')?.value
    }
    case 'abandoned':
      return share('abandoned')
    case 'rona':
      return share('rona')
    case 'serviceLevel':
      return share('withinServiceLevel')
    case 'asa':
      return mean(queueTotals, 'asaUs')
    case 'aht':
      return mean(queueTotals, 'ahtUs')
    case 'occupancy':
      return occupancy
    case 'forcedLogouts':
      return failures.forcedLogouts
    case 'moved':
      return failures.moved
    case 'signedInAfterCalm':
      return failures.expectedIn === 0 ? undefined : failures.signedIn / failures.expectedIn
    case 'knee':
      return knee && (knee.bornePerHour ?? 0)
    case 'oracleViolations':
      return oracles.reduce((total, { violated }) => total + violated, 0)
    default:
      return undefined
  }
}

/** Over all handled calls, whatever the queue: a mean of means would flatter the busy queues. */
function mean(queues: readonly QueueInterval[], field: 'asaUs' | 'ahtUs'): number | undefined {
  let sum = 0
  let weight = 0
  for (const queue of queues) {
    const value = queue[field]
    if (value === undefined) continue
    sum += value * queue.handled
    weight += queue.handled
  }
  return weight === 0 ? undefined : Math.round(sum / weight)
}

/** How far apart two things may be and still be taken for simultaneous, as slow as the wire was in this run. */
import { MILLISECOND, type Micros } from '../../sim/kernel/time.ts'
import type { HopResult, RunResult } from '../result.ts'

const LEAST_US: Micros = 100 * MILLISECOND
/** What a desktop asks one after the other when it loads its page. */
export const REQUESTS_MOST = 40

export interface Slack {
  /** By so much the slowest hundredth of the ways there and back is slower on the wire. */
  readonly wayUs: Micros
  /** And by so much a desktop comes later that has loaded its page, at the moment when the machine was slowest. */
  readonly pageUs: Micros
  /** What a request takes longer, in the mean. */
  readonly requestUs: Micros
  /** How late the process itself was at worst. */
  readonly lateUs: Micros
}

export function slackOf(virtual: RunResult, wire: RunResult): Slack {
  const slower = (name: string): Micros =>
    Math.max(0, (hopOf(wire, name)?.p99Us ?? 0) - (hopOf(virtual, name)?.p50Us ?? 0))
  const mean = ({ hops }: RunResult): Micros => hops.find(({ hop }) => hop === 'REST request')?.meanUs ?? 0
  const requestUs = Math.max(0, Math.round(mean(wire) - mean(virtual)))
  const wayUs = Math.round(LEAST_US + slower('REST request') + slower('event delivery'))
  const lateUs = Math.max(0, ...(wire.generators ?? []).map(({ lagMaxUs }) => lagMaxUs * (wire.wire?.speed ?? 1)))
  return { wayUs, pageUs: wayUs + lateUs + REQUESTS_MOST * requestUs, requestUs, lateUs }
}

const hopOf = ({ hops }: RunResult, name: string): HopResult | undefined => hops.find(({ hop }) => hop === name)
